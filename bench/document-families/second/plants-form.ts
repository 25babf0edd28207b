import { type Draft, draftText, paragraphText, piecesOf } from "../draft.ts";
import { changed, inProse, inSlot, type Plant, slotsOf } from "../plant.ts";

const HALF: Readonly<Record<string, string>> = { "，": ",", "。": ".", "；": ";", "：": ":", "（": "(", "）": ")", "？": "?" };
const HAN = String.raw`\p{Script=Han}`;

const paragraphSpan = (draft: Draft, at: number): readonly [number, number] => {
  const start = draft.paragraphs.slice(0, at).reduce((sum, each) => sum + paragraphText(each).length + 1, 0);
  return [start, start + paragraphText(draft.paragraphs[at] as Draft["paragraphs"][number]).length];
};

/** One mark of a pair taken away: of a law's name, or in running text. A finding may point anywhere in the paragraph. */
const unpaired: Plant = (draft, random) => {
  const laws = slotsOf(draft, "law").flatMap(({ at, piece }) => [0, piece.text.length - 1].map((from) => ({ at, text: piece.text, from })));
  const prose = piecesOf(draft, ({ slot }, style) => slot === undefined && style === "body").flatMap(({ at, piece }) =>
    [...piece.text.matchAll(/[“”（）《》]/g)].map(({ index }) => ({ at, text: piece.text, from: index })),
  );
  const places = random.chance(0.5) && prose.length > 0 ? prose : [...laws, ...prose];
  if (places.length === 0) return null;
  const { at, text, from } = random.pick(places);
  const without = text.slice(0, from) + text.slice(from + 1);
  const planted = changed(draft, {
    kind: "bracket-unpaired",
    at,
    text: without,
    span: [Math.min(from, without.length), Math.min(from + 1, without.length)],
    right: text.charAt(from),
  });
  return { draft: planted.draft, fault: { ...planted.fault, also: [paragraphSpan(planted.draft, at[0])] } };
};

/** A number that was left out or told twice. */
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
    const text = random.pick([before, next]).piece.text;
    return changed(draft, { kind, at: here.at, text, right: here.piece.text, also: [before.at, next.at] });
  };

/** Takes out a paragraph that the kind of document has to have. */
const withoutPart: Plant = (draft, random) => {
  const parts = (["seal", "addressee", "signed-on", "document-number"] as const).flatMap((kind) =>
    slotsOf(draft, kind, ({ slot }) => kind !== "document-number" || slot?.key === "own"),
  );
  const alone = parts.filter(({ at: [paragraph] }) => draft.paragraphs[paragraph]?.pieces.length === 1);
  if (alone.length === 0) return null;
  const { at, piece } = random.pick(alone);
  const spoilt = { ...draft, paragraphs: draft.paragraphs.filter((_, index) => index !== at[0]) };
  return {
    draft: spoilt,
    fault: { kind: "part-missing", start: 0, end: draftText(spoilt).length, wrong: "", right: piece.text, also: [] },
  };
};

const doubledWord: Plant = inProse(
  "word-doubled",
  /审查|提起|依照|提出|履行|监督|应当|根据|进行|作出|造成|认定|整改|告知|要求|办理|陈述|材料/g,
  (word) => word + word,
);

const unit: Plant = inSlot("unit-doubled", "amount", ({ text }) =>
  text.endsWith("元") ? { text: `${text}元`, span: [text.length - (text.endsWith("万元") ? 2 : 1), text.length + 1] } : null,
);

/** A group of other than three digits. */
const groupedDigits: Plant = (draft, random) => {
  const places = slotsOf(draft, "amount", ({ text }) => /^\d{5,}元$|,/.test(text));
  if (places.length === 0) return null;
  const { at, piece } = random.pick(places);
  const [digits = "", tail = ""] = piece.text.replaceAll(",", "").split(/(?=[.元])(.*)/su);
  const cut = digits.length - random.pick([2, 4]);
  if (cut < 1) return null;
  return changed(draft, {
    kind: "digits-grouped",
    at,
    text: `${digits.slice(0, cut)},${digits.slice(cut)}${tail}`,
    right: piece.text,
  });
};

const documentNumber: Plant = inSlot("document-number-form", "document-number", ({ text }, random) => {
  const year = /〔(\d{4})〕/.exec(text)?.[1] ?? "";
  const wrong = random.pick([`[${year}]`, `［${year}］`, `（${year}）`, `(${year})`, `【${year}】`, `〔${year.slice(2)}〕`, `〈${year}〉`]);
  return { text: text.replace(/〔\d{4}〕/, wrong) };
});

const invisible: Plant = (draft, random) => {
  const places = piecesOf(draft, ({ text }, style) => style !== "title" && /\p{Script=Han}{2}/u.test(text));
  if (places.length === 0) return null;
  const { at, piece } = random.pick(places);
  const spots = [...piece.text.matchAll(new RegExp(`${HAN}(?=${HAN})`, "gu"))].map(({ index }) => index + 1);
  const cut = random.pick(spots);
  const mark = random.pick(["\u200b", "\u200c", "\u200d", "\u202e", "\u202d", "\ufeff", "\u2060", "\u200e", "\u2066"]);
  const text = piece.text.slice(0, cut) + mark + piece.text.slice(cut);
  return changed(draft, { kind: "invisible-character", at, text, span: [cut - 1, cut + 2], right: piece.text });
};

/** Faults of form: marks, numbers of the document and of its parts, what is missing. */
export const FORM_PLANTS = {
  halfWidth: inProse("punctuation-half-width", new RegExp(`(?<=${HAN})[，。；：（）？](?=${HAN})`, "gu"), (mark) => HALF[mark] ?? mark),
  doubledMark: inProse("punctuation-doubled", new RegExp(`(?<=${HAN})[，。；、：](?=${HAN}|$)`, "gu"), (mark, random) =>
    random.pick(mark === "。" ? ["。。", "，。", "；。"] : mark === "、" ? ["、、", "，、"] : [`${mark}${mark}`, `${mark}，`, `、${mark}`]),
  ),
  unpaired,
  doubledWord,
  unit,
  groupedDigits,
  documentNumber,
  headings: sequence("heading-sequence", "heading"),
  attachments: sequence("attachment-sequence", "attachment"),
  withoutPart,
  invisible,
} satisfies Readonly<Record<string, Plant>>;
