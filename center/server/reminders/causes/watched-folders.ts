import { eventCause, orWhoMay } from "./events.ts";

/** A folder on a line that comes back at once is no trouble. */
const TOLD_AFTER_MS = 10 * 60_000;

/** Watched folders that have not been looked at for some time because they cannot be: to who set them, or to those who may. */
export const watchedFolderCause = eventCause("watched-folder", "document.configure", async (db, moment) => {
  const rows = await db
    .selectFrom("document_watches")
    .select(["id", "name", "office", "changed_by", "trouble_since", "paused_until"])
    .where("removed_at", "is", null)
    .where("is_on", "=", 1)
    .where("trouble", "is not", null)
    .where("trouble_since", "<=", new Date(moment.now - TOLD_AFTER_MS).toISOString())
    .execute();
  return rows
    .filter(({ paused_until: until }) => until === null || Date.parse(until) <= moment.now)
    .map(({ id, name, office, changed_by: person, trouble_since: since }) => ({
      key: `${id} ${since}`,
      title: {
        zh: `监看的目录「${name}」无法查看，新到的文书没有校核`,
        en: `The watched folder “${name}” cannot be looked at; what arrives is not checked`,
      },
      link: `/documents/folders/${id}`,
      office,
      lines: [],
      handlers: orWhoMay(person, { action: "document.configure", office, moment }),
    }));
});
