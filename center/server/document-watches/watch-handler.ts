import { readFile } from "node:fs/promises";
import { relative } from "node:path";
import { YuejianError } from "@yuejian/contracts";
import { documentOf, withSuggestions } from "@yuejian/document-assistant";
import { isText, makeResultFolder, reasonOf, resultJson, watchFolder, writeWhole } from "../assistant/index.ts";
import { documentPorts } from "../document-batches/batch-handler.ts";
import { type CheckDesk, type DocumentPorts, makeCheck, markedWord, NO_CASE, NOTHING_TO_COMPARE } from "../document-checks/index.ts";
import { DAY_MS, keepDays } from "../document-checks/settings.ts";
import type { JobContext, JobHandler } from "../jobs/index.ts";
import type { StoreTransaction } from "../store/index.ts";
import type { Workplace } from "../work/workplace.ts";
import { demandSamePaths } from "./settle-paths.ts";
import type { WatchRow } from "./watches.ts";

const STAGE = { zh: "校核收到的文书", en: "Checking what arrived" };
/** Between the two looks by which a file is whole. */
const SETTLE_MS = 2_000;

/** Checks what is whole in a watched folder by the rules of its office. Nothing of a text is kept in the house: results lie in the other folder. Result: `{ watch, files }`. */
export const checkFolderHandler =
  (desk: CheckDesk): JobHandler<Workplace> =>
  async (input, context) => {
    const { watch: id } = input as { watch: string };
    const { home, progress } = context;
    const { db } = home.store;
    const watch = await db.selectFrom("document_watches").selectAll().where("id", "=", id).executeTakeFirst();
    if (!watch || watch.removed_at !== null || watch.is_on === 0) return { watch: id, files: 0 };
    await demandSamePaths({ pathIn: watch.path_in, pathOut: watch.path_out });
    const ports = documentPorts(home, desk);
    let files = 0;
    progress.report(0, null, STAGE);
    const watched = watchFolder(watch.path_in, {
      work: (file, target) => workOn(ports, context, { watch, file, target }),
      out: watch.path_out,
      every: SETTLE_MS,
      signal: progress.signal,
      until: "look",
    });
    for await (const _ of watched) {
      files += 1;
      progress.report(files, null, STAGE);
    }
    if (progress.signal.aborted) throw new YuejianError("JOB_CANCELLED");
    return { watch: id, files };
  };

interface Task {
  readonly watch: WatchRow;
  readonly file: string;
  readonly target: string;
}

/** Results are written once the check is committed; a file whose results were not written yet is worked on again, and counted once. */
async function workOn(ports: DocumentPorts, context: JobContext<Workplace>, { watch, file, target }: Task): Promise<void> {
  const name = relative(watch.path_in, file);
  const outside = await makeResultFolder(watch.path_out, target);
  try {
    if (outside) throw outside;
    const { isWord, ...text } = await ports.documents.read(file, name);
    const { paragraphs } = text;
    const word = isWord ? await readFile(file) : null;
    const { findings } = await makeCheck(ports, {
      material: { ...text, name, word },
      comparison: NOTHING_TO_COMPARE,
      isForPublication: watch.is_for_publication !== 0,
      source: "folder",
      office: watch.office,
      actor: watch.id,
      place: NO_CASE,
      isKept: false,
      beside: async (trx, check) => {
        await context.fence(trx);
        const { id, characters, findings: count } = check;
        await note(trx, ports, { watch, name, of: { check_id: id, characters, findings: count, code: null, refused: null } });
        await ports.audit.recordIn(trx, {
          actor: { id: watch.id, display_name: watch.name, office: watch.office },
          action: "document.check",
          subject: id,
          outcome: "done",
          detail: `${characters} characters, ${count} findings`,
        });
      },
    });
    if (word) {
      const all = findings.map((finding, position) => ({ position, finding, decision: "accepted" as const }));
      const at = new Date(ports.clock.now());
      await writeWhole(target, markedWord(name, word, { paragraphs, findings: all, marking: "changes", at }));
    } else if (isText(file)) {
      const errors = findings.filter(({ severity }) => severity === "error");
      await writeWhole(target, `${withSuggestions(documentOf(paragraphs), errors)}\n`);
    }
    const characters = documentOf(paragraphs).text.length;
    await writeWhole(`${target}.json`, resultJson({ file: name, characters, findings }));
  } catch (cause) {
    // What is wrong with one file is told beside it; what is wrong with the house ends the attempt.
    const refused = cause instanceof YuejianError ? cause : new YuejianError("DOCUMENT_FAILED", { file: name }, { cause });
    if (refused.kind !== "input") throw refused;
    await ports.store.write(async (trx) => {
      await context.fence(trx);
      const of = { check_id: null, characters: 0, findings: 0, code: refused.code, refused: JSON.stringify(refused.toJSON()) };
      await note(trx, ports, { watch, name, of });
    });
    if (!outside) await writeWhole(`${target}.json`, resultJson({ file: name, unread: reasonOf(refused) }));
  }
}

interface Noted {
  readonly check_id: string | null;
  readonly characters: number;
  readonly findings: number;
  readonly code: string | null;
  readonly refused: string | null;
}

/** One line a file: what is worked on again takes the place of its line. */
async function note(
  trx: StoreTransaction,
  { clock }: DocumentPorts,
  { watch, name, of }: { readonly watch: WatchRow; readonly name: string; readonly of: Noted },
): Promise<void> {
  const now = clock.now();
  const at = new Date(now).toISOString();
  await trx.deleteFrom("document_watch_files").where("watch", "=", watch.id).where("name", "=", name).execute();
  await trx
    .insertInto("document_watch_files")
    .values({
      watch: watch.id,
      at,
      month: at.slice(0, 7),
      name,
      ...of,
      keep_until: new Date(now + (await keepDays(trx)) * DAY_MS).toISOString(),
    })
    .execute();
}
