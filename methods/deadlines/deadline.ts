import type { ClockGround, LegalNumber, StatutoryClock } from "@yuejian/contracts";

/** What happened to a clock, besides its start. Dates are `YYYY-MM-DD`; hour clocks also take `YYYY-MM-DDTHH:MM`, time of China. */
export interface DeadlineRequest {
  /** Id of a statutory clock. */
  readonly rule: string;
  readonly from: string;
  readonly inCustody?: boolean;
  /** Days on the way, where the law leaves them out. */
  readonly travelDays?: number;
  readonly extensions?: readonly {
    readonly id: string;
    readonly approved: string;
    /** Of an extension up to a limit; absent: the most. */
    readonly amount?: number;
  }[];
  /** First and last day that do not count. */
  readonly suspensions?: readonly { readonly from: string; readonly to: string; readonly ground?: string }[];
  readonly restarts?: readonly { readonly on: string; readonly ground: string }[];
}

export type DeadlineStep =
  | {
      readonly kind: "extension";
      readonly number: LegalNumber;
      readonly effect: "adds" | "reaches";
      readonly approved: string;
      readonly amount: number;
      /** False: nobody said how much was approved, so the most is taken. */
      readonly isAmountGiven: boolean;
    }
  | {
      readonly kind: "suspension";
      readonly from: string;
      readonly to: string;
      /** Days by which the term grows: those after its first day. */
      readonly days: number;
      /** Null: the clock has several and none was named. */
      readonly ground: ClockGround | null;
    }
  | {
      readonly kind: "restart";
      readonly on: string;
      readonly ground: ClockGround;
      /** End of the term before it; null unless the restart came after that end. */
      readonly afterEnd: string | null;
    }
  | { readonly kind: "travel"; readonly days: number };

export interface Deadline {
  readonly clock: StatutoryClock;
  /** Length, law, article and certainty, as in force when the term began. */
  readonly number: LegalNumber;
  /** The day, or moment, that the running term counts from: the request's, or the last restart's. */
  readonly start: string;
  /** Last day, or moment, on which acting is in time. */
  readonly end: string;
  /** The same before a holiday moved it. */
  readonly nominalEnd: string;
  /** The person's custody forbids that holidays move the end. */
  readonly standsInCustody: boolean;
  readonly isCustodyAsked: boolean;
  /** Of hour clocks: false when only a day was given and its first minute is taken. */
  readonly isTimeGiven: boolean;
  readonly steps: readonly DeadlineStep[];
}
