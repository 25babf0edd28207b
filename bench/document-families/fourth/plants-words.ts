import type { ErrorKind } from "../kinds.ts";
import { inProse, inSlot, type Plant } from "../plant.ts";

type Pair = readonly [right: string, wrong: string];

const OUTDATED: readonly Pair[] = [
  ["鉴定意见", "鉴定结论"],
  ["价格认定结论书", "价格鉴定结论书"],
  ["作出不起诉决定", "作出免予起诉决定"],
  ["刑满释放", "劳改释放"],
  ["城乡居民基本养老保险", "新型农村社会养老保险"],
  ["在监狱服刑", "在劳改场所服刑"],
  ["人力资源和社会保障", "劳动和社会保障"],
  ["应急管理局", "安全生产监督管理局"],
  ["犯罪嫌疑人", "人犯"],
  ["看守所", "收审所"],
];

const CONFUSED: readonly Pair[] = [
  ["侦查终结", "侦察终结"],
  ["侦查人员", "侦察人员"],
  ["立案侦查", "立案侦察"],
  ["侦查活动", "侦察活动"],
  ["讯问了", "询问了"],
  ["依法对你进行讯问", "依法对你进行询问"],
  ["依法向你询问", "依法向你讯问"],
  ["并处罚金", "并处罚款"],
  ["诉讼权利", "诉讼权力"],
  ["权利义务", "权力义务"],
  ["记账", "记帐"],
  ["台账", "台帐"],
  ["对账", "对帐"],
  ["入账", "入帐"],
  ["账户", "帐户"],
  ["反映", "反应"],
  ["法定代表人", "法人代表"],
  ["截至", "截止"],
];

const pairs = (kind: ErrorKind, all: readonly Pair[]): Plant =>
  inProse(kind, new RegExp(all.map(([right]) => right).join("|"), "g"), (found) => all.find(([right]) => right === found)?.[1] ?? found);

const BEFORE = new Set([
  "arrest-review-opinion",
  "review-report",
  "plea-statement",
  "interrogation-record",
  "custody-review-opinion",
  "hearing-notice",
  "correction-notice",
]);
const AFTER = new Set(["indictment", "sentencing-proposal"]);

const role = (right: string, wrong: string, kinds: ReadonlySet<string>): Plant =>
  inProse(
    "role-before-indictment",
    new RegExp(`(?<!原审)${right}`, "g"),
    () => wrong,
    ({ kind }) => kinds.has(kind),
  );

export const WORD_PLANTS: readonly Plant[] = [
  pairs("wording-outdated", OUTDATED),
  pairs("wording-outdated", OUTDATED),
  inSlot("wording-outdated", "addressee", ({ text }) => {
    const [right, wrong] = OUTDATED.find((pair) => text.includes(pair[0])) ?? [];
    return right && wrong ? { text: text.replace(right, wrong) } : null;
  }),
  pairs("wording-confused", CONFUSED),
  pairs("wording-confused", CONFUSED),
  inSlot("wording-confused", "sentence", ({ text }) => (text.startsWith("拘役") ? { text: text.replace("拘役", "拘留") } : null)),
  role("犯罪嫌疑人", "被告人", BEFORE),
  role("犯罪嫌疑人", "被告人", BEFORE),
  role("被不起诉人", "被告人", new Set(["non-prosecution-decision"])),
  role("被告人", "犯罪嫌疑人", AFTER),
  role("被告人", "犯罪嫌疑人", AFTER),
];
