import { type DatedPlace, daysIn } from "./dates.ts";

/** Steps of a criminal case in their order. */
export const STEPS = ["filed", "detained", "asked", "arrested", "accepted", "told"] as const;
export type CourseStep =
  | (typeof STEPS)[number]
  | "returned"
  | "again"
  | "bailed"
  | "charged"
  | "judged"
  | "received"
  | "reported"
  | "informed"
  | "questioned"
  | "heard"
  | "suggested"
  | "answered"
  | "visited"
  | "contracted"
  | "paid"
  | "sued"
  | "appealed"
  | "petitioned"
  | "alarmed"
  | "caught";

/** 逮捕 that is done: not what is asked for, refused, or a condition of it. */
const ARRESTED =
  /(?<!不|不予|不批准|不予批准|提请|提请批准|提请审查|报请|报请批准|审查|审查批准|申请|呈请|建议|应当|可以)逮捕(?!的?(?:条件|必要|措施|意见|决定书?送|申请|证))/;

/** Words that tell a step, the more special before the more general. */
const WORDS: readonly (readonly [RegExp, CourseStep])[] = [
  [/退回[^，。；]{0,12}补充侦查/, "returned"],
  [/补查重报|再次移送|重新移送|补充侦查完毕/, "again"],
  [/提请[^，。；]{0,10}逮捕/, "asked"],
  [/立案(?:情况|决定|事宜)?[^，。；]{0,6}(?:告知|通知|送达)/, "informed"],
  [/取保候审/, "bailed"],
  [ARRESTED, "arrested"],
  [/行政拘留/, "told"],
  [/拘留/, "detained"],
  [/告知/, "told"],
  [/收到[^，。；]{0,10}(?:判决|裁定)/, "received"],
  [/^[，]?宣告(?!无罪|缓刑|死亡|失踪|破产)|宣判|作出[^，。；]{0,24}(?:判决|裁定)/, "judged"],
  [/提起公诉/, "charged"],
  [/向(?:本院|我院)[^，。；]{0,4}(?:反映|举报|控告)/, "reported"],
  [/(?:制发|发出|提出|送达|发送)[^，。；]{0,16}检察建议|检察建议书?[^，。；]{0,4}(?:送达|发出|宣告)/, "suggested"],
  [
    /书面回复|回复(?:本院|我院|称|整改)|向(?:本院|我院)[^，。；]{0,6}(?:回复|反馈|复函)|收到[^，。；]{0,6}(?:回复|复函)|复函|函复|回函/,
    "answered",
  ],
  [/回访|“回头看”|现场复查|跟进监督|跟进调查/, "visited"],
  [/申请(?:检察)?监督|向(?:本院|我院)[^，。；]{0,4}(?:申请|提出[^，。；]{0,8}申请)/, "petitioned"],
  [/诉至|诉讼至|起诉至|向[^，。；]{2,20}法院(?:提起[^，。；]{0,4}诉讼|起诉)/, "sued"],
  [/提起上诉|提出上诉|上诉至/, "appealed"],
  [/(?:签订|订立|签署)[^，。；]{0,24}(?:合同|协议)|(?:借款|出借)[^，。；]{0,10}元/, "contracted"],
  [/(?:支付|付清|汇付|转账)[^，。；]{0,10}(?:款|元|金)/, "paid"],
  [
    /收到[^，。；]{0,8}案卷|移送[^，。；]{2,24}检察院(?:审查)?|移送(?:本院|我院|审查)|向(?:本院|我院)移送|收到[^，。；]{0,8}移送|移送起诉|受理/,
    "accepted",
  ],
  [/立案/, "filed"],
];

export interface DatedStep extends DatedPlace {
  readonly step: CourseStep;
}

/** Steps of another case, and those of others than the house. */
const OTHER_CASE = /曾因|前科|刑满|(?<!如按此|建议|拟)判处|累犯|司法拘留|劳动教养/;
const OTHERS = /公安|派出所|分局|大队|支队|民警|法院|监察|监委|仲裁|银行/;
const RIGHTS = /权|委托辩护|认罪认罚|回避|法律援助|值班律师|强制措施/;

/** Told beside a step of the office, they give way to it: 接到报案后立案. */
const WEAK_WORDS: typeof WORDS = [
  [/报案|报警/, "alarmed"],
  [/抓获|归案|投案|到案/, "caught"],
];

/** A term, not a step: 2024年8月1日前书面回复. */
const PLANNED = /^(?:之?前|以前|前后|止|届满|起至|至)|^[^，。；]{0,8}(?:应当|届满)|(?:应当|请|限|拟|将|计划)(?:于|在)$/;

/** 收案时间：2025年3月4日 */
const LABELS: readonly (readonly [RegExp, CourseStep])[] = [
  [/(?:收案|受案|受理|移送起诉|移送审查起诉)(?:时间|日期)[：:\s]*$/, "accepted"],
  [/(?:讯问|询问)(?:时间|日期)[：:\s]*$/, "questioned"],
  [/听证(?:时间|日期)[：:\s]*$/, "heard"],
  [/立案(?:时间|日期)[：:\s]*$/, "filed"],
  [/(?:刑事)?拘留(?:时间|日期)[：:\s]*$/, "detained"],
  [/逮捕(?:时间|日期)[：:\s]*$/, "arrested"],
];
const labelled = (before: string): CourseStep | null => LABELS.find(([words]) => words.test(before))?.[1] ?? null;

/** The steps of a case with their days: told in the clause behind the day, else in the one before it. */
export function stepsIn(text: string): DatedStep[] {
  const days = daysIn(text);
  return days.flatMap((day, index) => {
    const until = Math.min(days[index + 1]?.start ?? text.length, day.end + 60);
    const behind = text.slice(day.end, until).split(/[。；;\n]/, 1)[0] ?? "";
    const from = Math.max(days[index - 1]?.end ?? 0, day.start - 30);
    const before =
      text
        .slice(from, day.start)
        .split(/[。；;\n]/)
        .at(-1) ?? "";
    // What is still to be done, and what may be, is no step.
    if (PLANNED.test(behind) || PLANNED.test(before.slice(-12))) return [];
    const step = labelled(before) ?? firstStep(behind) ?? (behind.trim() === "" || /^[，,]?$/.test(behind) ? firstStep(before) : null);
    if (step === null || (step === "told" && /行政拘留/.test(behind))) return [];
    const [lead, sentence] = [before.slice(-16), text.slice(day.end, day.end + 90).split(/[。\n]/, 1)[0] ?? ""];
    if (step !== "again" && step !== "returned" && OTHER_CASE.test(behind)) return [];
    // Rights alone are told within days; an opinion of experts is told too.
    if (step === "told" && (OTHERS.test(lead) || !RIGHTS.test(sentence) || /鉴定意见/.test(behind) || /阅读/.test(behind))) return [];
    // A report that the police take up, a claim that a court does, and the request for arrest are no case accepted for prosecution.
    if (
      step === "accepted" &&
      /受理/.test(behind) &&
      !/移送|起诉/.test(behind) &&
      (OTHERS.test(lead) || OTHERS.test(behind) || /逮捕/.test(behind))
    )
      return /本院|我院/.test(lead) || /^[，]?(?:本院|我院)/.test(behind) ? [{ ...day, step }] : [];
    return [{ ...day, step }];
  });
}

const firstStep = (clause: string): CourseStep | null => firstOf(WORDS, clause) ?? firstOf(WEAK_WORDS, clause);

function firstOf(words: typeof WORDS, clause: string): CourseStep | null {
  let [at, found]: [number, CourseStep | null] = [Number.POSITIVE_INFINITY, null];
  for (const [pattern, step] of words) {
    const place = clause.search(pattern);
    if (place >= 0 && place < at) [at, found] = [place, step];
  }
  return found;
}
