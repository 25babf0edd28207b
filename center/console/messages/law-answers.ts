import { messages } from "./messages.ts";

/** Drafted answers. */
export const lawAnswers = messages({
  draft: { zh: "草拟答案", en: "Draft an answer" },
  title: { zh: "草拟的答案", en: "Drafted answer" },
  about: {
    zh: "{model} 草拟，仅供参考：只保留写明所给法条的句子，请核对原文",
    en: "drafted by {model}, to be checked: only sentences that cite a given article were kept",
  },
  sends: {
    zh: "会把这句话和找到的条文发给语言模型（{host}）",
    en: "Sends the question and the articles found to the language model ({host})",
  },
  nothing: { zh: "没有一句可以保留", en: "No sentence could be kept" },
  dropped: {
    zh: "删去 {n} 句：没有引用、引用不存在或者不在所给法条中，或者数字与法条不符",
    en: "{n} sentences were dropped: they cite nothing, or what does not exist or was not given, or name other numbers",
  },
});
