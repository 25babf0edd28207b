import type { DocumentKind, ErrorKind } from "../kinds.ts";
import { inProse, inSlot, type Plant } from "../plant.ts";

type Pair = readonly [right: string, wrong: string];

/** Names of former times for what has another name today. */
const OUTDATED: readonly Pair[] = [
  ["鉴定意见", "鉴定结论"],
  ["价格认定结论书", "价格鉴定结论书"],
  ["价格认定", "价格鉴定"],
  ["不起诉决定书", "免予起诉决定书"],
  ["刑满释放", "劳改释放"],
  ["人力资源和社会保障局", "劳动和社会保障局"],
  ["市场监督管理部门", "工商行政管理部门"],
  ["采取留置措施", "采取双规措施"],
  ["监察委员会", "监察局"],
  ["犯罪嫌疑人", "人犯"],
  ["道路交通事故认定书", "道路交通事故责任认定书"],
  ["检察官助理", "助理检察员"],
  ["看守所", "收审所"],
  ["不起诉决定", "免予起诉决定"],
];

/** What sounds or looks alike and means something else. */
const CONFUSED: readonly Pair[] = [
  ["侦查", "侦察"],
  ["人民检察院", "人民检查院"],
  ["检察官", "检查官"],
  ["检察建议", "检查建议"],
  ["讯问了", "询问了"],
  ["对你进行讯问", "对你进行询问"],
  ["依法向你询问", "依法向你讯问"],
  ["并处罚金", "并处罚款"],
  ["诉讼权利", "诉讼权力"],
  ["权利义务", "权力义务"],
  ["法定代表人", "法人代表"],
  ["扣押", "扣压"],
  ["账户", "帐户"],
  ["记账", "记帐"],
  ["台账", "台帐"],
  ["对账单", "对帐单"],
  ["账册", "帐册"],
  ["反映", "反应"],
];

const pairs = (kind: ErrorKind, all: readonly Pair[]): Plant =>
  inProse(kind, new RegExp(all.map(([right]) => right).join("|"), "g"), (found) => all.find(([right]) => right === found)?.[1] ?? found);

const addressee = (kind: ErrorKind, all: readonly Pair[], slotKind: "addressee" | "seal"): Plant =>
  inSlot(kind, slotKind, ({ text }) => {
    const pair = all.find(([right]) => text.includes(right));
    return pair ? { text: text.replace(...pair) } : null;
  });

/** The word for somebody before the indictment, after it, or of whom no indictment is made. */
const role = (right: string, wrong: string, ...kinds: readonly DocumentKind[]): Plant =>
  inProse(
    "role-before-indictment",
    new RegExp(`(?<!原审)${right}`, "g"),
    () => wrong,
    ({ kind }) => kinds.includes(kind),
  );

const BEFORE = [
  "review-report",
  "arrest-review-opinion",
  "custody-review-opinion",
  "interrogation-record",
  "plea-statement",
  "hearing-notice",
  "correction-notice",
  "investigation-outline",
] as const;

const confused = pairs("wording-confused", CONFUSED);
const outdated = pairs("wording-outdated", OUTDATED);

/** Tried twice in one document, each time where chance takes it. */
export const TWICE: ReadonlyMap<Plant, number> = new Map([
  [confused, 2],
  [outdated, 2],
]);

export const WORD_PLANTS: readonly Plant[] = [
  confused,
  outdated,
  addressee("wording-confused", [["人民检察院", "人民检查院"]], "seal"),
  addressee("wording-outdated", [["农业农村局", "农业局"]], "addressee"),
  inSlot("wording-confused", "sentence", ({ text }) => (text.startsWith("拘役") ? { text: text.replace("拘役", "拘留") } : null)),
  role("犯罪嫌疑人", "被告人", ...BEFORE),
  role("犯罪嫌疑人", "被告人", ...BEFORE),
  role("被不起诉人", "被告人", "non-prosecution-decision", "transfer-letter"),
  role("被告人(?!的?供述)", "犯罪嫌疑人", "indictment", "sentencing-proposal", "protest"),
  role("被告人(?!的?供述)", "犯罪嫌疑人", "indictment", "sentencing-proposal", "protest"),
];
