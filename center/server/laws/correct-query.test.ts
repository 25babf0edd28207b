import { TextIndexBuilder } from "@yuejian/text";
import { describe, expect, it } from "vitest";
import { correctQuery } from "./correct-query.ts";

function indexOf(texts: readonly string[]) {
  const builder = new TextIndexBuilder();
  for (const text of texts) builder.add(text);
  return builder.build();
}

const BODY = indexOf([
  "承包方应当按时缴纳费用。",
  "费用由败诉方负担。",
  "诉讼费用由国家规定。",
  "盗窃公私财物的，处罚款。",
  "入户盗窃的，依法惩处。",
  "多次盗窃的，依法惩处。",
  "申请仲裁应当提交申请书。",
  "仲裁不公开进行。",
  "仲裁裁决是终局的。",
]);
const QUESTIONS = indexOf(["他偷了我的东西，谁来管？"]);
const correct = (query: string): string | null => correctQuery(query, BODY, QUESTIONS);

describe("a slip in a query", () => {
  it("of a few characters is corrected by sound, and by what always follows", () => {
    expect(correct("盗且财物")).toBe("盗窃财物");
    expect(correct("仲栽")).toBe("仲裁");
  });

  it("in a sentence is corrected where the right character sounds the same and makes a firm word", () => {
    expect(correct("村里的承包户没有按时缴纳废用，村委会能不能把地收回去")).toBe("村里的承包户没有按时缴纳费用,村委会能不能把地收回去");
  });

  it("is none where people who ask use the word, nor where only what follows speaks for it, nor in a whole text", () => {
    expect(correct("他偷了我的东西，隔壁的人看见了谁来管这件事呢")).toBeNull();
    expect(correct("隔壁老王去年找人仲栽然后还是没有把钱还给我")).toBeNull();
    expect(correct("没有按时缴纳废用。".repeat(30))).toBeNull();
  });
});
