import type { ROLES } from "@yuejian/contracts";
import type { AlertRuleOrder, AlertRuleView } from "@yuejian/contracts/api";

/** What the form of an alert rule holds: amounts in yuan, every condition as a field of its own. */
export interface AlertValues {
  readonly title: string;
  readonly subject: AlertRuleOrder["subject"];
  readonly models?: string[];
  readonly offices?: string[];
  readonly lines?: NonNullable<AlertRuleOrder["conditions"]["lines"]>;
  readonly yuan?: number | null;
  readonly count?: number | null;
  readonly days?: number | null;
  readonly authorities?: string[];
  readonly isOwn?: boolean;
  readonly sources?: string[];
  readonly to: "me" | "group";
  readonly office: string;
  readonly roles?: (keyof typeof ROLES)[];
}

/** What is sent: a new rule, or `changed` as it is to be. */
export function orderOf({ title, subject, to, office, roles = [], ...values }: AlertValues, changed: AlertRuleView | null): AlertRuleOrder {
  const { models, offices, lines, yuan, count, days, authorities, isOwn, sources } = values;
  const place = { ...some("offices", offices), ...(subject === "source" ? {} : some("lines", lines)) };
  const conditions: AlertRuleOrder["conditions"] =
    subject === "lead"
      ? {
          ...place,
          ...some("models", models),
          ...(yuan ? { leastAmount: yuan * 100 } : {}),
          ...(count ? { window: { count, days: days ?? 7 } } : {}),
        }
      : subject === "case"
        ? { ...place, ...some("authorities", authorities), ...(isOwn && to === "me" ? { isOwn } : {}) }
        : { ...place, ...some("sources", sources) };
  const recipient: AlertRuleOrder["recipient"] = to === "group" ? { kind: "group", office, roles } : { kind: "me" };
  const order = { title, subject, conditions, recipient };
  if (changed === null) return { ...order, isEnabled: true, version: 0 };
  return { ...order, id: changed.id, isEnabled: changed.isEnabled, version: changed.version };
}

/** The fields of the form that say what `rule` says; `office` where it is not for a group. */
export function valuesOf({ title, subject, conditions, recipient }: AlertRuleView, office: string): AlertValues {
  const { leastAmount, window, ...others } = conditions;
  return {
    ...others,
    title,
    subject,
    yuan: leastAmount === undefined ? null : leastAmount / 100,
    count: window?.count ?? null,
    days: window?.days ?? 7,
    ...(recipient.kind === "group" ? { to: "group", office: recipient.office, roles: recipient.roles } : { to: "me", office }),
  };
}

function some<Name extends string, Item>(name: Name, items: readonly Item[] | undefined): Partial<Record<Name, Item[]>> {
  return items && items.length > 0 ? ({ [name]: [...items] } as Record<Name, Item[]>) : {};
}
