import { describe, expect, it } from "vitest";
import { editScore, editsBetween } from "./edit-score.ts";

describe("F0.5 over aligned edits", () => {
  it("replacements, deletions and insertions are told apart by place", () => {
    expect([...editsBetween("上诉证据", "上述证据")]).toEqual(["1 replace 述"]);
    expect([...editsBetween("的的证据", "的证据")]).toHaveLength(1);
    expect([...editsBetween("证", "证据据")].toSorted()).toEqual(["1 insert 0 据", "1 insert 1 据"]);
    expect(editsBetween("同一句", "同一句").size).toBe(0);
  });

  it("is 100 where everything is as meant, 0 where nothing was done, and punishes a wrong edit more than a missed one", () => {
    const sentence = { written: "上诉证剧", meant: "上述证据" };
    expect(editScore([{ ...sentence, corrected: "上述证据" }])).toBe(100);
    expect(editScore([{ ...sentence, corrected: sentence.written }])).toBe(0);
    const missed = editScore([{ ...sentence, corrected: "上述证剧" }]);
    const wrong = editScore([{ ...sentence, corrected: "上述正据" }]);
    expect(missed).toBeGreaterThan(wrong);
  });
});
