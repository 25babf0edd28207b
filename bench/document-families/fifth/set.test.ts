import { describe, expect, it } from "vitest";
import { draftText } from "../draft.ts";
import type { ErrorKind } from "../kinds.ts";
import { isMisplaced, summaryOf } from "../placed-faults.ts";
import { slotsOf } from "../plant.ts";
import { complaintsOf, datesOf } from "../validate.ts";
import { plantedFifth, rightFifth } from "./set.ts";

const EACH = 8;
const PASSAGE = "单位和个人应当在三十日内如实申报，不得隐瞒、拒绝、拖延或者伪造材料；不按期申报的，责令限期改正，可以并处罚款。";
const quote = () => PASSAGE;
const right = rightFifth(EACH, quote);
const planted = [...plantedFifth(EACH, quote)];

/** Kinds that no reckoning of the text brings to light: what the words mean, what the law says word for word, what the record knows, what a kind of document has to have. */
const OF_WORDS: readonly ErrorKind[] = [
  "wording-outdated",
  "wording-confused",
  "role-before-indictment",
  "quotation-altered",
  "record-mismatch",
  "charge-inconsistent",
  "word-doubled",
  "unit-doubled",
  "part-missing",
];

/** Kinds that the set is written for. */
const MANY: readonly ErrorKind[] = [
  "name-inconsistent",
  "count-wrong",
  "sum-wrong",
  "amount-inconsistent",
  "amount-capitals",
  "term-wrong",
  "date-order",
  "deadline-exceeded",
  "age-at-act",
  "charge-inconsistent",
  "quotation-altered",
  "role-before-indictment",
  "record-mismatch",
  "wording-outdated",
  "wording-confused",
  "part-missing",
  "sentence-out-of-range",
  "birth-against-id",
  "punctuation-half-width",
  "punctuation-doubled",
  "bracket-unpaired",
];

describe("the fifth set of families", () => {
  it("has right documents that hold when they are reckoned again", () => {
    const wrong = right.filter((draft) => complaintsOf(draft).size > 0);
    expect([...new Set(wrong.map((draft) => `${draft.family}: ${[...complaintsOf(draft)].join()}`))]).toEqual([]);
  });

  it("has right documents that charge one crime and tell no word twice", () => {
    for (const draft of right) {
      expect(new Set(slotsOf(draft, "charge").map(({ piece }) => piece.text)).size, draft.family).toBeLessThanOrEqual(1);
      expect(/(\p{Script=Han}{2,5})\1/u.exec(draftText(draft).replaceAll("某", ""))?.[0], draft.family).toBeUndefined();
    }
  });

  it("has faults that the same reckoning brings to light", () => {
    const unnoticed = planted.filter(({ draft, fault: { kind } }) => !OF_WORDS.includes(kind) && !complaintsOf(draft).has(kind));
    expect([...new Set(unnoticed.map(summaryOf))]).toEqual([]);
  });

  it("changes the words where the fault is one of them, and the record alone where it is the record's", () => {
    const texts = new Map(right.map((draft) => [draftText(draft), JSON.stringify(draft.record)]));
    for (const each of planted.filter(({ fault: { kind } }) => OF_WORDS.includes(kind))) {
      const record = texts.get(draftText(each.draft));
      expect(record !== undefined, summaryOf(each)).toBe(each.fault.kind === "record-mismatch");
      if (record !== undefined) expect(JSON.stringify(each.draft.record)).not.toBe(record);
    }
  });

  it("holds each fault where it is said to stand", () => {
    const misplaced = planted.filter(isMisplaced);
    expect(misplaced.map(summaryOf)).toEqual([]);
  });

  it("has at least 30 faults of every kind that it is written for, in three families or more", () => {
    const kinds = Map.groupBy(planted, ({ fault }) => fault.kind);
    for (const kind of MANY) {
      expect(kinds.get(kind)?.length ?? 0, kind).toBeGreaterThanOrEqual(30);
      expect(new Set(kinds.get(kind)?.map(({ draft }) => draft.family)).size, kind).toBeGreaterThanOrEqual(3);
    }
  });

  it("tells a record that the right document agrees with", () => {
    for (const draft of right) {
      const text = draftText(draft);
      const { suspects, charge, amount, days = {} } = draft.record;
      for (const { name, residentId } of suspects) {
        expect(text).toContain(name);
        expect(text, draft.family).toContain(residentId);
      }
      if (charge !== null) expect(text, draft.family).toContain(charge);
      if (amount !== null)
        expect([...slotsOf(draft, "amount"), ...slotsOf(draft, "total")].map(({ piece }) => piece.slot?.value)).toContain(amount);
      for (const [step, isos] of Object.entries(days)) {
        const first = datesOf(draft).find(({ key }) => key === step);
        if (step !== "act" || first)
          expect(
            isos.map((iso) => iso.split("-").map(Number).join("-")),
            `${draft.family} ${step}`,
          ).toContain(first?.day?.join("-"));
      }
    }
  });

  it("masks people, numbers and addresses of a document that is published", () => {
    const open = right.filter(({ isForPublication }) => isForPublication);
    expect(open.length).toBe(EACH);
    for (const draft of open) {
      expect(draftText(draft)).not.toMatch(/\d{11}|村民小组|街道|[栋室]/);
      expect(draftText(draft)).toMatch(/某某/);
    }
  });

  it("gives other documents for other numbers and the same for the same", () => {
    expect(new Set(right.map(draftText)).size).toBe(right.length);
    expect(rightFifth(1, quote).map(draftText)).toEqual(right.filter((_, at) => at % EACH === 0).map(draftText));
  });
});
