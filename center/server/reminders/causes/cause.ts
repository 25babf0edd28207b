import { setImmediate as turn } from "node:timers/promises";
import type { Action, BusinessLine, Office, ReminderCause, Text } from "@yuejian/contracts";
import { citation, legalNumberHistory, type WorkCalendar } from "@yuejian/deadlines";
import { dayFromIso } from "@yuejian/identifiers";
import type { Actor, Policy } from "../../policy/index.ts";
import { chunks, type Reading } from "../../store/index.ts";
import type { ModelLibrary } from "../../work/index.ts";

/** What a search for causes goes by. */
export interface Moment {
  readonly now: number;
  /** In China. */
  readonly today: string;
  /** Last day of the clocks that can ask for anything under the rules of any office. */
  readonly until: string;
  readonly calendar: WorkCalendar;
  readonly policy: Policy;
  /** Everybody with an account in use. */
  readonly people: readonly Actor[];
  readonly models: ModelLibrary;
  readonly offices: readonly Office[];
}

/** Something of which people are to be told, and whom it concerns. */
export interface Asking {
  /** Another key is another cause: it holds the day of a clock. */
  readonly key: string;
  readonly title: Text;
  /** The clock with its article; null: no clock. */
  readonly law: Text | null;
  /** Null: told once, to whom it concerns, and never escalated. */
  readonly due: string | null;
  readonly link: string;
  readonly office: string;
  readonly lines: readonly BusinessLine[];
  /** Whom it concerns by name; the office's rules add the others. */
  readonly handlers: readonly string[];
  /** Instead of the words of the level. */
  readonly why?: Text;
}

export interface CauseSource {
  readonly cause: ReminderCause;
  /** What others than the handlers must be allowed to do. */
  readonly action: Action;
  find(db: Reading, moment: Moment): Promise<Asking[]>;
  /** Of these keys those that still ask, with whom they concern now. */
  holding(db: Reading, keys: readonly string[], moment: Moment): Promise<ReadonlyMap<string, readonly string[]>>;
}

/** The text of a rule's clock: what it is called, and its article with how surely that is known. */
export function clockWords(rule: string): { readonly title: Text; readonly law: Text } {
  const number = legalNumberHistory(rule).at(-1);
  if (!number) return { title: { zh: rule, en: rule }, law: { zh: rule, en: rule } };
  const cited = citation(number.law, number.article);
  const isRead = number.certainty === "verified";
  return {
    title: number.title,
    law: { zh: `${cited.zh}${isRead ? "" : "（条文未核对）"}`, en: `${cited.en}${isRead ? "" : " (not read in the law)"}` },
  };
}

export function daysBetween(from: string, to: string): number {
  return dayFromIso(to) - dayFromIso(from);
}

/** ISO time so many days ago. */
export function daysAgo({ now }: Pick<Moment, "now">, days: number): string {
  return new Date(now - days * 86_400_000).toISOString();
}

/** Ids that one statement names. */
export const NAMED = 2000;

/** Of these keys, which begin with an id, those that still hold, with their handlers. `askingsOf`: what still holds of some ids. */
export async function holdingAmong(
  keys: readonly string[],
  askingsOf: (ids: string[]) => Promise<readonly Asking[]>,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const wanted = new Set(keys);
  const held = new Map<string, readonly string[]>();
  for (const ids of chunks([...new Set(keys.map((key) => key.split(" ")[0] ?? ""))], NAMED)) {
    await turn();
    for (const { key, handlers } of await askingsOf([...ids])) if (wanted.has(key)) held.set(key, handlers);
  }
  return held;
}
