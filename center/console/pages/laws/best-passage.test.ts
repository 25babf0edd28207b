import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bestPassage } from "./best-passage.ts";

const TEXT =
  "盗窃公私财物，数额较大的，处三年以下有期徒刑。入户盗窃、携带凶器盗窃的，处三年以下有期徒刑；数额巨大的，处三年以上十年以下。\n本法所称户，是住所。";
const marked = (...words: readonly string[]) =>
  words.flatMap((word) => [...TEXT.matchAll(new RegExp(word, "g"))].map(({ index }) => ({ start: index, end: index + word.length })));
const passage = (...words: readonly string[]) => {
  const found = bestPassage(TEXT, marked(...words));
  return found && TEXT.slice(found.start, found.end);
};

describe("the passage that answers best", () => {
  it.each([
    [["入户盗窃", "凶器"], "入户盗窃、携带凶器盗窃的，处三年以下有期徒刑；"],
    [["数额巨大"], "数额巨大的，处三年以上十年以下。"],
    [["住所"], "本法所称户，是住所。"],
    [["盗窃"], "盗窃公私财物，数额较大的，处三年以下有期徒刑。"],
  ])("for %j is the sentence with most of the words", (words, sentence) => {
    expect(passage(...words)).toBe(sentence);
  });

  it("a word that is repeated, or part of another, counts once", () => {
    expect(
      bestPassage("甲甲甲甲。乙丙。", [0, 1, 2, 3].map((start) => ({ start, end: start + 1 })).concat([{ start: 5, end: 7 }])),
    ).toEqual({ start: 5, end: 8 });
    expect(
      bestPassage("有期徒刑。甲乙丙丁戊。", [
        { start: 0, end: 4 },
        { start: 2, end: 4 },
        { start: 5, end: 10 },
      ]),
    ).toEqual({ start: 5, end: 11 });
  });

  it("without marks there is none, and for any marks it lies within the text", () => {
    expect(bestPassage(TEXT, [])).toBeNull();
    fc.assert(
      fc.property(fc.string(), fc.array(fc.tuple(fc.nat(40), fc.nat(9))), (text, marks) => {
        const found = bestPassage(
          text,
          marks.map(([start, length]) => ({ start, end: start + length })),
        );
        expect(found === null || (found.start >= 0 && found.start < found.end && found.end <= text.length)).toBe(true);
      }),
      { endOnFailure: true },
    );
  });
});
