import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { OFFICIAL_PAGE } from "@yuejian/documents";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkFile, readDocument } from "../assistant/index.ts";
import { printPdf } from "../documents/print-pdf.ts";
import { linesOf, paragraphsOf } from "./lay-out-lines.ts";
import { drawPages, scannedPdf } from "./testing/scanned-pdf.ts";

const TEXTS = [
  "被讯问人张三，女，1990年6月29日出生，公民身份号码990602199006297148，住岳阳市岳阳楼区。因涉嫌盗窃罪，于2025年1月3日被岳阳市公安局刑事拘留。",
  "经审查查明，2025年1月1日，张三在某小区地下车库窃得电动自行车一辆，价值3200元元。上述事实有证人证言以及监控录像等证据证实。",
];
const CHECK = { spelling: null, isForPublication: false };

let folder: string;
let pdf: Uint8Array;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "yuejian-readers-"));
  const blocks = TEXTS.map((text) => ({ kind: "paragraph", text }) as const);
  pdf = await printPdf({ title: "讯问情况", author: "测试", language: "zh-CN", at: new Date(0), page: OFFICIAL_PAGE, blocks });
}, 60_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

const kept = async (name: string, bytes: Uint8Array): Promise<string> => {
  const file = join(folder, name);
  await writeFile(file, bytes);
  return file;
};

describe("files that have pages", () => {
  it("a PDF with a layer of text is checked as its paragraphs, and findings tell page and line", async () => {
    const { findings, scanned, characters } = await checkFile(await kept("a.pdf", pdf), CHECK);
    expect(scanned).toEqual([]);
    expect(characters).toBe(["讯问情况", ...TEXTS].join("\n").length);
    expect(findings).toMatchObject([
      { rule: "resident-id-check", text: "990602199006297148", place: { page: 1, recognised: null } },
      { rule: "unit-doubled", place: { page: 1, recognised: null } },
    ]);
    const [first, second] = findings;
    expect(first?.place?.line).toBeLessThan(second?.place?.line ?? 0);
  });

  it("a scanned page is recognised, and each finding says how sure that is", async () => {
    const { findings, scanned } = await checkFile(await kept("scan.pdf", scannedPdf(await drawPages(pdf))), CHECK);
    expect(scanned).toEqual([1]);
    expect(findings.map(({ rule }) => rule)).toEqual(["resident-id-check", "unit-doubled"]);
    for (const { place, reason } of findings) {
      expect(place?.recognised).toBeGreaterThan(0.5);
      expect(reason.zh).toMatch(/第 1 页由扫描件识别，这里的把握 \d+%/);
    }
  }, 60_000);

  it("where nothing is recognised a scan is refused with what to do, and one with too many pages before any is recognised", async () => {
    const file = await kept("scan-refused.pdf", scannedPdf([{ width: 2, height: 2, pixels: new Uint8Array(4) }]));
    await expect(readDocument(file, { scans: 0 })).rejects.toMatchObject({
      code: "DOCUMENT_SCANNED",
    });
    const many = await kept("scans.pdf", scannedPdf(Array.from({ length: 3 }, () => ({ width: 2, height: 2, pixels: new Uint8Array(4) }))));
    await expect(readDocument(many, { scans: 2 })).rejects.toMatchObject({
      code: "FILE_UNREADABLE",
      parameters: { reason_zh: expect.stringContaining("扫描页超过 2 页") },
    });
  });

  it.each([
    ["damaged.pdf", Buffer.from("%PDF-1.7\n1 0 obj\n<<"), "FILE_UNREADABLE"],
    ["damaged.png", Buffer.from([0x89, 0x50, 0x4e, 0x47, 1, 2, 3]), "FILE_UNREADABLE"],
  ])("%s is refused by name", async (name, bytes, code) => {
    await expect(checkFile(await kept(name, bytes), CHECK)).rejects.toMatchObject({ code });
  });

  it("lines that reach the edge go on in the next, over pages too, and a number of a page at its foot is no text", () => {
    const piece = (text: string, left: number, base: number) =>
      ({ text, left, right: left + 10 * text.length, base, height: 10, confidence: null }) as const;
    const page = (number: number, ...pieces: ReturnType<typeof piece>[]) => ({ number, lines: linesOf(pieces) });
    const paragraphs = paragraphsOf([
      page(1, piece("甲乙丙丁戊己", 20, 10), piece("庚辛壬癸，被告", 0, 25), piece("— 1 —", 30, 90)),
      page(2, piece("人甲。", 0, 10), piece("一、事实", 20, 25), piece("甲　", 0, 40), piece("乙", 200, 40)),
    ]);
    expect(paragraphs.map(({ text }) => text)).toEqual(["甲乙丙丁戊己庚辛壬癸，被告人甲。", "一、事实", "甲　乙"]);
    expect(paragraphs[0]?.stretches).toMatchObject([
      { at: 0, page: 1, line: 1 },
      { at: 6, page: 1, line: 2 },
      { at: 13, page: 2, line: 1 },
    ]);
  });
});
