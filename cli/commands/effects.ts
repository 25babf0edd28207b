import { INSTRUMENT_KINDS, YuejianError } from "@yuejian/contracts";
import type { SuggestionEffectView, SuggestionsPage } from "@yuejian/contracts/api";
import { type Output, table } from "../output.ts";
import type { Command } from "./command.ts";

const list: Command = {
  name: "suggestion list",
  usage: "suggestion list",
  summary: { zh: "列出已送达的建议", en: "List suggestions that were served" },
  options: {},
  async run({ client, output, arguments: given }) {
    if (given.words.length > 0) throw new YuejianError("USAGE", { reason: list.usage });
    const { items } = await (await client()).get<SuggestionsPage>("/api/suggestions", { limit: 500 });
    output.result(items, () =>
      table(
        output.locale === "zh" ? ["案件", "案号", "种类", "受文单位", "送达"] : ["case", "number", "kind", "addressed to", "served"],
        items.map((each) => [each.case, each.number, INSTRUMENT_KINDS[each.kind][output.locale], each.receiver, each.servedOn]),
      ),
    );
    return 0;
  },
};

const effect: Command = {
  name: "suggestion effect",
  usage: "suggestion effect CASE",
  summary: {
    zh: "建议送达前后线索数量的变化，带区间；不能判断时说明原因",
    en: "How many leads were found before and since a suggestion was served, with an interval, or why nothing can be said",
  },
  options: {},
  async run({ client, output, arguments: given }) {
    const [id, ...more] = given.words;
    if (id === undefined || more.length > 0) throw new YuejianError("USAGE", { reason: effect.usage });
    const view = await (await client()).get<SuggestionEffectView>(`/api/cases/${encodeURIComponent(id)}/effect`);
    output.result(view, () => describe(view, output));
    return view.result === null ? 1 : 0;
  },
};

function describe({ sentence, doubts, course }: SuggestionEffectView, { locale }: Output): string[] {
  return [
    sentence[locale],
    ...doubts.map((each) => `? ${each[locale]}`),
    ...table(
      locale === "zh" ? ["起", "线索", "其他单位", "应有"] : ["from", "leads", "elsewhere", "expected"],
      course.map((each) => [each.from, each.own, each.others, each.expected === null ? "" : each.expected.toFixed(1)]),
    ),
  ];
}

export const effectCommands: readonly Command[] = [list, effect];
