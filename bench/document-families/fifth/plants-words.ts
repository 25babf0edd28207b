import type { DocumentKind, ErrorKind } from "../kinds.ts";
import { inProse, type Plant } from "../plant.ts";

type Pair = readonly [right: string, wrong: string];

/** Offices, measures and terms by the names that they have lost. */
const OUTDATED: readonly Pair[] = [
  ["鉴定意见", "鉴定结论"],
  ["社区矫正对象", "社区服刑人员"],
  ["市场监督管理局", "工商行政管理局"],
  ["自然资源局", "国土资源局"],
  ["生态环境局", "环境保护局"],
  ["应急管理局", "安全生产监督管理局"],
  ["消防救援大队", "公安消防大队"],
  ["卫生健康局", "卫生和计划生育局"],
  ["农业农村局", "农业局"],
  ["医疗保障局", "新型农村合作医疗办公室"],
  ["强制隔离戒毒", "劳动教养"],
  ["监察委员会", "监察局"],
  ["刑满释放", "劳改释放"],
  ["监狱服刑", "劳改队服刑"],
  ["不起诉决定", "免予起诉决定"],
  ["犯罪嫌疑人", "人犯"],
  ["看守所", "收容所"],
  ["居民身份证", "居民证"],
  ["人力资源和社会保障局", "劳动和社会保障局"],
];

/** Words that sound or look like the right one and mean another thing, or nothing. */
const CONFUSED: readonly Pair[] = [
  ["侦查", "侦察"],
  ["人民检察院", "人民检查院"],
  ["讯问", "询问"],
  ["询问笔录", "讯问笔录"],
  ["诉讼权利", "诉讼权力"],
  ["权利义务", "权力义务"],
  ["辩护", "辨护"],
  ["辨认", "辩认"],
  ["辩解", "辨解"],
  ["取保候审", "取保侯审"],
  ["撤销", "撤消"],
  ["羁押", "羁压"],
  ["籍贯", "藉贯"],
  ["赔偿", "陪偿"],
  ["竣工", "峻工"],
  ["罚金", "罚款"],
  ["账户", "帐户"],
  ["台账", "台帐"],
  ["转账", "转帐"],
  ["到账", "到帐"],
  ["记账", "记帐"],
  ["账本", "帐本"],
  ["截至", "截止"],
  ["反映", "反应"],
  ["法定代表人", "法人代表"],
  ["签订", "签定"],
  ["贩卖", "贬卖"],
  ["坦白", "袒白"],
  ["既遂", "即遂"],
  ["供认不讳", "供认不诲"],
  ["安装", "按装"],
  ["其间", "期间"],
  ["以致", "以至"],
  ["抚养", "扶养"],
  ["贿赂", "贿络"],
  ["勒索", "勒锁"],
  ["挥霍", "挥豁"],
  ["遗漏", "遗露"],
  ["追缴", "追剿"],
  ["勘验", "堪验"],
  ["砍伐", "坎伐"],
  ["谅解", "凉解"],
];

const pairs = (kind: ErrorKind, all: readonly Pair[]): Plant => {
  const wrongOf = new Map(all);
  return inProse(kind, new RegExp(all.map(([right]) => right).join("|"), "g"), (found) => wrongOf.get(found) ?? found);
};

const BEFORE = new Set<DocumentKind>([
  "arrest-review-opinion",
  "review-report",
  "interrogation-record",
  "custody-review-opinion",
  "rights-notice",
  "correction-notice",
  "transfer-letter",
]);
const AFTER = new Set<DocumentKind>(["indictment", "sentencing-proposal", "protest"]);
const DROPPED = new Set<DocumentKind>(["non-prosecution-decision"]);

const role = (right: string, wrong: string, kinds: ReadonlySet<DocumentKind>): Plant =>
  inProse(
    "role-before-indictment",
    new RegExp(`(?<![原审同案“])${right}(?!、)`, "g"),
    () => wrong,
    ({ kind }) => kinds.has(kind),
  );

export const WORD_PLANTS: readonly Plant[] = [
  pairs("wording-outdated", OUTDATED),
  pairs("wording-confused", CONFUSED),
  role("犯罪嫌疑人", "被告人", BEFORE),
  role("被告人", "犯罪嫌疑人", AFTER),
  role("被不起诉人", "被告人", DROPPED),
  role("被不起诉人", "犯罪嫌疑人", DROPPED),
];
