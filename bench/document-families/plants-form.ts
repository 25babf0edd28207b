import type { Random } from "../../demo/random.ts";
import { type Draft, draftText, type PlantedDraft, paragraphText } from "./draft.ts";
import { changed, inProse, inSlot, type Plant, slotsOf } from "./plant.ts";

const HALF: Readonly<Record<string, string>> = { "，": ",", "。": ".", "；": ";", "：": ":" };
const HAN = String.raw`\p{Script=Han}`;

const unpaired: Plant = (draft, random) => {
  const laws = slotsOf(draft, "law").map(({ at, piece }) => ({ at, text: piece.text.slice(0, -1), open: 0 }));
  const quotes = slotsOf(draft, "quotation").flatMap(({ at: [paragraph, piece] }) => {
    const after = draft.paragraphs[paragraph]?.pieces[piece + 1];
    return after?.text.startsWith("”") ? [{ at: [paragraph, piece + 1] as const, text: after.text.slice(1), open: -1 }] : [];
  });
  const places = [...laws, ...quotes];
  if (places.length === 0) return null;
  const { at, text, open } = random.pick(places);
  const planted = changed(draft, { kind: "bracket-unpaired", at, text, span: [0, Math.min(1, text.length)], right: null });
  const paragraph = draft.paragraphs.slice(0, at[0]).reduce((sum, each) => sum + paragraphText(each).length + 1, 0);
  const end = paragraph + paragraphText(planted.draft.paragraphs[at[0]] as Draft["paragraphs"][number]).length;
  // A finding may point at the bracket that stayed or at where its pair is missed: anywhere in the paragraph.
  return open === 0 ? planted : { draft: planted.draft, fault: { ...planted.fault, also: [[paragraph, end]] } };
};

const sequence =
  (kind: "heading-sequence" | "attachment-sequence", slotKind: "heading" | "attachment"): Plant =>
  (draft, random) => {
    const places = slotsOf(draft, slotKind);
    if (places.length < 3) return null;
    const at = random.between(1, places.length - 2);
    const [here, next] = [places[at], places[at + 1]];
    if (!here || !next) return null;
    return changed(draft, { kind, at: here.at, text: next.piece.text, right: here.piece.text, also: [next.at] });
  };

/** Takes out a paragraph that the kind of document has to have. */
function withoutPart(draft: Draft, random: Random): PlantedDraft | null {
  const parts = (["seal", "addressee", "signed-on", "document-number"] as const).flatMap((kind) =>
    slotsOf(draft, kind, ({ slot }) => kind !== "document-number" || slot?.key === "own"),
  );
  const whole = parts.filter(({ at: [paragraph] }) => draft.paragraphs[paragraph]?.pieces.length === 1);
  if (whole.length === 0) return null;
  const { at, piece } = random.pick(whole);
  const spoilt = { ...draft, paragraphs: draft.paragraphs.filter((_, index) => index !== at[0]) };
  const end = draftText(spoilt).length;
  return { draft: spoilt, fault: { kind: "part-missing", start: 0, end, wrong: "", right: piece.text, also: [] } };
}

const invisible: Plant = inProse(
  "invisible-character",
  new RegExp(`${HAN}{2}`, "gu"),
  (word, random) => `${word.charAt(0)}${random.pick(["\u200b", "\u202e", "\ufeff", "\u2060", "\u200e"])}${word.charAt(1)}`,
);

/** Faults of form: punctuation, numbers of the document and of its parts, what is missing. */
export const FORM_PLANTS: readonly Plant[] = [
  inProse("punctuation-half-width", new RegExp(`(?<=${HAN})[，。；：](?=${HAN})`, "gu"), (mark) => HALF[mark] ?? mark),
  inProse("punctuation-doubled", new RegExp(`(?<=${HAN})[，。；](?=${HAN}|$)`, "gu"), (mark, random) =>
    random.pick(mark === "。" ? ["。。", "，。"] : [`${mark}${mark}`, `${mark}，`]),
  ),
  unpaired,
  inProse("word-doubled", /依法|进行|移送|告知|规定|有权|应当|已经|提出|触犯/g, (word) => word + word),
  inSlot("unit-doubled", "amount", ({ text }) => ({ text: `${text}元`, span: [text.length - 1, text.length + 1] })),
  inSlot("digits-grouped", "amount", ({ text }, random) => {
    const digits = text.slice(0, -1);
    if (!/^\d{4,}$/.test(digits)) return null;
    const cut = digits.length - random.pick([2, 4]);
    return cut > 0 ? { text: `${digits.slice(0, cut)},${digits.slice(cut)}元` } : null;
  }),
  inSlot("document-number-form", "document-number", ({ text }, random) => {
    const year = /〔(\d{4})〕/.exec(text)?.[1] ?? "";
    const wrong = random.pick([`[${year}]`, `（${year}）`, `(${year})`, `【${year}】`, `〔${year.slice(2)}〕`]);
    return { text: text.replace(/〔\d{4}〕/, wrong) };
  }),
  sequence("heading-sequence", "heading"),
  sequence("attachment-sequence", "attachment"),
  withoutPart,
  invisible,
];
