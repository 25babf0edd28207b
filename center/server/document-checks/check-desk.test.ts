import { afterAll, describe, expect, it } from "vitest";
import { createCheckDesk, type DeskOrder, longestOf } from "./check-desk.ts";

const order = (...paragraphs: string[]): DeskOrder => ({
  paragraphs,
  stretches: null,
  context: { citations: null },
  others: [],
  off: [],
  spelling: null,
});
const LONG = order(..."依法依法处理。".repeat(20_000).split("。"));

describe("the desk where documents are checked", () => {
  const desk = createCheckDesk({ longest: (asked) => ("check" in asked && asked.check === LONG ? 1 : 600_000) });
  afterAll(() => desk.close());

  it("gives up what does not come to an end, and that alone", async () => {
    const asked = [order("依法依法处理"), LONG, order("价值3200元元"), LONG, order("银行帐户")].map((each) => desk.check(each));
    const ended = await Promise.allSettled(asked);
    expect(ended.map((each) => (each.status === "fulfilled" ? each.value.map(({ rule }) => rule) : each.reason.code))).toEqual([
      ["word-doubled"],
      "DOCUMENT_CHECK_STOPPED",
      ["unit-doubled"],
      "DOCUMENT_CHECK_STOPPED",
      ["wording-confused"],
    ]);
    const stopped = ended[1];
    expect(stopped?.status === "rejected" && stopped.reason.parameters).toEqual({ seconds: 1 });
  }, 120_000);

  it("leaves a document minutes and two milliseconds a character, a file that is read ten minutes", () => {
    expect(longestOf({ check: order("依法", "处理。") })).toBe(120_010);
    expect(longestOf({ read: "文书.docx" })).toBe(600_000);
  });
});
