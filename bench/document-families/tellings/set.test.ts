import { describe, expect, it } from "vitest";
import { draftText } from "../draft.ts";
import { CLOSED_SETS, OPEN_SETS } from "../sets.ts";
import { allTellings, tellingOf } from "./set.ts";

const quote = () => "";

describe("tellings", () => {
  it("have one mark, or none", () => {
    expect(tellingOf("count-wrong", "甲、乙⟦二|三⟧人")).toEqual({
      kind: "count-wrong",
      text: "甲、乙二人",
      fault: { at: 3, right: "二", wrong: "三" },
    });
    expect(tellingOf("count-wrong", "甲、乙二人").fault).toBeNull();
    for (const written of ["⟦二|二⟧人", "⟦二|三⟧人⟦四|五⟧", "⟦二⟧人", "二|三⟧人"])
      expect(() => tellingOf("count-wrong", written), written).toThrow("count-wrong: not one mark");
  });

  it("stand in one half or the other, and none in both", () => {
    const [open, apart] = [OPEN_SETS.get("tellings"), CLOSED_SETS.get("tellings-apart")].map(
      (set) => new Set(set?.right(1, quote).map(draftText)),
    );
    expect(open?.size).toBeGreaterThan(300);
    expect(open && apart && open.union(apart).size).toBe(allTellings().length);
    expect(open && apart && open.intersection(apart).size).toBe(0);
  });

  it("differ from their right form at the fault alone", () => {
    const texts = new Set(allTellings().map(({ text }) => text));
    for (const { draft, fault } of OPEN_SETS.get("tellings")?.planted(1, quote, () => true) ?? []) {
      const text = draftText(draft);
      expect(text.slice(fault.start, fault.end)).toBe(fault.wrong);
      expect(texts).toContain(text.slice(0, fault.start) + fault.right + text.slice(fault.end));
    }
  });
});
