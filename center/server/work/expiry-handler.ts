import { eraseOldBatches } from "../document-batches/erase-batches.ts";
import { eraseOldTexts } from "../document-checks/erase-texts.ts";
import { eraseOldNames } from "../document-watches/erase-names.ts";
import type { JobHandler } from "../jobs/index.ts";
import { dueForExpiry, expireLeads, subjectKey } from "../safeguards/index.ts";
import type { Workplace } from "./workplace.ts";

/** Erases the personal data of dismissed leads and the texts of checked documents whose time is over. Repeating it finds nothing left to do. */
export const expiryHandler: JobHandler<Workplace> = async (_input, { home, fence }) => {
  const due = await dueForExpiry({ db: home.store.db, clock: home.clock });
  const key = subjectKey(home.paths.salts, home.randomBytes);
  if (!key) throw new RangeError("a key was to be made");
  const leads = await expireLeads(home, due, { key, fence });
  await eraseOldBatches(home, fence);
  await eraseOldNames(home, fence);
  return { leads, documents: await eraseOldTexts(home, fence) };
};
