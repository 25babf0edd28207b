import { fileURLToPath } from "node:url";
import { linesOf, type PageLine, type PlacedText } from "./lay-out-lines.ts";

/** Reads what is written in pictures of pages. */
export interface Recogniser {
  /** `picture`: PNG, JPEG or BMP. */
  lines(picture: Uint8Array): Promise<PageLine[]>;
  close(): Promise<void>;
}

/** Recognition of printed Chinese on this machine: the data lie in a package, nothing is fetched. About three seconds a page and core. */
export async function startRecogniser(): Promise<Recogniser> {
  const { createWorker, OEM } = await import("tesseract.js");
  const langPath = fileURLToPath(new URL("4.0.0_best_int", import.meta.resolve("@tesseract.js-data/chi_sim")));
  // Without a handler the library throws what it rejects with a second time, where nobody can catch it.
  const errorHandler = (): void => {};
  const worker = await createWorker("chi_sim", OEM.LSTM_ONLY, { langPath, gzip: true, cacheMethod: "none", errorHandler });
  return {
    async lines(picture) {
      const { data } = await worker.recognize(Buffer.from(picture), {}, { blocks: true, text: false });
      const pieces = (data.blocks ?? []).flatMap(({ paragraphs }) =>
        paragraphs.flatMap(({ lines }) =>
          lines.flatMap(({ words, baseline }) =>
            words.map(
              ({ text, confidence, bbox }): PlacedText => ({
                text: fullWidth(text),
                left: bbox.x0,
                right: bbox.x1,
                base: (baseline.y0 + baseline.y1) / 2,
                height: bbox.y1 - bbox.y0,
                confidence: confidence / 100,
              }),
            ),
          ),
        ),
      );
      return linesOf(pieces).map((line) => ({
        ...line,
        text: line.text.replaceAll(/(?<=\p{Script=Han})[,;:?!](?=\p{Script=Han}|[0-9])/gu, fullWidth),
      }));
    },
    async close() {
      await worker.terminate();
    },
  };
}

const FULL: Readonly<Record<string, string>> = { ",": "，", ";": "；", ":": "：", "?": "？", "!": "！" };
/** The width of a mark is not recognised: between Chinese characters it is taken for full. */
const fullWidth = (text: string): string => FULL[text] ?? text;
