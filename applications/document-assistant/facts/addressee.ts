import type { CheckedDocument } from "../document.ts";

const ORGANISATION =
  "局|院|所|队|委|委员会|会|厅|部|处|科|室|中心|公司|厂|店|校|学|园|行|站|社|村|镇|乡|街道|政府|办|集团|企业|单位|监狱|超市|市场|酒店|宾馆|网吧|商场|基地|联盟|协会";
/** 平江县公安局：, 岳阳市公安局、岳阳市司法局： */
const OFFICE = new RegExp(`^[\\p{Script=Han}A-Za-z0-9（）()、，·“”]{1,60}(?:${ORGANISATION})(?:（[^（）]{1,30}）)?[：:]?$`, "u");
/** 张波：, 艾力·卡德尔：, 被害人李某某：, 张三、李四：, 尊敬的王五先生： */
const PERSON =
  /^(?:[\p{Script=Han}]{0,10}[（(]?)[\p{Script=Han}·某×*]{2,30}(?:、[\p{Script=Han}·某×*]{2,20})*[）)]?(?:等[\p{Script=Han}]{0,4})?[：:]$/u;
/** A form says it: 受送达人 张三, 主送：岳阳市公安局 */
const LABELLED =
  /^(?:主送|主送机关|主送单位|致|送|送达|受送达人|被送达人|被告知人|被通知人|收件人|收文单位|受文单位|抬头)[：:\s\u3000\t]*(?:[\p{Script=Han}·]{2,})?/u;
/** A heading, not somebody. */
const HEADING =
  /^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|[0-9]+[.．、]|第[一二三四五六七八九十]+)|查明|如下|下列|告知您|告知你|享有|特此|现将|现就|[您你](?:的|有|可|在|应)|认为|建议|事实|证据|情况|内容|事项|理由|意见[：:]|依据|经过|以下|说明|附件|问题|要求|问[：:]$|答[：:]$|时间|地点|案由|(?:讯问|询问|记录|鉴定|翻译|承办|联系)人|检察官|书记员|编号|文号|日期/;

const DAY = /^[12二][^，。：]{3}年[^，。：]{2,9}日$/;
const LINES = 10;
const plain = (text: string): string => text.replaceAll(/[\s\u3000]/g, "");

/** Whether a document names whom it is for: in a line of its own behind its title, or in a form. */
export function hasAddressee({ paragraphs }: CheckedDocument): boolean {
  const first = paragraphs.slice(0, LINES).map(({ text }) => text.trim());
  // Below its day it is told who received it.
  const signed = first.findIndex((line) => DAY.test(plain(line)));
  const lines = signed < 0 ? first : first.slice(0, signed + 1);
  const title = lines.findIndex(
    (line) => /(?:书|函|令|公告|提纲|通知|回证|报告|决定|意见)(?:（[^（）]*）)?$/.test(plain(line)) && line.length < 40,
  );
  return (
    lines.some((line, at) => {
      if (at <= title || HEADING.test(plain(line))) return false;
      if (LABELLED.test(line) || PERSON.test(plain(line))) return true;
      // An office needs no colon where it stands right behind title and number; the one that signs stands before its day.
      const isBeforeDay = /^[12二].{3}年.*日/.test(plain(lines[at + 1] ?? ""));
      return OFFICE.test(plain(line)) && (/[：:]$/.test(line) || (at <= title + 2 && !isBeforeDay));
    }) || isSubmitted(paragraphs.map(({ text }) => plain(text)))
  );
}

/** 此致 / 岳阳市中级人民法院 */
function isSubmitted(lines: readonly string[]): boolean {
  const at = lines.findLastIndex((line) => /^此致[：:]?$/.test(line));
  return at >= 0 && OFFICE.test(lines.slice(at + 1).find((line) => line !== "") ?? "");
}

/** Whether a document speaks to somebody in its own words: 你局, 贵单位, 你不服. */
export const isSpokenTo = ({ text }: CheckedDocument): boolean =>
  /你(?!们)|贵(?:[局院厅委所]|单位|公司)/.test(text.replaceAll(/“[^”\n]*”/g, ""));
