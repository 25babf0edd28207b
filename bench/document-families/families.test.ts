import { checkDocument, documentOf } from "@yuejian/document-assistant";
import { describe, expect, it } from "vitest";
import { draftText } from "./draft.ts";
import { plantedDocuments, rightDocuments } from "./families.ts";
import { judgeKinds } from "./judge.ts";
import { ERROR_KINDS, type ErrorKind } from "./kinds.ts";

const quote = () => "国家机关应当依照法律规定的权限和程序行使职权，不得损害公民的合法权益，也不得拖延。";

describe("documents with planted faults", () => {
  it.each(["development", "kept-apart"] as const)("of the half %s hold each fault where it is said to stand", (half) => {
    const kinds = new Set<string>();
    for (const { draft, fault } of plantedDocuments(half, 2, quote)) {
      const text = draftText(draft);
      kinds.add(fault.kind);
      if (fault.kind === "part-missing") continue;
      expect(text.slice(fault.start, fault.end), fault.kind).toBe(fault.wrong);
      for (const [from, to] of fault.also) expect(from).toBeLessThanOrEqual(Math.min(to, text.length));
    }
    expect(kinds.size).toBeGreaterThan(30);
  });

  it("are found by the rules that there are for them, and right ones are left alone", () => {
    const right = rightDocuments("development", 2, quote);
    const quality = judgeKinds(
      { right, planted: plantedDocuments("development", 2, quote) },
      {
        check: (draft) => checkDocument(documentOf(draftText(draft).split("\n")), { citations: null, spelling: null }),
        kindOf: (rule) => ((ERROR_KINDS as readonly string[]).includes(rule) ? (rule as ErrorKind) : null),
      },
    );
    for (const kind of [
      "punctuation-half-width",
      "bracket-unpaired",
      "resident-id-check",
      "birth-against-id",
      "date-not-real",
      "heading-sequence",
    ] as const)
      expect(quality[kind], kind).toMatchObject({ recall: 1, falseAlarms: 0 });
    expect(Object.values(quality).reduce((sum, { falseAlarms }) => sum + falseAlarms, 0)).toBe(0);
  });
});
