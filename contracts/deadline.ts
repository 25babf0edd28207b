import type { LegalNumber } from "./legal-number.ts";
import type { Text } from "./text.ts";

/** Under which rule of law something happens to a clock that is no number itself. */
export interface ClockGround {
  readonly id: string;
  readonly title: Text;
  readonly law: string;
  readonly article: string;
  readonly certainty: LegalNumber["certainty"];
  /** Id of the legal number that says how often; null: the law sets no limit. */
  readonly times: string | null;
}

export interface ClockExtension {
  /** Id of the legal number that says by how much, or (`reaches`) how long the whole term becomes. */
  readonly id: string;
  readonly effect: "adds" | "reaches";
  /** The number is the most; less may be approved. */
  readonly isUpTo: boolean;
  /** Id of the legal number of the least; null: one unit. Of `isUpTo` only. */
  readonly least: string | null;
  /** Null: the article names nobody. */
  readonly approver: Text | null;
  /** Extension that must have been approved before; null: none. */
  readonly after: string | null;
}

/** A statutory clock as data. Length, unit, law, article, validity and certainty are those of the legal number of the same id. */
export interface StatutoryClock {
  readonly id: string;
  /** What sets it going; its day does not count. */
  readonly startEvent: Text;
  /** Who must act. */
  readonly actor: Text;
  /** `before`: the day until which something is to be done ahead of the event. */
  readonly direction: "after" | "before";
  /** Which law says how days, months and holidays count. */
  readonly counting: "criminal" | "civil" | "administrative";
  /** Whether a person is in custody while it runs: always, if the case says so, or the term is none of custody. */
  readonly custody: "always" | "possible" | "none";
  /** The law excludes time on the way; what was posted before the end is in time. */
  readonly excludesTravel: boolean;
  readonly extensions: readonly ClockExtension[];
  readonly restarts: readonly ClockGround[];
  readonly suspensions: readonly ClockGround[];
  /** What happens when it is over. */
  readonly whenOver: Text;
  /** What the law provides beside and this computation does not do; shown with every result. */
  readonly caution: Text | null;
}

/** Days off and made-up workdays of one year, as the State Council's notice arranges them. */
export interface HolidayYear {
  readonly year: number;
  /** Which notice, as the office cites it. */
  readonly notice: string;
  readonly holidays: readonly { readonly name: string; readonly from: string; readonly to: string }[];
  /** Saturdays and Sundays on which people work. */
  readonly workdays: readonly string[];
}

export interface HolidayTable {
  readonly years: readonly HolidayYear[];
}

/** Where the office keeps its own years; they stand in place of those that come with the product. */
export interface HolidaySource {
  /** Null: the office has none. HOLIDAY_TABLE_INVALID when any part of it is wrong: never half a table. */
  read(): Promise<HolidayTable | null>;
}
