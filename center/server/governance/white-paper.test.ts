import { readFile, writeFile } from "node:fs/promises";
import { plainText } from "@yuejian/documents";
import { expect, it } from "vitest";
import { paperDocument } from "./white-paper.ts";

it("a paper holds what people wrote, each figure with its total, and where each comes from, as the golden text has it", async () => {
  const text = plainText(
    paperDocument({
      year: 2026,
      figures: [
        {
          id: "leads-by-rule",
          title: { zh: "各规则发现的线索", en: "Leads found, by rule" },
          total: 55,
          rows: [
            { label: { zh: "规则甲", en: "Rule A" }, count: 55 },
            { label: { zh: "规则乙", en: "Rule B" }, count: null },
          ],
          query: "leads found from A before B, by model",
          path: "/leads?createdFrom=2026-01-01&createdTo=2026-12-31",
        },
        {
          id: "way-of-cases",
          title: { zh: "当年立案案件的进展", en: "" },
          total: null,
          rows: [{ label: { zh: "立案", en: "" }, count: null }],
          query: "cases",
          path: "/cases",
        },
        { id: "replies", title: { zh: "收到的回复", en: "" }, total: 0, rows: [], query: "replies", path: "/governance/suggestions" },
      ],
      texts: { foreword: "第一段。\n第二段。", findings: "", causes: "", outlook: "建议。" },
      issuer: "岳阳市人民检察院",
      newestEntry: 4711,
      at: new Date("2027-01-05T00:00:00.000Z"),
    }),
  );
  const file = new URL("golden/white-paper.txt", import.meta.url);
  if (process.env["UPDATE_GOLDEN"]) await writeFile(file, text);
  expect(text).toBe(await readFile(file, "utf8"));
});
