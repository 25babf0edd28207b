import type { BusinessLine, HandledCase, HandledCaseDay, HandledCaseKind, HandledCaseOutcome, StatutoryClock } from "@yuejian/contracts";
import { statutoryClock } from "@yuejian/deadlines";

/** One statutory clock of a kind of case. */
export interface ClockPlan {
  readonly key: string;
  /** Id of the statutory clock; where custody decides, of persons in custody. */
  readonly rule: string;
  /** Where nobody is in custody, if that is another clock. */
  readonly ruleOutside?: string;
  readonly from: HandledCaseDay;
  /** The first of these that happened ends it. */
  readonly until: readonly HandledCaseDay[];
}

export interface CaseKind {
  /** Where the export names no line. */
  readonly line: BusinessLine;
  /** The clock to which extensions, time left out and returns belong; null: the law gives the kind no term. */
  readonly term: ClockPlan | null;
  readonly others: readonly ClockPlan[];
  readonly outcomes: readonly HandledCaseOutcome[];
  /** How else exports write the kind. */
  readonly spellings: readonly string[];
}

const ARREST: readonly HandledCaseOutcome[] = ["arrested", "not-arrested", "other-measure", "withdrawn"];
const PROSECUTION: readonly HandledCaseOutcome[] = ["prosecuted", "not-prosecuted", "withdrawn"];
const SUPERVISION: readonly HandledCaseOutcome[] = ["supervised", "not-supported", "rectified", "withdrawn", "ended"];
const PROTEST: readonly HandledCaseOutcome[] = ["protested", "no-protest", "supervised"];
const TOLD: ClockPlan = {
  key: "tell-counsel",
  rule: "prosecution.tell-counsel",
  from: "accepted_on",
  until: ["counsel_told_on", "decided_on"],
};

const review = (rule: string, from: HandledCaseDay = "accepted_on"): ClockPlan => ({ key: "review", rule, from, until: ["decided_on"] });
const reply = (rule: string): ClockPlan => ({ key: "reply", rule, from: "notified_on", until: ["replied_on"] });

/** Whose day the clock ends, where it has an end of its own: without that column in the export nobody can tell whether it was kept. */
export const OWN_END: Readonly<Record<string, HandledCaseDay>> = { "tell-counsel": "counsel_told_on", reply: "replied_on" };

export const CASE_KINDS: Readonly<Record<HandledCaseKind, CaseKind>> = {
  "arrest-review": {
    line: "ordinary-crime",
    term: { ...review("arrest.decision-in-custody"), ruleOutside: "arrest.decision-not-in-custody" },
    others: [],
    outcomes: ARREST,
    spellings: ["审查批准逮捕", "批准逮捕", "一审批捕", "审查逮捕案件"],
  },
  "arrest-own-investigation": {
    line: "penal-execution",
    term: review("arrest.decision-own-investigation", "detained_on"),
    others: [],
    outcomes: ARREST,
    spellings: ["自侦案件审查逮捕", "决定逮捕"],
  },
  "arrest-supervision-organ": {
    line: "official-crime",
    term: review("arrest.decision-supervision-organ", "detained_on"),
    others: [],
    outcomes: ARREST,
    spellings: ["监察机关移送案件强制措施"],
  },
  "prosecution-review": {
    line: "ordinary-crime",
    term: review("prosecution.review"),
    others: [TOLD],
    outcomes: PROSECUTION,
    spellings: ["一审公诉", "审查起诉案件", "公诉"],
  },
  "prosecution-fast-track": {
    line: "ordinary-crime",
    term: review("prosecution.fast-track"),
    others: [TOLD],
    outcomes: PROSECUTION,
    spellings: ["速裁", "速裁程序", "审查起诉(速裁)"],
  },
  "judgment-review": { line: "ordinary-crime", term: review("protest.judgment"), others: [], outcomes: PROTEST, spellings: ["审查判决"] },
  "ruling-review": { line: "ordinary-crime", term: review("protest.ruling"), others: [], outcomes: PROTEST, spellings: ["审查裁定"] },
  "filing-supervision": {
    line: "ordinary-crime",
    term: reply("filing-supervision.reasons"),
    others: [],
    outcomes: SUPERVISION,
    spellings: ["刑事立案监督"],
  },
  "custody-necessity": {
    line: "penal-execution",
    term: reply("custody-necessity.answer"),
    others: [],
    outcomes: SUPERVISION,
    spellings: ["羁押必要性"],
  },
  "penal-execution": { line: "penal-execution", term: null, others: [], outcomes: SUPERVISION, spellings: ["刑事执行监督", "执行监督"] },
  "civil-supervision": {
    line: "civil",
    term: review("civil-supervision.review"),
    others: [],
    outcomes: [...SUPERVISION, "protested", "no-protest"],
    spellings: ["民事监督", "民事生效裁判监督"],
  },
  "administrative-supervision": {
    line: "administrative",
    term: null,
    others: [],
    outcomes: [...SUPERVISION, "protested", "no-protest"],
    spellings: ["行政监督", "行政生效裁判监督"],
  },
  "public-interest": {
    line: "public-interest",
    term: reply("suggestion.public-interest-reply"),
    others: [],
    outcomes: [...SUPERVISION, "sued"],
    spellings: ["公益诉讼", "行政公益诉讼案件"],
  },
  complaint: { line: "complaints", term: null, others: [], outcomes: SUPERVISION, spellings: ["控告", "申诉", "刑事申诉"] },
};

export const EXTENSION_DAYS = ["extended_on", "second_extended_on", "third_extended_on"] as const satisfies readonly HandledCaseDay[];

/** Custody that is not told is taken as custody, which is the earlier day, unless an extension says that the case is of the other clock. */
export function ruleOf(plan: ClockPlan, { inCustody, days }: Pick<HandledCase, "inCustody" | "days">): string {
  if (plan.ruleOutside === undefined) return plan.rule;
  const isOutside = inCustody === false || (inCustody === null && typeof days.extended_on === "string");
  return isOutside ? plan.ruleOutside : plan.rule;
}

export function clockOf(plan: ClockPlan, handled: Pick<HandledCase, "inCustody" | "days">): StatutoryClock {
  return statutoryClock(ruleOf(plan, handled));
}

/** The ground of which a return for supplementary investigation restarts a clock. */
export const RETURN_GROUND = "supplementary-investigation";
