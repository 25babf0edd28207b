import type { LawArticle, LawDivision, LawFault, LawItem, LawParagraph, LawRemainder } from "@yuejian/contracts";
import { keyOfArticle } from "@yuejian/text";
import { type ArticleStart, articleOf, divisionOf, itemOf, pointOf, subitemOf } from "./headings.ts";
import type { SourceLine } from "./lines.ts";

const RANK = { annex: 0, part: 1, subpart: 2, chapter: 3, section: 4 } as const;

interface OpenItem {
  readonly number: number;
  text: string;
  readonly items: OpenItem[];
}

interface OpenParagraph {
  text: string;
  readonly items: OpenItem[];
}

interface OpenArticle extends Omit<LawArticle, "paragraphs"> {
  readonly paragraphs: OpenParagraph[];
}

export interface ReadBody {
  readonly preamble: readonly string[];
  readonly articles: readonly LawArticle[];
  readonly remainders: readonly LawRemainder[];
  readonly faults: readonly LawFault[];
}

/** Everything below the history of a text. */
export function readBody(lines: readonly SourceLine[]): ReadBody {
  return new BodyReader(lines).read();
}

class BodyReader {
  readonly #lines: readonly SourceLine[];
  readonly #articles: OpenArticle[] = [];
  readonly #faults: LawFault[] = [];
  readonly #remainders: LawRemainder[] = [];
  readonly #preamble: string[] = [];
  readonly #keys = new Map<string, number>();
  #divisions: LawDivision[] = [];
  #annexes = 0;
  #last: { number: number; sub: number; label: string } | null = null;
  #passages = 0;
  /** What the text is made of: articles 第一条, else points 一、, else passages under headings. */
  readonly #unit: "article" | "point" | "passage";

  /** No space stands behind any number. */
  readonly #isTight: boolean;

  constructor(lines: readonly SourceLine[]) {
    this.#lines = lines;
    const articles = lines.filter(({ text }) => articleOf(text)?.isSet === true).length;
    const points = lines.filter(({ text }) => pointOf(text) !== null).length;
    const loose = lines.filter(({ text }) => articleOf(text)?.isSet === false).length;
    this.#isTight = articles === 0 && loose > 1;
    this.#unit = articles > 0 || this.#isTight ? "article" : points > 1 ? "point" : "passage";
  }

  read(): ReadBody {
    let isOpenQuote = false;
    for (const line of this.#lines) {
      if (!isOpenQuote && this.#begins(line)) {
        isOpenQuote = isQuoteOpen(line.text);
        continue;
      }
      isOpenQuote = isQuoteOpen(line.text, isOpenQuote);
      this.#goOn(line);
    }
    return {
      preamble: this.#preamble,
      articles: this.#articles.map((article) => ({ ...article, paragraphs: article.paragraphs as readonly LawParagraph[] })),
      remainders: this.#remainders,
      faults: this.#faults,
    };
  }

  /** Whether the line begins something: a division, an article, an annex. */
  #begins(line: SourceLine): boolean {
    const { text, heading } = line;
    const division = divisionOf(text);
    if (division && !(heading === 0 && this.#unit === "article" && text.length > 40)) {
      this.#enter(division);
      return true;
    }
    const annex = /^附[件录表]?\s*([一二三四五六七八九十\d]{0,3})\s*[:：]?\s*(.{0,60})$/.exec(text);
    if (annex && !text.startsWith("附则") && this.#articles.length > 0 && !/[。；]$/.test(text)) {
      this.#annexes += 1;
      this.#divisions = [{ kind: "annex", number: this.#annexes, title: text }];
      this.#last = null;
      return true;
    }
    if (this.#unit === "article") {
      const start = articleOf(text);
      if (start && this.#isStart(start, heading)) {
        this.#beginArticle(line, start);
        return true;
      }
      if (heading > 0) return this.#beginHeading(line);
    } else if (this.#unit === "point") {
      const point = pointOf(text);
      if (point) {
        this.#open({ key: `p${point.number}`, label: text.slice(0, text.length - point.rest.length).trim(), line: line.line }, point.rest);
        return true;
      }
      if (heading > 0) return this.#beginHeading(line);
    } else if (heading > 0) {
      this.#enter({ kind: "section", number: this.#passages + 1, title: text });
      this.#passages += 1;
      this.#open({ key: `t${this.#passages}`, label: text, line: line.line }, "");
      return true;
    }
    return false;
  }

  #isStart(start: ArticleStart, heading: number): boolean {
    if (start.isSet) return true;
    if (heading > 0 || this.#last === null) return heading > 0 || start.number === 1;
    const { number, sub } = this.#last;
    const isNext = start.sub === 0 ? start.number === number + 1 : start.number === number && start.sub === sub + 1;
    const isLater = this.#isTight && (start.number > number || (start.number === number && start.sub > sub));
    return (isNext || isLater) && !/^(?:规定|所[称列]|第|、|和|或|至|的|之规定|关于)/.test(start.rest);
  }

  #beginHeading({ text }: SourceLine): true {
    const number = pointOf(text)?.number ?? this.#divisions.length + 1;
    if (this.#articles.length > 0 && isLikeTitle(text)) {
      this.#annexes += 1;
      this.#divisions = [{ kind: "annex", number: this.#annexes, title: text }];
      this.#last = null;
    } else this.#enter({ kind: this.#unit === "point" ? "section" : "chapter", number, title: text.replaceAll(/\s+/g, " ") });
    return true;
  }

  #enter(division: LawDivision): void {
    this.#divisions = [...this.#divisions.filter(({ kind }) => RANK[kind] < RANK[division.kind]), division];
  }

  #beginArticle({ line }: SourceLine, start: ArticleStart): void {
    const { number, sub, label } = start;
    const last = this.#last;
    if (
      last &&
      number === 1 &&
      sub === 0 &&
      last.number > 1 &&
      !this.#divisions.some(
        ({ kind }) =>
          kind === "annex" && this.#articles.at(-1)?.divisions.every((one) => one.kind !== "annex" || one.number !== this.#annexes),
      )
    ) {
      // A second text in the same file: its articles are counted anew.
      this.#annexes += 1;
      this.#divisions = [{ kind: "annex", number: this.#annexes, title: "附" }, ...this.#divisions.filter(({ kind }) => kind !== "annex")];
    } else if (last) this.#compare(last, start, line);
    this.#last = { number, sub, label };
    const heading = /^【([^】]*)】\s*/.exec(start.rest);
    const rest = heading ? start.rest.slice(heading[0].length) : start.rest;
    this.#open({ key: keyOfArticle(start), label, line, heading: heading?.[1] ?? "" }, rest);
  }

  #compare(last: { number: number; sub: number; label: string }, { number, sub, label }: ArticleStart, line: number): void {
    const order = number - last.number || sub - last.sub;
    if (order === 0) this.#faults.push({ code: "article-twice", line, parameters: { label } });
    else if (order < 0) this.#faults.push({ code: "article-out-of-order", line, parameters: { label, after: last.label } });
    else if (number > last.number + 1 || (number === last.number && sub > last.sub + 1))
      this.#faults.push({ code: "article-missing", line, parameters: { label, after: last.label } });
  }

  #open(given: { key: string; label: string; line: number; heading?: string }, text: string): void {
    const annex = this.#divisions.find(({ kind }) => kind === "annex");
    const base = annex ? `a${annex.number}:${given.key}` : given.key;
    const times = (this.#keys.get(base) ?? 0) + 1;
    this.#keys.set(base, times);
    this.#articles.push({
      key: times === 1 ? base : `${base}#${times}`,
      label: given.label,
      heading: given.heading ?? "",
      divisions: this.#divisions,
      line: given.line,
      paragraphs: text === "" ? [] : [{ text, items: [] }],
    });
  }

  #goOn({ text, line }: SourceLine): void {
    const article = this.#articles.at(-1);
    if (!article) {
      if (this.#unit === "passage") {
        this.#passages += 1;
        this.#open({ key: `t${this.#passages}`, label: "", line }, text);
      } else this.#preamble.push(text);
      return;
    }
    if (/^\|[\s|:-]*$/.test(text)) return;
    if (text.startsWith("|")) {
      const cells = text.split("|").map((cell) => cell.trim());
      article.paragraphs.push({ text: cells.filter((cell) => cell !== "").join("　"), items: [] });
      return;
    }
    // The day below a signature belongs to no article.
    if (/^\d{4}年\d{1,2}月\d{1,2}日$/.test(text) && this.#unit === "article") {
      this.#remainders.push({ line, text });
      return;
    }
    const paragraph = article.paragraphs.at(-1);
    const item = this.#unit === "passage" ? null : itemOf(text);
    if (item && paragraph) {
      paragraph.items.push({ number: item.number, text: item.rest, items: [] });
      return;
    }
    const sub = this.#unit === "passage" ? null : subitemOf(text);
    const open = paragraph?.items.at(-1);
    if (sub && open) {
      (open.items as LawItem[]).push({ number: sub.number, text: sub.rest, items: [] });
      return;
    }
    if (sub && paragraph && /[：:]$/.test(paragraph.text)) {
      paragraph.items.push({ number: sub.number, text: sub.rest, items: [] });
      return;
    }
    article.paragraphs.push({ text, items: [] });
  }
}

function isLikeTitle(text: string): boolean {
  return /(?:法|条例|规定|办法|细则|规则|议定书|协定|名单|目录|附件[一二三四五六七八九十\d]*.*)$/.test(text.replaceAll(/\s/g, ""));
}

/** A quotation that goes on into the next line: its lines begin nothing. */
function isQuoteOpen(text: string, isOpen = false): boolean {
  const [opens, closes] = [text.match(/“/g)?.length ?? 0, text.match(/”/g)?.length ?? 0];
  // Every paragraph of a long quotation opens it again and only the last closes it.
  if (isOpen) return closes === 0 || (opens > closes && text.lastIndexOf("“") > text.lastIndexOf("”"));
  return opens > closes && text.lastIndexOf("“") > text.lastIndexOf("”");
}
