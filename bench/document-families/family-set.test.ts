import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { linesOf, readLaws } from "@yuejian/legal-research";
import { describe, expect, it } from "vitest";
import { shared } from "../spelling/read-material.ts";
import { draftText } from "./draft.ts";
import { alarmsPer10000, judgeKinds, judgeSlips } from "./judge.ts";
import { CHARACTER_KINDS, ERROR_KINDS, type ErrorKind } from "./kinds.ts";
import { LAW_FACTS, RANGES } from "./law-facts.ts";
import { plantedSecond, rightSecond } from "./second/set.ts";
import { plantedThird, rightThird } from "./third/set.ts";
import { complaintsOf, datesOf } from "./validate.ts";

const EACH = 8;
const PASSAGE =
  "对于犯罪情节轻微不需要判处刑罚的，可以免予刑事处罚，但是可以根据案件的不同情况，予以训诫或者责令具结悔过、赔礼道歉、赔偿损失。";
const quote = () => PASSAGE;

/** Faults that a second reckoning of the document brings to light without knowing where they were put. */
const RECKONED: readonly ErrorKind[] = [
  "resident-id-check",
  "birth-against-id",
  "sex-against-id",
  "age-at-act",
  "name-inconsistent",
  "sum-wrong",
  "amount-capitals",
  "amount-inconsistent",
  "count-wrong",
  "unit-doubled",
  "digits-grouped",
  "credit-code-check",
  "phone-length",
  "date-not-real",
  "date-order",
  "deadline-exceeded",
  "term-wrong",
  "sentence-out-of-range",
  "law-unknown",
  "article-absent",
  "paragraph-absent",
  "document-number-form",
  "heading-sequence",
  "attachment-sequence",
  "bracket-unpaired",
  "punctuation-doubled",
  "punctuation-half-width",
  "invisible-character",
  "unmasked-data",
];

/** Kinds of which a set has to hold many, and those that it has to hold. */
const SETS = [
  {
    name: "second",
    rightOf: rightSecond,
    plantedOf: plantedSecond,
    kinds: [...ERROR_KINDS, ...CHARACTER_KINDS],
    many: ["name-inconsistent", "record-mismatch", "sum-wrong", "age-at-act", "paragraph-absent", "sentence-out-of-range", "part-missing"],
  },
  {
    name: "third",
    rightOf: rightThird,
    plantedOf: plantedThird,
    kinds: ERROR_KINDS,
    many: ["name-inconsistent", "record-mismatch", "sum-wrong", "age-at-act", "amount-inconsistent", "date-order", "deadline-exceeded"],
  },
] as const;

describe.each(SETS)("the $name set of families kept apart", ({ rightOf, plantedOf, kinds, many }) => {
  const right = rightOf(EACH, quote);
  const planted = [...plantedOf(EACH, quote)];

  it("has right documents that hold when they are reckoned again", () => {
    const wrong = right.flatMap((draft) => {
      const complaints = [...complaintsOf(draft)];
      return complaints.length === 0 ? [] : [`${draft.family}: ${complaints.join()}\n${draftText(draft)}`];
    });
    expect(wrong.slice(0, 1)).toEqual([]);
  });

  it("has faults that the same reckoning brings to light", () => {
    const unnoticed = [...plantedOf(3, quote)]
      .filter(({ draft, fault: { kind } }) => RECKONED.includes(kind) && !complaintsOf(draft).has(kind))
      .map(({ draft: { family }, fault: { kind, wrong, right: meant } }) => `${family} ${kind}: ${wrong} for ${meant ?? ""}`);
    expect(unnoticed).toEqual([]);
  });

  it("holds each fault where it is said to stand", () => {
    const misplaced = planted.filter(({ draft, fault: { kind, start, end, wrong, right: meant, also } }) => {
      const text = draftText(draft);
      const isInside = [[start, end] as const, ...also].every(([from, to]) => from <= to && to <= text.length);
      if (!isInside || /NaN|undefined/.test(text)) return true;
      if (kind === "part-missing") return wrong !== "";
      return text.slice(start, end) !== wrong || (kind !== "record-mismatch" && wrong === meant);
    });
    expect(misplaced.map(({ fault }) => fault)).toEqual([]);
  });

  it("has at least 25 faults of every kind, 60 of those that were found worst, in two families or more", () => {
    const byKind = Map.groupBy(planted, ({ fault }) => fault.kind);
    for (const kind of kinds) {
      expect(byKind.get(kind)?.length ?? 0, kind).toBeGreaterThanOrEqual((many as readonly ErrorKind[]).includes(kind) ? 60 : 25);
      expect(new Set(byKind.get(kind)?.map(({ draft }) => draft.family)).size, kind).toBeGreaterThanOrEqual(2);
    }
  });

  it("tells a record that the right document agrees with", () => {
    for (const draft of right) {
      const text = draftText(draft);
      for (const { name, residentId } of draft.record.suspects) {
        expect(text).toContain(name);
        if (residentId !== null) expect(text, draft.family).toContain(residentId);
      }
      for (const charge of draft.record.charges ?? (draft.record.charge === null ? [] : [draft.record.charge]))
        expect(text).toContain(charge);
      const { acceptedOn, actOn, days } = draft.record;
      const known = { ...days, accepted: days?.accepted ?? [acceptedOn], act: days?.act ?? [actOn] };
      for (const [step, isos] of Object.entries(known)) {
        const first = datesOf(draft).find(({ key }) => key === step);
        const [iso] = isos;
        if (first && typeof iso === "string")
          expect(
            isos.map((each) => each?.split("-").map(Number).join("-")),
            `${draft.family} ${step}`,
          ).toContain(first.day?.join("-"));
      }
    }
  });

  it("masks people, numbers, plates and addresses of a document that is published", () => {
    for (const draft of right.filter(({ isForPublication }) => isForPublication)) {
      const text = draftText(draft);
      expect(text).not.toMatch(/\d{11}|湘F[A-Z]\d|村民小组|街道|[栋室]/);
      expect(text).toMatch(/某某/);
    }
  });

  it("gives other documents for other numbers and the same for the same", () => {
    expect(new Set(right.map(draftText)).size).toBe(right.length);
    expect(rightOf(1, quote).map(draftText)).toEqual(right.filter((_, at) => at % EACH === 0).map(draftText));
  });
});

describe("what the sets rely on", () => {
  const right = rightSecond(2, quote);
  const planted = [...plantedSecond(2, quote)];

  it.skipIf(!existsSync(shared("laws")))("relies on articles that the published texts have", () => {
    const folder = shared("laws/just-laws");
    const files = (readdirSync(folder, { recursive: true }) as string[]).filter((file) => file.endsWith(".md"));
    const sources = files.map((file) => ({ file, lines: linesOf(readFileSync(join(folder, file), "utf8"), "markdown") }));
    const laws = readLaws(sources).laws.map(({ text }) => text);
    for (const [name, { articles, cited }] of Object.entries(LAW_FACTS)) {
      const law = laws.find((each) => each.name.replace("中华人民共和国", "") === name.replace("中华人民共和国", ""));
      const plain = law?.articles.filter(({ label }) => /^第[^之]+条$/.test(label)) ?? [];
      expect(plain.length, name).toBe(articles);
      for (const [label, { paragraphs, items = {} }] of Object.entries(cited)) {
        const article = law?.articles.find((each) => each.label === label);
        expect(article?.paragraphs.length, `${name} ${label}`).toBe(paragraphs);
        for (const [paragraph, count] of Object.entries(items))
          expect(article?.paragraphs[Number(paragraph) - 1]?.items.length, `${name} ${label}`).toBe(count);
      }
    }
    for (const { article } of Object.values(RANGES))
      expect(LAW_FACTS["中华人民共和国刑法"]?.cited[article.replace(/第.款$/, "")]).toBeDefined();
  });

  it("is judged by figures alone: no rules find nothing and charge nothing", async () => {
    const drafts = { right: right.slice(0, 10), planted: planted.slice(0, 200) };
    const quality = judgeKinds(drafts, { check: () => [], kindOf: () => null });
    expect(quality["sum-wrong"]).toMatchObject({ found: 0, recall: 0, falseAlarms: 0, precision: null });
    expect(alarmsPer10000(drafts.right, () => []).per10000).toBe(0);
    const slips = await judgeSlips(drafts, async () => []);
    expect(slips.kinds["character-missing"]).toMatchObject({ found: 0, touched: 0, falseAlarms: 0 });
  });

  it("counts a slip that a rule names, one that another statistical rule touches, and what a right document is charged with", async () => {
    const [slip] = planted.filter(({ fault }) => fault.kind === "character-missing");
    if (!slip) throw new Error("no slip was planted");
    const finding = { severity: "hint", text: "x", suggestion: null, reason: { zh: "", en: "" }, source: null } as const;
    const { start, end } = slip.fault;
    const judged = await judgeSlips({ right: right.slice(0, 1), planted: [slip] }, async (draft) =>
      draft === slip.draft
        ? [{ ...finding, rule: "character-missing", start, end }]
        : [{ ...finding, rule: "another", probability: 0.9, start: 0, end: 1 }],
    );
    expect(judged.kinds["character-missing"]).toMatchObject({ planted: 1, found: 1, touched: 1, falseAlarms: 0, precision: 1 });
    expect(judged.per10000).toBeCloseTo(10_000 / draftText(right[0] as (typeof right)[number]).length, 3);
  });
});
