import type { Office, ReminderLevel, ReminderRules, Text } from "@yuejian/contracts";
import type { Actor, Policy } from "../policy/index.ts";
import { type Asking, daysBetween } from "./causes/cause.ts";

/** The levels that a clock has reached. Found at its end, it is too late for the one before. */
export function levelsOf(due: string | null, today: string, rules: ReminderRules): readonly ReminderLevel[] {
  if (due === null) return ["event"];
  const left = daysBetween(today, due);
  if (left > rules.handlerDaysBefore) return [];
  if (left > rules.headDaysBefore) return ["before"];
  return left <= -rules.leadDaysAfter ? ["end", "over"] : ["end"];
}

export interface Told {
  readonly person: string;
  readonly level: ReminderLevel;
  readonly why: Text;
  /** The cause names them; others are told for what they lead. */
  readonly isHandler: boolean;
}

interface Leading {
  readonly policy: Policy;
  readonly people: readonly Actor[];
  readonly offices: readonly Office[];
}

/** Who is told of a cause at a level, each with the reason. */
export function toldOf(asking: Asking, level: ReminderLevel, { rules, leading }: { rules: ReminderRules; leading: Leading }): Told[] {
  const handlers = asking.handlers.filter((id) => leading.people.some((each) => each.id === id));
  const told: Told[] = [];
  const tell = (people: readonly string[], why: Text, isHandler: boolean) => {
    for (const person of people)
      if (!told.some((each) => each.person === person)) told.push({ person, level, why: reasoned(asking, why), isHandler });
  };
  if (level === "event")
    tell(handlers, asking.why ?? { zh: "与您承办或管理的事项有关。", en: "It concerns what you handle or run." }, true);
  if (level === "before" || level === "end")
    tell(
      handlers,
      level === "before"
        ? {
            zh: `按本院规则，期满前 ${rules.handlerDaysBefore} 日起提醒承办人。`,
            en: `By the office's rules the handler is reminded ${rules.handlerDaysBefore} days before the end.`,
          }
        : { zh: "期限届满，提醒承办人。", en: "The term ends; its handler is reminded." },
      true,
    );
  const isOrphan = level === "before" && handlers.length === 0;
  if (level === "end" || isOrphan) {
    const heads = headsOf(asking, leading);
    const missing = heads.length === 0;
    const [zh, en] = isOrphan
      ? ["承办人没有账号，", "Its handler has no account, "]
      : rules.headDaysBefore === 0
        ? ["按本院规则，期满当日", "By the office's rules on the last day "]
        : [`按本院规则，期满前 ${rules.headDaysBefore} 日`, `By the office's rules ${rules.headDaysBefore} days before the end `];
    tell(
      missing ? leadsOf(asking, leading) : heads,
      missing
        ? {
            zh: `${zh}应报部门负责人；该部门没有负责人账号，改报院领导。`,
            en: `${en}the head of the department is told; there is none, so who leads the office is.`,
          }
        : { zh: `${zh}报部门负责人。`, en: `${en}the head of the department is told.` },
      false,
    );
  }
  if (level === "over")
    tell(
      leadsOf(asking, leading),
      {
        zh: `逾期满 ${rules.leadDaysAfter} 日，按本院规则报院领导。`,
        en: `Over for ${rules.leadDaysAfter} ${rules.leadDaysAfter === 1 ? "day" : "days"}: by the office's rules who leads it is told.`,
      },
      false,
    );
  return told;
}

function reasoned({ law, due }: Asking, why: Text): Text {
  if (law === null || due === null) return why;
  return { zh: `期限至 ${due}（${law.zh}）。${why.zh}`, en: `The term ends on ${due} (${law.en}). ${why.en}` };
}

function headsOf({ office, lines }: Asking, { policy, people }: Leading): string[] {
  return people
    .filter((each) => each.role === "department-head" && each.office === office && policy.covers(each, { office, businessLines: lines }))
    .map(({ id }) => id);
}

/** The chief procurator of the office, or a deputy, or the city's chief. */
function leadsOf({ office }: Asking, { people, offices }: Leading): string[] {
  const city = offices.find(({ parent }) => parent === null)?.id;
  const of = (role: Actor["role"], place: string | undefined) =>
    people.filter((each) => each.role === role && each.office === place).map(({ id }) => id);
  for (const found of [of("chief-procurator", office), of("deputy-chief", office), of("chief-procurator", city)])
    if (found.length > 0) return found;
  return of("deputy-chief", city);
}
