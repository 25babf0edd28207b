import { type Static, Type } from "typebox";
import { FEATURES } from "../feature.ts";
import { PILOT_SOURCES } from "../pilot.ts";
import { exact, oneOf, orNull, page, TextShape } from "./shapes.ts";

const Day = Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}$" });

/** POST /api/pilots — everything by which the pilot will be measured, fixed before it begins. */
export const NewPilotBody = exact({
  title: Type.String({ minLength: 1, maxLength: 200 }),
  /** What the offices try. */
  function: Type.String({ minLength: 1, maxLength: 500 }),
  offices: Type.Array(Type.String(), { minItems: 1 }),
  source: oneOf(PILOT_SOURCES),
  startsOn: Day,
  daysBefore: Type.Integer({ minimum: 2 }),
  horizon: Type.Integer({ minimum: 1 }),
  /** What is on in these offices alone from the first day to the end; none: people see to it themselves. */
  feature: Type.Optional(oneOf(FEATURES)),
});
export type NewPilot = Static<typeof NewPilotBody>;

export const PilotShape = exact({
  id: Type.String(),
  ...NewPilotBody.properties,
  feature: orNull(oneOf(FEATURES)),
  fixedAt: Type.String(),
  fixedBy: exact({ id: Type.String(), name: Type.String() }),
  ended: orNull(exact({ on: Day, reason: Type.String() })),
  withdrawn: orNull(exact({ at: Type.String(), reason: Type.String() })),
  ledgerIndex: orNull(Type.Integer()),
});
export type PilotView = Static<typeof PilotShape>;

/** GET /api/pilots */
export const PilotsShape = page(PilotShape);

/** POST /api/pilots/:pilot/withdraw */
export const WithdrawPilotBody = exact({ reason: Type.String({ maxLength: 500 }) });

/** POST /api/pilots/:pilot/end — from today on; what came later is not compared. */
export const EndPilotBody = exact({ reason: Type.String({ maxLength: 500 }) });

/** GET /api/pilots/:pilot/comparison?until= */
export const PilotComparisonQuery = exact({ until: Type.Optional(Day) });

const Share = exact({ effect: Type.Number(), probability: Type.Number() });

/** How long cases take in the pilots against other offices, before and since. Offices in the order of their ids: this is no ranking. */
export const PilotComparisonShape = exact({
  pilot: PilotShape,
  /** Last day that is counted. */
  until: Day,
  cases: Type.Integer(),
  /** Why nothing is said; null: `result` says it. */
  refusal: orNull(exact({ code: Type.String(), text: TextShape })),
  result: orNull(
    exact({
      /** Above 0 longer, below 0 shorter, as a share: −0.4 is 40 % shorter. */
      effect: Type.Number(),
      /** Of 95 %; null ends: no bound can be given. */
      low: orNull(Type.Number()),
      high: orNull(Type.Number()),
      /** Share of all choices of as many offices that would show as much by chance. */
      probability: Type.Number(),
      choices: Type.Integer(),
      preTrend: Share,
      kinds: Type.Array(Type.String()),
      /** Cases of these kinds, of all in the periods. */
      share: Type.Number(),
      leftOut: Type.Array(Type.String()),
      offices: Type.Array(
        exact({
          office: Type.String(),
          isPilot: Type.Boolean(),
          casesBefore: Type.Integer(),
          casesAfter: Type.Integer(),
          daysBefore: Type.Number(),
          daysAfter: Type.Number(),
        }),
      ),
      /** The statement in one sentence, with its uncertainty. */
      text: TextShape,
    }),
  ),
});
export type PilotComparisonView = Static<typeof PilotComparisonShape>;
