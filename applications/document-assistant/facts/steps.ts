import { isBirthDay } from "./birth-days.ts";
import { cellLabel, columnLabel } from "./cells.ts";
import { type CourseDay, courseDaysIn } from "./course-days.ts";
import type { DatedPlace } from "./dates.ts";
import { type CourseStep, LABEL_WORDS, STEP_WORDS, type StepWords, WEAK_WORDS } from "./step-words.ts";

export interface DatedStep extends DatedPlace {
  readonly step: CourseStep;
  /** Last day, where it took several. */
  readonly until: string;
  /** Told of a noun: 2024年6月10日移送本院的案件. */
  readonly isAdnominal: boolean;
  /** Who took it, where that is told: the office, or a court. */
  readonly by: "office" | "court" | null;
  /** It is still to be done. */
  readonly isPlanned: boolean;
  /** Of a case: it is sent, not taken in. */
  readonly isSent: boolean;
}

/** Steps of another case, and those of others than the house. */
const OTHER_CASE = /曾[因以被于对向]|前科|刑满|(?:因|被)[^，。；]{0,24}(?<!如按此|建议|拟)判处|累犯|司法拘留|劳动教养|强制戒毒/;
const FORMER = /曾[因以被于对向]|前科|刑满|累犯|因犯[^，。；]{1,20}被[^，。；]{0,24}判处/;
const OTHERS = /公安|派出所|分局|大队|支队|民警|法院|监察|监委|仲裁|银行/;
const RIGHTS = /本告知书|权|委托辩护|认罪认罚|回避|法律援助|值班律师|强制措施|诉讼|义务/;

/** A term, not a step: 2024年8月1日前书面回复. */
const PLANNED_BEHIND = /^(?:之?前|以前|前后|之?后|以后|止|届满|起至|至|到期)|^[^，。；]{0,8}(?:应当|届满)/;
const PLANNED_BEFORE = /(?:应当|请|限|拟|将|计划|定|最迟|不晚|至迟)(?:于|在)?$/;

/** In a row of a form the label of the next cell begins: 重新移送： */
const NEXT_LABEL = /[\u3000\t]\s*[\p{Script=Han}（）]{2,12}[：:].*$/u;
/** 退回补充调查：, with no more before it in its cell. */
const COLON_LABEL = /(?:^|[\s\u3000|；，、。])([\p{Script=Han}（）]{2,12})[：:]\s*$/u;

/** How far behind a day what was done on it is told. */
const REACH = 70;
const HEAD = 500;
const TITLE = 120;
const BEFORE = 30;

/** A stop of half width between words ends a sentence too. */
const SENTENCES = /[。\n]|(?<=\p{Script=Han})\.(?=[\p{Script=Han}0-9])/u;
const CLAUSES = /[。；;\n]|(?<=\p{Script=Han})\.(?=[\p{Script=Han}0-9])/u;

const sentenceBefore = (text: string, at: number): string =>
  text
    .slice(Math.max(0, at - 60), at)
    .split(SENTENCES)
    .at(-1) ?? "";
/** Without marks that nobody sees. */
const seen = (text: string): string => text.replaceAll(/\p{Cf}/gu, "");
const clauseBehind = (text: string): string => text.split(CLAUSES, 1)[0] ?? "";
const clauseBefore = (text: string): string => text.split(CLAUSES).at(-1) ?? "";

/** Something that was done on a day, a step or not. */
export interface DatedEvent extends DatedPlace {
  readonly until: string;
  readonly step: DatedStep | null;
  /** Where its day is told: of 同日 another place than where the day is written. */
  readonly at: number;
  /** What was told before it in its sentence, and what is told behind its day. */
  readonly before: string;
  readonly behind: string;
}

/** The steps of a case with their days: told in the clause behind the day, else by the label or the clause before it. */
export const stepsOf = (events: readonly DatedEvent[]): DatedStep[] => events.flatMap(({ step }) => step ?? []);

/** Whoever serves a sentence is told by it, and it is no former case. */
const OF_SENTENCE = /社区矫正对象|服刑人员|罪犯|监外执行|社区矫正决定机关/;
const OF_SERVING: ReadonlySet<CourseStep> = new Set(["judged", "effective", "registered", "imprisoned", "released", "received"]);

/** Everything that is told with a day, but for what is still to be done. */
export function eventsIn(text: string): DatedEvent[] {
  const days = courseDaysIn(text);
  const isOfSentence = OF_SENTENCE.test(text.slice(0, HEAD)) && !/被告人|嫌疑人/.test(text);
  const isOfHearing = /听\s*证/.test(text.slice(0, TITLE));
  const isOfRights = /(?:权利|义务|辩护|代理|援助)[^\n]{0,16}告\s*知\s*书\s*(?:\n|$)/.test(text.slice(0, TITLE));
  return days.flatMap((day, index) => {
    const until = Math.min(days[index + 1]?.start ?? text.length, day.end + REACH);
    const behind = clauseBehind(seen(text.slice(day.end, until)).replace(/^日/, "")).replace(NEXT_LABEL, "");
    const from = Math.max(days[index - 1]?.end ?? 0, day.start - BEFORE);
    const before = clauseBefore(seen(text.slice(from, day.start)));
    // What is still to be done, and what may be, is no step.
    if (PLANNED_BEHIND.test(behind) || /^[）)\s]?出?生(?!效)/.test(behind) || /(?:出生日期|生于|出生)[：:\s]*$/.test(before)) return [];
    if (isBirthDay(text, day)) return [];
    const found = stepAt({ text, day, behind, before, isOfSentence, isOfRights, isOfHearing });
    // A hearing that is to be held is set for a day behind all that was done before.
    const isPlanned = PLANNED_BEFORE.test(before);
    if (isPlanned && found?.step !== "heard" && found?.step !== "tried") return [];
    const dated = { on: day.on, until: day.until, ...day.written };
    const step = found ? { ...found, ...dated, isPlanned } : null;
    return [{ ...dated, step, at: day.start, before: sentenceBefore(text, day.start), behind }];
  });
}

interface Told {
  readonly text: string;
  readonly day: CourseDay;
  readonly behind: string;
  readonly before: string;
  /** Of a document about whoever serves a sentence. */
  readonly isOfSentence: boolean;
  /** Of a notice of rights: whoever receives it is told them. */
  readonly isOfRights: boolean;
  /** Of a hearing: its time is the hearing's. */
  readonly isOfHearing: boolean;
}

type Reading = Omit<DatedStep, "on" | "until" | "start" | "end" | "isPlanned">;

/** 重新移送：3月5日, and not 经查明：3月5日，张某…. */
function colonLabel(before: string, behind: string): string | null {
  const label = COLON_LABEL.exec(before)?.[1] ?? null;
  return label !== null && /^(?:[\s\u3000；。、）)]|$|[0-9上下午时分许]{2,})/.test(behind) && !/(?:认定|查明|如下|[称说为道])$/.test(label)
    ? label
    : null;
}

const isOfRequest = (text: string, at: number): boolean =>
  /(?:提请|报请)[^。，；\n]{0,8}(?:逮捕|批捕)/.test(text.slice(Math.max(0, at - 60), at)) && !/审查起诉|移送起诉/.test(text);

const LABELLED = /(?:时间|日期|之?日)(?:为|是|系|在)?[：:\s]*$/;

function stepAt({ text, day, behind, before, isOfSentence, isOfRights, isOfHearing }: Told): Reading | null {
  // 日期 above a column says nothing of what was done.
  const column = columnLabel(text, day);
  const ofColumn = column !== null && firstOf(LABEL_WORDS, column) !== null ? column : null;
  const label = ofColumn ?? cellLabel(text, day) ?? (LABELLED.test(before) ? before.slice(-16) : colonLabel(before, behind));
  const plain = { isAdnominal: false, by: null, isSent: false } as const;
  if (label !== null) {
    if (isOfHearing && /^(?:召开|举行|会议)?时\s*间$/.test(label.trim().replace(/[：:]$/, ""))) return { ...plain, step: "heard" };
    const named = firstOf(LABEL_WORDS, label)?.step;
    // What is taken in below a request for arrest is the request.
    const step = named === "accepted" && !/移送|起诉/.test(label) && isOfRequest(text, day.start) ? "asked" : named;
    if (step !== undefined) return { ...plain, step, isSent: step === "accepted" && /移送/.test(label) };
  }
  const isAlone = /^[\s，,（）()]*$/.test(behind);
  const object = isAlone ? null : stepOfObject(/^\s*答[：:]\s*$/.test(before) ? questionBefore(text, day.start) : before, behind);
  const bracketed = /^\s*[）)]/.test(behind) ? firstStep(before.split(/[，、]/).at(-1) ?? "") : null;
  const first = firstStep(behind);
  // What was received is told before.
  const own = first?.step === "served" ? (object ?? first) : first;
  const place = bracketed ?? own ?? (isAlone ? lastStep(before) : object);
  if (place === null) return null;
  const { at, length } = place;
  const isReceipt = isOfRights && place.step === "served";
  const step = isReceipt ? "told" : place.step;
  // 自2024年3月1日拖欠租金至今，遂诉至法院
  if (/[自从]$/.test(before) && behind.slice(0, at).includes("，") && !/^起，(?:本院|我院)/.test(behind)) return null;
  const sentence =
    (place === object ? before + questionBefore(text, day.start) : "") + (text.slice(day.end, day.end + 90).split(/[。\n]/, 1)[0] ?? "");
  const told = sentenceBefore(text, day.start);
  const isServed = isOfSentence && OF_SERVING.has(step);
  if (!isServed && !isReceipt && !isOwnStep(step, { lead: before.slice(-16), behind, sentence, told })) return null;
  return {
    step,
    isAdnominal: !isAlone && !behind.slice(0, at).includes("，") && /^[^，。；]{0,16}的\p{Script=Han}/u.test(behind.slice(at + length)),
    by: actorOf(told + behind.slice(0, at + length), step),
    isSent: step === "accepted" && /移送/.test(behind) && !/收到|受理|收案/.test(behind.slice(0, at + length)),
  };
}

const ORGAN =
  /(本院|我院|检察院|检察机关)(?![^，。；]{0,4}批准)|(法院|你院|合议庭)|公安|分局|该局|你局|派出所|大队|支队|民警|侦查机关|监委|监察|委员会/g;

/** The organ named last before a step took it. What the office approves the police do; to arrest it decides. */
function actorOf(told: string, step: CourseStep): DatedStep["by"] {
  const last = [...told.matchAll(ORGAN)].at(-1);
  const [, office, court] = last ?? [];
  if (office !== undefined) return step === "arrested" && !/决定(?!书)/.test(told.slice(last?.index)) ? null : "office";
  return court === undefined ? null : "court";
}

/** Whether a step is one of the case that the document is of, and not of a former one, or what others do. */
function isOwnStep(step: CourseStep, { lead, behind, sentence, told }: Record<"lead" | "behind" | "sentence" | "told", string>): boolean {
  if (step === "told" && /行政拘留/.test(behind)) return false;
  if (
    step !== "again" &&
    step !== "returned" &&
    (OTHER_CASE.test(behind) || FORMER.test(told.split(/此次|这次|本次|现因|又因|后因|；因/).at(-1) ?? ""))
  )
    return false;
  // Rights alone are told within days; an opinion of experts is told too.
  if (step === "told" && (OTHERS.test(lead) || !RIGHTS.test(sentence) || /鉴定意见/.test(behind))) return false;
  if (
    step === "filed" &&
    // A review that the office begins is no case of the police.
    (/羁押必要性|变更强制措施|释放|赔偿|申诉|行政立案|立案(?:审查|复查)/.test(told + behind) ||
      /法院[^，。；]{0,10}$/.test(lead) ||
      /法院[^，。；]{0,10}立案/.test(behind) ||
      /不予?立案|撤销立案|不立案/.test(behind))
  )
    return false;
  // A report that the police take up, a claim that a court does, and the request for arrest are no case accepted for prosecution.
  if (step === "petitioned" && /强制医疗|没收违法所得/.test(told + behind)) return false;
  if (step === "accepted" && /受理|受案/.test(behind) && !/移送|起诉/.test(behind))
    if (OTHERS.test(lead) || OTHERS.test(behind) || /逮捕/.test(behind))
      return /本院|我院/.test(lead) || /^[，]?(?:本院|我院)/.test(behind);
  return true;
}

interface StepPlace {
  readonly step: CourseStep;
  readonly at: number;
  readonly length: number;
}

/** What is received, signed or sent, told before its day: 告知书我是3月5日收到的, 判决书于3月5日送达. */
const HANDED = /^[，]?[^，。；]{0,6}?(?:收到|收悉|签收|领取|领到|拿到|接到|送达|送交|交给|签署|签字|签的|签名)/;
/** Who receives it, told behind what he receives: 你院制发的检察建议书，我局于…收悉 */
const RECEIVER = /^(?:本院|我院|[我本]局|[我本]单位|[我本]公司|本人|我)[^，、]{0,4}$/;
const OBJECTS: StepWords = [
  [/告知书/, "told"],
  [/(?:判决|裁定)书?|判文/, "received"],
  [/具结书/, "pleaded"],
  [/检察建议书?/, "suggested"],
  [/案卷|卷宗|案件材料|本案/, "accepted"],
];

/** The line before an answer. */
function questionBefore(text: string, at: number): string {
  const line = text.lastIndexOf("\n", at - 1);
  return text.slice(text.lastIndexOf("\n", line - 1) + 1, Math.max(0, line)).split(/[？?]/, 1)[0] as string;
}

function stepOfObject(before: string, behind: string): StepPlace | null {
  const handed = HANDED.exec(behind);
  const [own = "", last = ""] = before.split(/[，、]/).reverse();
  const object = handed && (firstOf(OBJECTS, own) ?? (RECEIVER.test(own) ? firstOf(OBJECTS, last) : null));
  return object ? { step: object.step, at: 0, length: handed[0].length } : null;
}

const firstStep = (clause: string): StepPlace | null => firstOf(STEP_WORDS, clause) ?? firstOf(WEAK_WORDS, clause);

/** The step told last before a day in brackets or behind it: 提请批准逮捕（2024年5月18日）. */
function lastStep(clause: string): StepPlace | null {
  const last =
    clause
      .split(/[，、]/)
      .filter((each) => each.trim() !== "")
      .at(-1) ?? "";
  return firstStep(last) ?? firstStep(clause);
}

function firstOf(words: StepWords, clause: string): StepPlace | null {
  let found: StepPlace | null = null;
  for (const [pattern, step] of words) {
    const place = pattern.exec(clause);
    if (place && place.index < (found?.at ?? Number.POSITIVE_INFINITY)) found = { step, at: place.index, length: place[0].length };
  }
  return found;
}
