import type { ClockGround, LegalNumber, Text } from "@yuejian/contracts";
import { unknownYears, type WorkCalendar } from "./calendar.ts";
import { addMonths, dayOf, isoOf } from "./days.ts";
import type { Deadline, DeadlineStep } from "./deadline.ts";
import { ACCIDENT_REGULATION, CIVIL_PROCEDURE_LAW, COURT_INTERPRETATION, CRIMINAL_PROCEDURE_LAW, citation } from "./laws.ts";

const HOLIDAY_RULE = citation(CRIMINAL_PROCEDURE_LAW, "第一百零五条第四款");
const CIVIL_HOLIDAY_RULE = citation(CIVIL_PROCEDURE_LAW, "第八十五条第三款");
const MONTH_RULE = citation(COURT_INTERPRETATION, "第二百零二条");

/** One sentence that derives the end from the start, each step with its article. */
export function explainDeadline(deadline: Deadline, calendar: WorkCalendar): Text {
  const { clock, number, start, end, nominalEnd } = deadline;
  const restart = deadline.steps.findLast((step) => step.kind === "restart");
  const cited = citation(number.law, number.article);
  const long = amountText(number.value, number.unit);
  const isBackward = clock.direction === "before";
  const event: Text =
    restart === undefined
      ? { zh: `${clock.startEvent.zh}（${zhMoment(start)}）`, en: `${clock.startEvent.en} on ${enMoment(start)}` }
      : {
          zh: `${zhMoment(start)}${restart.ground.title.zh}，重新计算（${citation(restart.ground.law, restart.ground.article).zh}）`,
          en: `${enMoment(start)}, when it restarted (${restart.ground.title.en}, ${citation(restart.ground.law, restart.ground.article).en})`,
        };
  const parts: Text[] = [];
  if (number.unit === "hour") parts.push({ zh: "以小时计算，节假日不扣除", en: "hours run on through days off" });
  else if (!isBackward) parts.push({ zh: "起算当日不计", en: "the first day not counted" });
  for (const step of sinceRestart(deadline.steps)) parts.push(stepText(step));
  if (nominalEnd !== end) parts.push(movedText(deadline, calendar));
  else if (deadline.standsInCustody && number.unit !== "hour" && !calendar.isWorkingDay(dayOf(end)))
    parts.push({
      zh: `期满日为${calendar.nameOf(dayOf(end)).zh}，在押不因节假日延长（${HOLIDAY_RULE.zh}）`,
      en: `the last day is ${calendar.nameOf(dayOf(end)).en}, which in custody moves nothing (${HOLIDAY_RULE.en})`,
    });
  if (number.unit === "month" && dayOfMonth(start) !== dayOfMonth(nominalEnd) && !deadline.steps.some(hasDays))
    parts.push({ zh: `月末按${MONTH_RULE.zh}`, en: `the end of the month as in ${MONTH_RULE.en}` });
  return {
    zh: `${number.title.zh}：自${event.zh}${isBackward ? "前推" : "起"}${long.zh}（${cited.zh}），${parts.map(({ zh }) => `${zh}，`).join("")}${isBackward ? "至迟应于" : "至"}${zhMoment(end)}${isBackward ? "办理" : "届满"}。`,
    en: `${number.title.en}: ${long.en} ${isBackward ? "before" : "from"} ${event.en} (${cited.en})${parts.map(({ en }) => `, ${en}`).join("")}, ${isBackward ? "so the last day is" : "ends on"} ${enMoment(end)}.`,
  };
}

/** What a person should know before relying on the date; empty when nothing is in doubt. */
export function deadlineDoubts(deadline: Deadline, calendar: WorkCalendar): readonly Text[] {
  const { clock, number } = deadline;
  const doubts: Text[] = [];
  for (const { what, certainty } of sources(deadline))
    if (certainty !== "verified")
      doubts.push(
        certainty === "reported"
          ? { zh: `${what.zh}：依据报道，未核对法律文本`, en: `${what.en}: from reports, not read in the text of the law` }
          : { zh: `${what.zh}：未经核对`, en: `${what.en}: not checked` },
      );
  const isDayClock = number.unit !== "hour";
  if (isDayClock && !deadline.standsInCustody) {
    const from = number.unit === "working-day" ? deadline.start : deadline.nominalEnd;
    for (const year of unknownYears(dayOf(from), dayOf(deadline.end), calendar))
      doubts.push({ zh: `没有${year}年的放假安排：只按周末计算`, en: `no holiday table for ${year}: weekends only` });
  }
  if (!isDayClock && !deadline.isTimeGiven)
    doubts.push({ zh: "未给出时刻：自当日零时起算（最早的可能）", en: "no time of day given: counted from 00:00, the earliest possible" });
  if (deadline.isCustodyAsked && clock.custody === "none")
    doubts.push({ zh: "这不是羁押期限，在押与否不影响结果", en: "this is no term of custody: custody changes nothing" });
  for (const step of deadline.steps) doubts.push(...stepDoubts(step));
  const corresponding = correspondingDay(deadline);
  if (corresponding !== null)
    doubts.push({
      zh: `月末按${MONTH_RULE.zh}计算；按《民法典》第二百零二条的对应日应为${zhDay(corresponding)}`,
      en: `the end of the month is that of ${MONTH_RULE.en}; by the corresponding day of Civil Code art. 202 it would be ${corresponding}`,
    });
  if (clock.counting === "administrative" && deadline.nominalEnd !== deadline.end)
    doubts.push({
      zh: `该法没有自己的节假日计算规则，比照${CIVIL_HOLIDAY_RULE.zh}（未核对）`,
      en: `this law has no rule of its own on days off: counted as in ${CIVIL_HOLIDAY_RULE.en} (not checked)`,
    });
  if (clock.caution !== null) doubts.push(clock.caution);
  return doubts;
}

function sinceRestart(steps: readonly DeadlineStep[]): readonly Exclude<DeadlineStep, { kind: "restart" }>[] {
  const at = steps.findLastIndex((step) => step.kind === "restart");
  return steps.slice(at + 1).filter((step) => step.kind !== "restart");
}

function stepText(step: Exclude<DeadlineStep, { kind: "restart" }>): Text {
  if (step.kind === "travel")
    return { zh: `扣除在途时间${step.days}日`, en: `${step.days} ${step.days === 1 ? "day" : "days"} on the way left out` };
  if (step.kind === "extension") {
    const cited = citation(step.number.law, step.number.article);
    const long = amountText(step.amount, step.number.unit);
    return step.effect === "reaches"
      ? {
          zh: `${zhDay(step.approved)}决定延长至${long.zh}（${cited.zh}）`,
          en: `extended on ${step.approved} to ${long.en} in all (${cited.en})`,
        }
      : { zh: `${zhDay(step.approved)}批准延长${long.zh}（${cited.zh}）`, en: `extended on ${step.approved} by ${long.en} (${cited.en})` };
  }
  const why = step.ground === null ? { zh: "", en: "" } : groundText(step.ground);
  return {
    zh: `${zhDay(step.from)}至${zhDay(step.to)}${why.zh}不计入，扣除${step.days}日`,
    en: `${step.days} ${step.days === 1 ? "day" : "days"} from ${step.from} to ${step.to} left out${why.en}`,
  };
}

function groundText(ground: ClockGround): Text {
  const cited = citation(ground.law, ground.article);
  return { zh: `${ground.title.zh}（${cited.zh}）`, en: ` for ${ground.title.en} (${cited.en})` };
}

function movedText({ clock, nominalEnd, number }: Deadline, calendar: WorkCalendar): Text {
  const name = calendar.nameOf(dayOf(nominalEnd));
  const rule = number.law === ACCIDENT_REGULATION || clock.counting !== "criminal" ? CIVIL_HOLIDAY_RULE : HOLIDAY_RULE;
  return clock.direction === "before"
    ? {
        zh: `${zhDay(nominalEnd)}为${name.zh}，提前到此前的工作日`,
        en: `${nominalEnd} is ${name.en}, so it moves to the working day before`,
      }
    : {
        zh: `最后一日${zhDay(nominalEnd)}为${name.zh}，顺延到其后第一个工作日（${rule.zh}）`,
        en: `the last day ${nominalEnd} is ${name.en}, so it moves to the next working day (${rule.en})`,
      };
}

function stepDoubts(step: DeadlineStep): readonly Text[] {
  if (step.kind === "extension" && !step.isAmountGiven) {
    const long = amountText(step.amount, step.number.unit);
    return [
      {
        zh: `未说明批准延长多久：按最长的${long.zh}计算`,
        en: `how much was approved is not said: the most, ${long.en}, is taken`,
      },
    ];
  }
  if (step.kind === "suspension" && step.ground === null)
    return [{ zh: `扣除${zhDay(step.from)}至${zhDay(step.to)}的事由未说明`, en: `why ${step.from} to ${step.to} is left out is not said` }];
  if (step.kind === "restart" && step.afterEnd !== null)
    return [
      {
        zh: `重新计算之日（${zhDay(step.on)}）晚于前一期限届满之日（${zhDay(step.afterEnd)}）：请核对前一期限是否在届满前中断`,
        en: `the restart on ${step.on} came after the term before had ended on ${step.afterEnd}: check that it was interrupted in time`,
      },
    ];
  return [];
}

/** The numbers and grounds that the date rests on. */
function sources({ number, steps }: Deadline): readonly { what: Text; certainty: LegalNumber["certainty"] }[] {
  const ofSteps = steps.flatMap((step) => {
    if (step.kind === "extension") return [{ what: citation(step.number.law, step.number.article), certainty: step.number.certainty }];
    const ground = step.kind === "restart" || step.kind === "suspension" ? step.ground : null;
    return ground === null ? [] : [{ what: citation(ground.law, ground.article), certainty: ground.certainty }];
  });
  return [{ what: citation(number.law, number.article), certainty: number.certainty }, ...ofSteps];
}

/** Outside criminal procedure: the last day by the corresponding day, where it differs. */
function correspondingDay({ clock, number, start, nominalEnd, steps }: Deadline): string | null {
  const months = number.unit === "month" ? number.value : number.unit === "year" ? number.value * 12 : 0;
  if (months === 0 || clock.counting === "criminal" || clock.direction === "before") return null;
  const left = steps.reduce((sum, step) => sum + (step.kind === "suspension" || step.kind === "travel" ? step.days : 0), 0);
  const day = isoOf(addMonths(dayOf(start), months, false) + left);
  return day === nominalEnd ? null : day;
}

const hasDays = (step: DeadlineStep): boolean => step.kind !== "restart" && !(step.kind === "extension" && step.number.unit === "month");

const dayOfMonth = (iso: string): string => iso.slice(8, 10);

const UNITS: Readonly<Partial<Record<LegalNumber["unit"], { zh: string; one: string; many: string }>>> = {
  hour: { zh: "小时", one: "hour", many: "hours" },
  day: { zh: "日", one: "day", many: "days" },
  "working-day": { zh: "个工作日", one: "working day", many: "working days" },
  month: { zh: "个月", one: "month", many: "months" },
  year: { zh: "年", one: "year", many: "years" },
};

/** A length in words. */
export function amountText(value: number, unit: LegalNumber["unit"]): Text {
  const words = UNITS[unit] ?? { zh: unit, one: unit, many: unit };
  return { zh: `${value}${words.zh}`, en: `${value} ${value === 1 ? words.one : words.many}` };
}

function zhDay(iso: string): string {
  return `${Number(iso.slice(0, 4))}年${Number(iso.slice(5, 7))}月${Number(iso.slice(8, 10))}日`;
}

function zhMoment(iso: string): string {
  return iso.length > 10 ? `${zhDay(iso)}${iso.slice(11, 13)}时${iso.slice(14, 16)}分` : zhDay(iso);
}

function enMoment(iso: string): string {
  return iso.replace("T", " ");
}
