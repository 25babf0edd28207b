import { setImmediate as turn } from "node:timers/promises";
import type { Office, ReminderCause, ReminderLevel } from "@yuejian/contracts";
import { dayAfter, dayInChina } from "@yuejian/oversight";
import { readCalendar } from "../cases/index.ts";
import { featureStates } from "../features/index.ts";
import { actorOf, type Ground } from "../identity/index.ts";
import type { Outbox } from "../outbox/index.ts";
import type { Policy } from "../policy/index.ts";
import { chunks, type Reading, type Row, type StoreTransaction } from "../store/index.ts";
import type { ModelLibrary } from "../work/index.ts";
import { CAUSES } from "./causes/all.ts";
import { type CauseSource, type Moment, NAMED } from "./causes/cause.ts";
import { levelsOf, toldOf } from "./escalation.ts";
import { MOST_DAYS_BEFORE, readRules, rulesFor } from "./rules.ts";

export type Reminder = Row<"reminders">;

export interface CollectPorts extends Omit<Ground, "outbox"> {
  readonly outbox: Pick<Outbox, "record">;
  readonly offices: readonly Office[];
  readonly policy: Policy;
  readonly models: ModelLibrary;
  /** Of the home: the office's days off lie there. */
  readonly folder: string;
  /** Called in the transaction that makes reminders. */
  readonly alongside: (trx: StoreTransaction, made: readonly Reminder[], moment: Moment) => Promise<void>;
}

/** Reminders made in one transaction. */
const PIECE = 500;

export async function momentOf({
  store,
  clock,
  policy,
  folder,
  models,
  offices,
}: Pick<CollectPorts, "store" | "clock" | "policy" | "folder" | "models" | "offices">): Promise<Moment> {
  const now = clock.now();
  const today = dayInChina(now);
  const accounts = await store.db.selectFrom("users").selectAll().where("is_disabled", "=", 0).execute();
  return {
    now,
    today,
    until: dayAfter(today, MOST_DAYS_BEFORE),
    calendar: await readCalendar(folder),
    policy,
    people: accounts.map(actorOf),
    models,
    offices,
  };
}

/** Makes the reminders that are missing, once for each person, cause and level, and settles those whose cause is gone. Repeating it changes nothing; a kill leaves
 *  whole transactions, and the next look makes the rest. */
export async function collectReminders(ports: CollectPorts): Promise<{ readonly made: number; readonly settled: number }> {
  const moment = await momentOf(ports);
  const rules = await readRules(ports.store.db);
  const leading = { policy: ports.policy, people: moment.people, offices: ports.offices };
  const states = await featureStates(ports.store.db, moment.today);
  let made = 0;
  let settled = 0;
  for (const source of CAUSES) {
    await turn();
    settled += await settle(ports, source, moment);
    const known = await knownOf(ports.store.db, source.cause);
    await turn();
    for (const some of chunks(await source.find(ports.store.db, moment), NAMED)) {
      await turn();
      const wanted = some.flatMap((asking) => {
        if (!states.stateIn("reminders", asking.office).isOn) return [];
        const own = rulesFor(rules, asking.office);
        return levelsOf(asking.due, moment.today, own).flatMap((level) =>
          toldOf(asking, level, { rules: own, leading }).flatMap((told) =>
            known.has(nameOf(asking.key, level, told.person)) ? [] : [reminderOf(ports, { source, asking, told, now: moment.now })],
          ),
        );
      });
      for (const piece of chunks(wanted, PIECE)) made += await insert(ports, piece, moment);
    }
  }
  return { made, settled };
}

type NewReminder = Reminder & { readonly isEscalation: boolean };

function reminderOf(
  { ids }: Pick<CollectPorts, "ids">,
  {
    source,
    asking,
    told,
    now,
  }: {
    source: CauseSource;
    asking: Awaited<ReturnType<CauseSource["find"]>>[number];
    told: ReturnType<typeof toldOf>[number];
    now: number;
  },
): NewReminder {
  return {
    id: ids.next("rem"),
    person: told.person,
    cause: source.cause,
    key: asking.key,
    level: told.level,
    office: asking.office,
    lines: JSON.stringify(asking.lines),
    action: told.isHandler ? null : source.action,
    title_zh: asking.title.zh,
    title_en: asking.title.en,
    why_zh: told.why.zh,
    why_en: told.why.en,
    link: asking.link,
    due: asking.due,
    at: new Date(now).toISOString(),
    read_at: null,
    settled_at: null,
    isEscalation: !told.isHandler,
  };
}

/** Escalations are stated on the ledger: that a head or lead was told, of which clock, and why. */
async function insert(ports: CollectPorts, wanted: readonly NewReminder[], moment: Moment): Promise<number> {
  return ports.store.write(async (trx) => {
    const rows = wanted.map(({ isEscalation: _is, ...row }) => row);
    const added = await trx
      .insertInto("reminders")
      .values(rows)
      .onConflict((conflict) => conflict.columns(["cause", "key", "level", "person"]).doNothing())
      .returning("id")
      .execute();
    const ids = new Set(added.map(({ id }) => id));
    const made = rows.filter(({ id }) => ids.has(id));
    const escalated = wanted.filter(({ id, isEscalation }) => isEscalation && ids.has(id));
    for (const [office, told] of Map.groupBy(escalated, (each) => each.office))
      await ports.outbox.record(trx, {
        type: "reminder.escalated",
        subject: `reminders:${office}`,
        organisation: office,
        content: {
          told: told.map(({ id, person, cause, key, level, due, why_zh: why }) => ({ id, person, cause, key, level, due, why })),
        },
      });
    await ports.alongside(trx, made, moment);
    return made.length;
  });
}

const nameOf = (key: string, level: ReminderLevel, person: string) => `${key}\n${level}\n${person}`;

async function knownOf(db: Reading, cause: ReminderCause): Promise<ReadonlySet<string>> {
  const rows = await db.selectFrom("reminders").select(["key", "level", "person"]).where("cause", "=", cause).execute();
  return new Set(rows.map(({ key, level, person }) => nameOf(key, level, person)));
}

async function settle({ store, clock }: CollectPorts, source: CauseSource, moment: Moment): Promise<number> {
  const open = await store.db
    .selectFrom("reminders")
    .select(["id", "key"])
    .where("settled_at", "is", null)
    .where("cause", "=", source.cause)
    .execute();
  if (open.length === 0) return 0;
  const holding = await source.holding(store.db, [...new Set(open.map(({ key }) => key))], moment);
  const gone = open.filter(({ key }) => !holding.has(key)).map(({ id }) => id);
  const at = new Date(clock.now()).toISOString();
  for (const piece of chunks(gone, NAMED))
    await store.write((trx) =>
      trx
        .updateTable("reminders")
        .set({ settled_at: at })
        .where("id", "in", [...piece])
        .execute(),
    );
  return gone.length;
}

/** Of these reminders those that may still be told: their cause holds, the person has an account in use and may see it, or handles it. */
export async function stillTold(db: Reading, reminders: readonly Reminder[], moment: Moment): Promise<Reminder[]> {
  const told: Reminder[] = [];
  for (const [cause, some] of Map.groupBy(reminders, (each) => each.cause)) {
    const source = CAUSES.find((each) => each.cause === cause);
    if (!source) continue;
    const holding = await source.holding(db, [...new Set(some.map(({ key }) => key))], moment);
    for (const each of some) {
      const handlers = holding.get(each.key);
      const actor = moment.people.find(({ id }) => id === each.person);
      if (handlers === undefined || actor === undefined) continue;
      const place = { office: each.office, businessLines: JSON.parse(each.lines) as never[] };
      const isAllowed = each.action === null ? handlers.includes(each.person) : moment.policy.may(actor, source.action, place);
      if (isAllowed) told.push(each);
    }
  }
  return told;
}
