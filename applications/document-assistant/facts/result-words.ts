import type { Figure } from "./figures.ts";

/** What says of a number how it comes about. Each is looked for in the clause that ends with it, and in the question that it answers. */
export const SUM =
  /合[计共]|合起来|[总共]计|总(?![体是会部经公监则局])|累计|加起来|加在一起|相加|一共|共(?![同犯谋产党])|凑起来|凑成|小计|全(?:部|年|县|市|区|省|村|程|案|厂|校|院|场|镇|乡)|两者|三者|[两三四五六七八九][项笔处样]|开支|收入/;
export const REST =
  /余下|剩|[尚还仍][有欠余差存剩]|还应|实际应|现[有存]|实际(?:损失|所得|获利|到手|占有|得款|赔付)|现?余额|在册|[期月年季]末|结[余存]|余额|[下尚]?欠|其余|短[少缺]|亏空|净(?!重|含)|缺口|尚未|还没|仍未|库存|实存|应存|(?:扣|除|减|剔|抵)[^。；]{0,16}[后外]，/;
export const IS_REST = /^(?:未|[没]|无法|不能|未能|至今|尚未|没有?还|仍未|[即就]?(?:为|是)?(?:其余|余下|剩余|剩下))/;
export const WHOLE_WORDS = /应|共|总|全|原|核|编|受理|抽|送|检|收|有|发/;
export const LACKS = /[未不没无非缺假余空欠亏逃]|其他|其它/;
const OBJECT = "(?:了|出|掉|的?(?:钱|款|金额|数额|数量|部分|补贴|费用|面积|重量|\\p{Script=Han}{2}))?";
export const DIFFERENCE = new RegExp(
  `(?:差(?:额|距|价|数|异)?|增加|减少|净增|净减|多|少|短少|超出|超过|超|高出|高|低|上升|下降|提高|升|降|涨|跌|赚|亏|亏损|获利|利润|(?:多|少|超|虚|漏|短|冒)(?:\\p{Script=Han}{1,2})|缺席|缺编|空编|缺员)${OBJECT}(?:人民币|整整|正好|刚好|为|是|共|计|达)*$`,
  "u",
);
export const AVERAGE = /人均|户均|平均|均(?![已未由系为])|[月日年天季周次场亩箱]均|每|单价|均价/;
export const RATE =
  /(?:率|占(?:比|[^，。；]{0,24})?|[0-9]\p{Script=Han}{1,2}的|超[速载员额]|比例|比重|增长|增加|增幅|减少|降幅|涨幅|跌幅|上升|下降|提高|降低|上涨|下跌|进度|百分比|完成)(?:了|分别|的)?(?:为|是|达到?|只有|仅为?|约)*$/u;
export const GROWTH = /[增减升降涨跌](?:幅|长|加|少|了|高)*|比|超[速载员额]/;
export const FALL = /[减降跌]/;
export const RESULT =
  /[为计得共是]|合|总|损失|获利|所得|应|即|折|等于|达|利息|提成|佣金|报酬|价|款|额|余|欠|差|拿到|退|赔|金|值|收|卖|付|支|成|面积/;
/** What is worked out by multiplying, and nothing that is paid, valued or lent by itself. */
export const WORKED_OUT = /由此|因此|故|共|合计|总|应|货款|损失|多|少|计$|计为|得|所得|获利|应为/;
export const BY_ITSELF = /(?<!应)付|交|退|价值|鉴定|评估|借|贷|已|估|利率|定金|缴|还/;
/** Told beside what is worked out, and no part of it. */
export const NO_RESULT =
  /其中|预付|定金|订金|押金|罚金|另[有外付行]|首付|标准|限额|保证金|起步|注册资本|第|上浮|下浮|加收|基础上|[（(]含[^）)]*$/;
export const AMONG = /其中|包括|内含/;
const OUT = /领用|[退还付售卖销送出耗亡减扣花用支缴损抵赔解并撤]|取消|死|预支|注销|离|取现|提取|剔除|作废|报废|淘汰|上交/;
const IN = /[收入购进增新借存投采建开设]|结转|生产|期初|原有/;

/** What stands before a figure in its clause. */
export const clauseOf = (text: string, { start }: Figure): string =>
  /[^，。；：、\n\t]*$/.exec(text.slice(Math.max(0, start - 30), start))?.[0] ?? "";

/** What stands before it in its sentence, behind the figure before it. */
export const leadOf = (text: string, { start }: Figure): string =>
  (/[^。；\n]*$/.exec(text.slice(Math.max(0, start - 24), start))?.[0] ?? "").replace(
    /.*[0-9一二两三四五六七八九十百千万](?=[^0-9]{3})/u,
    "",
  );

/** What stands behind it in its clause. */
export const behindOf = (text: string, { end }: Figure): string => /^[^，。；：、\n0-9]*/.exec(text.slice(end, end + 14))?.[0] ?? "";

/** What an answer is asked for in the line before it: 差了 of 差了多少？ */
export function questionOf(text: string, { start }: Figure): string {
  const line = text.lastIndexOf("\n", start - 1) + 1;
  if (line === 0 || !/^[^，。；：\n]{1,8}：[^，。；：\n0-9]{0,8}$/.test(text.slice(line, start))) return "";
  const question = text.slice(text.lastIndexOf("\n", line - 2) + 1, line - 1);
  if (!/[？?]$/.test(question)) return "";
  return (/[^，。；：？]*(?=[？?]$)/.exec(question)?.[0] ?? "").replace(/(?:是|有|为|了)?(?:多少|几)[^，。；：？]*$/, "");
}

function signIn(words: string, first: string): 1 | -1 | 0 {
  const gone = OUT.exec(words)?.[0];
  if (gone === undefined) return IN.test(words) ? 1 : 0;
  // As what there was at first: 挪出15万元，又挪出8万元.
  if (first.includes(gone)) return 1;
  return IN.test(words.replace(gone, "")) ? 0 : -1;
}

/** Whether a figure came to what there was at first, or went from it: by what stands before it behind the one before, else behind it; 0: nothing says so. */
export function signOf(text: string, figure: Figure, { first, last }: { readonly first: Figure; readonly last: number }): 1 | -1 | 0 {
  const lead = text.slice(Math.max(last, figure.start - 30), figure.start);
  const before = clauseOf(text, first) + behindOf(text, first);
  return signIn(lead, before) || signIn(behindOf(text, figure), before);
}

/** What is so of both was counted with each. */
export const OF_BOTH = /两[^，。；0-9]{0,6}都|都[^，。；0-9]{1,8}的|重[复叠合]|同时|兼/;

/** Who or what a clause is about, where it begins with that. */
export function subjectOf(text: string, figure: Figure): string | null {
  const subject = /^\p{Script=Han}{2}/u.exec(clauseOf(text, figure))?.[0];
  return subject === undefined || NO_SUBJECT.test(subject) ? null : subject;
}
const NO_SUBJECT = /被告|犯罪|嫌疑|被害|其中|共计|合计|总计|实际|销售|金额|价|计|其|该|共|为/;
