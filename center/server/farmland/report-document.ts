import type { ProofDocument } from "@yuejian/chain/format";
import { FIELD_FINDINGS, FIELD_SIGNERS, type ModelManifest, POSITION_ABSENCES } from "@yuejian/contracts";
import type { FieldCheckView, ViolationDetailView } from "@yuejian/contracts/api";
import { type Block, OFFICIAL_PAGE, type PlacedPicture, type PrintedDocument, type TermRow } from "@yuejian/documents";
import { verificationText } from "../certificates/index.ts";
import { curvePicture } from "./curve-picture.ts";
import type { RunResult } from "./save-run.ts";

/** All that a report says. The same facts give the same bytes. */
export interface ReportFacts {
  readonly detail: ViolationDetailView;
  readonly officeName: string;
  readonly run: RunResult;
  /** ISO 8601: when the run ended. */
  readonly measuredAt: string;
  readonly chips: readonly PlacedPicture[];
  /** Articles with their words, as imported where they were. */
  readonly law: readonly { readonly name: string; readonly words: string }[];
  readonly manifest: Pick<ModelManifest, "lawfulExplanations" | "settledBy">;
  /** Checks on the ground that were received, with the photos that fit. */
  readonly fieldChecks: readonly { readonly check: FieldCheckView; readonly photos: readonly PlacedPicture[] }[];
  /** Of the entry that states the run; null while the ledger does not hold it. */
  readonly proof: { readonly document: ProofDocument; readonly digest: string } | null;
}

const CONFIDENCE: Readonly<Record<string, string>> = { possible: "可能", probable: "较可能", confirmed: "确认" };
const ELEMENT: Readonly<Record<string, string>> = { reached: "达到", "not-reached": "未达到", "cannot-tell": "无法判断" };
const AGAINST: Readonly<Record<string, string>> = { above: "高于", below: "低于", "cannot-tell": "误差范围内，无法判断" };
const KINDS: Readonly<Record<string, string>> = { basic: "永久基本农田", other: "其他耕地", unknown: "地类不明" };
const kindOf = (kind: string) => KINDS[kind] ?? kind;

/** A report about one place that images show changed, for people who decide whether to look into it. */
export function reportDocument(facts: ReportFacts): PrintedDocument {
  const { detail, chips, law, manifest, proof } = facts;
  const { violation } = detail;
  return {
    title: "耕地影像图斑核查报告",
    subtitle: violation.name,
    author: "岳检 Yuejian",
    language: "zh-CN",
    at: new Date(facts.measuredAt),
    page: OFFICIAL_PAGE,
    footer: violation.id,
    blocks: [
      {
        kind: "paragraph",
        text: "卫星图斑是线索，不是证据；是否违法须由人实地核实。本报告只陈述影像能够显示的变化和面积，不认定任何人的行为，也不认定种植条件是否毁坏。",
      },
      {
        kind: "paragraph",
        style: "note",
        text: "A spot on a satellite image is a lead, not proof; whether it breaks the law is for people to verify on the ground.",
      },
      heading("一、图斑"),
      { kind: "terms", rows: placeRows(facts) },
      heading("二、变化前后影像"),
      chips.length === 0 ? { kind: "paragraph", text: "没有足够清晰的影像可供对照。" } : { kind: "pictures", pictures: chips },
      heading("三、植被指数曲线"),
      {
        kind: "pictures",
        pictures: [
          {
            ...curvePicture(detail.curve, { after: violation.changedAfter, by: violation.changedBy }),
            caption: `图斑内清晰像元的平均植被指数（NDVI），${detail.curve[0]?.date ?? ""} 至 ${detail.curve.at(-1)?.date ?? ""}；横线自下而上为 0、0.5、1，竖线为每年 1 月 1 日，底色为变化区间`,
          },
        ],
      },
      heading("四、地块和审批"),
      { kind: "terms", rows: groundRows(facts) },
      heading("五、面积要件"),
      { kind: "terms", rows: limitRows(detail) },
      heading("六、方法、阈值和疑点"),
      { kind: "terms", rows: methodRows(facts) },
      ...(detail.doubts.length === 0 ? [] : [{ kind: "list" as const, items: detail.doubts.map(({ zh }) => zh) }]),
      heading("七、有关法律"),
      { kind: "list", items: law.map(({ name, words }) => `${name}：${words}`) },
      heading("八、立案前应当排除的合法情形"),
      { kind: "list", items: manifest.lawfulExplanations.map(({ title, howToCheck }) => `${title.zh}：${howToCheck.zh}`) },
      heading("九、需要的核实"),
      { kind: "list", items: manifest.settledBy.map(({ zh }) => zh) },
      heading("十、现场核查"),
      ...(facts.fieldChecks.length === 0 ? [NO_CHECK] : facts.fieldChecks.flatMap(checkBlocks)),
      heading("十一、账本证明"),
      ...proofBlocks(proof),
    ],
  };
}

function heading(text: string): Block {
  return { kind: "heading", level: 1, text };
}

function placeRows({ detail, officeName, measuredAt }: ReportFacts): TermRow[] {
  const { violation } = detail;
  const { area, centre } = violation;
  return [
    { term: "图斑编号", value: violation.id },
    { term: "线索", value: violation.lead?.id ?? "未成线索" },
    { term: "辖区检察院", value: officeName },
    { term: "中心坐标", value: `${centre[0].toFixed(6)}，${centre[1].toFixed(6)}（WGS 84 / CGCS2000）` },
    { term: "变化类别", value: `${violation.classTitle.zh}（${CONFIDENCE[violation.confidence] ?? violation.confidence}）` },
    { term: "判断依据", value: detail.reason.zh },
    { term: "变化日期", value: `最后正常 ${violation.changedAfter ?? "不明"}，最早异常 ${violation.changedBy ?? "不明"}` },
    { term: "变化面积", value: `${area.squareMetres} ± ${area.errorSquareMetres} 平方米` },
    { term: "折合", value: `${area.mu} ± ${area.errorMu} 亩；${area.hectares} 公顷；${area.acres} 英亩` },
    { term: "测量时间", value: measuredAt },
  ];
}

function groundRows({ detail }: ReportFacts): TermRow[] {
  const { parcels, approvalsToCheck, approvalsSubtracted } = detail;
  return [
    ...(parcels.length === 0
      ? [{ term: "地块", value: "没有给出地块图层" }]
      : parcels.map(({ id, kind, areaMu, areaErrorMu }) => ({
          term: `地块 ${id}`,
          value: `${kindOf(kind)}，占用 ${areaMu} ± ${areaErrorMu} 亩`,
        }))),
    { term: "已扣除的审批", value: approvalsSubtracted.join("、") || "无" },
    { term: "待核对的审批", value: approvalsToCheck.join("、") || "没有发现只在部分时间有效的审批" },
  ];
}

function limitRows({ limits, violation }: ViolationDetailView): TermRow[] {
  return [
    { term: "结论", value: `面积要件${ELEMENT[violation.areaElement] ?? violation.areaElement}（只指面积，不是犯罪认定）` },
    ...limits.map(({ kind, limitMu, law, article, against }) => ({
      term: `${kindOf(kind)} ${limitMu} 亩`,
      value: `${AGAINST[against] ?? against}（${law}${article}）`,
    })),
  ];
}

function methodRows({ run }: ReportFacts): TermRow[] {
  const images = run.inputs.filter(({ role }) => role === "image").length;
  return [
    { term: "方法", value: run.method === "series" ? "逐像元与往年同期比较（时间序列）" : "迭代加权多元变化检测（两期影像）" },
    { term: "影像", value: `${images} 个文件，${run.dates.length} 个日期，${run.dates[0] ?? ""} 至 ${run.dates.at(-1) ?? ""}` },
    ...(run.watchFrom === null ? [] : [{ term: "观察起始", value: run.watchFrom }]),
    ...(run.threshold === null ? [] : [{ term: "判定阈值", value: String(run.threshold) }]),
    { term: "参数", value: JSON.stringify(run.parameters), isCode: true },
    { term: "坐标系和像元", value: `${run.grid.crs ?? ""}，${run.grid.pixelWidth} × ${run.grid.pixelHeight}` },
    { term: "全部图斑摘要", value: run.violationsSha256, isCode: true },
  ];
}

const NO_CHECK: Block = { kind: "paragraph", text: "没有收到现场核查。" };

function checkBlocks({ check, photos }: ReportFacts["fieldChecks"][number]): Block[] {
  const { result } = check;
  if (result === null) return [];
  const { position, metresToOutline: metres, classTitle, signers } = result;
  const all = result.files.filter(({ kind }) => kind === "photo").length;
  const place =
    position.state === "measured"
      ? `${position.latitude}，${position.longitude}（WGS 84，设备给出，误差 ± ${position.accuracyMetres} 米；${metres === 0 ? "在图斑内" : `距图斑轮廓 ${metres ?? "不明"} 米`}）`
      : `没有位置：${POSITION_ABSENCES[position.state].zh}`;
  const rows: TermRow[] = [
    { term: "核查人", value: check.assigneeName },
    { term: "现场情况", value: [FIELD_FINDINGS[result.finding].zh, classTitle?.zh].filter((word) => word !== undefined).join("：") },
    { term: "备注", value: result.note || "无" },
    { term: "位置", value: place },
    {
      term: "时间",
      value: `设备时间 ${result.recordedAt}（未经核对），收到 ${result.receivedAt}，收到时设备时钟相差 ${result.clockSeconds} 秒`,
    },
    { term: "签名", value: signers.map(({ role, name }) => `${FIELD_SIGNERS[role].zh} ${name}`).join("；") },
    { term: "设备签名", value: `${result.standingText.zh}（${result.key}）` },
    { term: "记录 SHA-256", value: result.record, isCode: true },
    { term: "账本条目", value: result.ledgerIndex === null ? "待写入" : String(result.ledgerIndex) },
    ...result.files.map(({ name, sha256 }) => ({ term: name, value: sha256, isCode: true })),
  ];
  const left = all - photos.length;
  return [
    { kind: "terms", rows },
    ...pairs(photos).map((pictures): Block => ({ kind: "pictures", pictures })),
    ...(left > 0 ? [{ kind: "paragraph" as const, text: `另有 ${left} 张照片没有放入本报告，见图斑页面。`, style: "note" as const }] : []),
  ];
}

function pairs<T>(items: readonly T[]): T[][] {
  return items.flatMap((item, at) => (at % 2 === 0 ? [items.slice(at, at + 2)] : []));
}

function proofBlocks(proof: ReportFacts["proof"]): Block[] {
  if (proof === null) return [{ kind: "paragraph", text: "账本尚未写入本次监测的条目；写入后可以重新出具报告。" }];
  return [
    {
      kind: "paragraph",
      text: "本次监测读取的全部文件的摘要、参数、疑点和全部图斑的摘要已写入岳检链。向出具单位索取证明文件，用 verify.html（单个网页，离线打开）核验；下面的核验码载有条目和检查点的摘要。",
    },
    { kind: "terms", rows: [{ term: "证明文件 SHA-256", value: proof.digest, isCode: true }] },
    {
      kind: "qr",
      text: verificationText({ proof: proof.document, proofDigest: proof.digest }),
      caption: "核验码：证明文件、条目与检查点的摘要（离线比对，不含网址）",
      millimetres: 48,
    },
  ];
}
