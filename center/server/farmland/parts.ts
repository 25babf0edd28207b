import type { FarmlandParts } from "@yuejian/contracts/api";
import type { Grid, PixelPolygon } from "@yuejian/imagery";
import type { FinishedPart, OnPart } from "../imagery/index.ts";
import { isFinished, type JobContext } from "../jobs/index.ts";
import type { Reading, Row, StoreTransaction } from "../store/index.ts";
import type { Workplace } from "../work/workplace.ts";
import { districtsOn, type NamedDistricts } from "./districts.ts";
import type { MeasuredObject } from "./measure-images.ts";
import { type District, officeOf } from "./same-place.ts";
import type { ViolationDetail } from "./violation-detail.ts";

/** A part of a running look at images, as it is kept until the run ends: nothing rests on it, no record, lead or entry of the ledger. */
interface KeptPart {
  readonly parts: number;
  readonly system: string;
  readonly pixel: number;
  /** Of the whole, and of this part: west, south, east, north in the coordinates of the images. */
  readonly extent: Extent;
  readonly area: Extent;
  readonly spots: readonly (FarmlandParts["spots"][number] & { readonly office: string })[];
}

type Extent = FarmlandParts["areas"][number];

interface Keeping {
  readonly run: string;
  readonly districts: NamedDistricts | null;
}

/** Keeps parts as they are done. Rejects with JOB_CANCELLED where the run was cancelled or went to another attempt. */
export function keepParts({ home, job, fence }: JobContext<Workplace>, { run, districts }: Keeping): OnPart<MeasuredObject> {
  let next = 0;
  let placed: readonly District[] | null = null;
  return async (part) => {
    placed ??= districts === null ? [] : districtsOn(districts, part);
    const found = JSON.stringify(keptPart(part, placed, job.office));
    const position = next++;
    await home.store.write(async (trx) => {
      await fence(trx);
      await trx.insertInto("farmland_parts").values({ run, position, found }).execute();
    });
  };
}

function keptPart(part: FinishedPart<MeasuredObject>, districts: readonly District[], office: string): KeptPart {
  const { grid, system, parts, window, found } = part;
  const whole = { column: 0, row: 0, width: grid.width, height: grid.height };
  return {
    parts,
    system: system.name,
    pixel: grid.pixelWidth,
    extent: extentOf(whole, grid),
    area: extentOf(window, grid),
    spots: found.map(({ outline, properties }) => {
      const { class: kind, classTitle, confidence, areaMu } = properties as unknown as ViolationDetail;
      return {
        office: officeOf(outline, districts, grid) ?? office,
        class: kind,
        classTitle,
        confidence: confidence as FarmlandParts["spots"][number]["confidence"],
        mu: areaMu,
        polygons: outline.map((polygon) => onGround(polygon, grid)),
      };
    }),
  };
}

function extentOf({ column, row, width, height }: FinishedPart["window"], grid: Grid): Extent {
  const [west, north] = placeOf([column, row], grid);
  const [east, south] = placeOf([column + width, row + height], grid);
  return [west, south, east, north];
}

function placeOf([column, row]: PixelPolygon[number][number], { west, north, pixelWidth, pixelHeight }: Grid): [number, number] {
  return [west + column * pixelWidth, north - row * pixelHeight];
}

function onGround(polygon: PixelPolygon, grid: Grid): [number, number][][] {
  return polygon.map((ring) => ring.map((point) => placeOf(point, grid)));
}

/** Forgets the parts of a run, and those that killed runs left. */
export async function forgetParts(trx: StoreTransaction, run: string): Promise<void> {
  await trx.deleteFrom("farmland_parts").where("run", "=", run).execute();
  const over = trx
    .selectFrom("farmland_runs")
    .innerJoin("jobs", "jobs.id", "farmland_runs.job")
    .select("farmland_runs.id")
    .where("jobs.status", "in", ["done", "failed", "cancelled"]);
  await trx.deleteFrom("farmland_parts").where("run", "in", over).execute();
}

/** Spots of one part that are shown before the run ends: the largest. */
const MOST_SPOTS = 200;
/** Parts of one answer. */
const MOST_PARTS = 100;

function withoutOffice({ class: kind, classTitle, confidence, mu, polygons }: KeptPart["spots"][number]): FarmlandParts["spots"][number] {
  return { class: kind, classTitle, confidence, mu, polygons };
}

/** What a run has found so far, from the part `since` on; nothing once it is over. */
export async function runParts(
  db: Reading,
  row: Pick<Row<"farmland_runs">, "id" | "job" | "finished_at">,
  { since, sees }: { readonly since: number; readonly sees: (office: string) => boolean },
): Promise<FarmlandParts> {
  const job = await db.selectFrom("jobs").select("status").where("id", "=", row.job).executeTakeFirst();
  const isRunning = row.finished_at === null && job !== undefined && !isFinished(job);
  const rows = isRunning
    ? await db
        .selectFrom("farmland_parts")
        .selectAll()
        .where("run", "=", row.id)
        .where("position", ">=", since)
        .orderBy("position")
        .limit(MOST_PARTS)
        .execute()
    : [];
  const kept = rows.map(({ found }) => JSON.parse(found) as KeptPart);
  const visible = kept.map(({ spots }) => spots.filter(({ office }) => sees(office)));
  return {
    run: row.id,
    isRunning,
    next: since + kept.length,
    parts: kept[0]?.parts ?? null,
    system: kept[0]?.system ?? null,
    extent: kept[0]?.extent ?? null,
    pixel: kept[0]?.pixel ?? null,
    areas: kept.map(({ area }) => area),
    found: visible.reduce((sum, spots) => sum + spots.length, 0),
    spots: visible.flatMap((spots) =>
      spots
        .toSorted((left, right) => right.mu - left.mu)
        .slice(0, MOST_SPOTS)
        .map(withoutOffice),
    ),
  };
}
