import type { OfficialDocument } from "@yuejian/contracts";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import { expect, it } from "vitest";
import { printOfficialPdf } from "./print-pdf.ts";

const document: OfficialDocument = {
  issuer: "岳阳市岳阳楼区人民检察院",
  marks: ["加急"],
  number: "岳楼检建〔2026〕1号",
  title: "关于规范罚金适用的检察建议",
  addressee: "岳阳楼区人民法院",
  paragraphs: [
    { style: "clause", text: "一、查明的事实" },
    ...Array.from(
      { length: 9 },
      (_, at) => ({ style: "text", text: `第${at + 1}件：判处罚金低于法定下限，<b>未见</b>减轻处罚的理由。` }) as const,
    ),
  ],
  date: "2026年3月1日",
  copies: "岳阳市人民检察院",
};

it("an official document in PDF is read back with every text, on A4, its pages numbered on the outer side", async () => {
  const bytes = await printOfficialPdf(document);
  if (process.env["PDF_OUT"]) await (await import("node:fs/promises")).writeFile(process.env["PDF_OUT"], bytes);
  const reading = getDocument({ data: new Uint8Array(bytes), verbosity: 0 });
  const pdf = await reading.promise;
  expect(pdf.numPages).toBe(2);
  const pages = await Promise.all([1, 2].map(async (at) => (await (await pdf.getPage(at)).getTextContent()).items));
  const compact = (text: string) => text.replaceAll(/\s/g, "");
  const texts = pages.map((items) => compact(items.map((item) => ("str" in item ? item.str : "")).join("")));
  const { issuer, number, title, addressee, paragraphs, date, copies } = document;
  for (const text of [issuer, number, title, addressee, date, copies, ...paragraphs.map((each) => each.text)])
    expect(texts.join("")).toContain(compact(text ?? ""));
  const numberAt = (page: number) =>
    (pages[page] ?? []).flatMap((item) => ("str" in item && item.str.includes("—") ? [item.transform[4] as number] : []))[0] ?? 0;
  expect(texts[0]).toContain("—1—");
  expect(texts[1]).toContain("—2—");
  expect(numberAt(0), "odd pages at the right").toBeGreaterThan(300);
  expect(numberAt(1), "even pages at the left").toBeLessThan(200);
  const [, , width = 0, height = 0] = (await pdf.getPage(1)).view;
  expect([Math.round(width), Math.round(height)]).toEqual([595, 842]);
  await reading.destroy();
});
