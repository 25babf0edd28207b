import { defineErrors } from "./kinds.ts";

/** Rules and models. `where` is the path inside the expression or manifest, for example `rule.left.where`. */
export const ruleErrors = defineErrors({
  RULE_MALFORMED: { kind: "input", zh: "规则 {where} 处有误：{reason}", en: "The rule is wrong at {where}: {reason}" },
  RULE_TYPE_MISMATCH: {
    kind: "input",
    zh: "规则 {where} 处类型不符：需要 {expected}，实为 {actual}",
    en: "Types differ at {where}: expected {expected}, got {actual}",
  },
  RULE_COLUMN_UNDECLARED: {
    kind: "input",
    zh: "规则 {where} 使用了未声明的列 {dataset}.{column}，请在清单的 inputs 中声明",
    en: "The rule uses the undeclared column {dataset}.{column} at {where}; declare it in the manifest's inputs",
  },
  RULE_UNBOUNDED: {
    kind: "input",
    zh: "规则 {where} 处的连接会使结果无限倍增：{reason}",
    en: "The join at {where} would multiply rows without bound: {reason}",
  },
  RULE_ROW_BUDGET: {
    kind: "conflict",
    zh: "规则 {where} 处产生的行超过上限 {limit}，运行已停止，没有保存任何结果；请收窄此处的条件，或者先归组再连接",
    en: "The relation at {where} yields more than {limit} rows; the run was stopped and nothing was kept. Narrow the condition there, or group before joining",
  },
  MANIFEST_INVALID: {
    kind: "input",
    zh: "模型 {model} 的 {where} 处有误：{reason}",
    en: "Model {model} is wrong at {where}: {reason}",
  },
  MODEL_UNKNOWN: { kind: "missing", zh: "没有模型 {model}", en: "There is no model {model}" },
  MODEL_DUPLICATE: { kind: "input", zh: "模型编号 {model} 重复（{folders}）", en: "Model id {model} occurs twice ({folders})" },
  MODEL_FOLDER_MISMATCH: {
    kind: "input",
    zh: "模型 {model} 与其目录名 {folder} 不一致",
    en: "Model {model} is in a folder named {folder}",
  },
  MODEL_INPUT_MISSING: {
    kind: "conflict",
    zh: "模型 {model} 需要的数据集 {dataset} 还没有已提交的批次，不能运行",
    en: "Model {model} needs dataset {dataset}, which has no committed batch; it cannot run",
  },
  MODEL_CASE_FAILED: {
    kind: "conflict",
    zh: "模型 {model} 的案例 {case} 不通过：{reason}",
    en: "Case {case} of model {model} fails: {reason}",
  },
  MODEL_VERSION_UNRECORDED: {
    kind: "input",
    zh: "模型 {model} 的版本 {version} 还没有记入 {file}，请运行 npm run release:model {model}",
    en: "Version {version} of model {model} is not recorded in {file}; run npm run release:model {model}",
  },
  MODEL_VERSION_CHANGED: {
    kind: "input",
    zh: "模型 {model} 的 {what} 与 {file} 中版本 {version} 的记录不一致：规则或结果变了，版本没有变。请提高 manifest.ts 的 version，再运行 npm run release:model {model}；若改动是无意的，请恢复",
    en: "{what} of model {model} differs from what {file} records for version {version}: the rule or its results changed and the version did not. Raise version in manifest.ts and run npm run release:model {model}, or undo a change that was not meant",
  },
  RUN_UNKNOWN: { kind: "missing", zh: "没有运行 {run}", en: "There is no run {run}" },
  LINEAGE_COLUMN_UNKNOWN: {
    kind: "missing",
    zh: "数据集 {dataset} 没有列 {column}；用 yuejian dataset show {dataset} 查看各列",
    en: "Dataset {dataset} has no column {column}; yuejian dataset show {dataset} lists them",
  },
  LEGAL_NUMBER_UNKNOWN: {
    kind: "input",
    zh: "法定数字表中没有 {id} 在 {date} 的值",
    en: "The table of legal numbers has no value of {id} on {date}",
  },
});
