import { BAR_STEPS, type BarRow, type Block, barSteps, type PrintedDocument } from "./document.ts";
import { escaped } from "./escape-html.ts";
import { qrSvg } from "./qr-code.ts";

/** The document as one page of HTML for printing: no script, nothing fetched but the fonts that `fontFaces` names. */
export function writeHtml(document: PrintedDocument, fontFaces = ""): string {
  const { page, title, subtitle, language } = document;
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8">
<title>${escaped(title)}</title>
<style>${fontFaces}
@page{size:${page.width}mm ${page.height}mm;margin:${page.top}mm ${page.right}mm ${page.bottom}mm ${page.left}mm}
${STYLE}</style></head><body>
<h1 class="title">${escaped(title)}</h1>
${subtitle === undefined ? "" : `<p class="subtitle">${escaped(subtitle)}</p>`}
${document.blocks.map(drawn).join("\n")}
</body></html>
`;
}

const STYLE = `body{margin:0;font:12pt/1.6 "Noto Sans SC",sans-serif;color:#000}
.title{font-size:20pt;text-align:center;margin:0 0 2mm}.subtitle{text-align:center;margin:0 0 6mm}
h2{font-size:14pt;margin:6mm 0 2mm;break-after:avoid}h3{font-size:12pt;margin:4mm 0 1mm;break-after:avoid}
p,li{overflow-wrap:anywhere}p{margin:0 0 2mm}.note{font-size:10pt}.code{font:9.5pt/1.5 monospace;overflow-wrap:anywhere}
ul{margin:0 0 2mm;padding-left:6mm}li{margin:0 0 1mm}
table{width:100%;border-collapse:collapse;margin:0 0 3mm;font-size:10pt}tr{break-inside:avoid}
th,td{border:.3mm solid #808080;padding:1mm 2mm;text-align:left;vertical-align:top;font-weight:400}th{width:26%}td{overflow-wrap:anywhere}
.bars caption{font-size:10pt;text-align:left;padding:1mm 0}.bars th,.bars td{border:0;padding:.4mm 2mm;vertical-align:middle}.bars .value{width:16%;text-align:right}
.pictures{display:flex;gap:4mm;break-inside:avoid}.pictures figure{flex:1;min-width:0}.pictures img{width:100%;image-rendering:pixelated}
td.code{font-size:9pt}figure{margin:2mm 0;text-align:center;break-inside:avoid}figcaption{font-size:10pt}`;

function drawn(block: Block): string {
  switch (block.kind) {
    case "heading":
      return block.level === 1 ? `<h2>${escaped(block.text)}</h2>` : `<h3>${escaped(block.text)}</h3>`;
    case "paragraph":
      return `<p class="${block.style ?? "body"}">${escaped(block.text)}</p>`;
    case "list":
      return `<ul>${block.items.map((item) => `<li>${escaped(item)}</li>`).join("")}</ul>`;
    case "terms":
      return `<table>${block.rows
        .map(
          ({ term, value, isCode }) =>
            `<tr><th scope="row">${escaped(term)}</th><td${isCode === true ? ' class="code"' : ""}>${escaped(value)}</td></tr>`,
        )
        .join("")}</table>`;
    case "bars":
      return bars(block.caption, block.rows);
    case "pictures":
      return `<div class="pictures">${block.pictures
        .map(
          ({ png, isJpeg, caption }) =>
            `<figure><img alt="${escaped(caption)}" src="data:image/${isJpeg ? "jpeg" : "png"};base64,${base64(png)}"><figcaption>${escaped(caption)}</figcaption></figure>`,
        )
        .join("")}</div>`;
    case "qr":
      return `<figure>${qrSvg(block.text, block.millimetres)}<figcaption>${escaped(block.caption)}</figcaption></figure>`;
  }
}

/** Each bar a rectangle of its own drawing, so that it is printed as a vector. */
function bars(caption: string, rows: readonly BarRow[]): string {
  const steps = barSteps(rows);
  const drawnRows = rows.map(
    ({ label, shown }, at) =>
      `<tr><th scope="row">${escaped(label)}</th><td><svg width="100%" height="3.2mm" viewBox="0 0 ${BAR_STEPS} 1" preserveAspectRatio="none" aria-hidden="true"><rect width="${steps[at] ?? 0}" height="1" fill="#1f5fa8"/></svg></td><td class="value">${escaped(shown)}</td></tr>`,
  );
  return `<table class="bars"><caption>${escaped(caption)}</caption>${drawnRows.join("")}</table>`;
}

function base64(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}
