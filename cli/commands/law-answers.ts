import { type SecretPlace, YuejianError } from "@yuejian/contracts";
import type { LawAnswerView, LawAssistantView } from "@yuejian/contracts/api";
import type { Command } from "./command.ts";

const ask: Command = {
  name: "law ask",
  usage: 'law ask "QUESTION" [--on YYYY-MM-DD]',
  summary: {
    zh: "由所设的语言模型草拟答案：只保留写明所给法条的句子，其余删去并计数",
    en: "A draft by the language model that was chosen: only sentences that cite a given article are kept, the others are counted",
  },
  options: { on: { type: "string" } },
  async run({ arguments: given, output, client }) {
    if (given.words.length === 0) throw new YuejianError("USAGE", { reason: ask.usage });
    const on = given.text("on");
    const view = await (await client()).post<LawAnswerView>("/api/laws/answers", {
      query: given.words.join(" "),
      ...(on === undefined ? {} : { on }),
    });
    output.result(view, () => [
      ...view.sentences.map(({ text }) => text),
      ...view.dropped.map(({ reason, count }) => `- ${reason}: ${count}`),
      ...view.given.map(({ law, article }) => `  ${law} ${article}`),
    ]);
    return 0;
  },
};

const assistant: Command = {
  name: "law assistant",
  usage: "law assistant [--url URL --model NAME [--secret-env YUEJIAN_LAWS_…|--secret-file NAME] | --off] [--reason TEXT]",
  summary: {
    zh: "查看、设置或者关闭草拟答案的语言模型（OpenAI 接口；主机须在 notify host 的名单里）",
    en: "Show, choose or switch off the language model for drafts (OpenAI interface; its host must be on the list of notify host)",
  },
  options: {
    url: { type: "string" },
    model: { type: "string" },
    "secret-env": { type: "string" },
    "secret-file": { type: "string" },
    off: { type: "boolean" },
    reason: { type: "string" },
  },
  async run({ arguments: given, output, client }) {
    const [url, model, reason] = [given.text("url"), given.text("model"), given.text("reason")];
    const isChange = given.isSet("off") || url !== undefined;
    if (
      given.words.length > 0 ||
      (isChange && reason === undefined) ||
      (url === undefined) !== (model === undefined) ||
      (given.isSet("off") && url !== undefined)
    )
      throw new YuejianError("USAGE", { reason: assistant.usage });
    const [env, file] = [given.text("secret-env"), given.text("secret-file")];
    const secret: SecretPlace | null =
      env === undefined ? (file === undefined ? null : { from: "file", name: file }) : { from: "env", name: env };
    const api = await client();
    const view = isChange
      ? await api.post<LawAssistantView>("/api/laws/assistant", { assistant: url === undefined ? null : { url, model, secret }, reason })
      : await api.get<LawAssistantView>("/api/laws/assistant");
    output.result(view, () => [
      view.assistant === null ? "—" : `${view.assistant.model}  ${view.assistant.url}  ${view.assistant.secret?.name ?? ""}`,
    ]);
    return 0;
  },
};

export const lawAnswerCommands: readonly Command[] = [ask, assistant];
