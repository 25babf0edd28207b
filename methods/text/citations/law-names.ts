import { foldText } from "../fold-text.ts";

/** Names of laws as running text uses them, to be found at a place. */
export interface LawNames {
  /** The longest name that begins at `at` of a folded text. */
  at(folded: string, at: number): string | null;
  /** Whether a name, as between 《》, is known. */
  has(name: string): boolean;
}

/** Abbreviations that practice uses without defining them → name without the state's. */
export const LAW_ABBREVIATIONS: Readonly<Record<string, string>> = {
  刑诉法: "刑事诉讼法",
  民诉法: "民事诉讼法",
  行诉法: "行政诉讼法",
  刑诉规则: "人民检察院刑事诉讼规则",
  高检规则: "人民检察院刑事诉讼规则",
  刑诉解释: "最高人民法院关于适用《刑事诉讼法》的解释",
  高法解释: "最高人民法院关于适用《刑事诉讼法》的解释",
  民诉解释: "最高人民法院关于适用《民事诉讼法》的解释",
  行诉解释: "最高人民法院关于适用《行政诉讼法》的解释",
  民诉监督规则: "人民检察院民事诉讼监督规则",
  公益诉讼解释: "最高人民法院、最高人民检察院关于检察公益诉讼案件适用法律若干问题的解释",
  治安处罚法: "治安管理处罚法",
  治安法: "治安管理处罚法",
  消法: "消费者权益保护法",
  道交法: "道路交通安全法",
  交法: "道路交通安全法",
  安法: "安全生产法",
  个保法: "个人信息保护法",
  网安法: "网络安全法",
  数安法: "数据安全法",
  未保法: "未成年人保护法",
  未成年人法: "未成年人保护法",
  预防未成年人犯罪法: "预防未成年人犯罪法",
  妇保法: "妇女权益保障法",
  环保法: "环境保护法",
  土地法: "土地管理法",
  土地法实施条例: "土地管理法实施条例",
  房地产法: "城市房地产管理法",
  商检法: "进出口商品检验法",
  税收征管法: "税收征收管理法",
  征管法: "税收征收管理法",
  个税法: "个人所得税法",
  企税法: "企业所得税法",
  反诈法: "反电信网络诈骗法",
  反垄断法: "反垄断法",
  监督法: "各级人民代表大会常务委员会监督法",
  检察院组织法: "人民检察院组织法",
  法院组织法: "人民法院组织法",
  法官法: "法官法",
  检察官法: "检察官法",
  香港基本法: "香港特别行政区基本法",
  澳门基本法: "澳门特别行政区基本法",
  民间借贷司法解释: "最高人民法院关于审理民间借贷案件适用法律若干问题的规定",
  民间借贷规定: "最高人民法院关于审理民间借贷案件适用法律若干问题的规定",
  危化品条例: "危险化学品安全管理条例",
  危化品安全法: "危险化学品安全法",
};

const STATE = "中华人民共和国";
/** What makes a longer word of a name: 刑法学, 宪法学习. */
const GOES_ON = /[律院庭官学治医师制医]/;

/** `names`: without the state's name. Full titles and abbreviations are known besides. */
export function lawNames(names: Iterable<string>): LawNames {
  const known = new Set<string>();
  for (const name of names) {
    known.add(foldText(name));
    for (const short of shortenings(name)) known.add(foldText(short));
  }
  for (const abbreviation of Object.keys(LAW_ABBREVIATIONS)) known.add(abbreviation);
  const byBeginning = Map.groupBy(known, (name) => name.slice(0, 2));
  for (const list of byBeginning.values()) list.sort((one, other) => other.length - one.length);
  return {
    at(folded, at) {
      const skip = folded.startsWith(STATE, at) ? STATE.length : 0;
      const from = at + skip;
      const name = byBeginning.get(folded.slice(from, from + 2))?.find((one) => folded.startsWith(one, from));
      if (name === undefined || (name.endsWith("法") && GOES_ON.test(folded[from + name.length] ?? ""))) return null;
      return folded.slice(at, from + name.length);
    },
    has: (name) => known.has(bareName(name)),
  };
}

/** A name that says of which place or body its text is, since others have texts of the same name: 河道管理条例（湖南省）. */
const QUALIFIED = /（[\p{Script=Han}、]+(?:省|市|县|旗|区|州|部|局|署|委员会|院|会|行|办公室)）$/u;

/** 「最高人民法院关于适用《民事诉讼法》的解释」 is called 民事诉讼法解释 and 民事诉讼法司法解释. */
export function shortenings(name: string): string[] {
  const short: string[] = [];
  const about =
    /^最高人民法院关于适用《([^》]+)》(?:[\p{Script=Han}]{1,6}编)?(?:若干问题)?的?(?:若干问题)?的解释(（[一二三四五六七八九十]+）)?$/u.exec(
      name,
    );
  if (about) {
    const division = /》([\p{Script=Han}]{1,6}编)/u.exec(name)?.[1] ?? "";
    short.push(`${about[1]}${division}解释${about[2] ?? ""}`, `${about[1]}${division}司法解释${about[2] ?? ""}`);
  }
  const plain = /^最高人民(?:法院|检察院)(?:、最高人民检察院)?(关于.+)$/.exec(name);
  if (plain) short.push(plain[1] as string);
  const placed = /^(.+(?:条例|规定|办法|细则|规则|决定|章程|方案|标准|通知|意见))（[^（）]+）$/.exec(name);
  if (placed && QUALIFIED.test(name)) short.push(placed[1] as string);
  return short;
}

/** Folded, without the state's name, spaces, or a version or document number in brackets at the end: 《中华人民共和国刑法（2020修正）》 → 刑法. */
export function bareName(name: string): string {
  return foldText(name)
    .replaceAll(/\s/g, "")
    .replaceAll("〈", "《")
    .replaceAll("〉", "》")
    .replaceAll(STATE, (match, at: number, whole: string) => (at === 0 || whole[at - 1] === "《" ? "" : match))
    .replace(/\([^()]*(?:号|施行)[^()]*\)$/, "")
    .replace(/\((?:\d{4}年?)?(?:第[一二三四五六七八九十]次)?(?:修[正订]|\d{4}年?)(?:本|版|草案)?\)$/, "");
}
