import { createHash } from "node:crypto";
import { inflateSync } from "node:zlib";
import jsqr from "jsqr";
import mammoth from "mammoth";
import { describe, expect, it } from "vitest";
import { barSteps } from "./document.ts";
import { OFFICIAL_PAGE, type PrintedDocument, plainText, qrPng, writeHtml, writeWord } from "./index.ts";

const document: PrintedDocument = {
  title: "存证证明书",
  subtitle: "Certificate",
  author: "岳检",
  language: "zh-CN",
  at: new Date("2026-03-01T08:00:00.000Z"),
  page: OFFICIAL_PAGE,
  footer: "编号 1",
  blocks: [
    { kind: "heading", level: 1, text: "一、对象" },
    { kind: "terms", rows: [{ term: "摘要", value: "ab".repeat(32), isCode: true }] },
    { kind: "paragraph", text: '<script>alert("1")</script> & 𠮷' },
    { kind: "list", items: ["第一项", "第二项"] },
    { kind: "qr", text: "YUEJIAN 岳检\nsize 1", caption: "核验码", millimetres: 40 },
  ],
};

describe("a document in Word", () => {
  it("is read back with every text that it holds, in order", async () => {
    const { value } = await mammoth.extractRawText({ buffer: Buffer.from(await writeWord(document)) });
    const found = value.split("\n").filter((line) => line !== "");
    expect(found).toEqual([
      "存证证明书",
      "Certificate",
      "一、对象",
      "摘要",
      "ab".repeat(32),
      '<script>alert("1")</script> & 𠮷',
      "第一项",
      "第二项",
      "核验码",
    ]);
  });

  it("has the same bytes each time", async () => {
    const digests = await Promise.all(
      [1, 2].map(async () =>
        createHash("sha256")
          .update(await writeWord(document))
          .digest("hex"),
      ),
    );
    expect(digests[0]).toBe(digests[1]);
  });
});

it("a document in HTML holds texts as texts: nothing in them is interpreted", () => {
  const html = writeHtml(document);
  expect(html).not.toContain("<script>");
  expect(html).toContain("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; 𠮷");
});

it("the plain text of a document is what a reader reads", () => {
  expect(plainText(document).split("\n").slice(0, 6)).toEqual([
    "存证证明书",
    "Certificate",
    "",
    "一、对象",
    `摘要\t${"ab".repeat(32)}`,
    '<script>alert("1")</script> & 𠮷',
  ]);
});

it("a QR code is decoded by another program to the text that it was made of", () => {
  const text = `YUEJIAN 岳检\n${"0123456789abcdef".repeat(20)}`;
  const { png, size } = qrPng(text, 4);
  const data = Buffer.from(png).subarray(8);
  const start = data.indexOf("IDAT") + 4;
  const lines = inflateSync(data.subarray(start, start + data.readUInt32BE(start - 8)));
  const pixels = new Uint8ClampedArray(size * size * 4);
  for (let at = 0; at < size * size; at++) {
    const value = lines[Math.floor(at / size) * (size + 1) + 1 + (at % size)] ?? 0;
    pixels.set([value, value, value, 255], at * 4);
  }
  expect(jsqr.default(pixels, size, size)?.data).toBe(text);
});

describe("bars", () => {
  const rows = [
    { label: "甲", value: 80, shown: "80" },
    { label: "乙", value: 1, shown: "1" },
    { label: "丙", value: 0, shown: "0" },
    { label: "丁", value: null, shown: "隐去" },
  ];
  const charted: PrintedDocument = { ...document, blocks: [{ kind: "bars", caption: "合计 81", rows }] };

  it("begin at nought, the longest is whole, and what is withheld has none", () => {
    expect(barSteps(rows)).toEqual([40, 1, 0, 0]);
    expect(plainText(charted)).toContain("丁\t隐去");
  });

  it("stand in Word and HTML with the same labels and numbers", async () => {
    const { value } = await mammoth.extractRawText({ buffer: Buffer.from(await writeWord(charted)) });
    const html = writeHtml(charted);
    for (const { label, shown } of rows) {
      expect(value).toContain(label);
      expect(html).toContain(`<th scope="row">${label}</th>`);
      expect(html).toContain(`>${shown}</td>`);
    }
    expect(html).toContain('<rect width="40" height="1"');
  });
});
