import { dayFromIso as dayOf, isoOfDay as isoOf } from "@yuejian/identifiers";
import type { Random } from "../../demo/random.ts";
import { type Draft, type PieceAt, type PlantedDraft, withPiece } from "./draft.ts";
import { dayText, hanDayText } from "./facts.ts";
import { changed, inSlot, type Plant, slotsOf } from "./plant.ts";

const later = (iso: string, days: number): string => isoOf(dayOf(iso) + days);

/** Steps of a case in their order; each pair is a plant where the document tells both. */
const ORDER = [
  ["detained", "arrested"],
  ["filed", "detained"],
  ["reported", "detained"],
  ["asked", "arrested"],
  ["arrested", "accepted"],
  ["accepted", "told"],
  ["returned-1", "again-1"],
  ["returned-2", "again-2"],
] as const;

const dateSlot = (draft: Draft, key: string) => slotsOf(draft, "date", ({ slot }) => slot?.key === key)[0];

const outOfOrder: Plant = (draft, random) => {
  const pairs = ORDER.flatMap(([before, after]) => {
    const [first, second] = [dateSlot(draft, before), dateSlot(draft, after)];
    return first && second ? [{ first, second }] : [];
  });
  if (pairs.length === 0) return null;
  const { first, second } = random.pick(pairs);
  const iso = later(String(first.piece.slot?.value), -random.between(3, 40));
  const dates: PieceAt[] = slotsOf(draft, "date").map(({ at }) => at);
  return changed(draft, { kind: "date-order", at: second.at, text: dayText(iso), right: second.piece.text, also: dates });
};

/** The rights told after three days (CPL 34), or the decision beyond a month and a half (CPL 172), with everything that followed. */
const tooLate: Plant = (draft, random) => {
  const [accepted, told] = [dateSlot(draft, "accepted"), dateSlot(draft, "told")];
  const signed = slotsOf(draft, "signed-on")[0];
  if (!accepted || !signed) return null;
  const start = String(accepted.piece.slot?.value);
  const decides = ["indictment", "non-prosecution-decision", "review-report"].includes(draft.kind) && !dateSlot(draft, "returned-1");
  if (told && (!decides || random.chance(0.5)) && String(told.piece.slot?.value) < String(signed.piece.slot?.value))
    return changed(draft, {
      kind: "deadline-exceeded",
      at: told.at,
      text: dayText(later(start, random.between(6, 12))),
      right: told.piece.text,
      also: [accepted.at],
    });
  if (!decides) return null;
  const isHan = signed.piece.text.includes("〇");
  const on = later(start, random.between(50, 75));
  return changed(draft, {
    kind: "deadline-exceeded",
    at: signed.at,
    text: isHan ? hanDayText(on) : dayText(on),
    right: signed.piece.text,
    also: [accepted.at],
  });
};

const NO_LAWS = [
  "中华人民共和国刑事处罚法",
  "中华人民共和国检察监督法",
  "中华人民共和国刑诉法",
  "中华人民共和国土地使用法",
  "中华人民共和国公益诉讼程序法",
];
const REPEALED = [
  ["中华人民共和国民法通则", "第一百零六条"],
  ["中华人民共和国合同法", "第六十条"],
  ["中华人民共和国物权法", "第三十九条"],
  ["中华人民共和国侵权责任法", "第六条"],
] as const;

/** The law and its article together, so that only the law is wrong. */
function repealedLaw(draft: Draft, random: Random): PlantedDraft | null {
  const laws = slotsOf(draft, "law").filter(({ at: [paragraph, piece] }) => {
    const [article, next] = [draft.paragraphs[paragraph]?.pieces[piece + 1], draft.paragraphs[paragraph]?.pieces[piece + 2]];
    return article?.slot?.kind === "article" && next?.slot === undefined;
  });
  if (laws.length === 0) return null;
  const { at, piece } = random.pick(laws);
  const [law, article] = random.pick(REPEALED);
  const beside: PieceAt = [at[0], at[1] + 1];
  return changed(withPiece(draft, beside, article), { kind: "law-repealed", at, text: `《${law}》`, right: piece.text, also: [beside] });
}

const SENTENCES: Readonly<Record<string, readonly string[]>> = {
  "264-1": ["有期徒刑四年", "有期徒刑五年六个月"],
  "266-1": ["有期徒刑四年", "有期徒刑六年"],
  "266-2": ["有期徒刑二年", "有期徒刑十二年", "有期徒刑一年六个月"],
};

function alteredQuotation(text: string, random: Random): { text: string; span: [number, number] } | null {
  const at = random.between(2, text.length - 4);
  if (/[，。；、“”]/.test(text.slice(at, at + 2))) return null;
  const [one, two] = [text.charAt(at), text.charAt(at + 1)];
  if (one === two) return null;
  const isDropped = random.chance(0.5);
  const wrong = text.slice(0, at) + (isDropped ? two : two + one) + text.slice(at + 2);
  return { text: wrong, span: [at, at + (isDropped ? 1 : 2)] };
}

/** Faults about days, terms and the law. */
export const LAW_PLANTS: readonly Plant[] = [
  inSlot("date-not-real", "date", ({ text }, random) => {
    const year = /^\d{4}年/.exec(text)?.[0] ?? "";
    return { text: `${year}${random.pick(["2月30日", "4月31日", "13月5日", "6月31日", "9月0日"])}` };
  }),
  outOfOrder,
  tooLate,
  inSlot("term-wrong", "term", ({ text }, random) => ({
    text: text.replace(/共三年$/, random.pick(["共二年", "共三年六个月", "共四年"])),
  })),
  inSlot("law-unknown", "law", (_, random) => ({ text: `《${random.pick(NO_LAWS)}》` })),
  repealedLaw,
  inSlot("article-absent", "article", (_, random) => ({ text: random.pick(["第五百九十九条", "第六百零一条", "第四百八十八条"]) })),
  inSlot("paragraph-absent", "paragraph", (_, random) => ({ text: random.pick(["第九款", "第八款", "第十二款"]) })),
  inSlot("quotation-altered", "quotation", ({ text }, random) => alteredQuotation(text, random)),
  inSlot("sentence-out-of-range", "sentence", (piece, random) => {
    const wrong = SENTENCES[piece.slot?.key ?? ""];
    return wrong ? { text: random.pick(wrong) } : null;
  }),
];
