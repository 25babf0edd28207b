import {
  type CaseNoticeSet,
  type CaseNoticeSeverity,
  HANDLED_CASE_DAYS,
  type HandledCase,
  type HandledCaseDay,
  type Text,
} from "@yuejian/contracts";
import { citation, legalNumberEntry } from "@yuejian/deadlines";
import { dayFromIso } from "@yuejian/identifiers";
import { type CaseClock, type CaseClocks, clockState, clockTitle } from "./clocks.ts";
import { EXTENSION_DAYS } from "./kinds.ts";

/** What a rule found in a case: which clock or day, and what the sentence needs. */
export interface NoticeFinding {
  /** Tells several findings of one rule in one case apart, and stays the same from one look to the next. */
  readonly key: string;
  readonly facts: Readonly<Record<string, string>>;
}

/** A rule of flow monitoring or quality review. */
export interface NoticeRule {
  readonly id: string;
  readonly set: CaseNoticeSet;
  readonly severity: CaseNoticeSeverity;
  readonly title: Text;
  /** `{…}`: facts; `{rule}` becomes the title of the clock. */
  readonly text: Text;
  /** `clock`: the article of the clock found. `house`: no law says it, the house wants to look. */
  readonly source: "clock" | "house" | { readonly law: string; readonly article: string };
  /** First day on which cases are looked at under it. */
  readonly since: string;
  find(looked: LookedAtCase): readonly NoticeFinding[];
}

export interface LookedAtCase {
  readonly handled: HandledCase;
  readonly clocks: CaseClocks;
  readonly day: string;
}

/** Days after acceptance by which the house wants a case to be assigned, and before the end of a term within which a return is looked at. No law fixes them. */
const ASSIGNED_WITHIN_DAYS = 3;
const RETURNED_BEFORE_END_DAYS = 2;

const LAW = "中华人民共和国刑事诉讼法";
const ofClock = ({ key, rule, due, stoppedOn }: CaseClock, more: Readonly<Record<string, string>> = {}): NoticeFinding => ({
  key,
  facts: { rule, due: due ?? "", ...(stoppedOn === null ? {} : { on: stoppedOn }), ...more },
});
const whereState = ({ clocks, day }: LookedAtCase, state: "overdue" | "missed") =>
  clocks.clocks.filter((clock) => clockState(clock, day) === state);
const isDecided = ({ handled }: LookedAtCase) => Boolean(handled.days.decided_on);

/** Terms of the procuratorate itself; what others let pass is another notice. */
const isOwn = ({ key }: CaseClock) => key.startsWith("review") || key === "tell-counsel";

/** Of open cases a notice of flow, of decided ones one of quality. */
const LATE_EXTENSION = {
  severity: "serious",
  title: { zh: "延长在期限届满后批准", en: "An extension was approved after the end" },
  text: {
    zh: "{column}为 {on}，此时「{rule}」已经届满或者尚未开始，不产生延长的效力。",
    en: "{column_en}: {on}. “{rule}” was over or had not begun by then; it lengthens nothing.",
  },
  source: "clock",
  since: "2019-12-30",
} as const;

export const NOTICE_RULES: readonly NoticeRule[] = [
  {
    id: "flow.term-overdue",
    set: "flow",
    severity: "serious",
    title: { zh: "期限届满未办结", en: "A term is over and the case is not decided" },
    text: {
      zh: "「{rule}」于 {due} 届满，导出数据中至今没有办结。",
      en: "“{rule}” ended on {due}; the export does not tell of a decision.",
    },
    source: "clock",
    since: "2019-12-30",
    find: (looked) =>
      isDecided(looked)
        ? []
        : whereState(looked, "overdue")
            .filter(isOwn)
            .map((clock) => ofClock(clock)),
  },
  {
    id: "flow.others-overdue",
    set: "flow",
    severity: "warning",
    title: { zh: "补充侦查、回复等期限届满", en: "A term of others is over" },
    text: {
      zh: "「{rule}」于 {due} 届满，没有重报或者回复；应当督促。",
      en: "“{rule}” ended on {due} without return or reply: press for it.",
    },
    source: "clock",
    since: "2019-12-30",
    find: (looked) =>
      isDecided(looked)
        ? []
        : whereState(looked, "overdue")
            .filter((clock) => !isOwn(clock))
            .map((clock) => ofClock(clock)),
  },
  {
    id: "flow.extension-late",
    set: "flow",
    ...LATE_EXTENSION,
    find: (looked) => (isDecided(looked) ? [] : lateExtensions(looked)),
  },
  {
    id: "flow.second-return",
    set: "flow",
    severity: "hint",
    title: { zh: "二次补充侦查后重报", en: "Received again after the second return" },
    text: {
      zh: "{on} 二次补充侦查后重报；仍然证据不足、不符合起诉条件的，应当作出不起诉的决定。",
      en: "Received again on {on} after the second supplementary investigation: if evidence is still insufficient, no prosecution.",
    },
    source: { law: LAW, article: "第一百七十五条第四款" },
    since: "2018-10-26",
    find: (looked) => {
      const on = looked.handled.days.second_received_again_on;
      return on && !isDecided(looked) ? [{ key: "second_received_again_on", facts: { on } }] : [];
    },
  },
  {
    id: "flow.not-assigned",
    set: "flow",
    severity: "warning",
    title: { zh: "受理后迟迟未分案", en: "Accepted and not assigned" },
    text: { zh: "{from} 受理，{days} 日以后仍未分案。", en: "Accepted on {from}; not assigned after {days} days." },
    source: "house",
    since: "2019-12-30",
    find: ({ handled: { days }, day }) => {
      const from = days.accepted_on;
      if (!from || days.assigned_on !== null || days.decided_on || dayFromIso(day) - dayFromIso(from) <= ASSIGNED_WITHIN_DAYS) return [];
      return [{ key: "assigned_on", facts: { from, days: String(ASSIGNED_WITHIN_DAYS) } }];
    },
  },
  {
    id: "quality.term-missed",
    set: "quality",
    severity: "serious",
    title: { zh: "超过法定期限办结", en: "Decided after the end of the term" },
    text: { zh: "「{rule}」于 {due} 届满，{on} 才办结（退回）。", en: "“{rule}” ended on {due}; decided or returned on {on}." },
    source: "clock",
    since: "2019-12-30",
    find: (looked) =>
      isDecided(looked)
        ? whereState(looked, "missed")
            .filter((clock) => isOwn(clock) && clock.key !== "tell-counsel")
            .map((clock) => ofClock(clock))
        : [],
  },
  {
    id: "quality.counsel-not-told",
    set: "quality",
    severity: "serious",
    title: { zh: "未按时告知委托辩护人", en: "Not told of the right to counsel in time" },
    text: { zh: "应当在 {due} 以前告知，告知日期：{told}。", en: "Due on {due}; told on: {told_en}." },
    source: "clock",
    since: "2018-10-26",
    find: (looked) => {
      if (!isDecided(looked)) return [];
      const told = looked.handled.days.counsel_told_on ?? null;
      return looked.clocks.clocks
        .filter((clock) => clock.key === "tell-counsel" && (told === null || clockState(clock, looked.day) === "missed"))
        .map((clock) => ofClock(clock, { told: told ?? "没有", told_en: told ?? "never" }));
    },
  },
  {
    id: "quality.extension-late",
    set: "quality",
    ...LATE_EXTENSION,
    find: (looked) => (isDecided(looked) ? lateExtensions(looked) : []),
  },
  {
    id: "quality.no-outcome",
    set: "quality",
    severity: "warning",
    title: { zh: "有审结日期，没有处理结果", en: "Decided without an outcome" },
    text: { zh: "{on} 审结，导出数据没有处理结果。", en: "Decided on {on}; the export names no outcome." },
    source: "house",
    since: "2019-12-30",
    find: ({ handled: { days, outcome } }) =>
      days.decided_on && outcome === null ? [{ key: "outcome", facts: { on: days.decided_on } }] : [],
  },
  {
    id: "quality.returned-at-the-end",
    set: "quality",
    severity: "hint",
    title: { zh: "期限临近届满时退回补充侦查", en: "Returned when the term was nearly over" },
    text: {
      zh: "「{rule}」于 {due} 届满，{on} 退回补充侦查；请核对退回是否为补充侦查所必需。",
      en: "“{rule}” ended on {due}; returned on {on}. Look whether the return was needed for the investigation.",
    },
    source: "house",
    since: "2019-12-30",
    find: (looked) => {
      const { days } = looked.handled;
      if (!isDecided(looked)) return [];
      return looked.clocks.clocks
        .filter(({ key, due, stoppedOn }) => {
          const isReturn = stoppedOn !== null && (stoppedOn === days.returned_on || stoppedOn === days.second_returned_on);
          if (!key.startsWith("review") || due === null || !isReturn) return false;
          const left = dayFromIso(due) - dayFromIso(stoppedOn);
          return left >= 0 && left < RETURNED_BEFORE_END_DAYS;
        })
        .map((clock) => ofClock(clock));
    },
  },
];

function lateExtensions({ clocks }: LookedAtCase): NoticeFinding[] {
  const isExtension = (day: HandledCaseDay) => (EXTENSION_DAYS as readonly HandledCaseDay[]).includes(day);
  return clocks.clocks.flatMap(({ rule, notCounted, request }) =>
    notCounted
      .filter(({ day }) => isExtension(day))
      .map(({ day, on }) => {
        const title = HANDLED_CASE_DAYS[day];
        return { key: day, facts: { rule, column: title.zh, column_en: title.en, on, from: request.from } };
      }),
  );
}

export function noticeRule(id: string): NoticeRule | undefined {
  return NOTICE_RULES.find((rule) => rule.id === id);
}

export interface FoundNotice extends NoticeFinding {
  readonly rule: NoticeRule;
}

/** Everything that the rules say about a case at the end of a day. */
export function noticesOf(looked: LookedAtCase): readonly FoundNotice[] {
  const accepted = looked.handled.days.accepted_on ?? "";
  return NOTICE_RULES.flatMap((rule) => (rule.since <= accepted ? rule.find(looked).map((found) => ({ ...found, rule })) : []));
}

/** The sentence and the article of a notice. */
export function explainNotice(
  rule: NoticeRule,
  facts: Readonly<Record<string, string>>,
): { readonly sentence: Text; readonly source: Text | null } {
  const clock = facts["rule"];
  const title = clock === undefined ? { zh: "", en: "" } : clockTitle(clock);
  const fillIn = (locale: keyof Text) =>
    rule.text[locale].replaceAll(/\{(\w+)\}/g, (whole, name: string) => (name === "rule" ? title[locale] : (facts[name] ?? whole)));
  return { sentence: { zh: fillIn("zh"), en: fillIn("en") }, source: sourceOf(rule, facts) };
}

function sourceOf({ source }: NoticeRule, facts: Readonly<Record<string, string>>): Text | null {
  if (source === "house") return null;
  if (source !== "clock") return citation(source.law, source.article);
  const number = legalNumberEntry(facts["rule"] ?? "", facts["due"]?.slice(0, 10) || facts["from"] || "");
  return citation(number.law, number.article);
}
