import type { Clock, Ids } from "@yuejian/contracts";
import { awaitsRun, lookBackOutcome, occur } from "@yuejian/oversight";
import type { Outbox } from "../outbox/index.ts";
import type { StoreTransaction } from "../store/index.ts";
import { caseStateOf } from "./case-rows.ts";
import { saveCase } from "./save-case.ts";

export interface FinishedLookBack {
  readonly id: string;
  readonly model: string;
  readonly startedAt: string;
  /** Dataset → batch ids. */
  readonly snapshot: Readonly<Record<string, readonly string[]>>;
  readonly subjects: ReadonlySet<string>;
  /** Of these subjects those that the run looked at. */
  readonly lookedAt: (subjects: readonly string[]) => Promise<ReadonlySet<string>>;
}

/** A run of a model answers every look-back that waits for one: whether the subject is found again, and whether there were data that the run behind the lead
 *  had not read. In the transaction of the run. */
export async function answerLookBacks(
  trx: StoreTransaction,
  { outbox, clock, ids }: { readonly outbox: Outbox; readonly clock: Clock; readonly ids: Ids },
  run: FinishedLookBack,
): Promise<void> {
  const waiting = await trx
    .selectFrom("cases")
    .innerJoin("leads", "leads.id", "cases.lead")
    .innerJoin("runs", "runs.id", "leads.first_run")
    .select(["cases.id", "cases.subject", "runs.snapshot"])
    .where("cases.stage", "=", "look-back")
    .where("cases.model", "=", run.model)
    .execute();
  const lookedAt = await run.lookedAt(waiting.map(({ subject }) => subject));
  for (const { id, subject, snapshot } of waiting) {
    if (!lookedAt.has(subject)) continue;
    const found = await caseStateOf(trx, id);
    if (!found || !awaitsRun(found.state, run.startedAt)) continue;
    const read = new Set(Object.values(JSON.parse(snapshot) as Record<string, string[]>).flat());
    const newBatches = Object.values(run.snapshot)
      .flat()
      .filter((batch) => !read.has(batch)).length;
    const outcome = lookBackOutcome({ isFound: run.subjects.has(subject), newBatches });
    const occasion = { actor: "system", now: new Date(clock.now()).toISOString(), eventId: ids.next("evt") };
    const told = occur(found.state, { action: "looked-back", run: run.id, outcome, newBatches }, occasion);
    await saveCase(trx, outbox, { ...told, calendar: null });
  }
}
