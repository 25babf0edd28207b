import { describe, expect, it } from "vitest";
import { draftText } from "../draft.ts";
import { OPEN_SETS } from "../sets.ts";
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

  it("are many of each kind, and none is told twice", () => {
    const all = allTellings();
    expect(new Set(all.map(({ text }) => text)).size).toBe(all.length);
    for (const [kind, own] of Map.groupBy(all, (each) => each.kind)) {
      expect(own.length, kind).toBeGreaterThan(20);
      expect(own.filter(({ fault }) => !fault).length, kind).toBeGreaterThan(3);
    }
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
