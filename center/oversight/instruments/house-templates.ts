import type { DocumentKind, InstrumentTemplate, TemplateTexts } from "@yuejian/contracts";

const OUTLINE = "一、查明的事实\n\n二、存在的问题和依据\n\n三、检察建议\n";

const suggestion = (opening: string, closing: string, outline = OUTLINE): TemplateTexts => ({
  title: "{{标题}}",
  text: `${opening}\n{{正文}}\n${closing}`,
  copies: "",
  outline,
});

const asked = (what: string) => `本院在履行法律监督职责中（案件编号{{案号}}）发现，${what}现提出检察建议如下。`;
const answered = (how: string) =>
  `请贵单位${how}，并{{回复期限}}将处理情况书面回复本院。如有异议，可以在上述期限内向本院书面提出，本院将及时复核。`;

/** The house's own wording of each kind; an office writes its own versions over it. */
const TEXTS: Readonly<Record<DocumentKind, TemplateTexts>> = {
  "suggestion-public-interest": suggestion(
    asked("贵单位履行监督管理职责方面存在需要改进的情形，国家利益或者社会公共利益可能因此受到侵害。"),
    answered("依法履行职责，对上述问题开展调查核实和整改"),
  ),
  "suggestion-correction": suggestion(
    asked("贵单位的有关执法、司法活动存在不符合法律规定的情形。"),
    answered("核实上述情形，依法予以纠正"),
  ),
  "suggestion-governance": suggestion(asked("贵单位在管理和防范方面存在制度上的薄弱环节。"), answered("结合实际研究采纳，完善制度和管理")),
  "suggestion-retrial": suggestion(
    asked("贵院作出的生效裁判存在应当再审的情形。"),
    "请贵院依法启动再审程序，并{{回复期限}}将审查结果书面回复本院。",
    "一、案件的基本情况\n\n二、审查认定的事实\n\n三、应当再审的理由和依据\n",
  ),
  "suggestion-other": suggestion(asked("有关工作中存在需要改进的情形。"), answered("研究上述建议")),
  "correction-notice": suggestion(
    "本院在履行法律监督职责中（案件编号{{案号}}）查明，贵单位的有关活动违反法律规定。",
    "请贵单位依法纠正上述违法情形，查明原因，并{{回复期限}}将纠正情况书面通知本院。",
    "一、违法的事实\n\n二、认定违法的依据\n\n三、纠正意见\n",
  ),
  "transfer-letter": suggestion(
    "本院在办理{{案号}}一案中发现下列线索，属于贵单位管辖，现移送贵单位依法处理。",
    "请贵单位依法审查，并{{回复期限}}将处理结果函告本院。",
    "一、线索的来源和内容\n\n二、移送的依据\n\n三、随函移送的材料\n",
  ),
  "reply-receipt": {
    title: "回复回执",
    text: "本院{{送达日期}}以{{送达方式}}方式送达的{{文书种类}}（{{文号}}），贵单位的书面回复已于{{收到日期}}收到，回复结果为：{{回复结果}}。\n收到的材料如下：\n{{回复材料}}\n本回执仅证明收到上述回复和材料，不表示对其内容的认可；材料以所列摘要为准。",
    copies: "",
    outline: "",
  },
  "look-back-report": {
    title: "关于{{收文单位}}整改情况的回头看报告",
    text: "一、检察建议及其送达\n本院就“{{标题}}”制发{{文书种类}}（{{文号}}），于{{送达日期}}送达{{收文单位}}。\n二、回复情况\n{{收文单位}}于{{收到日期}}作出回复，回复结果为：{{回复结果}}。\n三、整改事项\n{{整改事项}}\n四、回头看结果\n{{回头看结果}}\n以上结果由监督模型对新数据重新运行得出，是否结案由办案人员依法决定。",
    copies: "",
    outline: "",
  },
};

/** The template that an instrument or a paper goes by when its office has none of its own. */
export function houseTemplate(kind: DocumentKind): InstrumentTemplate {
  return { kind, version: 0, texts: TEXTS[kind] };
}
