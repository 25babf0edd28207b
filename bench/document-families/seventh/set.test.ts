import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { creditCodeCheckCharacter, dayFromIso, isRealDate, residentIdCheckCharacter } from "@yuejian/identifiers";
import { linesOf, readLaws } from "@yuejian/legal-research";
import { describe, expect, it } from "vitest";
import { capitals } from "../../../demo/formats.ts";
import { shared } from "../../spelling/read-material.ts";
import { type Draft, draftText, type Piece, piecesOf } from "../draft.ts";
import { later, monthsOn, yearsOn } from "../forms.ts";
import { ERROR_KINDS } from "../kinds.ts";
import { isMisplaced, summaryOf } from "../placed-faults.ts";
import { OPEN_SETS } from "../sets.ts";
import { told } from "./faults.ts";
import { CITED } from "./law.ts";
import { plantedSeventh, rightSeventh } from "./set.ts";

const EACH = 8;
const quote = () => "人民检察院依照法律规定独立行使检察权，不受行政机关、社会团体和个人的干涉，办案人员对案件质量负责。";
const right = rightSeventh(EACH);
const planted = [...plantedSeventh(EACH, null)];

/** What does not hold in a right document, reckoned from its slots. */
function* wrongIn(draft: Draft): Generator<string> {
  const text = draftText(draft);
  if (/undefined|NaN|\[object|[，。；：、]{2}|《《|\p{Cf}/u.test(text)) yield "text";
  for (const { piece, key } of told(draft, "resident-id")) {
    const id = draft.isForPublication ? String(piece.slot?.value) : piece.text;
    if (residentIdCheckCharacter(id.slice(0, 17)) !== id.charAt(17)) yield `id ${id}`;
    for (const born of told(draft, "birth").filter((one) => one.key === key))
      if (String(born.value).replaceAll("-", "") !== id.slice(6, 14)) yield `birth ${id}`;
    for (const sex of told(draft, "sex").filter((one) => one.key === key))
      if ((Number(id.charAt(16)) % 2 === 1) !== (sex.piece.text === "男")) yield `sex ${id}`;
  }
  for (const { piece } of told(draft, "credit-code"))
    if (creditCodeCheckCharacter(piece.text.slice(0, 17)) !== piece.text.charAt(17)) yield `code ${piece.text}`;
  for (const { key, piece } of told(draft, "age")) {
    const [who = "", act = "act"] = key.split("@");
    const [born] = told(draft, "birth").filter((one) => one.key === who);
    const [on] = told(draft, "date").filter((one) => one.key === act);
    if (!born || !on || String(yearsOn(String(born.value), String(on.value))) !== piece.text) yield `age ${key}`;
  }
  const amounts = new Map<string, number>();
  for (const { key, value } of told(draft, "amount", "total")) {
    if (amounts.has(key) && amounts.get(key) !== value) yield `amount ${key}`;
    amounts.set(key, Number(value));
  }
  for (const { key, piece } of told(draft, "capitals")) if (capitals(amounts.get(key) ?? 0) !== piece.text) yield `capitals ${key}`;
  for (const { whole, parts, less = [] } of draft.sums ?? []) {
    const of = (keys: readonly string[]): number => keys.reduce((sum, key) => sum + (amounts.get(key) ?? Number.NaN), 0);
    if (Math.abs(of(parts) - of(less) - (amounts.get(whole) ?? 0)) > 1e-6) yield `sum ${whole}`;
  }
  const days = new Map(told(draft, "signed-on", "date").map(({ key, value }) => [key, String(value)]));
  for (const [key, iso] of days) if (!isRealDate(iso)) yield `day ${key}`;
  const steps = (draft.order ?? []).map((key) => days.get(key) ?? `no ${key}`);
  if (steps.some((step, at) => at > 0 && step < (steps[at - 1] ?? "")) || steps.some((step) => step.startsWith("no")))
    yield `order ${steps.join()}`;
  for (const { from, to, days: most } of draft.deadlines ?? [])
    if (!(dayFromIso(days.get(to) ?? "") - dayFromIso(days.get(from) ?? "") <= most)) yield `deadline ${to}`;
  for (const { key, piece, value } of told(draft, "term").filter((one) => one.piece.text.startsWith("自"))) {
    const [from = "", to = ""] = [...piece.text.matchAll(/(\d+)年(\d+)月(\d+)日/g)].map((day) =>
      day
        .slice(1)
        .map((part) => part.padStart(2, "0"))
        .join("-"),
    );
    const isDays = told(draft, "term").some((one) => one.key === `${key}#length` && !/[年月]/.test(one.piece.text));
    if (to !== (isDays ? later(from, Number(value) - 1) : later(monthsOn(from, Number(value)), -1))) yield `term ${piece.text}`;
  }
  for (const same of Map.groupBy(told(draft, "name", "organisation"), ({ key }) => key).values())
    if (new Set(same.map(({ piece }) => piece.text)).size > 1) yield `name ${same[0]?.piece.text}`;
}

/** Sentences of a document without what its slots say. */
const sentencesOf = (draft: Draft): string[] =>
  draft.paragraphs
    .filter(({ style }) => style !== "title")
    .flatMap(({ pieces }) =>
      pieces
        .map((piece: Piece) => (piece.slot ? "□" : piece.text))
        .join("")
        .split(/[。；]/),
    )
    .filter((sentence) => sentence.replaceAll(/[□\P{Script=Han}]/gu, "").length >= 12);

describe("the seventh set of families kept apart", () => {
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

  it.each(ERROR_KINDS)("has eighty faults of the kind %s in four families", (kind) => {
    const own = planted.filter(({ fault }) => fault.kind === kind);
    expect(own.length).toBeGreaterThanOrEqual(80);
    expect(new Set(own.map(({ draft }) => draft.family)).size).toBeGreaterThanOrEqual(4);
  });

  it("says nothing that another set says", () => {
    const sets = [...OPEN_SETS].filter(([name]) => name !== "seventh");
    const others = new Set(sets.flatMap(([, set]) => set.right(2, quote).flatMap(sentencesOf)));
    const same = new Set(right.flatMap(sentencesOf).filter((sentence) => others.has(sentence)));
    expect([...same]).toEqual([]);
  });

  it("gives other documents for other numbers, and the same for the same", () => {
    expect(new Set(right.map(draftText)).size).toBe(right.length);
    expect(rightSeventh(1).map(draftText)).toEqual(right.filter((_, at) => at % EACH === 0).map(draftText));
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
