import { parseRowRef } from "@yuejian/contracts";
import type { ChosenRows, DatasetAccess, LakeRow, LakeSession } from "@yuejian/data";
import type { Scope } from "../../policy/index.ts";
import type { RouteContext } from "../route-context.ts";
import type { LoadedDataset } from "./datasets.ts";

/** Some rows of a dataset as one person may see them. */
export interface ChosenRecords {
  /** Those that count now. */
  readonly rows: readonly LakeRow[];
  /** Those that a later load or a correction took the place of. */
  readonly gone: number;
  /** The rows were read from the files, since a batch has no index yet: right, and slow. */
  readonly isSlow: boolean;
}

export interface WantedRecords {
  readonly dataset: LoadedDataset;
  readonly refs: readonly string[];
}

/** Rows by reference, without those that are sealed, superseded, withdrawn or of offices that are not the person's. By dataset. */
export async function chosenRecords(
  { home, sessions }: Pick<RouteContext, "home" | "sessions">,
  offices: Scope["offices"],
  wanted: readonly WantedRecords[],
): Promise<Map<string, ChosenRecords>> {
  const asked = wanted.map(({ dataset, refs }) => askedOf(dataset, refs, offices));
  const found = new Map<string, ChosenRecords>();
  const take = async (session: LakeSession, all: readonly ChosenRows[], isSlow: boolean): Promise<void> => {
    for (const each of all) found.set(each.schema.id, { ...(await read(session, each)), isSlow });
  };
  const quick = async (all: readonly ChosenRows[]): Promise<boolean> => {
    const session = await home.lake.chosen(all, { access: accessTo(all, offices) });
    if (!session) return false;
    try {
      await take(session, all, false);
    } finally {
      session.close();
    }
    return true;
  };
  if (asked.length === 0 || (await quick(asked))) return found;
  for (const [at, each] of asked.entries()) {
    const dataset = wanted[at]?.dataset;
    if (!dataset || (await quick([each]))) continue;
    await sessions.use(dataset.schema, dataset.batches, offices, (session) => take(session, [each], true));
  }
  return found;
}

function askedOf({ schema, batches }: LoadedDataset, refs: readonly string[], offices: Scope["offices"]): ChosenRows {
  const visible = offices === "all" || schema.officeColumn ? batches : batches.filter(({ office }) => offices.includes(office));
  const ids = new Set(visible.map(({ id }) => id));
  const rows = new Map<string, number[]>();
  for (const ref of refs) {
    const place = parseRowRef(ref);
    if (place && ids.has(place.batch)) rows.set(place.batch, [...(rows.get(place.batch) ?? []), place.row]);
  }
  return { schema, batches: [...ids], rows };
}

function accessTo(all: readonly ChosenRows[], offices: Scope["offices"]): Record<string, DatasetAccess> {
  return offices === "all" ? {} : Object.fromEntries(all.map(({ schema }) => [schema.id, { offices }]));
}

async function read(session: LakeSession, { schema, rows }: ChosenRows): Promise<Pick<ChosenRecords, "rows" | "gone">> {
  if (rows.size === 0) return { rows: [], gone: 0 };
  const items = await session.rowsAmong(schema.id, rows);
  const shown = new Set(items.map(({ ref }) => ref));
  const others = Array.from(rows, ([batch, numbers]) => Array.from(numbers, (row) => `${batch}:${row}`)).flat();
  const missing = others.filter((ref) => !shown.has(ref));
  return { rows: items, gone: missing.length === 0 ? 0 : (await session.rowsByRef(missing)).length };
}
