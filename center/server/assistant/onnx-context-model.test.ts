import { readFile } from "node:fs/promises";
import type { ContextQuestion } from "@yuejian/text";
import { describe, expect, it } from "vitest";
import { onnxContextModel } from "./onnx-context-model.ts";

/** One layer of 16 with weights by chance, over 48 characters, in whole precision (`export` of bench/spelling/context). */
const SMALL = new URL("fixtures/small-context.onnx", import.meta.url);
const CHARACTERS = Array.from({ length: 48 }, (_, at) => String.fromCodePoint(0x4e00 + at));
const lineOf = (length: number): string[] => Array.from({ length }, (_, at) => CHARACTERS[(at * 7) % 48] as string);

describe("a model of context in ONNX", () => {
  const question = (length: number, places: readonly number[]): ContextQuestion => ({
    line: lineOf(length),
    places: places.map((at) => ({ at, candidates: CHARACTERS.slice(at % 5, (at % 5) + 1 + (at % 3)) })),
  });

  it("tells of each place asked of what it tells of it alone, short and long lines together, in the order of the questions", async () => {
    const model = await onnxContextModel(await readFile(SMALL), CHARACTERS);
    const questions = [
      question(300, [299, 0, 118, 117, 150]),
      question(3, [1]),
      question(40, []),
      ...[5, 9, 30, 7, 8, 12, 44].map((n) => question(n, [0, n - 1])),
    ];
    const together = await model.read(questions);
    for (const [index, { line, places }] of questions.entries()) {
      expect(together[index]).toHaveLength(places.length);
      for (const [at, place] of places.entries()) {
        const [[alone] = []] = await model.read([{ line, places: [place] }]);
        const told = together[index]?.[at];
        expect(told?.candidates).toHaveLength(place.candidates.length);
        for (const [one, other] of [
          [told?.written, alone?.written],
          [told?.best, alone?.best],
          [told?.wrong, alone?.wrong],
          ...(told?.candidates ?? []).map((value, number) => [value, alone?.candidates[number]]),
        ])
          expect(one).toBeCloseTo(other as number, 3);
        for (const value of [...(told?.candidates ?? []), told?.written as number])
          expect(value).toBeLessThanOrEqual((told?.best as number) + 1e-5);
        expect(told?.best).toBeLessThanOrEqual(0);
      }
    }
  });

  it("of other bytes is refused", async () => {
    await expect(onnxContextModel(new Uint8Array([1, 2, 3, 4]), CHARACTERS)).rejects.toThrow();
  });
});
