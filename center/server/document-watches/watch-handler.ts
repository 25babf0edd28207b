import { hostname } from "node:os";
import { relative } from "node:path";
import { type Progress, YuejianError } from "@yuejian/contracts";
import { documentOf, withSuggestions } from "@yuejian/document-assistant";
import { isText, makeResultFolder, reasonOf, resultJson, unmarkedOf, watchFolder, writeWhole } from "../assistant/index.ts";
import { documentPorts, stepOf } from "../document-batches/batch-handler.ts";
import {
  type CheckDesk,
  countingPages,
  type DocumentMaterial,
  type DocumentPorts,
  makeCheck,
  markedWord,
  materialOfFile,
  NO_CASE,
  NOTHING_TO_COMPARE,
  PAGES_A_TURN,
  recogniseFile,
} from "../document-checks/index.ts";
import { DAY_MS, keepDays } from "../document-checks/settings.ts";
import type { JobContext, JobHandler } from "../jobs/index.ts";
import type { StoreTransaction } from "../store/index.ts";
import type { Workplace } from "../work/workplace.ts";
import { type KnownInFolder, knownOf } from "./known-in-folder.ts";
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
    await demandSeen(watch);
    const ports = documentPorts(home, desk);
    let files = 0;
    const turn = { pages: 0 };
    progress.report(0, null, STAGE);
    const known = await knownOf(ports, watch);
    const watched = watchFolder(watch.path_in, {
      work: (file, target) => workOn(ports, context, { watch, known, file, target, pagesTold: pagesTold(progress, turn, () => files) }),
      out: watch.path_out,
      every: SETTLE_MS,
      signal: progress.signal,
      until: "look",
    });
    for await (const _ of watched) {
      files += 1;
      progress.report(files, null, STAGE);
      // What is left is work for the next look: others that wait come first.
      if (turn.pages >= PAGES_A_TURN) break;
    }
    if (progress.signal.aborted) throw new YuejianError("JOB_CANCELLED");
    return { watch: id, files };
  };

/** Who works on the queue may be another machine than the one that serves. DOCUMENT_WATCH_UNSEEN */
async function demandSeen({ path_in: pathIn, path_out: pathOut }: WatchRow): Promise<void> {
  try {
    await demandSamePaths({ pathIn, pathOut });
  } catch (cause) {
    if (!(cause instanceof YuejianError)) throw cause;
    const [zh, en] = [cause.textFor("zh"), cause.textFor("en")];
    throw new YuejianError("DOCUMENT_WATCH_UNSEEN", { machine: hostname(), reason: en, reason_zh: zh, reason_en: en }, { cause });
  }
}

/** Jobs outlive names: of a scan only its pages are told. */
const pagesTold = (progress: Progress, turn: { pages: number }, files: () => number): Progress =>
  countingPages(progress, turn, (page, pages) =>
    progress.report(files(), null, {
      zh: `收到的扫描件，正在识别第 ${page} / ${pages} 页`,
      en: `A scan that arrived: recognising page ${page} of ${pages}`,
    }),
  );

interface Task {
  readonly watch: WatchRow;
  /** Null: of no case. */
  readonly known: KnownInFolder | null;
  readonly file: string;
  readonly target: string;
  readonly pagesTold: Progress;
}

/** Results are written once the check is committed; a file whose results were not written yet is worked on again, and counted once. */
async function workOn(ports: DocumentPorts, context: JobContext<Workplace>, task: Task): Promise<void> {
  const { watch, known, file, target } = task;
  const name = relative(watch.path_in, file);
  const step = stepOf(context);
  const outside = await makeResultFolder(watch.path_out, target);
  try {
    if (outside) throw outside;
    const material = await materialOf(ports, task, name);
    const { paragraphs, word, scanned, hasMacros, form } = material;
    const { findings } = await makeCheck(ports, {
      material,
      comparison: known === null ? NOTHING_TO_COMPARE : known.comparisonFor(name),
      isForPublication: watch.is_for_publication !== 0,
      source: "folder",
      office: watch.office,
      actor: watch.id,
      place: { ...NO_CASE, handledCase: watch.handled_case },
      isKept: false,
      beside: async (trx, check) => {
        await step(trx);
        const { id, characters, findings: count } = check;
        await note(trx, ports, { watch, name, of: { check_id: id, characters, findings: count, code: null, refused: null } });
        await ports.audit.recordIn(trx, {
          actor: { id: watch.id, display_name: watch.name, office: watch.office },
          action: "document.check",
          subject: watch.handled_case ?? id,
          outcome: "done",
          detail: `${id}: ${characters} characters, ${count} findings`,
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
    await writeWhole(`${target}.json`, resultJson({ file: name, characters, scanned, hasMacros, form, ...unmarkedOf(form), findings }));
  } catch (cause) {
    // What is wrong with one file is told beside it; what is wrong with the house ends the attempt.
    const refused = cause instanceof YuejianError ? cause : new YuejianError("DOCUMENT_FAILED", { file: name }, { cause });
    if (refused.kind !== "input") throw refused;
    await ports.store.write(async (trx) => {
      await step(trx);
      const of = { check_id: null, characters: 0, findings: 0, code: refused.code, refused: JSON.stringify(refused.toJSON()) };
      await note(trx, ports, { watch, name, of });
    });
    if (!outside) await writeWhole(`${target}.json`, resultJson({ file: name, unread: reasonOf(refused) }));
  }
}

async function materialOf({ documents }: DocumentPorts, { file, pagesTold }: Task, name: string): Promise<DocumentMaterial> {
  try {
    return await materialOfFile(documents, { file, name });
  } catch (cause) {
    if (!(cause instanceof YuejianError && cause.code === "DOCUMENT_SCANNED")) throw cause;
    return recogniseFile(file, name, pagesTold);
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
