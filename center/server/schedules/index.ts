export { type SchedulableKind, schedulableKinds } from "./kinds.ts";
export { type Scheduler, startScheduler } from "./scheduler.ts";
export { createSchedules, type Schedules } from "./schedules.ts";
