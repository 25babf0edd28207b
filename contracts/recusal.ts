import type { ApprovalLevel } from "./instrument.ts";
import type { BusinessLine } from "./organisation.ts";
import type { Text } from "./text.ts";

interface RecusalGroundWords extends Text {
  /** Article in criminal matters, and in civil, administrative and public-interest ones; null: no ground there. */
  readonly criminal: Text;
  readonly civil: Text | null;
}

const criminal = (zh: string, en: string): Text => ({ zh: `《刑事诉讼法》${zh}`, en: `Criminal Procedure Law, ${en}` });
const civil = (zh: string, en: string): Text => ({ zh: `《民事诉讼法》${zh}`, en: `Civil Procedure Law, ${en}` });

/** Why somebody may take no part in a case. Criminal Procedure Law (2018), 29 and 30; Civil Procedure Law (2023), 47. */
export const RECUSAL_GROUNDS = {
  kin: {
    zh: "是本案当事人，或者是当事人、诉讼代理人的近亲属",
    en: "is a party, or a near relative of a party or representative",
    criminal: criminal("第二十九条第一项", "29 (1)"),
    civil: civil("第四十七条第一款第一项", "47 (1)"),
  },
  interest: {
    zh: "本人或者近亲属和本案有利害关系",
    en: "has an interest in the case, or a near relative has",
    criminal: criminal("第二十九条第二项", "29 (2)"),
    civil: civil("第四十七条第一款第二项", "47 (2)"),
  },
  part: {
    zh: "担任过本案的证人、鉴定人、辩护人、诉讼代理人",
    en: "was a witness, expert, counsel or representative in it",
    criminal: criminal("第二十九条第三项", "29 (3)"),
    civil: null,
  },
  relation: {
    zh: "与当事人有其他关系，可能影响公正处理",
    en: "has another relation to a party that may affect fairness",
    criminal: criminal("第二十九条第四项", "29 (4)"),
    civil: civil("第四十七条第一款第三项", "47 (3)"),
  },
  contact: {
    zh: "接受请客送礼，或者违反规定会见当事人及其委托的人",
    en: "took gifts or hospitality, or met a party or their agents against the rules",
    criminal: criminal("第三十条", "30"),
    civil: civil("第四十七条第二款", "47, paragraph 2"),
  },
} as const satisfies Record<string, RecusalGroundWords>;

export type RecusalGround = keyof typeof RECUSAL_GROUNDS;

/** The article of a ground for a business line; null: the law of that line knows no such ground. */
export function recusalArticle(ground: RecusalGround, line: BusinessLine): Text | null {
  const { criminal: ofCrime, civil: ofOthers } = RECUSAL_GROUNDS[ground];
  return line === "civil" || line === "administrative" || line === "public-interest" ? ofOthers : ofCrime;
}

/** Who asks, by their part; never a name of somebody outside the house. */
export const RECUSAL_ASKERS = {
  self: { zh: "本人", en: "the person themselves" },
  party: { zh: "当事人或其法定代理人", en: "a party or their legal representative" },
  counsel: { zh: "辩护人、诉讼代理人", en: "counsel or representative" },
} as const satisfies Record<string, Text>;

export type RecusalAsker = keyof typeof RECUSAL_ASKERS;

export const RECUSAL_DECISIONS = {
  granted: { zh: "决定回避", en: "recused" },
  refused: { zh: "驳回申请", en: "refused" },
} as const satisfies Record<string, Text>;

export type RecusalDecision = keyof typeof RECUSAL_DECISIONS;

/** That somebody take no part in a case, as it was asked for and decided. */
export interface RecusalRequest {
  readonly id: string;
  readonly person: string;
  readonly asker: RecusalAsker;
  readonly ground: RecusalGround;
  readonly reason: string;
  readonly askedBy: string;
  readonly askedAt: string;
  /** Of the chief procurator: the procuratorial committee decides, a deputy presides. */
  readonly isOfChief: boolean;
  readonly status: "asked" | RecusalDecision;
  /** Reconsideration was asked for, which happens once. */
  readonly isAgain: boolean;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  /** Day on which the committee met. */
  readonly meeting: string | null;
  readonly answer: string | null;
}

/** Whether reconsideration of what was decided can be asked for: of a refusal, once, and not by whoever is concerned. */
export function mayBeReconsidered({ status, isAgain, asker }: Pick<RecusalRequest, "status" | "isAgain" | "asker">): boolean {
  return status === "refused" && !isAgain && asker !== "self";
}

/** Who decides, below the committee: of the chief's own recusal the deputy who presides over it. */
export function recusalDecider({ isOfChief }: Pick<RecusalRequest, "isOfChief">): ApprovalLevel {
  return isOfChief ? "deputy-chief" : "chief-procurator";
}
