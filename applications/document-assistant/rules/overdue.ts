import { YuejianError } from "@yuejian/contracts";
import { computeDeadline, type DeadlineRequest, HOLIDAY_TABLE, workCalendar } from "@yuejian/deadlines";
import type { CheckedDocument } from "../document.ts";
import { factsOf } from "../facts/facts.ts";
import { kindOf, type RecognisedKind } from "../facts/kind.ts";
import { signedOn } from "../facts/signature.ts";
import type { DatedStep } from "../facts/steps.ts";
import type { RuleHit } from "../rule.ts";
import { stepClashes } from "./course-steps.ts";

/** Rights told after three days (CPL 34), a decision beyond the review with its extension (CPL 172), counted anew after each return (CPL 175). */
export function* tooLate(document: CheckedDocument): Generator<RuleHit> {
  const { steps } = factsOf(document);
  // Where days are out of order none of them can be counted from.
  if (!stepClashes(document, steps).next().done) return;
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
