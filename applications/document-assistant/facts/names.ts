/** What people are called in a case, before their name. */
const ROLE_WORDS =
  "犯罪嫌疑人|被不起诉人|附带民事诉讼原告人|被告人|被害人|被讯问人|被询问人|讯问人|询问人|记录人|辩护人|诉讼代理人|代理人|证人|检察官助理|检察官|检察员|书记员|承办人|申请人|当事人|失主";

/** A name ends before a mark or a word that goes on with the sentence. */
const AFTER =
  "(?=[，。、；：（(　\\s”]|的|在|于|与|和|以|涉嫌|因|到|系|为|有|无|自|如|主动|谎称|共|提出|无异议|实施|是|表示|判处|及|等|被|同|一案|持|将|向|刑事|行政|执行|作案|盗|骗|窃|抢|$)";
const NAMED = new RegExp(`(${ROLE_WORDS})[：:　\\s]*([\\p{Script=Han}]{2,4}?)${AFTER}`, "gu");
/** Somebody described by sex. */
const DESCRIBED = /(?:^|[人：，。；：\s　])([\p{Script=Han}]{2,4})，[男女]，/gu;

export interface NamedPlace {
  readonly name: string;
  /** What the person is called; one word for whoever the case is against. */
  readonly role: string;
  readonly start: number;
  readonly end: number;
}

/** Names that stand after words for people. */
export function namesIn(text: string): NamedPlace[] {
  return [...text.matchAll(NAMED)].flatMap((found) => {
    const [, word = "", name = ""] = found;
    if (NO_NAMES.has(name)) return [];
    const end = found.index + found[0].length;
    return [{ name, role: AGAINST.has(word) ? "" : word, start: end - name.length, end }];
  });
}

const AGAINST = new Set(["犯罪嫌疑人", "被不起诉人", "被告人", "被讯问人"]);

const NO_NAMES = new Set([
  "供述",
  "陈述",
  "意见",
  "某某",
  "身份",
  "基本",
  "双方",
  "之间",
  "本人",
  "家属",
  "近亲属",
  "进行",
  "依法",
  "可能",
  "名单",
  "住所",
  "证言",
  "签名",
  "损失",
  "谅解",
  "没有",
  "不服",
]);

/** People that a document can be about: of more names the most frequent are taken. */
const MOST_NAMES = 40;

/** Names of people who are described by sex, and those that follow their words twice or more. */
export function knownNames(text: string): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const { name } of namesIn(text)) counts.set(name, (counts.get(name) ?? 0) + 1);
  const described = [...text.matchAll(DESCRIBED)].flatMap(([, name = ""]) => (counts.has(name) ? [name] : []));
  const repeated = [...counts].filter(([, count]) => count > 1).sort(([, one], [, other]) => other - one);
  return new Set([...described, ...repeated.map(([name]) => name)].slice(0, MOST_NAMES));
}
