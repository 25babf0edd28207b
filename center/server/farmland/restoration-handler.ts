import { type Text, YuejianError } from "@yuejian/contracts";
import { type AreaFile, judgeRestoration, LEAD_NOT_PROOF, RESTORATION_PARAMETERS, type RestoredPlot } from "@yuejian/farmland";
import { isRealDate } from "@yuejian/identifiers";
import { type MeasuredArea, readGeoJson } from "@yuejian/imagery";
import { readSeries } from "../imagery/index.ts";
import type { JobContext, JobHandler } from "../jobs/index.ts";
import { within } from "../policy/index.ts";
import type { Workplace } from "../work/workplace.ts";
import { digestInputs } from "./digest-inputs.ts";
import type { RunInput } from "./save-run.ts";
import type { ViolationDetail } from "./violation-detail.ts";

const MEASURING = { zh: "复测图斑", en: "Measuring violations again" };

/** Images from before the changes until now, and the offices whose violations are measured. */
export interface RestorationOrder {
  readonly images: string;
  /** YYYY-MM-DD from which is looked; the last year when not given. */
  readonly from?: string | undefined;
  readonly offices: readonly string[] | "all";
}

/** What became of the violations, as a whole. */
export interface RestorationSummary {
  readonly from: string;
  readonly to: string;
  readonly parameters: object;
  /** Of images that were brought onto another grid. */
  readonly doubts?: readonly Text[];
  readonly inputs: readonly RunInput[];
  readonly counts: Readonly<Record<string, number>>;
  readonly restored: MeasuredArea;
  readonly plots: number;
}

/** Measures violations of some offices again in later images, and keeps what became of each. A further attempt finds the result of the one before.
 *  Result: `{ restoration, plots }`. */
export const measureRestorationHandler: JobHandler<Workplace> = async (input, context) => {
  const { restoration: id } = input as { restoration: string };
  const { home, progress } = context;
  const row = await home.store.db.selectFrom("farmland_restorations").selectAll().where("id", "=", id).executeTakeFirst();
  if (!row) throw new YuejianError("RESTORATION_UNKNOWN", { restoration: id });
  if (row.result !== null) return { restoration: id, plots: (JSON.parse(row.result) as RestorationSummary).plots };
  const order = JSON.parse(row.request) as RestorationOrder;
  if (order.from !== undefined && !isRealDate(order.from)) throw new YuejianError("IMAGE_DATE_INVALID", { date: order.from });
  const { series, files, doubts } = await readSeries(order.images, progress);
  progress.report(0, null, MEASURING);
  const { plots, counts, restored, from, to } = judgeRestoration(
    series,
    await violationAreas(context, order),
    order.from === undefined ? {} : { from: order.from },
  );
  const inputs = await digestInputs(
    files.map((path) => ({ role: "image", path })),
    context,
  );
  await save(context, {
    id,
    plots,
    summary: { from, to, parameters: RESTORATION_PARAMETERS, doubts, inputs, counts, restored, plots: plots.length },
  });
  return { restoration: id, plots: plots.length };
};

/** Violations as areas with the day of their change, as they were measured last. */
async function violationAreas({ home }: JobContext<Workplace>, { offices }: RestorationOrder): Promise<AreaFile> {
  const rows = await home.store.db
    .selectFrom("farmland_violations")
    .innerJoin("farmland_sightings", (join) =>
      join
        .onRef("farmland_sightings.violation", "=", "farmland_violations.id")
        .onRef("farmland_sightings.run", "=", "farmland_violations.last_run"),
    )
    .select(["farmland_violations.id", "farmland_sightings.detail"])
    .where(within("farmland_violations.office", offices))
    .orderBy("farmland_violations.id")
    .execute();
  const features = rows.flatMap(({ id, detail }) => {
    const { geometry, class: kind, changedAfter, changedBy } = JSON.parse(detail) as ViolationDetail;
    const changed = changedBy ?? changedAfter;
    return changed === null
      ? []
      : [{ type: "Feature", geometry, properties: { id, class: kind, changedAfter: changedAfter ?? changed, changedBy: changed } }];
  });
  const name = "farmland-violations";
  return { name, layer: readGeoJson({ type: "FeatureCollection", features }, name) };
}

interface Saving {
  readonly id: string;
  readonly plots: readonly RestoredPlot[];
  readonly summary: RestorationSummary;
}

async function save({ home, job, fence }: JobContext<Workplace>, { id, plots, summary }: Saving): Promise<void> {
  const now = new Date(home.clock.now()).toISOString();
  await home.store.write(async (trx) => {
    await fence(trx);
    const outbox = await home.outbox.record(trx, {
      type: "farmland.remeasured",
      subject: id,
      organisation: job.office,
      content: {
        id,
        actor: job.actor,
        finishedAt: now,
        ...summary,
        violations: plots.map(({ id: violation, verdict, restored, parts }) => ({ violation, verdict, restored, parts })),
        note: LEAD_NOT_PROOF,
      },
    });
    for (const plot of plots) {
      await trx
        .insertInto("farmland_restored")
        .values({ restoration: id, violation: plot.id, verdict: plot.verdict, detail: JSON.stringify(plot) })
        .execute();
      await trx
        .updateTable("farmland_violations")
        .set({
          restoration: id,
          restored: plot.verdict,
          restored_square_metres: Math.round(plot.restored.squareMetres),
          restored_to: summary.to,
        })
        .where("id", "=", plot.id)
        // Older images say nothing about how a place is now.
        .where((build) => build.or([build("restored_to", "is", null), build("restored_to", "<=", summary.to)]))
        .execute();
    }
    await trx
      .updateTable("farmland_restorations")
      .set({ finished_at: now, result: JSON.stringify(summary), outbox })
      .where("id", "=", id)
      .execute();
  });
}
