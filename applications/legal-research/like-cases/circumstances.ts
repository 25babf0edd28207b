import { foldText } from "@yuejian/text";

/** Circumstances that rules find in the words of a text. */
export const CIRCUMSTANCES = {
  surrender: { zh: "自首", en: "voluntary surrender" },
  confession: { zh: "坦白", en: "confession" },
  merit: { zh: "立功", en: "meritorious service" },
  recidivism: { zh: "累犯", en: "recidivism" },
  "earlier-crime": { zh: "前科", en: "earlier crime" },
  leniency: { zh: "认罪认罚", en: "plea leniency" },
  minor: { zh: "未成年人犯罪", en: "minor at the time" },
  attempt: { zh: "未遂", en: "attempt" },
  desistance: { zh: "犯罪中止", en: "desistance" },
  accessory: { zh: "从犯", en: "accessory" },
  principal: { zh: "主犯", en: "principal" },
  repaid: { zh: "退赃、赔偿", en: "repaid or compensated" },
  forgiven: { zh: "谅解", en: "forgiven by the victim" },
  repeated: { zh: "多次", en: "repeatedly" },
  "into-home": { zh: "入户", en: "into a home" },
  armed: { zh: "持械", en: "with a weapon" },
} as const;
export type Circumstance = keyof typeof CIRCUMSTANCES;

export interface FoundCircumstance {
  readonly circumstance: Circumstance;
  readonly start: number;
  readonly end: number;
}

/** What stands before a word and turns it round. */
const NOT = String.raw`(?<!(?:不|未|非|没有|无|否认|不能|不应)(?:予)?(?:构成|属于|属|是|系|具有|具备|成立|认定为|认定|视为|存在|应)?(?:其)?)`;
const RULES: Readonly<Record<Circumstance, RegExp>> = {
  surrender: new RegExp(`${NOT}(?:自首|(?:主动|自动)(?:到|向)[^，。；]{0,16}投案|投案自首)`, "g"),
  confession: new RegExp(`${NOT}(?:坦白|如实供述)`, "g"),
  merit: new RegExp(`${NOT}(?:重大)?立功`, "g"),
  recidivism: new RegExp(`${NOT}累犯`, "g"),
  "earlier-crime":
    /(?:有|具有)[^，。；]{0,6}前科|(?:曾|因)[^，。；]{0,24}被[^，。；]{0,24}判处(?=[^，。；]{0,30}[，,]?[^。；]{0,24}刑满释放)|刑满释放/g,
  leniency: new RegExp(`${NOT}(?:自愿)?认罪认罚`, "g"),
  minor:
    /(?:犯罪时|作案时|案发时|实施犯罪时)[^，。；]{0,10}(?:未满|不满)十[六八]周岁|(?<!被害人[^，。；]{0,12})系未成年人|未成年(?:被告人|犯罪嫌疑人)|未成年人犯罪/g,
  attempt: new RegExp(`${NOT}(?:犯罪未遂|未遂|未能?得逞)`, "g"),
  desistance: new RegExp(`${NOT}(?:犯罪中止|自动放弃犯罪)`, "g"),
  accessory: new RegExp(`${NOT}(?:从犯|次要作用|辅助作用)`, "g"),
  principal: new RegExp(`${NOT}(?:主犯|(?:起|起了)主要作用)`, "g"),
  repaid: new RegExp(`${NOT}(?:退赃|退赔|退缴|(?:已|积极|主动|全部)[^，。；]{0,8}赔偿|赔偿(?:了)?被害人)`, "g"),
  forgiven: new RegExp(`${NOT}(?:取得|得到|获得)[^，。；]{0,14}谅解|予以谅解|表示谅解`, "g"),
  repeated: /多次|先后[二两三四五六七八九十\d]+次/g,
  "into-home": /入户|翻窗入室|撬门入室|进入[^，。；]{0,12}(?:家中|住宅|卧室)/g,
  armed: /持(?:刀|械|枪|棍|钢管|砍刀|凶器)|携带凶器/g,
};

/** Circumstances of a text with their places, in the order of the text; a word that is negated is none. */
export function findCircumstances(text: string): FoundCircumstance[] {
  const folded = foldText(text).replaceAll(",", "，").replaceAll(";", "；");
  return (Object.entries(RULES) as [Circumstance, RegExp][])
    .flatMap(([circumstance, rule]) =>
      [...folded.matchAll(rule)].map((match) => ({ circumstance, start: match.index, end: match.index + match[0].length })),
    )
    .toSorted((one, other) => one.start - other.start);
}
