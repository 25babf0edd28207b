import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { LEXICON, lexiconWords } from "@yuejian/server/assistant";
import { startBrowser } from "../../center/server/documents/start-browser.ts";

/** npm run make:look-alikes: draws the characters of the lexicon in a typeface and writes which look alike: the cosine of their slightly blurred pictures, 16 by 16,
 *  in hundredths. */
const FONT = new URL("../../node_modules/@fontsource/noto-sans-sc/", import.meta.url);
const SIDE = 32;
const SMALL = 16;
const LEAST_FREQUENCY = 30;
const LEAST_LIKENESS = 0.72;
const MOST = 24;
/** What all characters share, ink in the middle, is taken off in this part. */
const SHARED_INK = 0.6;

const characters = frequentCharacters();
const pictures = await draw(characters);
const alike = pictures.map((): (readonly [other: number, likeness: number])[] => []);
for (const [one, picture] of pictures.entries())
  for (let other = one + 1; other < pictures.length; other += 1) {
    const likeness = product(picture, pictures[other] as Float32Array);
    if (likeness < LEAST_LIKENESS) continue;
    alike[one]?.push([other, likeness]);
    alike[other]?.push([one, likeness]);
  }
const table = Object.fromEntries(
  alike.map((others, one) => {
    const nearest = others.sort(([, left], [, right]) => right - left).slice(0, MOST);
    return [
      characters[one],
      [
        nearest.map(([other]) => characters[other]).join(""),
        nearest.map(([, likeness]) => Math.min(99, Math.round(likeness * 100))).join(""),
      ],
    ];
  }),
);
const out = new URL("../../applications/document-assistant/model/look-alikes.json.gz", import.meta.url);
writeFileSync(out, gzipSync(JSON.stringify(table), { level: 9 }));
console.error(`${characters.length} characters, ${alike.reduce((sum, others) => sum + Math.min(MOST, others.length), 0) / 2} pairs`);

function frequentCharacters(): string[] {
  const counts = new Map<string, number>();
  for (const [word, count] of lexiconWords(readFileSync(LEXICON, "utf8")))
    for (const character of word) if (/^[\u4e00-\u9fff]$/.test(character)) counts.set(character, (counts.get(character) ?? 0) + count);
  return [...counts].filter(([, count]) => count >= LEAST_FREQUENCY).map(([character]) => character);
}

async function draw(wanted: readonly string[]): Promise<Float32Array[]> {
  const css = readFileSync(new URL("400.css", FONT), "utf8").replaceAll("./files/", "/files/");
  const server = createServer(({ url = "" }, answer) => {
    if (url.startsWith("/files/")) answer.end(readFileSync(new URL(`.${url}`, FONT)));
    else
      answer.setHeader("content-type", "text/html; charset=utf-8").end(`<style>${css}</style><body style="font-family:'Noto Sans SC'">岳`);
  }).listen(0, "127.0.0.1");
  const browser = await startBrowser();
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    const drawn: Float32Array[] = [];
    for (let at = 0; at < wanted.length; at += 200) {
      const part = JSON.stringify(wanted.slice(at, at + 200));
      const rows = await page.evaluate<number[][]>(`(async (texts) => {
        await document.fonts.load("28px 'Noto Sans SC'", texts.join(""));
        const canvas = Object.assign(document.createElement("canvas"), { width: ${SIDE}, height: ${SIDE} });
        const pen = canvas.getContext("2d", { willReadFrequently: true });
        Object.assign(pen, { font: "28px 'Noto Sans SC'", textBaseline: "middle", textAlign: "center" });
        return texts.map((text) => {
          pen.fillStyle = "#fff"; pen.fillRect(0, 0, ${SIDE}, ${SIDE});
          pen.fillStyle = "#000"; pen.fillText(text, ${SIDE / 2}, ${SIDE / 2 + 1});
          return [...pen.getImageData(0, 0, ${SIDE}, ${SIDE}).data].filter((_, index) => index % 4 === 0).map((light) => 255 - light);
        });
      })(${part})`);
      drawn.push(...rows.map(small));
    }
    return drawn;
  } finally {
    await browser.close();
    server.close();
  }
}

/** Blurred, halved in both directions, and of length one. */
function small(ink: readonly number[]): Float32Array {
  const at = (x: number, y: number): number => (x < 0 || y < 0 || x >= SIDE || y >= SIDE ? 0 : (ink[y * SIDE + x] as number));
  const blurred = (x: number, y: number): number => {
    let sum = 0;
    for (let down = -1; down <= 1; down += 1)
      for (let right = -1; right <= 1; right += 1) sum += at(x + right, y + down) * (2 - Math.abs(down)) * (2 - Math.abs(right));
    return sum;
  };
  const picture = Float32Array.from({ length: SMALL * SMALL }, (_, place) => {
    const [x, y] = [2 * (place % SMALL), 2 * Math.floor(place / SMALL)];
    return blurred(x, y) + blurred(x + 1, y) + blurred(x, y + 1) + blurred(x + 1, y + 1);
  });
  const mean = picture.reduce((sum, each) => sum + each, 0) / picture.length;
  const centred = picture.map((each) => each - SHARED_INK * mean);
  const length = Math.sqrt(product(centred, centred)) || 1;
  return centred.map((each) => each / length);
}

function product(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at += 1) sum += (one[at] as number) * (other[at] as number);
  return sum;
}
