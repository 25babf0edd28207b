import { writeHanNumber } from "@yuejian/identifiers";
import type { Random } from "../../../demo/random.ts";
import { type Draft, draftText, type PlantedDraft, piecesOf, type SlotKind, withPiece } from "../draft.ts";
import type { DocumentKind } from "../kinds.ts";
import { changed, inProse, inSlot, type Plant, slotsOf } from "../plant.ts";

const HAN = String.raw`\p{Script=Han}`;
const between = (marks: string): RegExp => new RegExp(`(?<=${HAN})[${marks}](?=${HAN})`, "gu");
const half = (mark: string): string => ",;:."["，；：。".indexOf(mark)] ?? mark;

const WORDS =
  /侦查终结|认定|收到|情况|依照|立案|通过|被告人|犯罪嫌疑人|被不起诉人|被害人|如实供述|自愿|追究|提起公诉|处罚|证据|现金|请你局|建议|联系|羁押于|签名|公司/g;

/** The kinds of which nobody disputes that they bear the part. */
const BEARS: Readonly<Partial<Record<SlotKind, readonly DocumentKind[]>>> = {
  addressee: [
    "indictment",
    "suggestion",
    "sentencing-proposal",
    "protest",
    "correction-notice",
    "transfer-letter",
    "hearing-notice",
    "investigation-outline",
  ],
  seal: ["non-prosecution-decision", "suggestion", "correction-notice", "transfer-letter", "hearing-notice", "protest", "rights-notice"],
  "document-number": [
    "indictment",
    "non-prosecution-decision",
    "suggestion",
    "sentencing-proposal",
    "protest",
    "correction-notice",
    "transfer-letter",
    "hearing-notice",
    "rights-notice",
  ],
  "signed-on": [
    "indictment",
    "non-prosecution-decision",
    "suggestion",
    "sentencing-proposal",
    "protest",
    "correction-notice",
    "transfer-letter",
    "hearing-notice",
    "review-report",
    "arrest-review-opinion",
    "custody-review-opinion",
    "investigation-outline",
  ],
};

/** The line of a part is not there; where a finding says so is not judged. */
const without =
  (kind: SlotKind): Plant =>
  (draft) => {
    const [found, ...others] = slotsOf(draft, kind);
    if (!found || others.length > 0 || !BEARS[kind]?.includes(draft.kind)) return null;
    const [line] = found.at;
    if ((draft.paragraphs[line]?.pieces.length ?? 0) > 1) return null;
    const rest = { ...draft, paragraphs: draft.paragraphs.filter((_, at) => at !== line) };
    return {
      draft: rest,
      fault: { kind: "part-missing", start: 0, end: draftText(rest).length, wrong: "", right: found.piece.text, also: [] },
    };
  };

/** One number of a row is the one before, or the one after: a line was put in or taken out and nobody counted again. */
const counted =
  (kind: "heading" | "attachment", step: -1 | 1): Plant =>
  (draft, random) => {
    const rows = [...Map.groupBy(slotsOf(draft, kind), ({ piece }) => piece.slot?.key).values()].filter(({ length }) => length > 2);
    if (rows.length === 0) return null;
    const row = random.pick(rows);
    const at = random.between(1, row.length - (step === 1 ? 2 : 1));
    const [before, place, next] = [row[at - 1], row[at], row[at + 1]];
    if (!place || !before) return null;
    const text = place.piece.text.replace(/\d+|[一二三四五六七八九十]+/, (number) =>
      /\d/.test(number) ? String(at + 1 + step) : writeHanNumber(at + 1 + step),
    );
    return changed(draft, {
      kind: `${kind}-sequence`,
      at: place.at,
      text,
      right: place.piece.text,
      also: [before.at, ...(next ? [next.at] : [])],
    });
  };

/** From here on every number is one too high. */
const skipped =
  (kind: "heading" | "attachment"): Plant =>
  (draft, random) => {
    const rows = [...Map.groupBy(slotsOf(draft, kind), ({ piece }) => piece.slot?.key).values()].filter(({ length }) => length > 2);
    if (rows.length === 0) return null;
    const row = random.pick(rows);
    const from = random.between(1, row.length - 1);
    const up = (text: string, at: number): string =>
      text.replace(/\d+|[一二三四五六七八九十]+/, (number) => (/\d/.test(number) ? String(at + 2) : writeHanNumber(at + 2)));
    const [first, ...others] = row.slice(from);
    if (!first) return null;
    const moved = others.reduce(
      (spoilt, { at, piece }, index) =>
        changed(spoilt, { kind: `${kind}-sequence`, at, text: up(piece.text, from + 1 + index), right: null }).draft,
      draft,
    );
    return changed(moved, {
      kind: `${kind}-sequence`,
      at: first.at,
      text: up(first.piece.text, from),
      right: first.piece.text,
      also: row.slice(Math.max(0, from - 1)).map(({ at }) => at),
    });
  };

/** A mark that came along when a number was copied out of a chat or a table. */
function copied(draft: Draft, random: Random): PlantedDraft | null {
  const kinds: readonly (SlotKind | undefined)[] = ["phone", "resident-id", "credit-code", "document-number", "amount"];
  const places = piecesOf(draft, ({ slot }) => slot !== undefined && kinds.includes(slot.kind));
  if (places.length === 0) return null;
  const { at, piece } = random.pick(places);
  const [before, behind] = random.pick([
    ["\u202a", "\u202c"],
    ["\u2068", "\u2069"],
    ["", "\u200b"],
    ["\ufeff", ""],
  ] as const);
  return changed(draft, { kind: "invisible-character", at, text: before + piece.text + behind, right: piece.text });
}

const unpaired = (spoil: (found: string, random: Random) => string): Plant =>
  inProse("bracket-unpaired", /“[^“”]+”|（[^（）]{2,}）|《[^《》]+》/g, spoil);

/** One of the quotation marks about a passage of the law; a finding may point at the other one. */
const quoteLost =
  (side: -1 | 1): Plant =>
  (draft, random) => {
    const places = slotsOf(draft, "quotation");
    if (places.length === 0) return null;
    const { at, piece } = random.pick(places);
    const [line, place] = at;
    const mark = draft.paragraphs[line]?.pieces[place + side]?.text ?? "";
    const left = side === -1 ? mark.slice(0, -1) : mark.slice(1);
    const { length } = piece.text;
    return changed(withPiece(draft, [line, place + side], left), {
      kind: "bracket-unpaired",
      at,
      text: piece.text,
      span: side === -1 ? [0, 1] : [length - 1, length],
      right: side === -1 ? `“${piece.text.charAt(0)}` : `${piece.text.slice(-1)}”`,
      also: (draft.paragraphs[line]?.pieces ?? []).map((_, one) => [line, one] as const),
    });
  };

const year = (text: string): string => /〔(\d{4})〕/.exec(text)?.[1] ?? "";

export const FORM_PLANTS: readonly Plant[] = [
  inProse("punctuation-half-width", between("，"), half),
  inProse("punctuation-half-width", between("；：。"), half),
  inProse("punctuation-half-width", new RegExp(`(?<=${HAN})（${HAN}+）`, "gu"), (found) => `(${found.slice(1, -1)})`),
  inProse("punctuation-doubled", between("，、；"), (mark) => mark + mark),
  inProse("punctuation-doubled", new RegExp(`(?<=${HAN})。(?=$|${HAN})`, "gu"), (_, random) =>
    random.pick(["。。", "，。", "；。", "、。"]),
  ),
  inProse("punctuation-doubled", between("，"), (mark, random) => random.pick([`、${mark}`, `${mark}。`])),
  unpaired((found) => found.slice(1)),
  unpaired((found) => found.slice(0, -1)),
  quoteLost(-1),
  quoteLost(1),
  inSlot("bracket-unpaired", "law", ({ text }, random) => ({ text: random.chance(0.5) ? text.slice(1) : text.slice(0, -1) })),
  inProse("word-doubled", WORDS, (word) => word + word),
  inProse("word-doubled", /本院|根据|规定|不得|应当|可以|共计|合计|已经|依法|予以/g, (word) => word + word),
  inSlot("unit-doubled", "amount", ({ text }) => doubledUnit(text, text.endsWith("万元") ? "万元" : "元")),
  inSlot("unit-doubled", "total", ({ text }) => doubledUnit(text, "元")),
  inSlot("unit-doubled", "date", ({ text }, random) => doubledUnit(text, random.pick(["日", "月"]))),
  inSlot("document-number-form", "document-number", ({ text }, random) => ({
    text: text.replace(
      /〔\d{4}〕/,
      random.pick([`[${year(text)}]`, `(${year(text)})`, `（${year(text)}）`, `【${year(text)}】`, `{${year(text)}}`]),
    ),
  })),
  inSlot("document-number-form", "document-number", ({ text }) => ({ text: text.replace(/〔\d\d/, "〔") })),
  counted("heading", -1),
  counted("heading", 1),
  skipped("heading"),
  counted("attachment", -1),
  counted("attachment", 1),
  skipped("attachment"),
  without("seal"),
  without("signed-on"),
  without("addressee"),
  without("document-number"),
  inProse("invisible-character", new RegExp(`(?<=${HAN})${HAN}(?=${HAN})`, "gu"), (found, random) =>
    random.chance(0.5)
      ? `${random.pick(["\u200b", "\u2060", "\u200c"])}${found}`
      : `${found}${random.pick(["\ufeff", "\u200f", "\u202d"])}`,
  ),
  copied,
];

function doubledUnit(text: string, unit: string): { readonly text: string } | null {
  const at = text.lastIndexOf(unit);
  return at < 0 ? null : { text: text.slice(0, at) + unit + text.slice(at) };
}
