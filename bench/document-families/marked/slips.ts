import { writeHanNumber } from "@yuejian/identifiers";
import { type DraftParagraph, type Piece, paragraph, say, slot } from "../draft.ts";
import { amountIn, dayIn, durationText, later, monthsOn, signed } from "../forms.ts";
import type { ErrorKind } from "../kinds.ts";

/** A slip that may happen at a place: what stands there instead. */
export interface Slip {
  readonly kind: ErrorKind;
  readonly wrong: string;
  /** Keys of slots at which a finding may point as well. */
  readonly near?: readonly string[];
}

/** A stretch of a right document with the slips that would be faults there. */
interface Marked extends Piece {
  readonly slips: readonly Slip[];
}

export const slipsOf = (piece: Piece): readonly Slip[] => ("slips" in piece ? (piece as Marked).slips : []);

const marked = (piece: Piece, slips: readonly Slip[]): Marked => ({
  ...piece,
  slips: [...slipsOf(piece), ...slips.filter(({ wrong }) => wrong !== piece.text)],
});

/** A word that is easily taken for another. */
export const word = (text: string, ...wrong: readonly string[]): Piece =>
  marked(
    { text },
    wrong.map((each) => ({ kind: "wording-confused", wrong: each })),
  );

/** A word or an authority that had another name in former times. */
export const today = (text: string, ...former: readonly string[]): Piece =>
  marked(
    { text },
    former.map((each) => ({ kind: "wording-outdated", wrong: each })),
  );

const OTHER_ROLES: Readonly<Record<string, readonly string[]>> = {
  被告人: ["犯罪嫌疑人"],
  犯罪嫌疑人: ["被告人"],
  被不起诉人: ["被告人"],
};

/** What somebody is called at this stage of the case. */
export const role = (text: keyof typeof OTHER_ROLES): Piece =>
  marked(
    { text },
    (OTHER_ROLES[text] ?? []).map((wrong) => ({ kind: "role-before-indictment", wrong })),
  );
export const accused = (): Piece => role("被告人");
export const suspect = (): Piece => role("犯罪嫌疑人");

const writtenLike = (text: string, value: number): string => (/\d/.test(text) ? String(value) : writeHanNumber(value));

/** How many of something the document itself lists. `near`: keys of what is listed. */
export function listed(
  key: string,
  value: number,
  { near = [], isHan = false }: { near?: readonly string[]; isHan?: boolean } = {},
): Piece {
  const text = isHan ? writeHanNumber(value) : String(value);
  const wrong = [value + 1, value - 1].filter((each) => each > 0 && each !== 2);
  return marked(
    slot(text, "count", key, value),
    wrong.map((each) => ({ kind: "count-wrong", wrong: writtenLike(text, each), near: [key, ...near] })),
  );
}

const NEAR_CHARGES: Readonly<Record<string, readonly string[]>> = {
  盗窃罪: ["抢夺罪", "诈骗罪"],
  诈骗罪: ["合同诈骗罪", "盗窃罪"],
  交通肇事罪: ["危险驾驶罪", "过失致人死亡罪"],
  职务侵占罪: ["挪用资金罪", "侵占罪"],
  故意伤害罪: ["寻衅滋事罪", "故意杀人罪"],
  寻衅滋事罪: ["聚众斗殴罪", "故意伤害罪"],
  非法捕捞水产品罪: ["非法狩猎罪", "非法采矿罪"],
  "掩饰、隐瞒犯罪所得罪": ["窝藏、包庇罪", "盗窃罪"],
  帮助信息网络犯罪活动罪: ["诈骗罪", "非法利用信息网络罪"],
  拒不支付劳动报酬罪: ["职务侵占罪", "合同诈骗罪"],
  敲诈勒索罪: ["抢劫罪", "诈骗罪"],
  开设赌场罪: ["赌博罪", "非法经营罪"],
  危险驾驶罪: ["交通肇事罪", "妨害公务罪"],
  虚开增值税专用发票罪: ["非法出售增值税专用发票罪", "逃税罪"],
  假冒注册商标罪: ["销售假冒注册商标的商品罪", "假冒专利罪"],
  销售假冒注册商标的商品罪: ["假冒注册商标罪", "销售伪劣产品罪"],
  非法经营罪: ["强迫交易罪", "合同诈骗罪"],
  赌博罪: ["开设赌场罪", "非法经营罪"],
  抢夺罪: ["抢劫罪", "盗窃罪"],
  聚众斗殴罪: ["寻衅滋事罪", "故意伤害罪"],
  故意毁坏财物罪: ["破坏生产经营罪", "寻衅滋事罪"],
  贪污罪: ["职务侵占罪", "挪用公款罪"],
  受贿罪: ["非国家工作人员受贿罪", "利用影响力受贿罪"],
  行贿罪: ["对非国家工作人员行贿罪", "单位行贿罪"],
  非国家工作人员受贿罪: ["受贿罪", "职务侵占罪"],
  挪用资金罪: ["职务侵占罪", "挪用公款罪"],
  合同诈骗罪: ["诈骗罪", "集资诈骗罪"],
  集资诈骗罪: ["非法吸收公众存款罪", "合同诈骗罪"],
  非法吸收公众存款罪: ["集资诈骗罪", "非法经营罪"],
  串通投标罪: ["合同诈骗罪", "强迫交易罪"],
  污染环境罪: ["非法处置进口的固体废物罪", "非法采矿罪"],
  滥伐林木罪: ["盗伐林木罪", "危害国家重点保护植物罪"],
  非法占用农用地罪: ["非法采矿罪", "破坏自然保护地罪"],
  非法狩猎罪: ["非法捕捞水产品罪", "危害珍贵、濒危野生动物罪"],
  非法采矿罪: ["破坏性采矿罪", "非法占用农用地罪"],
  危险作业罪: ["重大责任事故罪", "危险驾驶罪"],
  重大责任事故罪: ["重大劳动安全事故罪", "过失致人死亡罪"],
  "生产、销售有毒、有害食品罪": ["生产、销售不符合安全标准的食品罪", "生产、销售伪劣产品罪"],
  销售伪劣种子罪: ["销售伪劣产品罪", "合同诈骗罪"],
};

/** The one charge of a document that names it three times or more. */
export const charge = (name: string): Piece =>
  marked(
    slot(name, "charge", name),
    (NEAR_CHARGES[name] ?? []).map((wrong) => ({ kind: "charge-inconsistent", wrong, near: [name] })),
  );

/** The charge of an earlier step of the case, which may have been another. */
export const chargeThen = (name: string): Piece => slot(name, "charge", name);

/** 有期徒刑一年六个月. `outside`: what the article does not allow where the document says it applies. */
export function penalty(
  key: string,
  months: number,
  outside: readonly string[],
  { kind = "有期徒刑" }: { kind?: "有期徒刑" | "拘役" } = {},
): Piece {
  return marked(
    slot(kind + durationText(months), "sentence", key, months),
    outside.map((wrong) => ({ kind: "sentence-out-of-range", wrong, near: [`${key}#article`] })),
  );
}

/** 一年六个月, the length that a term of the same key has. */
export const lengthOf = (key: string, months: number): Piece =>
  marked(
    slot(durationText(months), "term", `${key}#length`, months),
    [months + 1, months - 1, months + 12]
      .filter((each) => each > 0)
      .map((each) => ({ kind: "term-wrong", wrong: durationText(each), near: [key] })),
  );

const spanned = (key: string, from: string, to: string, wrongTo: readonly string[], value: number): Piece => {
  const text = (end: string): string => `自${dayIn(from, "figures")}起至${dayIn(end, "figures")}止`;
  return marked(
    slot(text(to), "term", key, value),
    wrongTo.map((end) => ({ kind: "term-wrong", wrong: text(end), near: [`${key}#length`] })),
  );
};

/** 自2025年3月2日起至2026年9月1日止 of so many months. */
export function termOf(key: string, from: string, months: number): Piece {
  const to = later(monthsOn(from, months), -1);
  return spanned(key, from, to, [later(to, 1), monthsOn(to, 1), monthsOn(to, -1), monthsOn(to, 12)], months);
}

/** The same of so many days, the first and the last counted. */
export function daysOf(key: string, from: string, days: number): Piece {
  const to = later(from, days - 1);
  return spanned(key, from, to, [later(to, 1), later(to, -1), later(to, 2)], days);
}

export const daysLong = (key: string, days: number, isHan = false): Piece => {
  const text = isHan ? writeHanNumber(days) : String(days);
  return marked(
    slot(text, "term", `${key}#length`, days),
    [days + 1, days - 2].map((each) => ({ kind: "term-wrong", wrong: writtenLike(text, each), near: [key] })),
  );
};

/** Words of an article. `changes`: what stands there, and what is written instead. */
export const quoted = (text: string, ...changes: readonly (readonly [string, string])[]): Piece =>
  marked(
    slot(text, "quotation", "quotation"),
    changes.map(([from, to]) => ({ kind: "quotation-altered", wrong: text.replace(from, to) })),
  );

/** A law with its article. `repealed`: the two of a law that the present one took the place of. */
export function statute(law: string, article: string, rest: string, ...repealed: readonly (readonly [string, string])[]): Piece {
  const full = `《中华人民共和国${law}》`;
  return marked(
    slot(`${full}${article}${rest}`, "law", `${law} ${article}${rest}`),
    repealed.map(([other, place]) => ({ kind: "law-repealed", wrong: `《中华人民共和国${other}》${place}` })),
  );
}

/** A later mention by the article alone: 第二百六十四条 of a law named before. */
export const articleAlone = (law: string, article: string, rest = ""): Piece =>
  slot(`${article}${rest}`, "article", `${law} ${article}${rest}`);

export const body = (
  strings: TemplateStringsArray,
  ...values: Parameters<typeof say> extends [unknown, ...infer Rest] ? Rest : never
): DraftParagraph => paragraph("body", say(strings, ...values));
export const title = (text: string): DraftParagraph => paragraph("title", text);
export const numberLine = (text: string): DraftParagraph => paragraph("number", slot(text, "document-number", "own"));
export const addressee = (text: string): DraftParagraph => paragraph("addressee", slot(text, "addressee", "addressee"), "：");
/** 此致 and the line below it. */
export const toCourt = (court: string): DraftParagraph[] => [
  paragraph("body", "此致"),
  paragraph("addressee", slot(court, "addressee", "addressee")),
];
export const sealLine = (office: string): DraftParagraph => paragraph("signature", slot(office, "seal", "seal"));
export const dayLine = (iso: string, form: "figures" | "han" = "figures"): DraftParagraph => paragraph("signature", signed(iso, form));
export const signLine = (text: string, ...pieces: readonly (string | Piece)[]): DraftParagraph => paragraph("signature", text, ...pieces);
/** 32,000.00 in a column of yuan. */
export const cell = (key: string, fen: number): Piece => slot(amountIn(fen, "grouped").slice(0, -1), "amount", key, fen);
