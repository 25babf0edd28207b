import { type Static, Type } from "typebox";
import { exact } from "./shapes.ts";

const Count = Type.Integer();

/** GET /api/wall — figures for the meeting room, of what the caller may see. Counts only; offices stand in the order of their places, never of their counts. */
export const WallShape = exact({
  at: Type.String(),
  /** Each holds those of the next, from filing on. */
  funnel: exact({ leads: Count, verified: Count, cases: Count, served: Count, replied: Count, rectified: Count }),
  /** Of open cases, the earliest day of each. */
  deadlines: exact({ overdue: Count, week: Count, month: Count, later: Count, none: Count }),
  /** Months in China, the present one last. */
  months: Type.Array(exact({ month: Type.String(), leads: Count, cases: Count, rectified: Count })),
  offices: Type.Array(exact({ office: Type.String(), openLeads: Count, openCases: Count, overdue: Count })),
});
export type WallView = Static<typeof WallShape>;
