import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { placesOf, variantsIn } from "./name-variants.ts";
import { namesIn } from "./names.ts";
import { ROLE_WORDS } from "./roles.ts";

describe("names in a text", () => {
  it.each(["到场的被告人法定代理人，女，1980年2月3日出生。", "被询问人：被害人父亲，男，45岁", "申请人申请人，男，1990年1月2日出生"])(
    "are not what is left of words for people: %s",
    (text) => expect(namesIn(text)).toEqual([]),
  );

  it("have two characters at least, whatever words for people and marks stand around them", () => {
    const word = fc.oneof(
      fc.constantFrom(...ROLE_WORDS),
      fc.constantFrom("，", "：", "、", "男", "女", "（", "）", "王", "张伟", "李小红", "\n", "1990年1月2日出生", "姓名：", "本人"),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 12 }), (words) => {
        for (const { name } of namesIn(words.join(""))) expect(name.length, words.join("")).toBeGreaterThan(1);
      }),
      { numRuns: 2000 },
    );
  });

  it("are looked for to the end of a text, also where there is nothing to look for", () => {
    expect([...placesOf("王伟", "")]).toEqual([]);
    expect([...variantsIn("王伟到案", "")]).toEqual([]);
    expect([...variantsIn("王伟到案", "王")]).toEqual([]);
  });
});
