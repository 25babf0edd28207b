import type { OfficialDocument, OfficialParagraph } from "@yuejian/contracts";
import { copiesLine, OFFICIAL_PAGE } from "./document.ts";
import { escaped } from "./escape-html.ts";

/** GB/T 9704-2012, 5.2: 22 lines of 28 characters, 三号 is 16 pt; 7.2.4: the office's name 35 mm below the edge of the text block. */
const LINES = 22;
const CHARACTERS = 28;
const { top, right, bottom, left, width, height } = OFFICIAL_PAGE;
const LINE = (height - top - bottom) / LINES;
const CHARACTER = (width - left - right) / CHARACTERS;
const HEAD_BELOW = 35;
const HEAD_LARGEST = 52;
const POINT = 25.4 / 72;

/** A document in the format of GB/T 9704-2012 as one page of HTML for printing, with every text that `writeOfficialWord` writes, in the same order. No script, nothing
 *  fetched but the fonts that `fontFaces` names. The fonts of the standard are not free: one of `fontFaces` stands for all. */
export function writeOfficialHtml(document: OfficialDocument, fontFaces = ""): string {
  const { issuer, marks, number, title, addressee, paragraphs, date, copies } = document;
  const headSize = Math.min(HEAD_LARGEST, Math.floor((width - left - right) / POINT / Math.max(issuer.length, 1)));
  const above = Math.max(0, HEAD_BELOW - marks.length * LINE);
  const day = date ?? "　　年　　月　　日";
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8">
<title>${escaped(title)}</title>
<style>${fontFaces}
${STYLE}</style></head><body>
${marks.map((mark) => `<p class="mark">${escaped(mark)}</p>`).join("")}
<p class="head" style="margin-top:${above.toFixed(2)}mm;font-size:${headSize}pt">${escaped(issuer)}</p>
<p class="number">${escaped(number ?? "〔　　〕　号")}</p>
<h1>${escaped(title)}</h1>
${addressee === null ? "" : `<p>${escaped(addressee)}：</p>`}
${paragraphs.map(drawn).join("\n")}
<div class="signed"><p>${escaped(issuer)}</p><p>${escaped(day)}</p><p>（院印）</p></div>
<div class="imprint">${copies === "" ? "" : `<p class="copies">${escaped(copiesLine(copies))}</p>`}<p><span>${escaped(issuer)}</span><span>${escaped(date === null ? "印发" : `${date}印发`)}</span></p></div>
</body></html>
`;
}

function drawn({ style, text }: OfficialParagraph): string {
  return `<p class="${style}">${escaped(text)}</p>`;
}

const number = (side: "left" | "right") =>
  `@page :${side === "right" ? "right" : "left"}{@bottom-${side}{content:"— " counter(page) " —";font:14pt "Noto Sans SC",sans-serif;padding-${side}:${CHARACTER.toFixed(2)}mm;vertical-align:top;padding-top:5mm}}`;

const STYLE = `@page{size:${width}mm ${height}mm;margin:${top}mm ${right}mm ${bottom}mm ${left}mm}
${number("right")}${number("left")}
body{margin:0;font:16pt/${LINE.toFixed(3)}mm "Noto Sans SC",sans-serif;color:#000}
p{margin:0;overflow-wrap:anywhere;text-align:justify}
.mark,.clause{font-weight:700}
.head{color:#f00;text-align:center;font-weight:700;line-height:1.2;white-space:nowrap}
.number{text-align:center;margin-top:${(2 * LINE).toFixed(2)}mm;padding-bottom:4mm;border-bottom:.5mm solid #f00}
h1{margin:${(2 * LINE).toFixed(2)}mm 0 ${LINE.toFixed(2)}mm;font-size:22pt;font-weight:700;text-align:center;line-height:1.4}
.text,.clause,.item{text-indent:2em}.clause,.item{break-after:avoid}
.signed{margin:${(2 * LINE).toFixed(2)}mm 4em 0 auto;width:max-content;text-align:center;break-inside:avoid}.signed p{text-align:center}
.imprint{margin-top:${(2 * LINE).toFixed(2)}mm;border:solid #000;border-width:.35mm 0;font-size:14pt;break-inside:avoid}
.imprint p{display:flex;justify-content:space-between;padding:0 1em}.imprint .copies{border-bottom:.25mm solid #000}`;
