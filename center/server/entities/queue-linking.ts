import type { Clock, Ids } from "@yuejian/contracts";
import { type Job, JobQueue } from "../jobs/index.ts";
import type { Store } from "../store/index.ts";
import { type Asker, createWork } from "../work/job-kinds.ts";

/** Puts an incremental linking into the queue unless one waits there already: that one takes all that is committed until it begins. For those without
 *  the queue at hand, such as jobs. Null when one waits. */
export async function queueLinking(ground: { store: Store; clock: Clock; ids: Ids }, actor: Asker): Promise<Job | null> {
  const queue = new JobQueue(ground);
  if (await queue.isWaiting({ kind: "link-entities" })) return null;
  return createWork({ add: (job, trx) => queue.add(job, trx) }, () => null).linkEntities({ isIncremental: true, actor });
}
