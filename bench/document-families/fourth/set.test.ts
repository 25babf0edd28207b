import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { linesOf, readLaws } from "@yuejian/legal-research";
import { describe, expect, it } from "vitest";
import { shared } from "../../spelling/read-material.ts";
import { draftText } from "../draft.ts";
import { ERROR_KINDS, type ErrorKind } from "../kinds.ts";
import { isMisplaced, summaryOf } from "../placed-faults.ts";
import { slotsOf } from "../plant.ts";
import { FACTS } from "./law-facts.ts";
import { plantedFourth, rightFourth } from "./set.ts";
import { complaintsOf, dayNumber } from "./validate.ts";

const EACH = 8;
const PASSAGE =
  "经营者接待客人时，应当询问身份关系和联系方式；发现有违法犯罪嫌疑的，应当立即向公安机关报告，并及时联系其父母或者其他监护人。";
const quote = () => PASSAGE;
const right = rightFourth(EACH, quote);
const planted = [...plantedFourth(EACH, quote)];

/** Kinds that no reckoning of the text brings to light: what the words mean, what the law says word for word, what the record knows. */
const OF_WORDS: readonly ErrorKind[] = [
  "wording-outdated",
  "wording-confused",
  "role-before-indictment",
  "quotation-altered",
  "record-mismatch",
];

describe("the fourth set of families", () => {
  it("has right documents that hold when they are reckoned again", () => {
    const wrong = right.filter((draft) => complaintsOf(draft).size > 0);
    expect(wrong.map((draft) => `${draft.family}: ${[...complaintsOf(draft)].join()}`)).toEqual([]);
  });

  it("has faults that the same reckoning brings to light", () => {
    const unnoticed = [...plantedFourth(3, quote)].filter(
      ({ draft, fault: { kind } }) => !OF_WORDS.includes(kind) && !complaintsOf(draft).has(kind),
    );
    expect(unnoticed.map(summaryOf)).toEqual([]);
  });

  it("changes the words, the quotation or the record where the fault is one of them", () => {
    const texts = new Set(right.map(draftText));
    for (const each of planted.filter(({ fault: { kind } }) => OF_WORDS.includes(kind)))
      expect(texts.has(draftText(each.draft)), summaryOf(each)).toBe(each.fault.kind === "record-mismatch");
    const records = new Map(right.map((draft) => [draftText(draft), JSON.stringify(draft.record)]));
    for (const { draft, fault } of planted)
      if (fault.kind === "record-mismatch") expect(JSON.stringify(draft.record)).not.toBe(records.get(draftText(draft)));
  });

  it("holds each fault where it is said to stand", () => {
    const misplaced = planted.filter(isMisplaced);
    expect(misplaced.map(summaryOf)).toEqual([]);
  });

  it("has at least 30 faults of every kind, in two families or more", () => {
    const kinds = Map.groupBy(planted, ({ fault }) => fault.kind);
    for (const kind of ERROR_KINDS) {
      expect(kinds.get(kind)?.length ?? 0, kind).toBeGreaterThanOrEqual(30);
      expect(new Set(kinds.get(kind)?.map(({ draft }) => draft.family)).size, kind).toBeGreaterThanOrEqual(2);
    }
  });

  it("tells a record that the right document agrees with", () => {
    for (const draft of right) {
      const { suspects, charge, amount, days = {} } = draft.record;
      for (const { name, residentId } of suspects) {
        const key = slotsOf(draft, "name", ({ text }) => text === name)[0]?.piece.slot?.key;
        expect(key, draft.family).toBeDefined();
        for (const { piece } of slotsOf(draft, "resident-id", ({ slot }) => slot?.key === key)) expect(piece.text).toBe(residentId);
      }
      if (charge !== null) expect(draftText(draft)).toContain(charge);
      if (amount !== null)
        expect([...slotsOf(draft, "amount"), ...slotsOf(draft, "total")].map(({ piece }) => piece.slot?.value)).toContain(amount);
      for (const [key, isos] of Object.entries(days))
        for (const { piece } of slotsOf(draft, "date", ({ text, slot }) => slot?.key === key && !text.startsWith("同")))
          expect(
            isos.map((iso) => Number(iso.replaceAll("-", ""))),
            draft.family,
          ).toContain(dayNumber(piece.text));
    }
  });

  it("masks people, numbers, plates and addresses of a document that is published", () => {
    for (const draft of right.filter(({ isForPublication }) => isForPublication)) {
      expect(draftText(draft)).not.toMatch(/\d{11}|湘Z·\d|\d组/);
      expect(draftText(draft)).toMatch(/某某/);
    }
  });

  it("gives other documents for other numbers and the same for the same", () => {
    expect(new Set(right.map(draftText)).size).toBe(right.length);
    expect(rightFourth(1, quote).map(draftText)).toEqual(right.filter((_, at) => at % EACH === 0).map(draftText));
  });

  it.skipIf(!existsSync(shared("laws")))("relies on articles that the published texts have", () => {
    const folder = shared("laws/just-laws");
    const files = (readdirSync(folder, { recursive: true }) as string[]).filter((file) => file.endsWith(".md"));
    const { laws } = readLaws(files.map((file) => ({ file, lines: linesOf(readFileSync(join(folder, file), "utf8"), "markdown") })));
    for (const draft of right)
      for (const { piece } of slotsOf(draft, "law")) {
        const key = piece.slot?.key ?? "";
        const law = laws
          .map(({ text }) => text)
          .find(({ name }) => name.replace("中华人民共和国", "") === key.replace("中华人民共和国", ""));
        for (const [label, { paragraphs, items = {} }] of Object.entries(FACTS[key]?.cited ?? {})) {
          const article = law?.articles.find((each) => each.label === label);
          expect(article?.paragraphs.length, `${key} ${label}`).toBe(paragraphs);
          for (const [paragraph, count] of Object.entries(items))
            expect(article?.paragraphs[Number(paragraph) - 1]?.items.length).toBe(count);
        }
      }
  });
});
