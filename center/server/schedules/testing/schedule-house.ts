import { randomBytes } from "node:crypto";
import { type Clock, createIds, YUEYANG_OFFICES, YuejianError } from "@yuejian/contracts";
import { createAudit } from "../../audit/index.ts";
import { createAccounts, userOf } from "../../identity/index.ts";
import { JobQueue } from "../../jobs/queue.ts";
import { createOutbox } from "../../outbox/index.ts";
import { createPolicy } from "../../policy/index.ts";
import type { Store } from "../../store/index.ts";
import type { SchedulableKinds } from "../kinds.ts";
import { createSchedules } from "../schedules.ts";

/** Schedules over a store, with a kind `count` whose jobs nobody works on. `afterPut` is called with the transaction still open. */
export async function openSchedules(store: Store, clock: Clock, afterPut: () => void = () => {}) {
  const ids = createIds(clock, randomBytes);
  const outbox = createOutbox({ clock, randomBytes });
  const ground = { store, clock, ids, outbox };
  const policy = createPolicy(YUEYANG_OFFICES);
  const audit = createAudit(ground);
  const queue = new JobQueue({ store, clock, ids });
  const kinds: SchedulableKinds = {
    count: {
      action: "doctor.run",
      inspect(input) {
        if (input["bad"] === true) throw new YuejianError("FILE_EMPTY", { file: "a" });
        return { title: { zh: "数一数", en: "Count" }, object: {} };
      },
      async put(input, actor, trx) {
        const job = await queue.add({ kind: "count", title: { zh: "数", en: "Count" }, input, actor: actor.id, office: actor.office }, trx);
        afterPut();
        return job;
      },
      standing: [{ key: "count:nightly", input: { nightly: true }, rule: { every: "day", at: "01:30" }, missed: "skip", isEnabled: true }],
    },
  };
  const accounts = createAccounts(ground, audit, YUEYANG_OFFICES);
  const account = await accounts.operator();
  const { id, role, office, businessLines } = userOf(account);
  const by = { account, actor: { id, role, office, businessLines } };
  return { schedules: createSchedules({ ...ground, audit, policy, kinds }), by, accounts, queue };
}
