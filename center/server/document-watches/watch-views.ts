import type { DocumentWatchDetail, DocumentWatchView, ErrorBody } from "@yuejian/contracts/api";
import { dayInChina } from "@yuejian/oversight";
import { sql } from "kysely";
import { isRunning } from "../document-batches/index.ts";
import { numbersOfCases } from "../document-checks/index.ts";
import { featureStates } from "../features/index.ts";
import type { Accounts } from "../identity/index.ts";
import type { Reading } from "../store/index.ts";
import { isPaused } from "./watch-keeper.ts";
import type { WatchRow } from "./watches.ts";

interface Beside {
  readonly db: Reading;
  readonly accounts: Accounts;
  /** Milliseconds. */
  readonly now: number;
}

/** Files that are shown of a folder. */
const SHOWN = 100;

export async function watchViews({ db, accounts, now }: Beside, rows: readonly WatchRow[]): Promise<DocumentWatchView[]> {
  if (rows.length === 0) return [];
  const counted = await db
    .selectFrom("document_watch_files")
    .select((build) => [
      "watch",
      build.fn.countAll<number>().as("files"),
      // An aggregate passes over nulls.
      build.fn.count<number>("code").as("refused"),
      build.fn.max("at").as("lastAt"),
    ])
    .where(
      "watch",
      "in",
      rows.map(({ id }) => id),
    )
    .groupBy("watch")
    .execute();
  const sums = await db
    .selectFrom("document_watch_files")
    .select([
      "watch",
      sql<number>`cast(sum(characters) as bigint)`.as("characters"),
      sql<number>`cast(sum(findings) as bigint)`.as("findings"),
    ])
    .groupBy("watch")
    .execute();
  const names = new Map((await accounts.all()).map(({ id, display_name: name }) => [id, name]));
  const numbers = await numbersOfCases(
    db,
    rows.map(({ handled_case: of }) => of),
  );
  const states = await featureStates(db, dayInChina(now));
  return Promise.all(
    rows.map(async (row) => {
      const { files = 0, refused = 0, lastAt = null } = counted.find(({ watch }) => watch === row.id) ?? {};
      const { characters = 0, findings = 0 } = sums.find(({ watch }) => watch === row.id) ?? {};
      return {
        id: row.id,
        name: row.name,
        office: row.office,
        pathIn: row.path_in,
        pathOut: row.path_out,
        handledCase: row.handled_case,
        caseNumber: numbers.get(row.handled_case ?? "") ?? null,
        isOn: row.is_on !== 0,
        pausedUntil: isPaused(row, now) ? row.paused_until : null,
        isForPublication: row.is_for_publication !== 0,
        state: stateOf(row, {
          now,
          isWorking: await isRunning(db, row.job),
          isFeatureOn: states.stateIn("document-assistant", row.office).isOn,
        }),
        trouble: row.trouble === null ? null : (JSON.parse(row.trouble) as ErrorBody),
        troubleSince: row.trouble_since,
        lookedAt: row.looked_at,
        job: row.job,
        counts: { checked: files - refused, refused, characters, findings },
        lastAt,
        version: row.version,
        reason: row.reason,
        changedAt: row.changed_at,
        changedBy: names.get(row.changed_by) ?? row.changed_by,
      };
    }),
  );
}

function stateOf(
  row: WatchRow,
  { now, isWorking, isFeatureOn }: { readonly now: number; readonly isWorking: boolean; readonly isFeatureOn: boolean },
): DocumentWatchView["state"] {
  if (row.is_on === 0) return "off";
  if (!isFeatureOn) return "feature-off";
  if (isPaused(row, now)) return "paused";
  if (row.trouble !== null) return "trouble";
  return isWorking ? "working" : "on";
}

/** With what was worked on last, the newest first. */
export async function watchDetail(beside: Beside, row: WatchRow): Promise<DocumentWatchDetail> {
  const [watch] = await watchViews(beside, [row]);
  if (!watch) throw new RangeError(row.id);
  const rows = await beside.db
    .selectFrom("document_watch_files")
    .selectAll()
    .where("watch", "=", row.id)
    .orderBy("id", "desc")
    .limit(SHOWN)
    .execute();
  return {
    watch,
    files: rows.map(({ at, name, characters, findings, code, refused }) => ({
      at,
      name,
      characters,
      findings,
      refused: refused === null ? null : (JSON.parse(refused) as ErrorBody),
      isRefused: code !== null,
    })),
  };
}
