import type { InformationBlock } from "./information-block.ts";
import type { StoryParagraph } from "./story.ts";

interface Tables {
  readonly table: Uint8Array;
  readonly places: InformationBlock["places"];
}

/** Paragraphs between two characters of a part of the text, counted from its beginning. */
type ReadPart = (from: number, to: number) => StoryParagraph[];
/** Paragraphs by the character of the main text at which they hang. */
export type ByAnchor = readonly (readonly [anchor: number, paragraphs: readonly StoryParagraph[]])[];

const SHAPE = 26;
const BOX = 22;
const BOX_SHAPE = 14;
/** Texts between the notes and the main text come first, then six for each section. */
const SEPARATORS = 6;
/** Page numbers and their lines are no text. */
const PAGE_NUMBER = /[\s\p{P}\p{S}0-9０-９第共页]/gu;

/** Numbers of a table of places, with what stands behind them. */
function placesIn({ table, places }: Tables, name: keyof InformationBlock["places"], size: number) {
  const { at, length } = places[name];
  if (length < 4 || at + length > table.length) return { places: [], rest: new DataView(new ArrayBuffer(0)) };
  const view = new DataView(table.buffer, table.byteOffset + at, length);
  const count = Math.floor((length - 4) / (4 + size));
  return {
    places: Array.from({ length: count + 1 }, (_, each) => view.getUint32(each * 4, true)),
    rest: new DataView(table.buffer, table.byteOffset + at + (count + 1) * 4, count * size),
  };
}

/** Stretches of a part of the text that follow one another; of those that overlap, which no program writes, the first. */
function stretchesOf(places: readonly number[]): (readonly [from: number, to: number] | null)[] {
  let done = 0;
  return places.slice(0, -1).map((from, at) => {
    const to = places[at + 1] as number;
    if (from < done || to < from) return null;
    done = to;
    return [from, to];
  });
}

/** Notes by the character that refers to them. */
export function notesByMark(tables: Tables, kind: "footnote" | "endnote", read: ReadPart): ByAnchor {
  const marks = placesIn(tables, `${kind}Marks`, 2).places.slice(0, -1);
  const texts = stretchesOf(placesIn(tables, `${kind}Texts`, 0).places);
  return marks.flatMap((mark, at) => {
    const paragraphs = read(...(texts[at] ?? NOWHERE)).map((paragraph) => ({ ...paragraph, text: paragraph.text.trimStart() }));
    return [[mark, paragraphs.filter(isSaid)] as const];
  });
}

/** Text boxes by the character at which their shape hangs. */
export function boxesByAnchor(tables: Tables, read: ReadPart): ByAnchor {
  const shapes = placesIn(tables, "shapes", SHAPE);
  const anchors = new Map(shapes.places.slice(0, -1).map((anchor, at) => [shapes.rest.getUint32(at * SHAPE, true), anchor]));
  const boxes = placesIn(tables, "boxTexts", BOX);
  return stretchesOf(boxes.places).flatMap((stretch, at) => {
    const anchor = anchors.get(boxes.rest.getUint32(at * BOX + BOX_SHAPE, true));
    return anchor === undefined ? [] : [[anchor, read(...(stretch ?? NOWHERE)).filter(isSaid)] as const];
  });
}

/** Headers and footers, each once; not those that number the page or repeat the text. */
export function headerLines(tables: Tables, body: readonly StoryParagraph[], read: ReadPart): StoryParagraph[] {
  const texts = placesIn(tables, "headerTexts", 0).places.slice(SEPARATORS);
  const told = new Set(body.map(({ text }) => text.trim()));
  return stretchesOf(texts).flatMap((stretch) =>
    read(...(stretch ?? NOWHERE)).filter(({ text }) => {
      const line = text.trim();
      if (told.has(line) || line.replaceAll(PAGE_NUMBER, "") === "") return false;
      told.add(line);
      return true;
    }),
  );
}

const NOWHERE = [0, 0] as const;
const isSaid = ({ text }: StoryParagraph): boolean => text.trim() !== "";
