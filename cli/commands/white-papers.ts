import { writeFile } from "node:fs/promises";
import { YuejianError } from "@yuejian/contracts";
import type { WhitePaperView } from "@yuejian/contracts/api";
import type { Command } from "./command.ts";

const paper: Command = {
  name: "white-paper",
  usage: "white-paper YEAR [--out FILE.docx|FILE.pdf]",
  summary: {
    zh: "年度白皮书：显示数字，或者出具 Word、PDF（摘要写入账本）",
    en: "The yearly white paper: show its figures, or issue it as Word or PDF (its digest goes on the ledger)",
  },
  options: { out: { type: "string" } },
  async run({ client, output, arguments: given }) {
    const [word, ...more] = given.words;
    const out = given.text("out");
    const format = out === undefined ? null : out.endsWith(".docx") ? "docx" : out.endsWith(".pdf") ? "pdf" : undefined;
    if (word === undefined || !/^\d{4}$/.test(word) || more.length > 0 || format === undefined)
      throw new YuejianError("USAGE", { reason: paper.usage });
    const api = await client();
    if (out !== undefined && format !== null) {
      const bytes = await api.getBytes(`/api/white-papers/${word}/document?format=${format}`);
      await writeFile(out, bytes);
      output.result({ file: out, size: bytes.length }, () => [out]);
      return 0;
    }
    const view = await api.get<WhitePaperView>(`/api/white-papers/${word}`);
    const hidden = output.locale === "zh" ? "隐去" : "withheld";
    output.result(view, () =>
      view.figures.flatMap(({ title, total, rows }) => [
        `${title[output.locale]}: ${total ?? hidden}`,
        ...rows.map(({ label, count }) => `  ${label[output.locale]}: ${count ?? hidden}`),
      ]),
    );
    return 0;
  },
};

export const whitePaperCommands: readonly Command[] = [paper];
