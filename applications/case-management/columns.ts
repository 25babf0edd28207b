import {
  BUSINESS_LINES,
  type ColumnSchema,
  HANDLED_CASE_DAYS,
  HANDLED_CASE_OUTCOMES,
  type HandledCaseDay,
  type Text,
} from "@yuejian/contracts";

const text = (name: string, semantic: ColumnSchema["semantic"], title: Text, details: Partial<ColumnSchema> = {}): ColumnSchema => ({
  name,
  title,
  type: "text",
  semantic,
  dataClass: "internal",
  ...details,
});

/** Spellings of a closed set: its words in both languages, and what else exports write. */
function spelled(words: Readonly<Record<string, Text>>, others: Readonly<Record<string, readonly string[]>> = {}) {
  const spellings: Record<string, string> = {};
  for (const [value, { zh, en }] of Object.entries(words))
    for (const spelling of [zh, en, ...(others[value] ?? [])]) spellings[spelling] = value;
  return { allowed: Object.keys(words), spellings };
}

const OUTCOME_SPELLINGS = {
  arrested: ["批准逮捕", "决定逮捕", "批捕"],
  "not-arrested": ["不批准逮捕", "不予逮捕", "不捕", "决定不予逮捕"],
  "other-measure": ["取保候审", "监视居住"],
  prosecuted: ["起诉", "公诉"],
  "not-prosecuted": ["绝对不起诉", "相对不起诉", "存疑不起诉", "法定不起诉", "酌定不起诉", "附条件不起诉"],
  protested: ["抗诉"],
  "no-protest": ["不提出抗诉", "同意判决"],
  supervised: ["提出检察建议", "纠正违法", "通知立案", "要求说明不立案理由", "提请抗诉", "建议释放或者变更强制措施"],
  "not-supported": ["不支持"],
  sued: ["起诉（公益诉讼）"],
  rectified: ["已整改", "已纠正"],
  withdrawn: ["撤回", "移送", "改变管辖", "撤回移送审查起诉"],
  ended: ["终结", "审查终结", "审查结案"],
} as const;

const LINE_SPELLINGS = Object.fromEntries(Object.entries(BUSINESS_LINES).map(([line, { zh }]) => [line, [zh.replace(/检察$/, "")]]));

const DAY_ALIASES: Readonly<Partial<Record<HandledCaseDay, readonly string[]>>> = {
  accepted_on: ["受案日期", "收案日期", "受理时间"],
  assigned_on: ["分案时间", "分配日期"],
  counsel_told_on: ["告知权利日期"],
  extended_on: ["延长审查起诉期限日期", "批准延长日期", "一次延长日期"],
  returned_on: ["一退日期", "第一次退回补充侦查日期", "退回补充侦查日期"],
  received_again_on: ["一退重报日期", "一次重报日期", "重新移送日期"],
  second_extended_on: ["二次延长日期"],
  second_returned_on: ["二退日期", "第二次退回补充侦查日期"],
  second_received_again_on: ["二退重报日期", "二次重报日期"],
  third_extended_on: ["三次延长日期"],
  suspended_from: ["中止日期", "扣除起始日期", "鉴定起始日期"],
  suspended_to: ["恢复日期", "扣除截止日期", "鉴定截止日期"],
  notified_on: ["通知日期", "建议送达日期", "送达被监督单位日期"],
  submitted_on: ["报批日期", "送批日期"],
  decided_on: ["办结日期", "审结时间", "决定日期"],
  delivered_on: ["送达法院日期", "移送法院日期"],
};

/** What a row of an export may hold, by whatever heading. */
export const CASE_COLUMNS: readonly ColumnSchema[] = [
  text(
    "number",
    "document-number",
    { zh: "案号", en: "Number" },
    { required: true, aliases: ["部门受案号", "统一受案号", "案件编号", "受案号"] },
  ),
  text(
    "office",
    "office",
    { zh: "承办单位", en: "Office" },
    { required: true, aliases: ["承办单位名称", "承办检察院", "单位", "办案单位"] },
  ),
  text("department", "office", { zh: "承办部门", en: "Department" }, { aliases: ["部门", "办案部门", "承办部门名称"] }),
  text(
    "line",
    "code",
    { zh: "业务条线", en: "Business line" },
    { ...spelled(BUSINESS_LINES, LINE_SPELLINGS), aliases: ["条线", "业务类别"] },
  ),
  text("kind", "code", { zh: "案件类别", en: "Kind" }, { required: true, aliases: ["案件类型", "案件类别名称", "案件种类"] }),
  text("cause", "charge", { zh: "案由", en: "Charge or cause" }, { aliases: ["移送案由", "罪名", "审结案由"] }),
  text("suspects", "code", { zh: "嫌疑人编号", en: "Suspects' numbers" }, { aliases: ["人员编号", "犯罪嫌疑人编号"] }),
  text("handler", "person-name", { zh: "承办人", en: "Handler" }, { aliases: ["承办检察官", "承办检察官姓名", "主办检察官"] }),
  text(
    "in_custody",
    "code",
    { zh: "是否在押", en: "In custody" },
    {
      aliases: ["羁押状态", "强制措施"],
      ...spelled(
        { yes: { zh: "是", en: "yes" }, no: { zh: "否", en: "no" } },
        {
          yes: ["在押", "羁押", "刑事拘留", "拘留", "逮捕", "true", "1"],
          no: ["未在押", "非羁押", "未羁押", "取保候审", "监视居住", "false", "0"],
        },
      ),
    },
  ),
  ...Object.entries(HANDLED_CASE_DAYS).map(
    ([name, title]): ColumnSchema => ({
      name,
      title,
      type: "date",
      semantic: "day",
      dataClass: "internal",
      ...(name === "accepted_on" ? { required: true } : {}),
      aliases: DAY_ALIASES[name as HandledCaseDay] ?? [],
    }),
  ),
  text("suspension_ground", "code", { zh: "中止事由", en: "Ground of time left out" }, { aliases: ["扣除事由", "中止原因"] }),
  text(
    "outcome",
    "code",
    { zh: "处理结果", en: "Outcome" },
    { ...spelled(HANDLED_CASE_OUTCOMES, OUTCOME_SPELLINGS), aliases: ["审结情况", "审结处理结果", "办理结果"] },
  ),
];
