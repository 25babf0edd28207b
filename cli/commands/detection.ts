import { YuejianError } from "@yuejian/contracts";
import type { DetectionModelView } from "@yuejian/contracts/api";
import { type Output, table } from "../output.ts";
import type { Command } from "./command.ts";

const list: Command = {
  name: "model watch",
  usage: "model watch [MODEL on|off --reason TEXT]",
  summary: { zh: "列出或设置哪些模型在所读数据变化时运行", en: "List or set which models run when data that they read change" },
  options: { reason: { type: "string" } },
  async run({ client, output, arguments: given }) {
    const [model, word, ...more] = given.words;
    const http = await client();
    const { items } = await http.get<{ items: DetectionModelView[] }>("/api/detection");
    if (model === undefined) {
      output.result(items, () => describe(items, output));
      return 0;
    }
    const reason = given.text("reason");
    if ((word !== "on" && word !== "off") || reason === undefined || more.length > 0)
      throw new YuejianError("USAGE", { reason: list.usage });
    const version = items.find((each) => each.model === model)?.version ?? 0;
    const view = await http.post<DetectionModelView>(`/api/detection/${encodeURIComponent(model)}`, {
      isEnabled: word === "on",
      reason,
      version,
    });
    output.result(view, () => describe([view], output));
    return 0;
  },
};

function describe(items: readonly DetectionModelView[], { locale }: Output): string[] {
  const isChinese = locale === "zh";
  return table(
    isChinese ? ["随数据运行", "模型", "名称", "方式", "理由"] : ["on", "model", "title", "how", "reason"],
    items.map(({ model, title, isEnabled, pivot, wholeDataset, reason }) => [
      isEnabled ? "●" : "○",
      model,
      title[locale],
      pivot === null
        ? isChinese
          ? `整体运行（与 ${wholeDataset} 的全部记录比较）`
          : `over everything (compares with all of ${wholeDataset})`
        : isChinese
          ? `只看受影响的对象（${pivot}）`
          : `affected subjects only (${pivot})`,
      reason,
    ]),
  );
}

export const detectionCommands: readonly Command[] = [list];
