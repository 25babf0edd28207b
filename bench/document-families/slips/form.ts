import { writeHanNumber } from "@yuejian/identifiers";
import type { Random } from "../../../demo/random.ts";
import { type Draft, draftText, type PlantedDraft, piecesOf, type SlotKind } from "../draft.ts";
import type { DocumentKind } from "../kinds.ts";
import { changed, inProse, inSlot, type Plant, slotsOf } from "../plant.ts";

const HAN = "\\p{Script=Han}";
const HALF: Readonly<Record<string, string>> = { "，": ",", "；": ";", "：": ":", "。": "." };
const half = (mark: string): string => HALF[mark] ?? mark;

const WORDS = /依法|审查|认罪认罚|规定|事实|移送|根据|可以|应当|告知|要求|进行|情况|证据|委托|建议|提出|人民检察院|公安机关|案件/g;

/** A part of the document that is left out with its line; where a finding says so is not judged. */
const missing =
  (kind: SlotKind, notIn: readonly DocumentKind[] = []): Plant =>
  (draft) => {
    const [found] = slotsOf(draft, kind);
    if (!found || notIn.includes(draft.kind)) return null;
    const [paragraphAt] = found.at;
    if ((draft.paragraphs[paragraphAt]?.pieces.length ?? 0) > 2) return null;
    const left = { ...draft, paragraphs: draft.paragraphs.filter((_, at) => at !== paragraphAt) };
    return {
      draft: left,
      fault: { kind: "part-missing", start: 0, end: draftText(left).length, wrong: "", right: found.piece.text, also: [] },
    };
  };

/** A number of a row that says the one before again, or leaves one out. */
const outOfRow =
  (kind: "heading" | "attachment", step: -1 | 1): Plant =>
  (draft, random) => {
    const rows = [...Map.groupBy(slotsOf(draft, kind), ({ piece }) => piece.slot?.key).values()].filter(({ length }) => length > 1);
    if (rows.length === 0) return null;
    const row = random.pick(rows);
    const at = random.between(1, row.length - 1);
    const [place, before, next] = [row[at], row[at - 1], row[at + 1]];
    if (!place || !before) return null;
    const value = at + 1 + step;
    const { text } = place.piece;
    const wrong = /\d/.test(text) ? text.replace(/\d+/, String(value)) : text.replace(/[一二三四五六七八九十]+/, writeHanNumber(value));
    return changed(draft, {
      kind: `${kind}-sequence`,
      at: place.at,
      text: wrong,
      right: text,
      also: [before.at, ...(next ? [next.at] : [])],
    });
  };

const withoutOne = (found: string, isFirst: boolean): string => (isFirst ? found.slice(1) : found.slice(0, -1));

export const FORM_PLANTS: readonly Plant[] = [
  inProse("punctuation-half-width", new RegExp(`(?<=${HAN})[，；：](?=${HAN})`, "gu"), half),
  inProse("punctuation-half-width", new RegExp(`(?<=${HAN})。(?=${HAN})`, "gu"), half),
  inProse("punctuation-half-width", new RegExp(`（${HAN}{2,12}）`, "gu"), (found) => `(${found.slice(1, -1)})`),
  inProse("punctuation-doubled", new RegExp(`(?<=${HAN})[，、；](?=${HAN})`, "gu"), (mark) => mark + mark),
  inProse("punctuation-doubled", new RegExp(`(?<=${HAN})。$`, "gu"), (_, random) => random.pick(["，。", "。。", "；。"])),
  inProse("bracket-unpaired", /“[^“”]+”|（[^（）]+）/g, (found, random) => withoutOne(found, random.chance(0.3))),
  inSlot("bracket-unpaired", "law", ({ text }, random) => ({ text: withoutOne(text, random.chance(0.3)) })),
  inProse("word-doubled", WORDS, (word) => word + word),
  inProse("word-doubled", /的规定|的行为|的情况|被告人|犯罪嫌疑人|被不起诉人|被害人/g, (words) => words + words),
  inSlot("unit-doubled", "amount", ({ text }) => (text.endsWith("元") ? { text: text + (text.endsWith("万元") ? "万元" : "元") } : null)),
  inSlot("unit-doubled", "date", ({ text }) => (text.endsWith("日") ? { text: `${text}日` } : null)),
  inSlot("unit-doubled", "total", ({ text }) => (text.endsWith("元") ? { text: `${text}元` } : null)),
  inSlot("document-number-form", "document-number", ({ text }, random) => {
    const [open, close] = random.pick(["[]", "()", "（）", "【】"] as const).split("");
    return { text: text.replace("〔", open ?? "").replace("〕", close ?? "") };
  }),
  inSlot("document-number-form", "document-number", ({ text }) => ({ text: text.replace(/〔\d\d/, "〔") })),
  outOfRow("heading", -1),
  outOfRow("heading", 1),
  outOfRow("attachment", -1),
  outOfRow("attachment", 1),
  missing("seal"),
  missing("signed-on", ["interrogation-record", "witness-record"]),
  missing("addressee"),
  missing("document-number", ["review-report", "arrest-review-opinion", "custody-review-opinion"]),
  inProse(
    "invisible-character",
    new RegExp(`(?<=${HAN})${HAN}(?=${HAN})`, "gu"),
    (found, random) => `${random.pick(["\u200b", "\ufeff", "\u200d"])}${found}`,
  ),
  hidden,
];

/** What comes along when a number is copied from a telephone or a web page. */
function hidden(draft: Draft, random: Random): PlantedDraft | null {
  const places = piecesOf(draft, ({ slot }) => slot?.kind === "phone" || slot?.kind === "resident-id" || slot?.kind === "credit-code");
  if (places.length === 0) return null;
  const { at, piece } = random.pick(places);
  const [before, behind] = random.pick([
    ["\u202d", "\u202c"],
    ["\u200e", ""],
    ["", "\u200b"],
  ] as const);
  return changed(draft, { kind: "invisible-character", at, text: before + piece.text + behind, right: piece.text });
}
