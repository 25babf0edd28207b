import { defineErrors } from "./kinds.ts";

/** Intake and lake. Parameters: file, row (1-based record number), line (1-based source line), column, and what the text names. */
export const intakeErrors = defineErrors({
  FILE_NOT_FOUND: { kind: "input", zh: "找不到文件 {file}，请检查路径", en: "File {file} does not exist; check the path" },
  FILE_UNREADABLE: { kind: "input", zh: "无法读取文件 {file}：{reason}", en: "File {file} cannot be read: {reason}" },
  FILE_EMPTY: { kind: "input", zh: "文件 {file} 是空的，没有可导入的内容", en: "File {file} is empty; there is nothing to import" },
  FILE_OUTSIDE_FOLDER: {
    kind: "input",
    zh: "文件 {file} 不在允许的目录 {folder} 内，请移入后再导入",
    en: "File {file} is outside the allowed folder {folder}; move it there and import again",
  },
  FILE_TYPE_UNKNOWN: {
    kind: "input",
    zh: "文件 {file} 的内容不是可导入的表格（CSV、TSV、XLSX、JSON、NDJSON、Parquet、DBF 或它们的 ZIP）：{reason}",
    en: "The content of {file} is not a table that can be imported (CSV, TSV, XLSX, JSON, NDJSON, Parquet, DBF or a ZIP of these): {reason}",
  },
  FILE_TYPE_MISMATCH: {
    kind: "input",
    zh: "文件 {file} 的后缀是 {suffix}，内容却是 {actual}，请改正后缀后再导入",
    en: "File {file} is named {suffix} but contains {actual}; rename it and import again",
  },
  FILE_TRUNCATED: {
    kind: "input",
    zh: "文件 {file} 不完整或已损坏：{reason}，请重新获取该文件",
    en: "File {file} is cut off or damaged: {reason}; obtain it again",
  },
  FILE_TOO_LARGE_INSIDE: {
    kind: "input",
    zh: "文件 {file} 解压后过大（{size} 字节，压缩比 {ratio}），疑为压缩炸弹，已拒绝",
    en: "File {file} expands too far ({size} bytes, ratio {ratio}); refused as a possible zip bomb",
  },
  ENCODING_MIXED: {
    kind: "input",
    zh: "文件 {file} 第 {line} 行混用了不同编码（{encoding} 无法解码第 {byte} 字节），请统一编码后再导入",
    en: "File {file}, line {line} mixes encodings ({encoding} cannot decode byte {byte}); convert it to one encoding and import again",
  },
  LINE_TOO_LONG: {
    kind: "input",
    zh: "文件 {file} 第 {line} 行（第 {row} 条记录）超过 {limit} 字节，请检查引号是否成对、分隔符是否正确",
    en: "File {file}, line {line} (record {row}) is longer than {limit} bytes; check quotes and delimiters",
  },
  QUOTE_UNCLOSED: {
    kind: "input",
    zh: "文件 {file} 第 {line} 行开始的引号没有结束",
    en: "The quote opened in {file}, line {line} is never closed",
  },
  HEADER_DUPLICATE: {
    kind: "input",
    zh: "文件 {file} 第 1 行有重复的列名「{column}」（第 {positions} 列），请改名后再导入",
    en: "File {file}, row 1 repeats the column “{column}” (positions {positions}); rename one and import again",
  },
  HEADER_MISSING: { kind: "input", zh: "文件 {file} 没有列名行", en: "File {file} has no header row" },
  COLUMNS_MISSING: {
    kind: "input",
    zh: "文件 {file} 第 1 行缺少数据集 {dataset} 必需的列：{columns}。文件中的列：{found}",
    en: "File {file}, row 1 lacks columns that dataset {dataset} requires: {columns}. Columns found: {found}",
  },
  DATASET_UNKNOWN: {
    kind: "input",
    zh: "没有数据集 {dataset}；请核对编号（yuejian datasets），导入文件时要按文件推断结构并新建，请加 --create",
    en: "There is no dataset {dataset}; see yuejian datasets for those there are, or add --create to an import to infer its schema from the file",
  },
  DATASET_EXISTS: { kind: "conflict", zh: "数据集 {dataset} 已存在", en: "Dataset {dataset} exists already" },
  DATASET_NAME_BAD: {
    kind: "input",
    zh: "数据集名 {dataset} 不合规范：只能用小写字母、数字和连字符，以字母开头",
    en: "{dataset} is no valid dataset name: lower-case letters, digits and hyphens, starting with a letter",
  },
  SHEET_UNKNOWN: { kind: "input", zh: "文件 {file} 中没有工作表 {sheet}", en: "File {file} has no sheet {sheet}" },
  JSON_MALFORMED: {
    kind: "input",
    zh: "文件 {file} 第 {line} 行第 {column} 列不是合法的 JSON：{reason}",
    en: "File {file}, line {line}, column {column} is not valid JSON: {reason}",
  },
  JSON_RECORDS_UNCLEAR: {
    kind: "input",
    zh: "文件 {file} 中不止一个记录数组（{paths}），无法确定导入哪一个；请只保留一个",
    en: "File {file} holds more than one array of records ({paths}); keep the one to import",
  },
  MEMO_MISSING: {
    kind: "input",
    zh: "文件 {file} 的长文本在备注文件 {memo} 中，但没有随附；请放在同一目录，或一起打包成 ZIP",
    en: "File {file} keeps long texts in the memo file {memo}, which is not there; put it beside the file or both into one ZIP",
  },
  PARTS_NOT_FITTING: {
    kind: "input",
    zh: "文件 {file} 中没有适合数据集 {dataset} 的表。文件中有：{found}",
    en: "File {file} holds no table that fits dataset {dataset}. It holds: {found}",
  },
  INTAKE_INCOMPLETE: {
    kind: "failure",
    zh: "文件 {file} 的 {total} 个部分已导入 {done} 个，其余没有导入：{reason}。再次导入同一文件会补上其余部分，不会重复",
    en: "{done} of the {total} parts of {file} were imported, the others not: {reason}. Importing the file again adds the others and nothing twice",
  },
  INTAKE_CANCELLED_PARTLY: {
    kind: "conflict",
    zh: "导入 {file} 已取消，{total} 个部分中的 {done} 个此前已导入并保留；再次导入同一文件会补上其余部分",
    en: "Import of {file} was cancelled; {done} of its {total} parts had been imported and stay. Importing the file again adds the others",
  },
  MEMBER_UNKNOWN: { kind: "input", zh: "文件 {file} 中没有 {member}", en: "File {file} has no member {member}" },
  BATCH_UNKNOWN: { kind: "missing", zh: "没有批次 {batch}", en: "There is no batch {batch}" },
  RECORD_UNKNOWN: { kind: "missing", zh: "没有记录 {ref}", en: "There is no record {ref}" },
  INTAKE_CANCELLED: {
    kind: "conflict",
    zh: "导入 {file} 已取消，没有留下任何数据",
    en: "Import of {file} was cancelled; nothing was kept",
  },
  RECORD_SALTS_ERASED: {
    kind: "missing",
    zh: "记录 {ref} 的盐值已按保存期限销毁，不能再出具证明",
    en: "The salts of record {ref} were erased under retention; it can no longer be proven",
  },
  QUERY_TOO_LONG: {
    kind: "input",
    zh: "查询超过 {seconds} 秒，已停止；请缩小范围",
    en: "The query took longer than {seconds} seconds and was stopped; narrow it down",
  },
  INTAKE_RUNNING: {
    kind: "busy",
    zh: "{file} 的隔离记录正在重新导入，请等它结束后再试",
    en: "The quarantined records of {file} are being loaded again; try when that has ended",
  },
  DISK_FULL: { kind: "failure", zh: "磁盘空间不足，{file} 没有导入", en: "The disk is full; {file} was not imported" },
  LAKE_FILE_CORRUPT: {
    kind: "integrity",
    zh: "数据湖文件 {file} 与其摘要不符",
    en: "Lake file {file} does not match its digest",
  },
  LAKE_FAILED: {
    kind: "failure",
    zh: "数据湖的 PostgreSQL（LAKE_URL）出错：{reason}",
    en: "The lake's PostgreSQL (LAKE_URL) failed: {reason}",
  },
  LAKE_NOT_SET: {
    kind: "input",
    zh: "没有设置 LAKE_URL，数据湖直接读取文件，无须装入",
    en: "LAKE_URL is not set; the lake is read from its files and there is nothing to load into",
  },
  LAKE_OF_ANOTHER: {
    kind: "conflict",
    zh: "LAKE_URL 指向的数据库属于另一个数据目录（{home}），请换一个空的数据库",
    en: "The database of LAKE_URL belongs to another home ({home}); give this one an empty database",
  },
  LAKE_BATCH_UNLOADED: {
    kind: "conflict",
    zh: "批次 {batch}（{dataset}）还没有装入 LAKE_URL 的数据库，请运行 yuejian lake load",
    en: "Batch {batch} ({dataset}) is not in the database of LAKE_URL yet; run yuejian lake load",
  },
});
