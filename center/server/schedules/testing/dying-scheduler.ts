import { openStore } from "../../store/index.ts";
import { openSchedules } from "./schedule-house.ts";

/** A process that is killed by itself between a due time and its commit: the job is written, the transaction still open. */
const [url, at] = process.argv.slice(2) as [string, string];
const store = await openStore(url);
const { schedules } = await openSchedules(store, { now: () => Number(at) }, () => process.kill(process.pid, "SIGKILL"));
await schedules.enqueueDue();
