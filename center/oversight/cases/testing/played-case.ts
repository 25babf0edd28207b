import type { ApprovalLevel, CaseCommand, CaseEvent, CaseState, InstrumentDraft, SupervisionCase } from "@yuejian/contracts";
import { HOLIDAY_TABLE, workCalendar } from "@yuejian/deadlines";
import { houseTemplate } from "../../index.ts";
import { type CaseDecision, caseAfter, decideCase, isLastApproval, lookBackOutcome, occur, undoCase } from "../index.ts";

/** People of the tests by id: what level each holds and who distributes cases. */
export const PEOPLE: Readonly<Record<string, { readonly level: ApprovalLevel | null; readonly mayAssign: boolean }>> = {
  owner: { level: null, mayAssign: false },
  colleague: { level: null, mayAssign: false },
  head: { level: "department-head", mayAssign: true },
  deputy: { level: "deputy-chief", mayAssign: true },
  chief: { level: "chief-procurator", mayAssign: true },
  manager: { level: null, mayAssign: true },
};

export const calendar = workCalendar(HOLIDAY_TABLE);
const START = Date.UTC(2026, 2, 2, 2);
const DAY = 86_400_000;

export const DRAFT: InstrumentDraft = {
  kind: "suggestion-governance",
  receiver: "岳阳楼区民政局",
  title: "关于规范补助发放的检察建议",
  body: "经查，……建议：一、……",
  isUrgent: false,
  replyBy: null,
};

export interface PlayedCase {
  readonly state: CaseState;
  readonly events: readonly CaseEvent[];
  /** Days since the case was filed. */
  readonly day: number;
}

export function filedCase(): PlayedCase {
  const at = new Date(START).toISOString();
  const filing: SupervisionCase = {
    id: "cas_1",
    version: 1,
    number: "岳检监〔2026〕1号",
    lead: "led_1",
    model: "m",
    subject: "s",
    subjectName: "n",
    office: "yueyanglou",
    owner: "owner",
    status: "open",
    openedAt: at,
  };
  const event: CaseEvent = { id: "evt_0", case: "cas_1", at, actor: "owner", deed: { action: "filed", filing, line: "civil" }, facts: {} };
  return { state: caseAfter([event]) as CaseState, events: [event], day: 0 };
}

const nowOf = ({ day, events }: PlayedCase) => new Date(START + day * DAY + events.length * 1000).toISOString();
const todayOf = (played: PlayedCase) => new Date(START + played.day * DAY).toISOString().slice(0, 10);

export function attempt(played: PlayedCase, actor: string, command: CaseCommand): CaseDecision {
  const { state, events } = played;
  return decideCase(state, command, {
    actor: { id: actor, ...(PEOPLE[actor] ?? { level: null, mayAssign: false }) },
    now: nowOf(played),
    today: todayOf(played),
    eventId: `evt_${events.length}`,
    calendar,
    templateOf: houseTemplate,
    levelsOf: () => ["department-head", "deputy-chief"],
    isChief: (person) => PEOPLE[person]?.level === "chief-procurator",
    instrumentNumber: isLastApproval(state, command) ? `岳检建〔2026〕${events.length}号` : null,
  });
}

export function attemptUndo(played: PlayedCase, actor: string): CaseDecision {
  const { state, events } = played;
  const counted = events.filter(
    ({ id, deed }) => deed.action !== "undo" && !events.some((each) => each.deed.action === "undo" && each.deed.undoes === id),
  );
  const mayAssign = PEOPLE[actor]?.mayAssign ?? false;
  return undoCase(state, events, {
    undoes: counted.at(-1)?.id ?? "",
    actor,
    mayAssign,
    now: nowOf(played),
    eventId: `evt_${events.length}`,
  });
}

export function ranOver(played: PlayedCase, found: { readonly isFound: boolean; readonly newBatches: number }): CaseDecision {
  const deed = { action: "looked-back", run: "run_2", outcome: lookBackOutcome(found), newBatches: found.newBatches } as const;
  return occur(played.state, deed, { actor: "system", now: nowOf(played), eventId: `evt_${played.events.length}` });
}

export function went(played: PlayedCase, decision: CaseDecision): PlayedCase {
  if (!decision.ok) throw new Error(`${decision.code} ${JSON.stringify(decision.parameters)}`);
  return { ...played, state: decision.state, events: [...played.events, decision.event] };
}

/** Steps by name and command, `3 days` of waiting, or a run's result. */
export type Step = readonly [actor: string, command: CaseCommand] | number | { readonly isFound: boolean; readonly newBatches: number };

export function play(steps: readonly Step[], from: PlayedCase = filedCase()): PlayedCase {
  return steps.reduce<PlayedCase>((played, step) => {
    if (typeof step === "number") return { ...played, day: played.day + step };
    if ("isFound" in step) return went(played, ranOver(played, step));
    const [actor, command] = step;
    return went(played, attempt(played, actor, command));
  }, from);
}

const TO_APPROVED: readonly Step[] = [
  ["owner", { action: "draft", ...DRAFT }],
  ["owner", { action: "submit", note: "" }],
  ["head", { action: "approve", note: "同意" }],
  ["deputy", { action: "approve", note: "同意" }],
];
const TO_SERVED: readonly Step[] = [
  ...TO_APPROVED,
  ["owner", { action: "serve", servedOn: "2026-03-02", way: "direct", recipient: "收发室 李某", note: "", files: [] }],
];
const replied = (outcome: "accepted" | "objected"): Step => [
  "owner",
  { action: "reply", outcome, receivedOn: "2026-03-02", text: "已收到", files: [] },
];
const TO_RECTIFIED: readonly Step[] = [
  ...TO_SERVED,
  replied("accepted"),
  ["owner", { action: "item-add", kind: "measure", title: "建立比对制度", due: "2026-04-01" }],
  ["owner", { action: "item-report", item: "evt_7", note: "制度已印发", files: [] }],
  ["owner", { action: "item-accept", item: "evt_7", note: "" }],
];
const TO_LOOK_BACK: readonly Step[] = [...TO_RECTIFIED, ["owner", { action: "look-back", note: "" }]];
const GONE = { isFound: false, newBatches: 1 };

/** A way into every stage. */
export const WAYS = {
  filed: [],
  drafting: TO_APPROVED.slice(0, 1),
  approval: TO_APPROVED.slice(0, 2),
  approved: TO_APPROVED,
  served: TO_SERVED,
  unanswered: [...TO_SERVED, 70, ["owner", { action: "no-reply", note: "逾期" }]],
  objection: [...TO_SERVED, replied("objected")],
  rectification: TO_RECTIFIED,
  "look-back": [...TO_LOOK_BACK, GONE],
  closed: [...TO_LOOK_BACK, GONE, ["head", { action: "close", reason: "整改到位" }]],
  litigation: [
    ["head", { action: "join", person: "colleague", line: "public-interest", note: "" }],
    ["colleague", { action: "draft", ...DRAFT, kind: "suggestion-public-interest" }],
    ...TO_SERVED.slice(1),
    70,
    ["owner", { action: "no-reply", note: "逾期" }],
    ["chief", { action: "escalate", reason: "仍不履职" }],
  ],
  withdrawn: [["head", { action: "withdraw", reason: "事实已查清，无须监督" }]],
  merged: [["head", { action: "merge", into: "cas_2", reason: "同类问题" }]],
} as const satisfies Record<CaseState["stage"], readonly Step[]>;

/** A command of every kind that fits as many stages as it can. */
export const COMMANDS: { readonly [Action in CaseCommand["action"]]: Extract<CaseCommand, { action: Action }> } = {
  assign: { action: "assign", owner: "colleague", reason: "轮案" },
  join: { action: "join", person: "colleague", line: "public-interest", note: "" },
  leave: { action: "leave", person: "colleague", reason: "调离" },
  recuse: { action: "recuse", person: "owner", reason: "近亲属" },
  "recusal-ask": { action: "recusal-ask", person: "owner", asker: "self", ground: "kin", reason: "系当事人近亲属" },
  "recusal-again": { action: "recusal-again", recusal: "evt_1", reason: "不服" },
  "recusal-decide": { action: "recusal-decide", recusal: "evt_1", decision: "granted", meeting: null, reason: "属实" },
  "task-add": { action: "task-add", title: "调取发放记录", assignee: "colleague", due: "2026-12-01" },
  "task-report": { action: "task-report", task: "evt_1", result: "属实", files: [] },
  "task-cancel": { action: "task-cancel", task: "evt_1", reason: "不再需要" },
  draft: { action: "draft", ...DRAFT },
  submit: { action: "submit", note: "" },
  approve: { action: "approve", note: "同意" },
  return: { action: "return", reason: "论述不足" },
  redraft: { action: "redraft", reason: "事实有变" },
  serve: { action: "serve", servedOn: "2026-03-02", way: "direct", recipient: "收发室 李某", note: "", files: [] },
  reply: { action: "reply", outcome: "partly", receivedOn: "2026-03-02", text: "部分采纳", files: [] },
  "no-reply": { action: "no-reply", note: "逾期" },
  "answer-objection": { action: "answer-objection", answer: "explain", reason: "依据充分" },
  "item-add": { action: "item-add", kind: "photo", title: "现场恢复", due: "2026-12-01" },
  "item-report": { action: "item-report", item: "evt_7", note: "补充", files: [] },
  "item-accept": { action: "item-accept", item: "evt_7", note: "" },
  "item-return": { action: "item-return", item: "evt_7", reason: "不到位" },
  "item-cancel": { action: "item-cancel", item: "evt_7", reason: "重复" },
  "look-back": { action: "look-back", note: "" },
  resume: { action: "resume", reason: "仍有问题" },
  close: { action: "close", reason: "整改到位" },
  escalate: { action: "escalate", reason: "仍不履职" },
  withdraw: { action: "withdraw", reason: "无须监督" },
  "offer-transfer": { action: "offer-transfer", office: "junshan", reason: "管辖" },
  "accept-transfer": { action: "accept-transfer", owner: "colleague", note: "" },
  "refuse-transfer": { action: "refuse-transfer", reason: "无管辖" },
  merge: { action: "merge", into: "cas_2", reason: "同类" },
  comment: { action: "comment", note: "注意" },
};
