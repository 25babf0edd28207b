import type { CheckedDocument } from "../document.ts";
import { SURNAMES } from "./surnames.ts";

/** What people are called in a case, before their name; the longer word before the one it holds. */
const ROLE_WORDS = [
  "附带民事诉讼原告人|犯罪嫌疑人|被不起诉人|委托诉讼代理人|诉讼代理人|法定代理人|法定代表人|未成年被告人|同案被告人|人民陪审员|主办检察官|检察官助理|主要负责人",
  "被告人|被害人|被讯问人|被询问人|被执行人|被申请人|被控告人|被举报人|被鉴定人|讯问人|询问人|记录人|鉴定人|见证人|翻译人员|侦查人员|办案民警|辩护人|代理人|上诉人|报案人|举报人|控告人|投诉人|委托人|监护人|联系人|经办人|负责人|同案犯|同案人|嫌疑人|审判长|审判员|证人|检察官|检察员|检察长|书记员|承办人|审查人|核稿人|签发人|申请人|当事人|第三人|罪犯|失主|死者|伤者",
].join("|");

/** A name ends before a mark or a word that goes on with the sentence. */
const AFTER =
  "(?=[，。、；：（(　\\s”]|的|在|于|与|和|以|涉嫌|因|到|系|为|有|无|自|如|主动|谎称|共|提出|无异议|实施|是|表示|判处|及|等|被|同|一案|持|将|向|对|从|犯|说|称|不|没|从轻|刑事|行政|执行|作案|盗|骗|窃|抢|驾|伙|酒|拒|经|曾|归案|逃|承认|供|辩|认|构成|当|两|二人|三人|积极|赔|退|得|取|拿|打|用|随|即|明知|利用|多次|犯罪|违反|非法|故意|$)";
const NAMED = new RegExp(`(${ROLE_WORDS})[：:　\\s]*([\\p{Script=Han}]{2,4}?)${AFTER}`, "gu");
/** What a list of people goes on with. */
const NEXT = new RegExp(`(?:、|和|与|及|，)([\\p{Script=Han}]{2,3}?)${AFTER}`, "uy");
/** Somebody described by sex. */
const DESCRIBED = /(?:^|[人：，。；：\s　])([\p{Script=Han}]{2,4})，[男女]，/gu;
/** Somebody who names himself, or to whom a document is addressed. */
const CALLED =
  /(?:我叫|名叫|自称|姓名[：:　\s]*)([\p{Script=Han}]{2,3}?)(?=[，。、；：（(　\s]|$)|(?:^|\n)\s*([\p{Script=Han}]{2,3})[：:]\s*(?=\n|$)/gu;

export interface NamedPlace {
  readonly name: string;
  /** What the person is called; one word for whoever the case is against, `null` where no word tells. */
  readonly role: string | null;
  readonly start: number;
  readonly end: number;
}

const AGAINST = new Set(["犯罪嫌疑人", "被不起诉人", "被告人", "被讯问人", "同案被告人", "嫌疑人", "未成年被告人"]);
/** Role of whoever the case is against. */
export const ACCUSED = "";

const NO_NAMES = new Set(
  [
    "供述|陈述|意见|某某|身份|基本|双方|之间|本人|家属|近亲属|进行|依法|可能|名单|住所|证言|签名|损失|谅解|没有|不服|他人|其他|其他人|同伙|亲属|权利|义务|人员|单位|公司|辩解|申请|委托|姓名|性别|年龄|电话|地址|住址|签字|捺印|盖章|及其|或者|并且",
    "以及|对此|认为|承认|供认|自愿|同意|到案|归案|投案|自首|坦白|认罪|悔罪|赔偿|退赃|退赔|死亡|受伤|轻伤|重伤|报案|辨认|指认|不能|无法|应当|可以|已经|均已|分别|共同|先后|多次|再次|一次|上述|下列|该案|本案|此案|等人|二人|三人|两人|多人|数人|一人|是否|如何|何时|有权|无权",
  ]
    .join("|")
    .split("|"),
);

const isSurnamed = (name: string): boolean => SURNAMES.has(name.charAt(0)) || SURNAMES.has(name.slice(0, 2));

/** Names that stand after words for people, in lists that such a word begins, and of those who name themselves. In the order of the text. */
export function namesIn(text: string): NamedPlace[] {
  const places: NamedPlace[] = [];
  let done = 0;
  for (const found of text.matchAll(NAMED)) {
    const [whole, word = "", name = ""] = found;
    if (NO_NAMES.has(name) || found.index < done) continue;
    let end = found.index + whole.length;
    // Without a surname it is a name where a mark stands before it or a sex behind it.
    const isSetApart = whole.length > word.length + name.length || /^，[男女][，。]/.test(text.slice(end, end + 3));
    if (!isSetApart && !isSurnamed(name)) continue;
    const role = AGAINST.has(word) ? ACCUSED : word;
    places.push({ name, role, start: end - name.length, end });
    for (;;) {
      NEXT.lastIndex = end;
      const next = NEXT.exec(text);
      const other = next?.[1] ?? "";
      if (!next || NO_NAMES.has(other) || !isSurnamed(other) || (next[0].startsWith("，") && !isListed(text, NEXT.lastIndex))) break;
      end = NEXT.lastIndex;
      places.push({ name: other, role, start: end - other.length, end });
    }
    done = end;
  }
  const starts = new Set(places.map(({ start }) => start));
  for (const found of text.matchAll(CALLED)) {
    const name = found[1] ?? found[2] ?? "";
    if (NO_NAMES.has(name) || !isSurnamed(name)) continue;
    const start = found.index + found[0].lastIndexOf(name);
    if (!starts.has(start)) places.push({ name, role: null, start, end: start + name.length });
  }
  return places.sort((one, other) => one.start - other.start);
}

/** Behind a comma a name goes on with the list only where its sex, or the next name, follows. */
const isListed = (text: string, end: number): boolean => /^，[男女]，/.test(text.slice(end, end + 3));

const BEFORE =
  /(?:^|[，。、；：“（(\s　]|[对被将向由与和及给叫是为让因以随找令使同把替比跟于了称而但则故且人员官长主者]|决定|认定|指控|证实|发现|抓获|准许|要求|建议|判处|起诉|批准|逮捕|拘留|供述|陈述)$/u;
const BEHIND = new RegExp(`^${AFTER}`, "u");

/** Whether a name can stand here by what is on both sides of it. */
export const isPlacedAsName = (text: string, start: number, end: number): boolean =>
  BEFORE.test(text.slice(Math.max(0, start - 2), start)) && BEHIND.test(text.slice(end, end + 4));

/** People that a document can be about: of more names the most frequent are taken. */
const MOST_NAMES = 40;

/** Names of people who are described by sex, and those that follow their words twice or more or, once told so, stand in the text again. */
export function knownNames({ text }: CheckedDocument, places: readonly NamedPlace[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const { name } of places) counts.set(name, (counts.get(name) ?? 0) + 1);
  const described = [...text.matchAll(DESCRIBED)].flatMap(([, name = ""]) => (counts.has(name) || isSurnamed(name) ? [name] : []));
  const repeated = [...counts].filter(([, count]) => count > 1).sort(([, one], [, other]) => other - one);
  const again = [...counts].filter(([name, count]) => count === 1 && isSurnamed(name) && text.indexOf(name) !== text.lastIndexOf(name));
  return new Set([...described, ...repeated.map(([name]) => name), ...again.map(([name]) => name)].slice(0, MOST_NAMES));
}
