import type { JobHandler } from "../jobs/index.ts";
import { keptQuality, measureQuality, type QualityQuestion } from "../quality/index.ts";
import type { MeasureJob } from "./job-kinds.ts";
import type { Workplace } from "./workplace.ts";

/** Profiles a dataset and measures its rules; several loads one after the other are measured together, with the last. */
export const measureHandler: JobHandler<Workplace> = async (input, { home, progress }) => {
  const { dataset, offices, readable, isAgain } = input as unknown as Omit<MeasureJob, "actor">;
  const question: QualityQuestion = { dataset, offices: offices ?? "all", ...(readable === undefined ? {} : { readable }) };
  progress.report(0, 1, { zh: "核查质量", en: "Checking the quality" });
  const kept = isAgain === true ? null : await keptQuality(home, question);
  const { score } = kept && !kept.isOutdated ? kept : await measureQuality(home, question);
  progress.report(1, 1, { zh: "核查质量", en: "Checking the quality" });
  return { dataset, score };
};
