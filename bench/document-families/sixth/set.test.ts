import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { linesOf, readLaws } from "@yuejian/legal-research";
import { describe, expect, it } from "vitest";
import { shared } from "../../spelling/read-material.ts";
import { type Draft, draftText } from "../draft.ts";
import { ERROR_KINDS, type ErrorKind } from "../kinds.ts";
import { isMisplaced, summaryOf } from "../placed-faults.ts";
import { slotsOf } from "../plant.ts";
import { complaintsOf, datesOf } from "../validate.ts";
import { plantedSixth, rightSixth } from "./set.ts";

const EACH = 8;
const right = rightSixth(EACH);
const planted = [...plantedSixth(EACH, null)];
const texts = new Set(right.map(draftText));

/** What the reckoning that the sets share does not ask: one name for a firm, one charge, no word twice, nothing of a car or a card shown whole. */
function* complaints(draft: Draft): Iterable<ErrorKind> {
  yield* complaintsOf(draft);
  const text = draftText(draft);
  for (const kind of ["organisation", "charge"] as const)
    if (new Set(slotsOf(draft, kind).map(({ piece }) => piece.text)).size > 1)
      yield kind === "charge" ? "charge-inconsistent" : "name-inconsistent";
  if (/(\p{Script=Han}{2,6})\1/u.test(text)) yield "word-doubled";
  if (draft.isForPublication && /湘F[A-Z]\d|\d{11}/.test(text)) yield "unmasked-data";
  for (const { piece } of slotsOf(draft, "sentence"))
    if (piece.slot?.key === "133-1" && !piece.text.startsWith("拘役")) yield "sentence-out-of-range";
}

/** Kinds that no reckoning of the text brings to light: what words mean, what the law says word for word, what the record knows. */
const OF_WORDS: readonly ErrorKind[] = [
  "wording-outdated",
  "wording-confused",
  "role-before-indictment",
  "quotation-altered",
  "record-mismatch",
];
/** The same stretch may be complained of by another name. */
const AS_WELL: Readonly<Partial<Record<ErrorKind, readonly ErrorKind[]>>> = {
  "unit-doubled": ["date-not-real", "digits-grouped"],
  "paragraph-absent": ["article-absent"],
  "law-repealed": ["law-unknown"],
};

const PARTS = ["seal", "addressee", "document-number", "signed-on"] as const;
const partsOf = (draft: Draft): string => PARTS.filter((kind) => slotsOf(draft, kind).length > 0).join();

describe("the sixth set of families", () => {
  it("has right documents that hold when they are reckoned again", () => {
    const wrong = rightSixth(40).filter((draft) => [...complaints(draft)].length > 0);
    expect(wrong.map((draft) => `${draft.family}: ${[...complaints(draft)].join()}`)).toEqual([]);
  });

  it("has faults that the same reckoning brings to light", () => {
    const unnoticed = [...plantedSixth(3, null)].filter(({ draft, fault: { kind } }) => {
      const found = new Set(complaints(draft));
      return kind !== "part-missing" && !OF_WORDS.includes(kind) && ![kind, ...(AS_WELL[kind] ?? [])].some((one) => found.has(one));
    });
    expect(unnoticed.map(summaryOf)).toEqual([]);
  });

  it("leaves out a part that the right documents of the family have", () => {
    const parts = new Map(right.map((draft) => [draft.family, partsOf(draft)]));
    for (const each of planted)
      if (each.fault.kind === "part-missing") expect(partsOf(each.draft), summaryOf(each)).not.toBe(parts.get(each.draft.family));
  });

  it("changes the words where the fault is one of words, and the record alone where it is one of the record", () => {
    const records = new Map(right.map((draft) => [draftText(draft), JSON.stringify(draft.record)]));
    for (const each of planted) {
      const isOfRecord = each.fault.kind === "record-mismatch";
      expect(texts.has(draftText(each.draft)), summaryOf(each)).toBe(isOfRecord);
      if (isOfRecord) expect(JSON.stringify(each.draft.record)).not.toBe(records.get(draftText(each.draft)));
    }
  });

  it("holds each fault where it is said to stand", () => {
    const misplaced = planted.filter(isMisplaced);
    expect(misplaced.map(summaryOf)).toEqual([]);
  });

  it("has at least 40 faults of every kind, each another, in two families or more", () => {
    const kinds = Map.groupBy(planted, ({ fault }) => fault.kind);
    for (const kind of ERROR_KINDS) {
      expect(kinds.get(kind)?.length ?? 0, kind).toBeGreaterThanOrEqual(40);
      expect(new Set(kinds.get(kind)?.map(({ draft }) => draft.family)).size, kind).toBeGreaterThanOrEqual(2);
    }
    const all = planted.map(({ draft, fault: { kind } }) => `${kind} ${draftText(draft)} ${JSON.stringify(draft.record)}`);
    expect(new Set(all).size).toBe(all.length);
  });

  it("tells a record that the right document agrees with", () => {
    for (const draft of right.filter(({ isForPublication }) => !isForPublication)) {
      const { suspects, charge, amount, days = {} } = draft.record;
      for (const { name, residentId } of suspects) {
        const key = slotsOf(draft, "name", ({ text }) => text === name)[0]?.piece.slot?.key;
        expect(key, draft.family).toBeDefined();
        for (const { piece } of slotsOf(draft, "resident-id", ({ slot }) => slot?.key === key)) expect(piece.text).toBe(residentId);
      }
      for (const { piece } of slotsOf(draft, "charge")) expect(piece.text).toBe(charge);
      if (amount !== null)
        expect([...slotsOf(draft, "amount"), ...slotsOf(draft, "total")].map(({ piece }) => piece.slot?.value)).toContain(amount);
      for (const { key, day } of datesOf(draft)) {
        const known: readonly string[] | undefined = Object.entries(days).find(([step]) => step === key)?.[1];
        if (known)
          expect(
            known.map((iso) => iso.split("-").map(Number)),
            `${draft.family} ${key}`,
          ).toContainEqual(day);
      }
    }
  });

  it("masks people, numbers, plates and addresses of a document that is published", () => {
    const published = right.filter(({ isForPublication }) => isForPublication);
    expect(published).toHaveLength(2 * EACH);
    for (const draft of published) {
      expect(draftText(draft)).not.toMatch(/\d{11}|湘F[A-Z]\d|村民小组|街道|[栋室]/);
      expect(draftText(draft)).toMatch(/某某/);
    }
  });

  it("gives other documents for other numbers and the same for the same", () => {
    expect(texts.size).toBe(right.length);
    expect(rightSixth(1).map(draftText)).toEqual(right.filter((_, at) => at % EACH === 0).map(draftText));
  });

  it.skipIf(!existsSync(shared("laws")))(
    "quotes the law as it is published, and plants quotations and articles that it does not have",
    () => {
      const folder = shared("laws/just-laws");
      const files = (readdirSync(folder, { recursive: true }) as string[]).filter((file) => file.endsWith(".md"));
      const { laws } = readLaws(files.map((file) => ({ file, lines: linesOf(readFileSync(join(folder, file), "utf8"), "markdown") })));
      const articlesOf = (name: string) => laws.find(({ text }) => text.name === name.replace("中华人民共和国", ""))?.text.articles ?? [];
      const wordsOf = (key: string): string => {
        const [law = "", label = ""] = key.split(" ");
        return (articlesOf(law).find((article) => article.label === label)?.paragraphs ?? []).map(({ text }) => text).join("");
      };
      const quoted = (draft: Draft) =>
        slotsOf(draft, "quotation").map(({ piece }) => [piece.text, wordsOf(piece.slot?.key ?? "")] as const);
      for (const [text, words] of right.flatMap(quoted)) expect(words.includes(text.slice(0, -1)), text).toBe(true);
      for (const each of planted) {
        if (each.fault.kind === "quotation-altered")
          expect(
            quoted(each.draft).every(([text, words]) => words.includes(text)),
            summaryOf(each),
          ).toBe(false);
        if (each.fault.kind !== "article-absent") continue;
        const absent = slotsOf(each.draft, "article", ({ text, slot }) => !articlesOf(slot?.key ?? "").some(({ label }) => label === text));
        expect(
          absent.map(({ piece }) => piece.text),
          summaryOf(each),
        ).toEqual([each.fault.wrong]);
      }
    },
  );
});
