import type { JobHandler } from "../jobs/index.ts";
import { correctionHandler } from "./correction-handler.ts";
import { detectHandler } from "./detect-handler.ts";
import { expiryHandler } from "./expiry-handler.ts";
import { fileHandler } from "./file-handler.ts";
import { fileMoveHandler } from "./file-move-handler.ts";
import { indexHandler } from "./index-handler.ts";
import { intakeHandler, retryHandler } from "./intake-handlers.ts";
import type { JobKind } from "./job-kinds.ts";
import { lakeLoadHandler } from "./lake-load-handler.ts";
import { measureHandler } from "./measure-handler.ts";
import { runHandler } from "./run-handler.ts";
import type { Workplace } from "./workplace.ts";

export const handlers: Readonly<
  Record<
    Exclude<
      JobKind,
      | "bulk"
      | "anchor"
      | "link-entities"
      | "load-source"
      | "delete-records"
      | "check-cases"
      | "import-cases"
      | "recompute-cases"
      | "find-patterns"
      | "import-laws"
      | "measure-farmland"
      | "import-judgments"
      | "measure-restoration"
      | "check-scan"
    >,
    JobHandler<Workplace>
  >
> = {
  intake: intakeHandler,
  retry: retryHandler,
  run: runHandler,
  detect: detectHandler,
  "register-file": fileHandler,
  "measure-quality": measureHandler,
  "apply-correction": correctionHandler,
  "expire-personal-data": expiryHandler,
  "load-lake": lakeLoadHandler,
  "move-files": fileMoveHandler,
  "index-batches": indexHandler,
};
