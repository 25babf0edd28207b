import { type Text, YuejianError } from "@yuejian/contracts";
import { computeDeadline, type DeadlineRequest, HOLIDAY_TABLE, workCalendar } from "@yuejian/deadlines";
import type { CheckedDocument } from "../document.ts";
import { type CourseStep, type DatedStep, daysIn, STEPS } from "../facts/dates.ts";
import { factsOf } from "../facts/facts.ts";
import { kindOf } from "../facts/kind.ts";
import type { DocumentRule, RuleHit } from "../rule.ts";

const NAMES: Readonly<Record<CourseStep, Text>> = {
  filed: { zh: "立案", en: "filing" },
  detained: { zh: "拘留", en: "detention" },
  asked: { zh: "提请批准逮捕", en: "the request for arrest" },
  arrested: { zh: "逮捕", en: "the arrest" },
  accepted: { zh: "移送审查起诉", en: "the transfer for prosecution" },
  told: { zh: "告知权利", en: "telling the rights" },
  returned: { zh: "退回补充侦查", en: "the return" },
  again: { zh: "重新移送", en: "the new transfer" },
};

/** A step that lies before one that has to come first. Steps that several people have on several days are judged within a paragraph only. */
function* outOfOrder(document: CheckedDocument, all: readonly DatedStep[] = factsOf(document).steps): Generator<RuleHit> {
  const told = new Set<string>();
  const paragraphOf = (offset: number): number => document.paragraphs.findLastIndex(({ start }) => start <= offset);
  for (const [index, earlier] of STEPS.entries())
    for (const later of STEPS.slice(index + 1)) {
      const [firsts, seconds] = [all.filter(({ step }) => step === earlier), all.filter(({ step }) => step === later)];
      for (const second of seconds) {
        const near = firsts.filter(({ start }) => paragraphOf(start) === paragraphOf(second.start));
        const single = new Set(firsts.map(({ on }) => on)).size === 1 ? firsts : [];
        const first = near.findLast(({ start }) => start < second.start) ?? near[0] ?? single[0];
        if (first && first.on > second.on && !told.has(`${second.start}`)) {
          told.add(`${second.start}`);
          yield hit(first, second);
        }
      }
    }
  for (const again of all.filter(({ step }) => step === "again")) {
    const returned = all.findLast(({ step, start }) => step === "returned" && start < again.start);
    if (returned && returned.on > again.on) yield hit(returned, again);
  }
}

const hit = (first: DatedStep, { step, start, end }: DatedStep): RuleHit => ({
  start,
  end,
  suggestion: null,
  reason: {
    zh: `${NAMES[step].zh}早于${NAMES[first.step].zh}（${first.on}）`,
    en: `${NAMES[step].en} lies before ${NAMES[first.step].en} (${first.on})`,
  },
});

/** Rights told after three days (CPL 34), a decision beyond the review with its extension (CPL 172), counted anew after each return (CPL 175). */
function* tooLate(document: CheckedDocument): Generator<RuleHit> {
  const { steps } = factsOf(document);
  const accepted = steps.find(({ step }) => step === "accepted");
  // Where days are out of order none of them can be counted from.
  if (!accepted || !outOfOrder(document, steps).next().done) return;
  const told = steps.find(({ step, start }) => step === "told" && start > accepted.start);
  if (told) yield* over(told, accepted.on, { rule: "prosecution.tell-counsel", article: "刑事诉讼法第三十四条第二款" });
  const kind = kindOf(document);
  if (kind !== "indictment" && kind !== "non-prosecution-decision" && kind !== "review-report") return;
  const started = steps.findLast(({ step }) => step === "again") ?? accepted;
  if (steps.some(({ step, start }) => step === "returned" && start > started.start)) return;
  const signed = signedOn(document);
  if (signed)
    yield* over(signed, started.on, {
      rule: "prosecution.review",
      article: "刑事诉讼法第一百七十二条第一款",
      extension: "prosecution.review-extension",
    });
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
    find: (document) => outOfOrder(document),
  },
  {
    id: "deadline-exceeded",
    title: { zh: "超过法定期限", en: "Beyond the statutory term" },
    severity: "warning",
    source: "刑事诉讼法",
    find: tooLate,
  },
];
