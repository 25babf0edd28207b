import type { DocumentFormat, DocumentSection, ParagraphFormat } from "@yuejian/contracts";
import { strFromU8 } from "fflate";
import { drawnIn } from "./drawn-shapes.ts";
import { parseXml } from "./parse-xml.ts";
import type { WordParts } from "./unpack-word.ts";
import type { WordText, WordTextParagraph } from "./word-text.ts";

/** What a run or a style says of its characters; undefined: nothing. */
interface Look {
  readonly font?: string | undefined;
  readonly points?: number | undefined;
  readonly alignment?: string | undefined;
  readonly linePoints?: number | undefined;
  readonly color?: string | undefined;
  readonly lineAbove?: string | undefined;
  readonly lineBelow?: string | undefined;
}

interface Style extends Look {
  readonly basedOn: string | undefined;
}

const TWIPS_PER_MILLIMETRE = 1440 / 25.4;
const TWIPS_PER_POINT = 20;
/** Styles that are based on each other; more is a circle. */
const DEEPEST = 12;

/** Pages, fonts and sizes of a Word file as it names them, by its runs, styles and defaults. DOCUMENT_UNREADABLE */
export function wordFormat(file: string, { members, main }: WordParts, { xml, paragraphs }: WordText): DocumentFormat {
  const folder = main.slice(0, main.lastIndexOf("/") + 1);
  const textOf = (name: string): string | null => (members[name] ? strFromU8(members[name]) : null);
  const theme = themeFonts(textOf(`${folder}theme/theme1.xml`) ?? "");
  const styles = readStyles(file, textOf(`${folder}styles.xml`), theme);
  return {
    sections: sectionsIn(xml),
    paragraphs: paragraphs.map((paragraph) => ({ ...formatOf(paragraph, styles, theme), drawn: drawnIn(xml, paragraph) })),
    hasHeader: Object.keys(members).some((name) => /\/header\d*\.xml$/.test(name) && SHOWS.test(textOf(name) ?? "")),
    hasPageNumber: Object.keys(members).some(
      (name) =>
        /\/(?:footer|header)\d*\.xml$/.test(name) && /instrText[^>]*>[^<]*\bPAGE\b|instr="[^"]*\bPAGE\b|pgNum\b/.test(textOf(name) ?? ""),
    ),
  };
}

/** Characters other than those of a page number, or something that is drawn. */
const SHOWS = /<(?:\w+:)?t(?:\s[^>]*)?>[^<]*[\p{L}][^<]*<|<(?:\w+:)?(?:drawing|pict)\b/u;

const attribute = (tag: string | undefined, name: string): string | undefined =>
  tag === undefined ? undefined : new RegExp(`[\\s:]${name}="([^"]*)"`).exec(tag)?.[1];
const element = (xml: string, name: string): string | undefined => new RegExp(`<(?:\\w+:)?${name}(?:\\s[^>]*)?>`).exec(xml)?.[0];
const numberOf = (value: string | undefined): number | undefined =>
  value !== undefined && Number.isFinite(Number(value)) ? Number(value) : undefined;

function sectionsIn(xml: string): DocumentSection[] {
  return [...xml.matchAll(/<(?:\w+:)?sectPr\b[\s\S]*?<\/(?:\w+:)?sectPr>/g)].map(([section]) => {
    const [size, margin, grid] = [element(section, "pgSz"), element(section, "pgMar"), element(section, "docGrid")];
    const millimetres = (tag: string | undefined, name: string): number | null => {
      const twips = numberOf(attribute(tag, name));
      return twips === undefined ? null : twips / TWIPS_PER_MILLIMETRE;
    };
    const isGrid = /lines/i.test(attribute(grid, "type") ?? "");
    return {
      width: millimetres(size, "w"),
      height: millimetres(size, "h"),
      top: millimetres(margin, "top"),
      bottom: millimetres(margin, "bottom"),
      left: millimetres(margin, "left"),
      right: millimetres(margin, "right"),
      linePitch: isGrid ? millimetres(grid, "linePitch") : null,
    };
  });
}

/** Font for Chinese text of headings and of the body. */
function themeFonts(theme: string): ReadonlyMap<string, string> {
  const fonts = new Map<string, string>();
  for (const kind of ["major", "minor"]) {
    const part = new RegExp(`<a:${kind}Font>([\\s\\S]*?)</a:${kind}Font>`).exec(theme)?.[1] ?? "";
    const font = /<a:ea[^>]*typeface="([^"]+)"/.exec(part)?.[1] ?? /<a:font script="Hans" typeface="([^"]+)"/.exec(part)?.[1];
    if (font !== undefined) fonts.set(`${kind}EastAsia`, font);
  }
  return fonts;
}

/** What `rPr` and `pPr` say. */
function lookOf(properties: string, theme: ReadonlyMap<string, string>): Look {
  const fonts = element(properties, "rFonts");
  const halves = numberOf(attribute(element(properties, "sz"), "val"));
  const spacing = element(properties, "spacing");
  const line = attribute(spacing, "lineRule") === "exact" ? numberOf(attribute(spacing, "line")) : undefined;
  return {
    font: theme.get(attribute(fonts, "eastAsiaTheme") ?? "") ?? attribute(fonts, "eastAsia"),
    points: halves === undefined ? undefined : halves / 2,
    alignment: attribute(element(properties, "jc"), "val"),
    linePoints: line === undefined ? undefined : line / TWIPS_PER_POINT,
    color: colorOf(attribute(element(properties, "color"), "val")),
    lineAbove: borderOf(properties, "top"),
    lineBelow: borderOf(properties, "bottom"),
  };
}

/** `auto` is black on paper. */
const colorOf = (value: string | undefined): string | undefined =>
  value === undefined ? undefined : /^[0-9a-f]{6}$/i.test(value) ? value.toUpperCase() : "000000";

function borderOf(properties: string, side: "top" | "bottom"): string | undefined {
  const borders = /<(?:\w+:)?pBdr\b[\s\S]*?<\/(?:\w+:)?pBdr>/.exec(properties)?.[0];
  const tag = borders === undefined ? undefined : element(borders, side);
  if (tag === undefined) return undefined;
  return /^(?:none|nil)$/.test(attribute(tag, "val") ?? "") ? NO_LINE : (colorOf(attribute(tag, "color")) ?? "000000");
}
/** A border that is taken away from what the style has. */
const NO_LINE = "";

interface Styles {
  readonly byId: ReadonlyMap<string, Style>;
  readonly usual: string | undefined;
  readonly defaults: Look;
}

function readStyles(file: string, xml: string | null, theme: ReadonlyMap<string, string>): Styles {
  const byId = new Map<string, Style>();
  if (xml === null) return { byId, usual: undefined, defaults: {} };
  let usual: string | undefined;
  let open: { id: string; start: number } | null = null;
  let defaults: Look = {};
  let defaultsAt = -1;
  parseXml(file, xml, {
    open(name, attributes, { start }) {
      if (name === "docDefaults") defaultsAt = start;
      if (name !== "style") return;
      open = { id: attributes["styleId"] ?? "", start };
      if (attributes["type"] === "paragraph" && /^(?:1|true|on)$/.test(attributes["default"] ?? "")) usual = open.id;
    },
    close(name, { end }) {
      if (name === "docDefaults" && defaultsAt >= 0) defaults = lookOf(xml.slice(defaultsAt, end), theme);
      if (name !== "style" || !open) return;
      const written = xml.slice(open.start, end);
      byId.set(open.id, { ...lookOf(written, theme), basedOn: attribute(element(written, "basedOn"), "val") });
      open = null;
    },
    text() {},
  });
  return { byId, usual, defaults };
}

/** What is said first: by the nearest. */
const merged = (looks: readonly Look[]): Look => ({
  font: looks.find(({ font }) => font !== undefined)?.font,
  points: looks.find(({ points }) => points !== undefined)?.points,
  alignment: looks.find(({ alignment }) => alignment !== undefined)?.alignment,
  linePoints: looks.find(({ linePoints }) => linePoints !== undefined)?.linePoints,
  color: looks.find(({ color }) => color !== undefined)?.color,
  lineAbove: looks.find(({ lineAbove }) => lineAbove !== undefined)?.lineAbove,
  lineBelow: looks.find(({ lineBelow }) => lineBelow !== undefined)?.lineBelow,
});

function styleLook({ byId, usual, defaults }: Styles, id: string | undefined): Look {
  const looks: Look[] = [];
  let style = byId.get(id ?? usual ?? "") ?? byId.get(usual ?? "");
  for (let depth = 0; style && depth < DEEPEST; depth += 1) {
    looks.push(style);
    style = style.basedOn === undefined ? undefined : byId.get(style.basedOn);
  }
  return merged([...looks, defaults]);
}

function formatOf(
  { properties, runs, isInTable }: WordTextParagraph,
  styles: Styles,
  theme: ReadonlyMap<string, string>,
): Omit<ParagraphFormat, "drawn"> {
  // The mark of the paragraph has properties of its own, which are not those of its text.
  const own = properties.replace(/<(?:\w+:)?rPr\b[\s\S]*?<\/(?:\w+:)?rPr>/, "");
  const paragraph = styleLook(styles, attribute(element(own, "pStyle"), "val"));
  const { alignment, linePoints, lineAbove, lineBelow } = merged([lookOf(own, theme), paragraph]);
  const [fonts, colors] = [new Map<string, Counted<Look>>(), new Map<string, Counted<string | undefined>>()];
  for (const { properties: run, children } of runs) {
    const style = attribute(element(run, "rStyle"), "val");
    const look = merged([lookOf(run, theme), ...(style === undefined ? [] : [styles.byId.get(style) ?? {}]), paragraph]);
    const length = children.reduce((sum, { kind, from, to }) => sum + (kind === "text" ? to - from : 0), 0);
    count(fonts, `${look.font} ${look.points}`, { of: look, length });
    count(colors, `${look.color}`, { of: look.color, length });
  }
  const { font = null, points = null } = mostOf(fonts) ?? paragraph;
  const color = (colors.size === 0 ? paragraph.color : mostOf(colors)) ?? null;
  return {
    font,
    points,
    alignment: alignment ?? null,
    linePoints: linePoints ?? null,
    isInTable,
    color,
    lineAbove: lineAbove || null,
    lineBelow: lineBelow || null,
  };
}

interface Counted<Of> {
  readonly of: Of;
  readonly length: number;
}

const count = <Of>(counts: Map<string, Counted<Of>>, key: string, { of, length }: Counted<Of>): void =>
  void counts.set(key, { of, length: (counts.get(key)?.length ?? 0) + length });
const mostOf = <Of>(counts: ReadonlyMap<string, Counted<Of>>): Of | undefined =>
  [...counts.values()].toSorted((one, other) => other.length - one.length)[0]?.of;
