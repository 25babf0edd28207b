import { caseAlertCause, leadAlertCause, sourceWatchCause } from "./alert-rules.ts";
import { caseClockCause } from "./case-clocks.ts";
import type { CauseSource } from "./cause.ts";
import { jobCause, recusalCause, replyCause, scheduleCause, sourceCause } from "./events.ts";
import { lawChangeCause } from "./law-changes.ts";
import { leadTaskCause } from "./lead-tasks.ts";
import { noticeCause } from "./notices.ts";
import { supervisionCause, taskCause } from "./supervision.ts";
import { watchedFolderCause } from "./watched-folders.ts";

/** Everything that people are reminded of; another one is added here. */
export const CAUSES: readonly CauseSource[] = [
  caseClockCause,
  supervisionCause,
  leadTaskCause,
  noticeCause,
  taskCause,
  recusalCause,
  replyCause,
  leadAlertCause,
  caseAlertCause,
  sourceWatchCause,
  sourceCause,
  jobCause,
  lawChangeCause,
  scheduleCause,
  watchedFolderCause,
];
