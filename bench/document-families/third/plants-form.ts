import { draftText, piecesOf, type SlotKind, withPiece } from "../draft.ts";
import { changed, inProse, inSlot, type Plant, slotsOf } from "../plant.ts";
import { FORM_PLANTS as EARLIER } from "../second/plants-form.ts";

const HAN = String.raw`\p{Script=Han}`;
const HALF: Readonly<Record<string, string>> = { "，": ",", "。": ".", "；": ";", "：": ":", "（": "(", "）": ")", "？": "?" };

/** A number skipped, so that all after it move on; one told twice; one that falls back to the first. */
const sequence =
  (kind: "heading-sequence" | "attachment-sequence", slotKind: "heading" | "attachment"): Plant =>
  (draft, random) => {
    const groups = [...Map.groupBy(slotsOf(draft, slotKind), ({ piece }) => piece.slot?.key ?? "").values()].filter(
      (group) => group.length >= 3,
    );
    if (groups.length === 0) return null;
    const places = random.pick(groups);
    const at = random.between(1, places.length - 2);
    const [before, here, next] = [places[at - 1], places[at], places[at + 1]];
    if (!before || !here || !next) return null;
    const way = random.between(0, 2);
    let spoilt = draft;
    if (way === 0 && places.length >= 4) {
      const moved = places.slice(at, -1);
      for (const [step, place] of moved.entries()) spoilt = withPiece(spoilt, place.at, places[at + step + 1]?.piece.text ?? "");
      spoilt = withPiece(spoilt, (places.at(-1) ?? next).at, bumped(places.at(-1)?.piece.text ?? ""));
    }
    const text = way === 0 ? next.piece.text : way === 1 ? before.piece.text : (places[0]?.piece.text ?? before.piece.text);
    return changed(spoilt, { kind, at: here.at, text, right: here.piece.text, also: [before.at, next.at] });
  };
const bumped = (number: string): string =>
  number.replaceAll(/[一二三四五六七八九]|\d/g, (one) =>
    /\d/.test(one) ? String(Number(one) + 1) : "二三四五六七八九十".charAt("一二三四五六七八九".indexOf(one)),
  );

/** A paragraph with nothing but a part that the kind of document has to have, and marks. */
const withoutPart: Plant = (draft, random) => {
  if (draft.kind.endsWith("-record")) return null;
  const wanted: readonly SlotKind[] = ["seal", "addressee", "signed-on", "document-number"];
  const alone = draft.paragraphs.flatMap(({ pieces }, at) => {
    const part = pieces.find(({ slot }) => slot && wanted.includes(slot.kind));
    const isAlone = pieces.every((piece) => piece === part || (!piece.slot && /^[：（）\s]*$/.test(piece.text)));
    return part && isAlone ? [{ at, text: part.text }] : [];
  });
  if (alone.length === 0) return null;
  const { at, text } = random.pick(alone);
  const spoilt = { ...draft, paragraphs: draft.paragraphs.filter((_, index) => index !== at) };
  return { draft: spoilt, fault: { kind: "part-missing", start: 0, end: draftText(spoilt).length, wrong: "", right: text, also: [] } };
};

const documentNumber = inSlot("document-number-form", "document-number", ({ text }, random) => {
  const year = /〔(\d{4})〕/.exec(text)?.[1] ?? "";
  const brackets = random.pick(["[]", "（）", "()", "【】", "［］", "{}", "short"]);
  const other = brackets === "short" ? `〔${year.slice(2)}〕` : `${brackets.charAt(0)}${year}${brackets.charAt(1)}`;
  return { text: text.replace(/〔\d{4}〕/, other) };
});

/** Right word in these documents → the one written for it. */
const CONFUSED: readonly (readonly [right: string, wrong: string])[] = [
  ["侦查终结", "侦察终结"],
  ["补充侦查", "补充侦察"],
  ["现场勘验", "现场堪验"],
  ["讯问了二被告人", "询问了二被告人"],
  ["讯问了被告人", "询问了被告人"],
  ["供述和辩解", "供述和辨解"],
  ["供述与辩解", "供述与辨解"],
  ["辨认笔录", "辩认笔录"],
  ["辩护人", "辨护人"],
  ["诉讼权利", "诉讼权力"],
  ["赃款", "脏款"],
  ["赃物", "脏物"],
  ["账户", "帐户"],
  ["流水账", "流水帐"],
  ["记账", "记帐"],
  ["不入账", "不入帐"],
  ["羁押", "羁压"],
  ["法定代表人", "法人代表"],
  ["并处罚金", "并处罚款"],
  ["挥霍", "挥豁"],
  ["逮捕", "逮扑"],
  ["签署", "签暑"],
  ["谅解", "凉解"],
  ["检察官", "检查官"],
  ["予以", "予已"],
  ["截留", "截流"],
  ["追缴", "追交"],
  ["催告", "崔告"],
];
const confused: Plant = (draft, random) => {
  const prose = piecesOf(draft, ({ slot }, style) => slot === undefined && style !== "title").map(({ piece }) => piece.text);
  const here = CONFUSED.filter(([right]) => prose.some((text) => text.includes(right)));
  if (here.length === 0) return null;
  const [right, wrong] = random.pick(here);
  return inProse("wording-confused", new RegExp(right, "g"), () => wrong)(draft, random);
};

/** A clause with a term that is no more used → the term of today. */
const OUTDATED: readonly (readonly [clause: string, term: string, today: string])[] = [
  ["上述情况已向国家税务局核实。", "国家税务局", "税务局"],
  ["有关线索已抄送安监局。", "安监局", "应急管理局"],
  ["本案线索另由反贪污贿赂局登记备查。", "反贪污贿赂局", "监察委员会"],
  ["有关资质情况已向卫生和计划生育局核实。", "卫生和计划生育局", "卫生健康局"],
  ["上述主体信息来自工商局。", "工商局", "市场监督管理局"],
  ["涉及的场所权属以国土局的登记为准。", "国土局", "自然资源局"],
  ["上述情况同时抄告环保局。", "环保局", "生态环境局"],
  ["参保情况由劳动和社会保障局提供。", "劳动和社会保障局", "人力资源和社会保障局"],
];
const outdated: Plant = (draft, random) => {
  const bodies = piecesOf(
    draft,
    ({ slot, text }, style) => slot === undefined && style === "body" && text.endsWith("。") && text.length > 18,
  ).filter(({ at: [inParagraph, atPiece] }) => draft.paragraphs[inParagraph]?.pieces.length === atPiece + 1);
  if (bodies.length === 0) return null;
  const { at, piece } = random.pick(bodies);
  const [clause, term, today] = random.pick(OUTDATED);
  const from = piece.text.length + clause.indexOf(term);
  return changed(draft, { kind: "wording-outdated", at, text: piece.text + clause, span: [from, from + term.length], right: today });
};

/** What the one against whom the case is is called at this stage, and at another. */
const ROLES: Readonly<Record<string, readonly (readonly [right: string, wrong: string])[]>> = {
  "review-report": [["犯罪嫌疑人", "被告人"]],
  "arrest-review-opinion": [["犯罪嫌疑人", "被告人"]],
  "custody-review-opinion": [["犯罪嫌疑人", "被告人"]],
  "plea-statement": [["犯罪嫌疑人", "被告人"]],
  indictment: [["被告人", "犯罪嫌疑人"]],
  "sentencing-proposal": [["被告人", "犯罪嫌疑人"]],
  protest: [["被告人", "犯罪嫌疑人"]],
  "non-prosecution-decision": [
    ["被不起诉人", "被告人"],
    ["被附条件不起诉人", "被告人"],
  ],
};
const otherRole: Plant = (draft, random) => {
  const here = (ROLES[draft.kind] ?? []).filter(([right]) => draftText(draft).includes(right));
  if (here.length === 0) return null;
  const [right, wrong] = random.pick(here);
  const isBesideName = (text: string, index: number): boolean => index + right.length === text.length;
  const places = piecesOf(draft, ({ slot }, style) => slot === undefined && style !== "title").flatMap(({ at, piece }) =>
    [...piece.text.matchAll(new RegExp(`(?<!公诉讼)${right}(?!暨|的基本)`, "g"))].flatMap(({ index }) =>
      isBesideName(piece.text, index) ? [{ at, piece, index }] : [],
    ),
  );
  if (places.length === 0) return null;
  const { at, piece, index } = random.pick(places);
  const text = piece.text.slice(0, index) + wrong;
  return changed(draft, { kind: "role-before-indictment", at, text, span: [index, text.length], right });
};

/** Of two brackets that close together one goes: the other stands where it stood, and nothing shows there. */
const unpaired: Plant = (draft, random) => {
  const planted = EARLIER.unpaired(draft, random);
  return planted && planted.fault.wrong !== planted.fault.right ? planted : null;
};

/** Faults of form and of wording. */
export const FORM_PLANTS = {
  halfWidth: inProse("punctuation-half-width", new RegExp(`(?<=${HAN})[，。；：（）？](?=${HAN})`, "gu"), (mark) => HALF[mark] ?? mark),
  doubledMark: inProse("punctuation-doubled", new RegExp(`(?<=${HAN})[，。；：](?=${HAN}|$)`, "gu"), (mark, random) =>
    random.pick([`${mark}${mark}`, `${mark}，`, `，${mark}`].filter((each) => each !== "，，" || mark === "，")),
  ),
  unpaired,
  doubledWord: inProse(
    "word-doubled",
    /审查|移送|告知|认为|构成|判处|责令|逮捕|拘留|受理|供述|退还|证明|规定|建议|按照|依法|期间|认罪认罚|取保候审/g,
    (word) => word + word,
  ),
  unit: EARLIER.unit,
  groupedDigits: EARLIER.groupedDigits,
  documentNumber,
  headings: sequence("heading-sequence", "heading"),
  attachments: sequence("attachment-sequence", "attachment"),
  withoutPart,
  invisible: EARLIER.invisible,
  confused,
  outdated,
  otherRole,
} satisfies Readonly<Record<string, Plant>>;
