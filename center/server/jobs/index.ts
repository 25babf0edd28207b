export { isFinished, type Job, type JobContext, type JobError, type JobHandler, jobView, type LeasedJob, type NewJob } from "./job.ts";
export { createJobs, type Jobs, type JobsOptions } from "./jobs.ts";
export type { Workshop, WorkshopPlace } from "./messages.ts";
export { type JobFilter, JobQueue, reopen } from "./queue.ts";
export type { JobThreads } from "./threads.ts";
