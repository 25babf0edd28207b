import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { linesOf, readLaws } from "@yuejian/legal-research";
import { describe, expect, it } from "vitest";
import { shared } from "../../spelling/read-material.ts";
import { draftText, piecesOf } from "../draft.ts";
import { EIGHTH_HANDS } from "../eighth/set.ts";
import { ERROR_KINDS } from "../kinds.ts";
import { isMisplaced, summaryOf } from "../placed-faults.ts";
import { OPEN_SETS } from "../sets.ts";
import { SEVENTH } from "../seventh/set.ts";
import { told } from "./faults.ts";
import { CITED } from "./law.ts";
import { sentencesOf, wrongIn } from "./reckon.ts";

const EACH = 8;
const quote = () => "人民检察院依照法律规定独立行使检察权，不受行政机关、社会团体和个人的干涉，办案人员对案件质量负责。";

/** `least`: how many faults of each kind, and in how many families. */
const SETS = [
  { name: "seventh", set: SEVENTH, least: { faults: 80, families: 4 } },
  ...EIGHTH_HANDS.map(({ hand, set }) => ({
    name: `eighth, hand ${hand}`,
    set,
    least: { faults: 40, families: 3 },
  })),
];

describe.each(SETS)("the set $name of families whose slips are marked", ({ name, set, least }) => {
  const right = set.right(EACH);
  const planted = [...set.planted(EACH, null)];

  it("has right documents that hold when they are reckoned again", () => {
    const wrong = right.flatMap((draft) => [...wrongIn(draft)].map((what) => `${draft.family}: ${what}`));
    expect(wrong).toEqual([]);
  });

  it("holds each fault where it is said to stand", () => {
    expect(planted.filter(isMisplaced).map(summaryOf)).toEqual([]);
  });

  it("differs from the right document at the fault alone", () => {
    const texts = new Set(right.map(draftText));
    const others = planted.filter(({ draft, fault: { kind, start, end, right: meant } }) => {
      const text = draftText(draft);
      if (kind === "record-mismatch") return !texts.has(text);
      if (["part-missing", "sum-wrong", "deadline-exceeded"].includes(kind)) return texts.has(text);
      return !texts.has(text.slice(0, start) + (meant ?? "") + text.slice(end));
    });
    expect(others.map(summaryOf)).toEqual([]);
  });

  it.each(ERROR_KINDS)("has so many faults of the kind %s in so many families", (kind) => {
    const own = planted.filter(({ fault }) => fault.kind === kind);
    expect(own.length).toBeGreaterThanOrEqual(least.faults);
    expect(new Set(own.map(({ draft }) => draft.family)).size).toBeGreaterThanOrEqual(least.families);
  });

  it("says nothing that another set says", () => {
    // Short passages say what the law has all papers say.
    const sets = [...OPEN_SETS].filter(([other]) => other !== "tellings" && !name.startsWith(other.split("-")[0] ?? ""));
    const others = new Set(sets.flatMap(([, set]) => set.right(2, quote).flatMap(sentencesOf)));
    const same = new Set(right.flatMap(sentencesOf).filter((sentence) => others.has(sentence)));
    expect([...same]).toEqual([]);
  });

  it("gives other documents for other numbers, and the same for the same", () => {
    expect(new Set(right.map(draftText)).size).toBe(right.length);
    expect(set.right(1).map(draftText)).toEqual(right.filter((_, at) => at % EACH === 0).map(draftText));
  });

  it("masks who is told of in a published document", () => {
    for (const draft of right.filter(({ isForPublication }) => isForPublication)) expect(draftText(draft)).not.toMatch(/\d{11}|湘F[A-Z]\d/);
  });

  it.skipIf(!existsSync(shared("laws")))("cites articles, paragraphs and words that the published laws have", () => {
    const folder = shared("laws/just-laws");
    const files = (readdirSync(folder, { recursive: true }) as string[]).filter((file) => file.endsWith(".md"));
    const laws = readLaws(files.map((file) => ({ file, lines: linesOf(readFileSync(join(folder, file), "utf8"), "markdown") }))).laws;
    const articles = (name: string) => laws.find(({ text }) => text.name.replace("中华人民共和国", "") === name)?.text.articles ?? [];
    for (const [name, { last, paragraphs }] of Object.entries(CITED)) {
      expect(articles(name).filter(({ label }) => /^第[^之]+条$/.test(label)).length, name).toBe(last);
      for (const [label, count] of Object.entries(paragraphs))
        expect(articles(name).find((one) => one.label === label)?.paragraphs.length, `${name}${label}`).toBe(count);
    }
    const plain = Object.keys(CITED)
      .flatMap((name) => articles(name))
      .flatMap(({ paragraphs }) => paragraphs.map(({ text }) => text));
    for (const draft of right) {
      for (const { piece } of told(draft, "quotation"))
        expect(
          plain.some((text) => text.includes(piece.text)),
          piece.text,
        ).toBe(true);
      for (const { piece } of piecesOf(
        draft,
        ({ slot }) => slot?.kind === "law" || slot?.kind === "article" || slot?.kind === "paragraph",
      )) {
        const law = (piece.slot?.key.split(" ")[0] ?? "").replace("中华人民共和国", "");
        const article = /第[一二三四五六七八九十百千零]+条(?:之[一二三四五])?/.exec(piece.text)?.[0];
        expect(CITED[law], law).toBeDefined();
        if (article) expect(CITED[law]?.paragraphs[article], `${law}${article}`).toBeDefined();
      }
    }
  });
});
