import type { LawLevel } from "@yuejian/contracts";

const STATE = /^中华人民共和国/;

/** The name by which versions of one law know each other: without the state's name, spaces, and a version's marks at the end. */
export function lawName(title: string): string {
  return title
    .replaceAll(/\s+/g, "")
    .replaceAll("〈", "《")
    .replaceAll("〉", "》")
    .replaceAll("(", "（")
    .replaceAll(")", "）")
    .replace(/[（(]\d{4}[-年][^）)]*[）)]$/, "")
    .replace(/（(?:19|20)\d\d(?:修正|修订)?(?:本|文本)?）$/, "")
    .replace(/(?<!《)中华人民共和国(?=[^》]*$)|《中华人民共和国/g, (match) => (match.startsWith("《") ? "《" : ""))
    .replace("最高人民法院最高人民检察院", "最高人民法院、最高人民检察院")
    .replace(STATE, "");
}

const TITLE_END =
  /(?:法|条例|规定|决定|解释|办法|细则|规则|批复|通知|意见|答复|修正案|命令|章程|规程|方案|决议|公告|复函|纪要|标准|准则|通则|安排|协定|补充规定)(?:[（(][^）)]{1,12}[）)])*$/;

/** Whether a line could be the title of a legal text. */
export function isLawTitle(text: string): boolean {
  return text.length <= 160 && !/[。；，：]$/.test(text) && TITLE_END.test(text.replaceAll(/\s/g, ""));
}

const CHIEF =
  "(?:北京|天津|上海|重庆)市|(?:河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾)省|(?:内蒙古|广西壮族|西藏|宁夏回族|新疆维吾尔)自治区";
const REGION = new RegExp(
  `^(${CHIEF}|[\\p{Script=Han}]{2,4}(?:市|自治州|自治县|经济特区)(?=[\\p{Script=Han}]{2,}(?:条例|规定|办法)$))`,
  "u",
);
/** Whose congress or government made a text: 2019年3月28日湖南省第十三届人民代表大会…通过, 长沙市人民政府令第9号. */
const MADE_BY = new RegExp(
  `(?:^|[日\\s（(，,、])((?:${CHIEF})?(?:[\\p{Script=Han}]{2,8}?(?:市|自治州|自治县|县|旗))?)(?:第[一二三四五六七八九十]+届)?人民(?:代表大会|政府令|政府(?:第[一二三四五六七八九十百零\\d]+次)?常务会议)`,
  "mu",
);

/** The place whose congress or government made a text, by the lines below its title; empty: it is none of a place. */
function placeOf(lines: readonly string[]): string {
  for (const line of lines) {
    const place = MADE_BY.exec(line)?.[1] ?? "";
    if (place !== "") return place;
  }
  return "";
}

/** The name of a text of a place. Titles of such texts name their place nearly always; where one does not, other places may have a text of that name. */
export function nameInPlace(name: string, place: string): string {
  const short = place.replace(/(?:省|市|县|旗|自治[区州县])$/, "");
  const own = /^(.+?(?:省|自治区))(.+)$/.exec(place)?.[2]?.replace(/(?:市|县|旗|自治[州县])$/, "") ?? short;
  return place === "" || name.includes(short) || name.includes(own) ? name : `${name}（${place}）`;
}

/** Issuer, level and region, as the title and the lines below it tell them; `folder`: names of the folders it lay in. */
export function standingOf(
  title: string,
  lines: readonly string[],
  folder: string,
): { readonly level: LawLevel; readonly issuer: string; readonly region: string } {
  const compact = title.replaceAll(/\s+/g, "");
  const told = lines.join("\n");
  const region = REGION.exec(compact)?.[1] ?? placeOf(lines);
  if (/(?:^|\/)(?:cases|案例|指导性案例|典型案例)(?:\/|$)/.test(folder) || /(?:(?<!修正|草|议|方|预)案|纠纷)$/.test(compact))
    return { level: "case", issuer: issuerOf(compact, told), region: "" };
  if (/^(?:中华人民共和国)?宪法/.test(compact)) return { level: "constitution", issuer: "全国人民代表大会", region: "" };
  if (
    /^最高人民(?:法院|检察院)/.test(compact) ||
    /最高人民(?:法院|检察院)[^\n]*(?:审判|检察)委员会/.test(told) ||
    /^人民检察院|^人民法院/.test(compact)
  )
    return { level: "interpretation", issuer: issuerOf(compact, told), region: "" };
  if (/人民代表大会/.test(told) || compact.startsWith("全国人民代表大会")) {
    const national = /全国人民代表大会|第[一二三四五六七八九十]+届全国/.test(`${compact}\n${told}`);
    const issuer = /常务委员会/.test(told) ? "全国人民代表大会常务委员会" : "全国人民代表大会";
    if (national) return { level: /(?:法|法典)$/.test(compact) ? "law" : "decision", issuer, region: "" };
  }
  if (region !== "" && /(?:省|市|自治[区州县])[^\n]*人民(?:代表大会|政府)/.test(told)) return { level: "local", issuer: region, region };
  if (/国务院/.test(`${compact}\n${told}`)) return { level: "regulation", issuer: "国务院", region: "" };
  if (/法$|法典$/.test(compact)) return { level: "law", issuer: issuerOf(compact, told), region: "" };
  const issuer = issuerOf(compact, told);
  if (/(?:^|\/)(?:regulations|行政法规)(?:\/|$)/.test(folder)) return { level: "regulation", issuer, region: "" };
  return { level: /部|总局|委员会|署|局/.test(issuer) ? "rule" : "other", issuer, region: "" };
}

function issuerOf(title: string, told: string): string {
  const courts = [...new Set([...title.matchAll(/最高人民(?:法院|检察院)/g)].map(([name]) => name))];
  if (courts.length > 0) return courts.join("、");
  const near =
    /日\s*((?:[\p{Script=Han}]{2,16}(?:部|总局|局|委员会|法院|检察院|署|院))(?:、[\p{Script=Han}]{2,16}(?:部|总局|局|委员会|法院|检察院|署|院))*)/u.exec(
      told,
    );
  return near?.[1]?.replace(/(?:第[一二三四五六七八九十]+届)?(?:审判|检察)委员会$/, "") ?? "";
}
