import { YuejianError } from "@yuejian/contracts";
import { computeDeadline, type DeadlineRequest, HOLIDAY_TABLE, workCalendar } from "@yuejian/deadlines";
import { type CheckedDocument, placeIn } from "../document.ts";
import { cellLabel } from "../facts/cells.ts";
import { type DatedPlace, daysIn } from "../facts/dates.ts";
import { factsOf } from "../facts/facts.ts";
import { kindOf, type RecognisedKind } from "../facts/kind.ts";
import type { CourseStep } from "../facts/step-words.ts";
import type { DatedStep } from "../facts/steps.ts";
import type { DocumentRule, RuleHit } from "../rule.ts";
import { ANYWHERE, IN_PARAGRAPH, isOfOneCourse, TOLD_ONCE } from "./course-order.ts";
import { isTold, toldOutOfOrder } from "./course-told.ts";
import { STEP_NAMES } from "./step-names.ts";

/** A step that lies before one that has to come first. Steps that several people have on several days are judged within a paragraph only. */
function* outOfOrder(document: CheckedDocument, all: readonly DatedStep[] = factsOf(document).steps): Generator<RuleHit> {
  const told = new Set<number>();
  const paragraphOf = (offset: number): number => placeIn(document, offset).paragraph;
  const isNear = (one: DatedStep, other: DatedStep): boolean => paragraphOf(one.start) === paragraphOf(other.start);
  for (const { earlier, later } of ANYWHERE) {
    const firsts = all.filter(({ step }) => step === earlier);
    const isOne = new Set(firsts.map(({ on }) => on)).size === 1;
    for (const second of all.filter(({ step }) => step === later)) {
      if (told.has(second.start)) continue;
      const own = firsts.filter((each) => isOfOneCourse(each, second));
      const near = own.filter((each) => isNear(each, second));
      const first = near.findLast(({ start }) => start < second.start) ?? near[0] ?? (isOne ? own[0] : undefined);
      if (!first || first.on <= second.until) continue;
      told.add(second.start);
      yield hit(first, second);
    }
  }
  for (const { earlier, later } of TOLD_ONCE) {
    const [firsts, seconds] = [earlier, later].map((wanted) => all.filter(({ step }) => step === wanted));
    const [first, second] = [firsts?.[0], seconds?.[0]];
    const isOnce = [firsts, seconds].every((each) => new Set(each?.map(({ on }) => on)).size === 1);
    if (!isOnce || !first || !second || first.on <= second.until || told.has(second.start)) continue;
    told.add(second.start);
    yield hit(first, second);
  }
  for (const [index, second] of all.entries()) {
    if (told.has(second.start)) continue;
    const first = all.slice(0, index).findLast((each) => isNear(each, second) && isInOrder(document, each, second));
    if (!first || first.on <= second.until) continue;
    told.add(second.start);
    yield hit(first, second);
  }
}

/** How far behind a contract the first payment on it is told. */
const BESIDE = 60;

/** Two steps of which the one told first was taken first: a sent case is taken in, a return is followed by a new transfer and that by another return, and judgments by those on appeal. */
function isInOrder({ text }: CheckedDocument, first: DatedStep, second: DatedStep): boolean {
  if (IN_PARAGRAPH.some(({ earlier, later }) => first.step === earlier && second.step === later)) return true;
  if (first.step === "accepted" && second.step === "accepted") return first.isSent && !second.isSent;
  if (first.step === "again" && second.step === "returned") return true;
  if (first.step === "contracted" && second.step === "paid") return second.start - first.end < BESIDE;
  if (first.step !== second.step) return false;
  if (first.step === "returned" || first.step === "again") return true;
  return first.step === "judged" && /上诉|二审|再审|发回/.test(text.slice(first.end, second.end + 40));
}

/** Steps that a person is subjected to for what he did. */
const AFTER_ACT: ReadonlySet<CourseStep> = new Set([
  "died",
  "alarmed",
  "caught",
  "filed",
  "detained",
  "asked",
  "arrested",
  "bailed",
  "concluded",
  "accepted",
  "told",
  "listened",
  "pleaded",
  "charged",
  "spared",
]);

/** A case filed, or a person held, before anything was done: by no more than a year, for what lies farther back is another case. */
function* beforeActs(document: CheckedDocument): Generator<RuleHit> {
  const { acts, steps } = factsOf(document);
  if (!acts || acts.length === 0) return;
  const first = acts.reduce((least, { on }) => (on < least ? on : least), acts[0]?.on ?? "");
  for (const { step, on, start, end } of steps) {
    // Whoever does something in his work had it before.
    if (step === "joined" && on > first && !hasActWithoutDay(document.text, on))
      yield {
        start,
        end,
        suggestion: null,
        reason: {
          zh: `${STEP_NAMES[step].zh}晚于所述的行为（${first}）`,
          en: `${STEP_NAMES[step].en} lies behind the acts told (${first})`,
        },
      };
    const isBefore = AFTER_ACT.has(step) && on < first && Date.parse(first) - Date.parse(on) < 366 * 86_400_000;
    if (
      !isBefore ||
      hasActWithoutDay(document.text, on) ||
      EARLIER_CASE.test(document.text.slice(end, end + 90).split(/[。\n]/, 1)[0] ?? "")
    )
      continue;
    yield {
      start,
      end,
      suggestion: null,
      reason: { zh: `${STEP_NAMES[step].zh}早于所述的行为（${first}）`, en: `${STEP_NAMES[step].en} lies before the acts told (${first})` },
    };
  }
}

const EARLIER_CASE = /刑满|释放|前科|累犯|行政拘留|(?<!如按此|建议|拟)判处/;

/** Something is told of a year, or a season, that may lie before the step: 2023年以来. */
const hasActWithoutDay = (text: string, on: string): boolean =>
  text
    .matchAll(/([12][0-9]{3})年(?:以来|至|到|间|期间|初|中|底|末|夏|春|秋|冬|[上下]半年|的?一天|左右|起|[0-9]{1,2}月(?![0-9]))/g)
    .some(([, year]) => Number(year) <= Number(on.slice(0, 4)));

/** A document that tells what happened after it was signed, or held; and a notice of what was over when it was signed. */
function* afterDocument(document: CheckedDocument): Generator<RuleHit> {
  const { steps } = factsOf(document);
  const kind = kindOf(document);
  if (kind === null && !document.text.includes("人民检察院")) return;
  const signed = signedOn(document);
  const questioned = steps.find(({ step }) => step === "questioned") ?? (kind && RECORDS.has(kind) ? headDay(document) : null);
  const past = steps.filter(
    ({ step, start, isPlanned }) =>
      !isPlanned && step !== "questioned" && (step !== "heard" || kind !== "hearing-notice") && start !== questioned?.start,
  );
  if (questioned) {
    const later = pastDays(document, past).find(({ on, start }) => on > questioned.on && start > questioned.start);
    if (later) yield beside(questioned, later.on);
    else if (signed && signed.on < questioned.on) yield beside(questioned, signed.on);
    return;
  }
  if (!signed) return;
  const late = pastDays(document, past).filter(({ on, start }) => on > signed.on && start < signed.start);
  const [first] = late;
  // One day that is later than others told after it is wrong itself; else the day under the document is.
  const isOne = first && late.every(({ on }) => on === first.on) && daysIn(document.text).some((day) => isBetween(day, first, signed));
  if (first && isOne) yield* late.map((day) => beside(day, signed.on));
  else if (first) yield beside(signed, first.on);
  for (const step of steps) if (step.step === "heard" && step.on < signed.on && kind === "hearing-notice") yield beside(step, signed.on);
}

const isBetween = (day: DatedPlace, first: DatedPlace, signed: DatedPlace): boolean =>
  day.start > first.start && day.start < signed.start && day.on < first.on;

const RECORDS: ReadonlySet<RecognisedKind> = new Set(["interrogation-record", "witness-record"]);
const HEAD_LINES = 14;

/** The day at the head of a record: 时间：2024年9月26日9时. */
function headDay({ text, paragraphs }: CheckedDocument): DatedPlace | null {
  const until = paragraphs[HEAD_LINES]?.start ?? text.length;
  return (
    daysIn(text.slice(0, until)).find((day) =>
      /^(?:起止)?时\s*间|^日\s*期/.test(cellLabel(text, day) ?? text.slice(Math.max(0, day.start - 4), day.start).trim()),
    ) ?? null
  );
}

/** Days on which something is told to have been done, the steps among them. */
function pastDays(document: CheckedDocument, steps: readonly DatedStep[]): DatedPlace[] {
  const taken = new Set(steps.map(({ start }) => start));
  const isRecord = RECORDS.has(kindOf(document) ?? "notice");
  const others = factsOf(document).events.filter((event) => {
    const { start, behind, before } = event;
    if (taken.has(start) || FUTURE.test(behind.slice(0, 40)) || PLANNED.test(before)) return false;
    if (UNTIL.test(before.slice(-10)) && !/^[^，。；]{0,10}时(?![分许间])/.test(behind)) return false;
    return PAST.test(behind.slice(0, 40)) || (isRecord && isTold(event));
  });
  return [...steps, ...others].sort((one, other) => one.start - other.start);
}

const PAST =
  /检查|组织|航拍|测量|召开|座谈|上传|划拨|入职|完工|退还|作出|收到|发现|走访|查看|查询|调取|调查|公告|取证|约谈|磋商|核实|函询|签订|支付|查封|扣押|冻结|出具|回复|勘查|勘验|检测|判决|裁定|移送|送达|反映|举报|报案|报警|抓获|到案|讯问|询问|受理|盗窃|诈骗|殴打|退赔|赔偿|谅解/;
const FUTURE = /前|止|届满|期限|将|拟|应当|可以|到期|有效|生效|施行|举行|开庭|参加|到庭|^起|起(?:至|算|计)/;
/** 决定于3月1日召开 */
const PLANNED = /(?:定|拟|将|计划|预计)于$/;
const UNTIL = /(?:至|到|应当|请|限|拟|将|计划|定于|期限|届满|截止|不晚于|不迟于)[^，。；\n]{0,4}$/;

const beside = ({ start, end }: DatedPlace, other: string): RuleHit => ({
  start,
  end,
  suggestion: null,
  reason: {
    zh: `与文书的日期先后颠倒（${other}）`,
    en: `out of order with the day of the document (${other})`,
  },
});

/** Each place once. */
function* allOutOfOrder(document: CheckedDocument): Generator<RuleHit> {
  const told = new Set<number>();
  for (const found of [...outOfOrder(document), ...beforeActs(document), ...afterDocument(document), ...toldOutOfOrder(document)].sort(
    (one, other) => one.start - other.start,
  )) {
    if (told.has(found.start)) continue;
    told.add(found.start);
    yield found;
  }
}

const hit = (first: DatedStep, { step, start, end }: DatedStep): RuleHit => ({
  start,
  end,
  suggestion: null,
  reason: {
    zh: `${STEP_NAMES[step].zh}早于${STEP_NAMES[first.step].zh}（${first.on}）`,
    en: `${STEP_NAMES[step].en} lies before ${STEP_NAMES[first.step].en} (${first.on})`,
  },
});

/** Rights told after three days (CPL 34), a decision beyond the review with its extension (CPL 172), counted anew after each return (CPL 175). */
function* tooLate(document: CheckedDocument): Generator<RuleHit> {
  const { steps } = factsOf(document);
  // Where days are out of order none of them can be counted from.
  if (!outOfOrder(document, steps).next().done) return;
  yield* protestTooLate(document, steps);
  yield* stepsTooLate(document, steps);
  const accepted = steps.find(({ step }) => step === "accepted");
  if (!accepted) return;
  const told = steps.find(({ step, start }) => step === "told" && start > accepted.start);
  if (told) yield* over(told, accepted.on, { rule: "prosecution.tell-counsel", article: "刑事诉讼法第三十四条第二款" });
  const [kind, signed] = [kindOf(document), signedOn(document)];
  if (!signed) return;
  if (CIVIL.test(document.text)) {
    // Days of fetching files, of appraisal and of a suspension do not count.
    if (kind && OF_PETITIONS.has(kind) && !/调卷|调阅|鉴定|评估|审计|专家|中止|延长/.test(document.text))
      yield* over(signed, accepted.on, { rule: "civil-supervision.review", article: "民事诉讼法第二百二十条第二款" });
    return;
  }
  if (kind !== "indictment" && kind !== "non-prosecution-decision" && kind !== "review-report") return;
  // The newest receipt counts, however the course is told; while the office decides on a measure in a case of the commission of supervision no day does (CPL 170).
  const received = steps.filter(({ step }) => step === "accepted" || step === "again");
  const newest = received.reduce((last, each) => (each.on > last.on ? each : last), accepted);
  const held = steps.some(({ step }) => step === "held") ? steps.find(({ step, on }) => step === "arrested" && on >= newest.on) : undefined;
  const started = held ?? newest;
  if (steps.some(({ step, on }) => step === "returned" && on > started.on)) return;
  if (kind === "indictment" && document.text.includes("速裁")) {
    const isLong = /有期徒刑[一二三四五六七八九十]+年(?!以[上下])/.test(document.text);
    yield* over(signed, started.on, {
      rule: "prosecution.fast-track",
      article: "刑事诉讼法第一百七十二条第一款",
      ...(isLong ? { extension: "prosecution.fast-track-over-one-year" } : {}),
    });
    return;
  }
  yield* over(signed, started.on, {
    rule: "prosecution.review",
    article: "刑事诉讼法第一百七十二条第一款",
    extension: "prosecution.review-extension",
  });
}

/** Arrest decided upon beyond seven days (CPL 91), and a supplementary investigation beyond a month (CPL 175). */
function* stepsTooLate(document: CheckedDocument, steps: readonly DatedStep[]): Generator<RuleHit> {
  const asked = steps.find(({ step }) => step === "asked");
  const kind = kindOf(document);
  if (asked && steps.some(({ step, on }) => step === "detained" && on <= asked.on)) {
    const approved = steps.find(
      ({ step, on, end }) => step === "arrested" && on >= asked.on && /^[^，。；]{0,8}批准/.test(document.text.slice(end, end + 16)),
    );
    const signed = kind === "arrest-review-opinion" || kind === "statement" ? signedOn(document) : null;
    const decided = approved ?? signed;
    if (decided) yield* over(decided, asked.on, { rule: "arrest.decision-in-custody", article: "刑事诉讼法第九十一条第三款" });
  }
  for (const again of steps.filter(({ step }) => step === "again")) {
    const returned = steps.findLast(({ step, start, on }) => step === "returned" && start < again.start && on <= again.on);
    if (returned)
      yield* over(again, returned.on, { rule: "prosecution.supplementary-investigation", article: "刑事诉讼法第一百七十五条第三款" });
  }
}

const CIVIL = /民事(?:诉讼|检察)?监督|监督申请|申请监督/;
const OF_PETITIONS: ReadonlySet<RecognisedKind> = new Set(["decision", "suggestion", "protest", "review-report"]);

/** A protest against what is not yet in effect: ten days from the judgment, five from a ruling (CPL 230). */
function* protestTooLate(document: CheckedDocument, steps: readonly DatedStep[]): Generator<RuleHit> {
  const received = steps.find(({ step }) => step === "received");
  const signed = kindOf(document) === "protest" ? signedOn(document) : null;
  if (!received || !signed || /审判监督程序|再审|第二百五十四条/.test(document.text)) return;
  const sentence = document.text.slice(received.end, received.end + 24);
  const rule = /^[^。]{0,12}裁定/.test(sentence) ? "protest.ruling" : "protest.judgment";
  yield* over(signed, received.on, { rule, article: "刑事诉讼法第二百三十条" });
}

function* over(
  { on, start, end }: { readonly on: string; readonly start: number; readonly end: number },
  from: string,
  { rule, article, extension }: { readonly rule: string; readonly article: string; readonly extension?: string },
): Generator<RuleHit> {
  const last = lastDay({ rule, from, ...(extension === undefined ? {} : { extensions: [{ id: extension, approved: from }] }) });
  if (last !== null && on > last)
    yield {
      start,
      end,
      suggestion: null,
      reason: { zh: `自 ${from} 起应当不晚于 ${last}（${article}）`, en: `counted from ${from} this was due by ${last} (${article})` },
    };
}

/** Null: the table of legal numbers does not reach so far back. */
function lastDay(request: DeadlineRequest): string | null {
  try {
    return computeDeadline(request, CALENDAR).end.slice(0, 10);
  } catch (cause) {
    if (cause instanceof YuejianError && cause.code === "DEADLINE_OUTSIDE_VALIDITY") return null;
    throw cause;
  }
}

const CALENDAR = workCalendar(HOLIDAY_TABLE);

/** The day under the document: the last line that is a day alone. */
function signedOn({ paragraphs }: CheckedDocument): { readonly on: string; readonly start: number; readonly end: number } | null {
  const line = paragraphs.findLast(({ text }) =>
    daysIn(text.replaceAll(/\s/g, "")).some(({ start, end }) => start === 0 && end === text.replaceAll(/\s/g, "").length),
  );
  const [day] = line ? daysIn(line.text) : [];
  return line && day ? { on: day.on, start: line.start + day.start, end: line.start + day.end } : null;
}

export const COURSE_RULES: readonly DocumentRule[] = [
  {
    id: "date-order",
    title: { zh: "诉讼阶段的日期先后颠倒", en: "Days of the steps out of order" },
    severity: "error",
    source: null,
    find: allOutOfOrder,
  },
  {
    id: "deadline-exceeded",
    title: { zh: "超过法定期限", en: "Beyond the statutory term" },
    severity: "warning",
    source: "刑事诉讼法",
    find: tooLate,
  },
];
