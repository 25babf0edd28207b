import { messages } from "./messages.ts";

export const caseSettings = messages({
  title: { zh: "审批和分案", en: "Approval and shares" },
  about: {
    zh: "各类文书由谁审批、谁少分或者不分案。已提交的文书按提交时的级别走完；改动写入岳检链。",
    en: "Who approves each kind of instrument, and who takes fewer cases or none. What was submitted keeps its levels; each change goes on the chain.",
  },
  forOffice: { zh: "适用单位", en: "For" },
  allOffices: { zh: "全部单位", en: "All offices" },
  levels: { zh: "审批级别", en: "Levels of approval" },
  levelsHint: {
    zh: "自下而上；单位没有设的按全部单位的，都没有的按文书种类",
    en: "from below upward; an office without its own takes the house's, else the kind's",
  },
  who: { zh: "来自", en: "Set by" },
  office: { zh: "本单位", en: "the office" },
  house: { zh: "全部单位", en: "the house" },
  ofKind: { zh: "文书种类", en: "the kind" },
  reset: { zh: "按全部单位的", en: "As the house" },
  save: { zh: "保存", en: "Save" },
  shares: { zh: "分案比例", en: "Shares of cases" },
  sharesHint: {
    zh: "100 是正常一份；0 是不再分案；没有列出的人都是 100。负担相同的，擅长本条线的人在前。单位没有设的按全部单位的",
    en: "100 is a full share, 0 none; who is not listed takes a full one. Of people with the same burden who is versed in the line comes first. An office without its own takes the house's",
  },
  person: { zh: "人员", en: "Person" },
  share: { zh: "比例", en: "Share" },
  expertise: { zh: "擅长的条线", en: "Versed in" },
  fullShare: { zh: "恢复正常一份", en: "Full share again" },
  nobody: { zh: "所有人都是正常一份", en: "Everybody takes a full share" },
});
