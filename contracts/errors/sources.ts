import { defineErrors } from "./kinds.ts";

/** Sources: what was asked of them, what they delivered, and why a load was held back. */
export const sourceErrors = defineErrors({
  SOURCE_UNKNOWN: { kind: "missing", zh: "没有数据来源 {source}", en: "There is no source {source}" },
  SOURCE_EXISTS: {
    kind: "conflict",
    zh: "已有名为「{name}」的数据来源（{source}）",
    en: "A source named “{name}” exists already ({source})",
  },
  SOURCE_SETTINGS_INVALID: { kind: "input", zh: "数据来源的设置有误：{reason}", en: "The settings of the source are wrong: {reason}" },
  SOURCE_PAUSED: {
    kind: "conflict",
    zh: "数据来源「{name}」已暂停；先恢复，再装入",
    en: "Source “{name}” is paused; resume it before loading",
  },
  SOURCE_SECRET_MISSING: {
    kind: "input",
    zh: "找不到来源的口令：{place}；请先在服务器上放好再装入",
    en: "The secret of the source is not there: {place}; put it on the server first",
  },
  SOURCE_SECRET_OPEN: {
    kind: "input",
    zh: "口令文件 {place} 其他人可读；请改为只有所有者可读写（chmod 600）",
    en: "Others can read the secret in {place}; make it readable by its owner alone (chmod 600)",
  },
  SOURCE_UNREACHABLE: {
    kind: "busy",
    zh: "来源「{source}」连不上或中途断开：{reason}；没有任何不完整的数据留下，恢复后重新装入即可",
    en: "Source “{source}” cannot be reached or broke off: {reason}. Nothing incomplete was left; load again once it is back",
  },
  SOURCE_ACCESS_REFUSED: {
    kind: "input",
    zh: "来源「{source}」拒绝访问：{reason}；请核对账号和口令",
    en: "Source “{source}” refuses access: {reason}; check account and secret",
  },
  SOURCE_ANSWER_BROKEN: {
    kind: "busy",
    zh: "来源「{source}」的应答不完整或无法识别：{reason}",
    en: "The answer of source “{source}” is incomplete or cannot be read: {reason}",
  },
  SOURCE_TABLE_UNKNOWN: { kind: "input", zh: "来源「{source}」里没有表 {table}", en: "Source “{source}” has no table {table}" },
  SOURCE_COLUMN_GONE: {
    kind: "input",
    zh: "{file} 少了约定的列：{columns}（收到的列：{found}）；整批暂扣，请与来源单位核实，或修改约定后重新装入",
    en: "{file} lacks columns of the contract: {columns} (it has: {found}). The load is held back; ask the source, or change the contract and load again",
  },
  SOURCE_COLUMN_NEW: {
    kind: "input",
    zh: "{file} 出现约定之外的列：{columns}；整批暂扣，请把列写进约定（或约定为不装入）后重新装入",
    en: "{file} has columns that the contract does not name: {columns}. The load is held back; name them in the contract (or say that they are left out) and load again",
  },
  SOURCE_TOO_MANY_BAD: {
    kind: "input",
    zh: "{file} 的 {rows} 行里有 {bad} 行不合约定（上限 {limit}%）：{reasons}；整批暂扣，没有装入",
    en: "{bad} of {rows} rows of {file} break the contract (at most {limit} % may): {reasons}. The load is held back, nothing was loaded",
  },
  SOURCE_ALERT_UNKNOWN: { kind: "missing", zh: "没有告警 {alert}", en: "There is no alert {alert}" },
  SOURCE_LOAD_INTERRUPTED: {
    kind: "busy",
    zh: "装入被中断；没有留下不完整的批次，下一次只补装缺少的部分",
    en: "The load was interrupted. No partial batch was left; the next one takes what is missing",
  },
  SOURCE_FILES_REFUSED: {
    kind: "input",
    zh: "{refused} 个文件无法装入（共 {files} 个）：{names}",
    en: "{refused} of {files} files cannot be loaded: {names}",
  },
  QUALITY_BLOCKED: {
    kind: "input",
    zh: "{file} 未达到阻断级质量规则：{rules}；整批暂扣，没有装入",
    en: "{file} breaks blocking rules of quality: {rules}. The load is held back, nothing was loaded",
  },
});
