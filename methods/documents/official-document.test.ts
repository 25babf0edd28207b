import { readFile, writeFile } from "node:fs/promises";
import type { OfficialDocument } from "@yuejian/contracts";
import { strFromU8, unzipSync } from "fflate";
import mammoth from "mammoth";
import { describe, expect, it } from "vitest";
import { writeOfficialHtml, writeOfficialWord } from "./index.ts";

const at = new Date("2026-03-01T08:00:00.000Z");
const document: OfficialDocument = {
  issuer: "岳阳市人民检察院",
  marks: ["加急"],
  number: "岳检建〔2026〕1号",
  title: "关于规范待遇发放的检察建议",
  addressee: "岳阳市社会保险经办机构",
  paragraphs: [
    { style: "text", text: "本院发现，<b>有关待遇</b>发放存在问题 & 风险。" },
    { style: "clause", text: "一、查明的事实" },
    { style: "item", text: "（一）停发" },
    { style: "text", text: "服刑期间仍发放待遇。" },
  ],
  date: "2026年3月1日",
  copies: "岳阳市人民政府办公室",
};

async function parts(of: OfficialDocument): Promise<Record<string, string>> {
  const members = unzipSync(await writeOfficialWord(of, { at }));
  return Object.fromEntries(Object.entries(members).map(([name, bytes]) => [name, strFromU8(bytes)]));
}

describe("an official document in Word", () => {
  it("has the parts that the golden file shows", async () => {
    const found = await parts(document);
    const text = ["word/document.xml", "word/footer1.xml", "word/footer2.xml", "word/fontTable.xml", "word/settings.xml"]
      .map((name) => `## ${name}\n${(found[name] ?? "").replaceAll("><", ">\n<")}\n`)
      .join("\n");
    const file = new URL("golden/official-document.txt", import.meta.url);
    if (process.env["UPDATE_GOLDEN"]) await writeFile(file, text);
    expect(text).toBe(await readFile(file, "utf8"));
  });

  it("keeps the standard's page: margins of 37, 26, 35 and 28 mm, and 22 lines of 28 characters that fit between them", async () => {
    const xml = (await parts(document))["word/document.xml"] ?? "";
    const number = (pattern: RegExp) => Number(pattern.exec(xml)?.[1]);
    const millimetres = (name: string) => Math.round((number(new RegExp(`<w:pgMar[^>]* w:${name}="(\\d+)"`)) * 25.4) / 1440);
    expect(["top", "right", "bottom", "left"].map(millimetres)).toEqual([37, 26, 35, 28]);
    const width = 11906 - 1587 - 1474;
    const height = 16838 - 2098 - 1984;
    const linePitch = number(/w:linePitch="(\d+)"/);
    const characterPitch = (16 + number(/w:charSpace="(-?\d+)"/) / 4096) * 20;
    expect(Math.floor(height / linePitch)).toBe(22);
    expect(Math.floor(width / characterPitch)).toBe(28);
  });

  it("is read back with every text that it holds, in the order of the standard", async () => {
    const { value } = await mammoth.extractRawText({ buffer: Buffer.from(await writeOfficialWord(document, { at })) });
    expect(value.split("\n").filter((line) => line !== "")).toEqual([
      "加急",
      "岳阳市人民检察院",
      "岳检建〔2026〕1号",
      "关于规范待遇发放的检察建议",
      "岳阳市社会保险经办机构：",
      "本院发现，<b>有关待遇</b>发放存在问题 & 风险。",
      "一、查明的事实",
      "（一）停发",
      "服刑期间仍发放待遇。",
      "岳阳市人民检察院",
      "2026年3月1日",
      "（院印）",
      "抄送：岳阳市人民政府办公室。",
      "岳阳市人民检察院",
      "2026年3月1日印发",
    ]);
  });

  it("has the same bytes each time", async () => {
    const [one, other] = await Promise.all([writeOfficialWord(document, { at }), writeOfficialWord(document, { at })]);
    expect(Buffer.from(one).equals(Buffer.from(other))).toBe(true);
  });
});

describe("an official document as a page to print", () => {
  const textsOf = (html: string) =>
    [...html.slice(html.indexOf("<body>")).matchAll(/<(?:p|h1|span)[^>]*>([^<]+)</g)].map(([, text = ""]) =>
      text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&amp;", "&"),
    );
  it.each([
    ["approved", document],
    ["a draft without number, addressee and copies", { ...document, marks: [], number: null, addressee: null, date: null, copies: "" }],
  ])("holds every text of the Word file in the same order: %s", async (_name, of) => {
    const { value } = await mammoth.extractRawText({ buffer: Buffer.from(await writeOfficialWord(of, { at })) });
    expect(textsOf(writeOfficialHtml(of))).toEqual(value.split("\n").filter((line) => line !== ""));
  });
});
