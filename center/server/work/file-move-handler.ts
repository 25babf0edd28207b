import type { FileMoveResult } from "@yuejian/contracts/api";
import { moveFiles } from "../files/index.ts";
import type { JobHandler } from "../jobs/index.ts";
import type { FileMoveJob } from "./job-kinds.ts";
import type { Workplace } from "./workplace.ts";

/** Moves the home's files between its folder and its bucket; an interrupted move goes on with what is left. FILES_NOT_SET */
export const fileMoveHandler: JobHandler<Workplace> = (input, { home, progress }): Promise<FileMoveResult> => {
  const { back = false } = input as unknown as Omit<FileMoveJob, "actor">;
  return moveFiles(home.filesPlace, { isBack: back, progress });
};
