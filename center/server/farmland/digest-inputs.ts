import { basename } from "node:path";
import { YuejianError } from "@yuejian/contracts";
import { digestFile } from "../files/index.ts";
import type { JobContext } from "../jobs/index.ts";
import type { Workplace } from "../work/workplace.ts";
import type { MeasuredImages } from "./measure-images.ts";
import type { RunInput } from "./save-run.ts";

const HASHING = { zh: "计算文件摘要", en: "Hashing files" };

/** The files of a run as its record names them. JOB_CANCELLED */
export async function digestInputs(
  files: MeasuredImages["files"],
  { progress }: Pick<JobContext<Workplace>, "progress">,
): Promise<RunInput[]> {
  const inputs: RunInput[] = [];
  for (const { role, path } of files) {
    if (progress.signal.aborted) throw new YuejianError("JOB_CANCELLED");
    progress.report(inputs.length, files.length, HASHING);
    inputs.push({ role, file: basename(path), ...(await digestFile(path, { signal: progress.signal })) });
  }
  return inputs;
}
