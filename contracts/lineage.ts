import type { Text } from "./text.ts";

/** What stands in a lineage, from source to use. */
export const LINEAGE_KINDS = {
  file: { zh: "源文件", en: "Source file" },
  batch: { zh: "批次", en: "Batch" },
  heading: { zh: "文件中的列", en: "Heading" },
  dataset: { zh: "数据集", en: "Dataset" },
  column: { zh: "列", en: "Column" },
  record: { zh: "记录", en: "Record" },
  model: { zh: "模型", en: "Model" },
  input: { zh: "模型输入列", en: "Model input" },
  run: { zh: "运行", en: "Run" },
  finding: { zh: "发现", en: "Finding" },
  lead: { zh: "线索", en: "Lead" },
  linking: { zh: "实体关联", en: "Linking" },
  entity: { zh: "实体", en: "Entity" },
  export: { zh: "导出文件", en: "Export" },
  fault: { zh: "血缘缺口", en: "Fault" },
} as const satisfies Record<string, Text>;

export type LineageKind = keyof typeof LINEAGE_KINDS;

/** How one thing of a lineage came to the next. */
export const LINEAGE_STEPS = {
  loaded: { zh: "导入为", en: "was loaded as" },
  delivers: { zh: "含有列", en: "delivers" },
  mapped: { zh: "对应到", en: "is mapped to" },
  holds: { zh: "写入", en: "fills" },
  reads: { zh: "被读取", en: "is read by" },
  value: { zh: "取值进入结果", en: "gives values to" },
  condition: { zh: "只作条件", en: "is a condition of" },
  absence: { zh: "依据其不存在", en: "by its absence, is used in" },
  executed: { zh: "运行", en: "was executed in" },
  found: { zh: "发现", en: "found" },
  behind: { zh: "是其依据", en: "stands behind" },
  raised: { zh: "形成线索", en: "is the ground of" },
  identifies: { zh: "据以关联", en: "identifies in" },
  joined: { zh: "归为", en: "put together" },
  concerns: { zh: "涉及于", en: "is the subject of" },
  exported: { zh: "导出到", en: "went into" },
  lacking: { zh: "缺", en: "is lacking to" },
} as const satisfies Record<string, Text>;

export type LineageStep = keyof typeof LINEAGE_STEPS;

interface FaultDefinition extends Text {
  /** `fault`: stored facts that contradict each other or are gone. `gap`: nothing was ever delivered. */
  readonly level: "fault" | "gap";
}

/** What is wrong with a lineage, by name. `{of}` is the object concerned. */
export const LINEAGE_FAULTS = {
  "batch-without-file": {
    level: "fault",
    zh: "批次 {of} 的源文件不明：文件名或摘要缺失",
    en: "the source file of batch {of} is unknown: its name or digest is missing",
  },
  "batch-file-differs": {
    level: "fault",
    zh: "批次 {of} 的源文件与岳检链上所写的不是同一个",
    en: "the source file of batch {of} is another than the ledger says",
  },
  "batch-without-mapping": {
    level: "fault",
    zh: "批次 {of} 没有说明各列来自文件的哪一列",
    en: "batch {of} does not say which heading filled which column",
  },
  "column-without-source": {
    level: "fault",
    zh: "列 {of} 中有值，却没有批次说明它来自文件的哪一列",
    en: "column {of} holds values of batches that name no heading for it",
  },
  "column-unfilled": {
    level: "gap",
    zh: "导入过的文件都没有列 {of}，这一列是空的",
    en: "no file that was loaded has column {of}: it is empty",
  },
  "dataset-without-batch": {
    level: "gap",
    zh: "数据集 {of} 还没有导入过数据",
    en: "nothing was ever loaded into dataset {of}",
  },
  "run-without-snapshot": {
    level: "fault",
    zh: "运行 {of} 的快照缺失，或者其中的批次已不在",
    en: "run {of} has no snapshot, or one that names batches which are not there",
  },
  "run-without-rule": {
    level: "fault",
    zh: "运行 {of} 所执行的规则没有保存",
    en: "the rule that run {of} executed is not kept",
  },
  "linking-without-snapshot": {
    level: "fault",
    zh: "实体关联 {of} 没有快照，或者其中的批次已不在",
    en: "linking run {of} has no snapshot, or one that names batches which are not there",
  },
  "linking-without-columns": {
    level: "fault",
    zh: "实体关联 {of} 没有说明依据哪些列",
    en: "linking run {of} does not say which columns it went by",
  },
  "linking-without-members": {
    level: "fault",
    zh: "实体关联 {of} 的成员批次不存在",
    en: "the batch of members of linking run {of} is not there",
  },
  "export-without-file": { level: "fault", zh: "导出 {of} 的文件摘要缺失", en: "the digest of the file of export {of} is missing" },
  "export-without-batches": {
    level: "fault",
    zh: "导出 {of} 没有说明出自哪些批次，或者其中的批次已不在",
    en: "export {of} does not say from which batches it is, or names some which are not there",
  },
  "export-without-columns": {
    level: "gap",
    zh: "导出 {of} 只知道出自哪些数据集，没有记下读了哪些列",
    en: "of export {of} the datasets are known, and not which columns it read",
  },
  "lead-without-run": { level: "fault", zh: "线索 {of} 的运行不存在", en: "the run of lead {of} is not there" },
  "lead-without-snapshot": { level: "fault", zh: "线索 {of} 的运行没有快照", en: "the run of lead {of} has no snapshot" },
  "lead-without-finding": { level: "fault", zh: "线索 {of} 的发现不存在", en: "the finding of lead {of} is not there" },
  "finding-without-rows": {
    level: "fault",
    zh: "线索 {of} 的发现没有列出依据的记录，或者记录不在所用的快照里",
    en: "the finding of lead {of} names no records, or some outside the run's snapshot",
  },
} as const satisfies Record<string, FaultDefinition>;

export type LineageFaultCode = keyof typeof LINEAGE_FAULTS;
