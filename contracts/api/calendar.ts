import { type Static, Type } from "typebox";
import { BUSINESS_LINES } from "../organisation.ts";
import { exact, oneOf, orNull, TextShape } from "./shapes.ts";

const Day = Type.String({ format: "date" });

/** GET /api/calendar and /api/calendar.ics: last days of clocks that run; three months at most */
export const CalendarQuery = exact({
  from: Day,
  to: Day,
  /** Of the caller's own cases and tasks. */
  mine: Type.Optional(Type.Boolean()),
  office: Type.Optional(Type.String({ maxLength: 64 })),
  /** Cases of the business system only: supervision cases belong to none. */
  department: Type.Optional(Type.String({ maxLength: 200 })),
  line: Type.Optional(oneOf(BUSINESS_LINES)),
  /** Entries of a day that are listed; all are counted. */
  perDay: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 6 })),
  offset: Type.Optional(Type.Integer({ minimum: 0, default: 0 })),
});
export type CalendarFilter = Static<typeof CalendarQuery>;

const EntryShape = exact({
  source: oneOf({ supervision: 0, business: 0 }),
  case: Type.String(),
  /** Names the clock within its case. */
  key: Type.String(),
  number: Type.String(),
  title: TextShape,
  office: Type.String(),
  department: orNull(Type.String()),
  /** Whose work it is, where that is known. */
  person: orNull(Type.String()),
  isOverdue: Type.Boolean(),
});
export type CalendarEntry = Static<typeof EntryShape>;

export const CalendarShape = exact({
  today: Type.String(),
  days: Type.Array(
    exact({
      day: Type.String(),
      isWorkingDay: Type.Boolean(),
      /** Why nobody works, or why people work on a weekend; null: an ordinary day. */
      note: orNull(TextShape),
      total: Type.Integer(),
      entries: Type.Array(EntryShape),
    }),
  ),
  /** Years of which only weekends are known. */
  unknownYears: Type.Array(Type.Integer()),
});
export type Calendar = Static<typeof CalendarShape>;
