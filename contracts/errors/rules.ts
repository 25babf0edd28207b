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
    zh: "规则 {where} 处的连接没有相等条件，结果会无限倍增",
    en: "The join at {where} has no equality and would multiply rows without bound",
  },
  MANIFEST_INVALID: {
    kind: "input",
    zh: "模型 {model} 的清单 {where} 处有误：{reason}",
    en: "The manifest of model {model} is wrong at {where}: {reason}",
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
  RUN_UNKNOWN: { kind: "missing", zh: "没有运行 {run}", en: "There is no run {run}" },
  LEGAL_NUMBER_UNKNOWN: {
    kind: "input",
    zh: "法定数字表中没有 {id} 在 {date} 的值",
    en: "The table of legal numbers has no value of {id} on {date}",
  },
});
