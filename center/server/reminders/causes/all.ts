import { caseAlertCause, leadAlertCause, sourceWatchCause } from "./alert-rules.ts";
import { caseClockCause } from "./case-clocks.ts";
import type { CauseSource } from "./cause.ts";
import { jobCause, replyCause, scheduleCause, sourceCause } from "./events.ts";
import { noticeCause } from "./notices.ts";
import { supervisionCause, taskCause } from "./supervision.ts";

/** Everything that people are reminded of; another one is added here. */
export const CAUSES: readonly CauseSource[] = [
  caseClockCause,
  supervisionCause,
  noticeCause,
  taskCause,
  replyCause,
  leadAlertCause,
  caseAlertCause,
  sourceWatchCause,
  sourceCause,
  jobCause,
  scheduleCause,
];
