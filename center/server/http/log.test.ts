import { YuejianError } from "@yuejian/contracts";
import { describe, expect, it } from "vitest";
import { safeMessage } from "./log.ts";

describe("what is logged of an error", () => {
  it("is our own message as it is, since its parameters hold no personal data", () => {
    expect(safeMessage(new YuejianError("LEAD_UNKNOWN", { lead: "led_1" }))).toBe("LEAD_UNKNOWN: There is no lead led_1");
  });

  it("loses what a stranger quotes, and whatever looks like an id or a number of a person", () => {
    const said = [
      'duplicate key: Key (subject)=(990601198503070011) already exists: "张三"',
      "invalid input syntax for type bigint: '13807301234'",
      "Unexpected token at 990601198503070011 in JSON at position 4",
    ].map((message) => safeMessage(new Error(message)));
    expect(said).toEqual([
      "duplicate key: Key … already exists: …",
      "invalid input syntax for type bigint: …",
      "Unexpected token at … in JSON at position 4",
    ]);
  });
});
