import type { NotifyRun } from "@yuejian/contracts/api";
import { dayInChina } from "@yuejian/oversight";
import { type CollectPorts, collectReminders } from "../reminders/index.ts";
import { planMessages } from "./plan.ts";
import { type SendPorts, sendDue } from "./send.ts";

export interface NotifyPorts extends Omit<CollectPorts, "alongside">, SendPorts {}

/** Looks for causes, plans and sends, all that is due now. */
export async function notifyNow(ports: NotifyPorts): Promise<NotifyRun> {
  const { made, settled } = await collect(ports);
  const { sent, failed } = await sendDue(ports);
  const { n: waiting } = await ports.store.db
    .selectFrom("notify_messages")
    .select((build) => build.fn.countAll<number>().as("n"))
    .where("status", "=", "waiting")
    .executeTakeFirstOrThrow();
  return { reminders: made, settled, sent, failed, waiting };
}

function collect(ports: NotifyPorts) {
  return collectReminders({ ...ports, alongside: (trx, made, moment) => planMessages(trx, ports, { made, moment }) });
}

const LOOK_EVERY_MS = 5_000;
/** Causes are looked for when something changed or a day began, and not more often. */
const COLLECT_EVERY_MS = 60_000;

export interface Notifier {
  stop(): Promise<void>;
}

/** While the house serves: reminders are made and messages leave. Each trouble is told once. */
export function startNotifier(ports: NotifyPorts & { readonly onTrouble: (text: string) => void }): Notifier {
  let [seen, notBefore, told, isStopped] = ["", 0, "", false];
  let looking: Promise<void> | null = null;
  const round = async () => {
    const state = await stateOf(ports);
    if (state !== seen && ports.clock.now() >= notBefore) {
      notBefore = ports.clock.now() + COLLECT_EVERY_MS;
      await collect(ports);
      seen = state;
    }
    await sendDue(ports);
    told = "";
  };
  const look = () => {
    if (isStopped) return;
    looking ??= round()
      .catch((cause: unknown) => {
        const text = String(cause);
        if (text !== told) ports.onTrouble(`reminders: ${text}`);
        told = text;
      })
      .finally(() => {
        looking = null;
      });
  };
  const timer = setInterval(look, LOOK_EVERY_MS).unref();
  return {
    async stop() {
      isStopped = true;
      clearInterval(timer);
      await looking;
    },
  };
}

/** Changes with everything that can be a cause: what is stated, what fails, what is not run, and the day. */
async function stateOf({ store, clock }: NotifyPorts): Promise<string> {
  const [stated, failed, skipped] = await Promise.all([
    store.db
      .selectFrom("outbox")
      .select((build) => build.fn.max("id").as("last"))
      .executeTakeFirst(),
    store.db
      .selectFrom("jobs")
      .select((build) => build.fn.max("finished_at").as("last"))
      .where("status", "=", "failed")
      .executeTakeFirst(),
    store.db
      .selectFrom("schedule_runs")
      .select((build) => build.fn.max("at").as("last"))
      .executeTakeFirst(),
  ]);
  return [dayInChina(clock.now()), stated?.last, failed?.last, skipped?.last].join(" ");
}
