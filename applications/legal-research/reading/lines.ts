/** A line of a text, whatever form it came in. */
export interface SourceLine {
  /** In the file, from 1. */
  readonly line: number;
  /** Without marks of the form and white space at its ends; never empty. */
  readonly text: string;
  /** Level of a heading, 1 to 6; 0: none is marked. */
  readonly heading: number;
}

export type TextForm = "markdown" | "html" | "text";

/** Lines of a text in one of the forms; what is only for a browser or a site generator is left out. */
export function linesOf(text: string, form: TextForm): SourceLine[] {
  if (form === "html") return htmlLines(text);
  const lines = text.replaceAll("\r\n", "\n").replaceAll("\r", "\n").split("\n");
  return form === "markdown" ? markdownLines(lines) : lines.flatMap((line, at) => lineOf(line, at + 1, 0));
}

/** Lines from paragraphs that are known already, as those of a Word file. */
export function paragraphLines(paragraphs: readonly { readonly text: string; readonly heading: number }[]): SourceLine[] {
  return paragraphs.flatMap(({ text, heading }, at) => lineOf(text, at + 1, heading));
}

function lineOf(text: string, line: number, heading: number): SourceLine[] {
  const clean = text.replaceAll(/[\u200B-\u200F\u2060\uFEFF]/g, "").trim();
  return clean === "" ? [] : [{ line, text: clean, heading }];
}

function markdownLines(lines: readonly string[]): SourceLine[] {
  const read: SourceLine[] = [];
  let at = 0;
  if (lines[0]?.trim() === "---") {
    const end = lines.findIndex((line, index) => index > 0 && line.trim().startsWith("---"));
    at = end < 0 ? 0 : end + 1;
  }
  // A page of links to texts is no text.
  const said = lines.slice(at).filter((line) => !/^\s*(?:#|$)/.test(line));
  if (said.length > 0 && said.every((line) => /^\s*(?:[-*+]\s+)?(?:\[[^\]]+\]\([^)]*\)[\s、，|]*)+$/.test(line))) return [];
  let isHidden: "style" | "script" | "<!--" | null = null;
  for (; at < lines.length; at += 1) {
    let line = lines[at] as string;
    if (isHidden !== null) {
      const end = isHidden === "<!--" ? "-->" : `</${isHidden}>`;
      if (!line.includes(end)) continue;
      line = line.slice(line.indexOf(end) + end.length);
      isHidden = null;
    }
    line = line.replaceAll(/<!--.*?-->/g, "");
    const opens = /<(style|script)\b(?!.*<\/\1>)|<!--/.exec(line);
    if (opens) {
      isHidden = (opens[1] as "style" | "script" | undefined) ?? "<!--";
      line = line.slice(0, opens.index);
    }
    const heading = /^\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$/.exec(line);
    const body = heading ? (heading[2] as string) : line.replace(/^\s{0,3}>\s?/, "");
    read.push(...lineOf(inlineMarkdown(body), at + 1, heading ? (heading[1] as string).length : 0));
  }
  return read;
}

function inlineMarkdown(text: string): string {
  if (/^\s*(?:[-*_]\s*){3,}$/.test(text)) return "";
  return text
    .replaceAll(/<\/?[a-z][^>]*>/gi, "")
    .replaceAll(/!\[[^\]]*\]\([^)]*\)/g, "")
    .replaceAll(/\[([^\]]+)\]\([^)]*\)/g, "$1")
    .replaceAll(/\*\*([^*]*)\*\*/g, "$1")
    .replaceAll(/(?<![\p{L}\d])[*_]([^*_]+)[*_](?![\p{L}\d])/gu, "$1")
    .replaceAll(/\\([*_#[\]()|~`>-])/g, "$1");
}

const BLOCK = /^(?:p|div|br|li|ul|ol|tr|table|section|article|h[1-6]|title|center|blockquote|dd|dt|hr|body|head|header|footer)$/;
const HIDDEN = new Set(["script", "style", "noscript", "template", "nav", "title"]);
const ENTITIES: Readonly<Record<string, string>> = {
  nbsp: " ",
  ensp: " ",
  emsp: "\u3000",
  lt: "<",
  gt: ">",
  amp: "&",
  quot: '"',
  apos: "'",
  ldquo: "“",
  rdquo: "”",
  lsquo: "‘",
  rsquo: "’",
  middot: "·",
  mdash: "—",
  hellip: "…",
};

function htmlLines(text: string): SourceLine[] {
  const read: SourceLine[] = [];
  let [buffer, heading, line, begun] = ["", 0, 1, 1];
  let hidden: string | null = null;
  const flush = (): void => {
    read.push(...lineOf(buffer, begun, heading));
    buffer = "";
    begun = line;
  };
  for (const [piece] of text.matchAll(/<!--[\s\S]*?(?:-->|$)|<\/?[a-zA-Z][^>]*>|[^<]+|</g)) {
    const tag = /^<(\/?)([a-zA-Z][a-zA-Z0-9]*)/.exec(piece);
    if (tag) {
      const name = (tag[2] as string).toLowerCase();
      const isEnd = tag[1] === "/";
      if (hidden !== null) {
        if (isEnd && name === hidden) hidden = null;
      } else if (HIDDEN.has(name)) {
        if (!isEnd && !piece.endsWith("/>")) hidden = name;
      } else if (BLOCK.test(name)) {
        flush();
        const level = /^h([1-6])$/.exec(name);
        heading = level && !isEnd ? Number(level[1]) : 0;
      }
    } else if (hidden === null && !piece.startsWith("<!--")) {
      if (buffer === "") begun = line + /^\s*/.exec(piece)![0].split("\n").length - 1;
      buffer += decodeEntities(piece).replaceAll(/[\r\n\t ]+/g, (run) => (/\n/.test(run) ? "" : " "));
    }
    line += piece.split("\n").length - 1;
  }
  flush();
  return read;
}

function decodeEntities(text: string): string {
  return text.replaceAll(/&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z]+));/g, (whole, decimal, hex, name) => {
    if (name !== undefined) return ENTITIES[name] ?? whole;
    const code = Number.parseInt(decimal ?? hex, decimal === undefined ? 16 : 10);
    return code > 0 && code <= 0x10_ff_ff ? String.fromCodePoint(code) : whole;
  });
}
