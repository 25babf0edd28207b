import { type Static, Type } from "typebox";
import { JOB_STATUSES } from "../job.ts";
import { MISSED_RUNS, SCHEDULE_OUTCOMES } from "../schedule.ts";
import { CellShape, exact, oneOf, orNull, page, TextShape } from "./shapes.ts";

const At = Type.String({ pattern: "^([01]\\d|2[0-3]):[0-5]\\d$" });

export const ScheduleRuleShape = Type.Union([
  exact({ every: Type.Literal("minutes"), minutes: Type.Integer({ minimum: 1, maximum: 10_080 }) }),
  exact({ every: Type.Literal("day"), at: At }),
  exact({ every: Type.Literal("week"), on: Type.Integer({ minimum: 1, maximum: 7 }), at: At }),
  exact({ every: Type.Literal("month"), on: Type.Integer({ minimum: 1, maximum: 31 }), at: At }),
  exact({ every: Type.Literal("cron"), expression: Type.String({ minLength: 9, maxLength: 200 }) }),
]);

const ScheduleInput = Type.Record(Type.String(), Type.Union([CellShape, Type.Record(Type.String(), CellShape)]));

/** One due time and what became of it. */
const ScheduleRunShape = exact({
  dueAt: Type.String(),
  at: Type.String(),
  outcome: oneOf(SCHEDULE_OUTCOMES),
  job: orNull(Type.String()),
  /** Status of the job; null where there is none. */
  jobStatus: orNull(oneOf(JOB_STATUSES)),
  /** Code of the error where it was refused. */
  error: orNull(Type.String()),
});

export const ScheduleShape = exact({
  id: Type.String(),
  version: Type.Integer(),
  kind: Type.String(),
  title: TextShape,
  input: ScheduleInput,
  rule: ScheduleRuleShape,
  missed: oneOf(MISSED_RUNS),
  isEnabled: Type.Boolean(),
  /** Belongs to the house: can be disabled, not removed. */
  isStanding: Type.Boolean(),
  nextAt: orNull(Type.String()),
  owner: exact({ id: Type.String(), name: Type.String() }),
  office: Type.String(),
  lastRun: orNull(ScheduleRunShape),
  /** Whether the caller may change and run it. */
  mayManage: Type.Boolean(),
});
export type ScheduleView = Static<typeof ScheduleShape>;

/** GET /api/schedules */
export const SchedulesShape = page(ScheduleShape);

/** POST /api/schedules */
export const NewScheduleBody = exact({
  kind: Type.String(),
  input: Type.Optional(ScheduleInput),
  rule: ScheduleRuleShape,
  missed: Type.Optional(oneOf(MISSED_RUNS)),
  isEnabled: Type.Optional(Type.Boolean()),
});

/** POST /api/schedules/:schedule — who enables or changes it becomes its owner. */
export const ChangeScheduleBody = exact({
  version: Type.Integer(),
  rule: Type.Optional(ScheduleRuleShape),
  missed: Type.Optional(oneOf(MISSED_RUNS)),
  isEnabled: Type.Optional(Type.Boolean()),
});
