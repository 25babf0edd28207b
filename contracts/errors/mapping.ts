import { defineErrors } from "./kinds.ts";

/** Mapping of a file's headings to the columns of a dataset. */
export const mappingErrors = defineErrors({
  MAPPING_HEADING_UNKNOWN: {
    kind: "input",
    zh: "文件中没有列「{heading}」；文件中的列：{found}",
    en: "The file has no column “{heading}”; it has: {found}",
  },
  MAPPING_COLUMN_UNKNOWN: {
    kind: "input",
    zh: "数据集 {dataset} 没有列 {column}（对应「{heading}」）；可用的列：{columns}",
    en: "Dataset {dataset} has no column {column} (given for “{heading}”); it has: {columns}",
  },
  MAPPING_COLUMN_TWICE: {
    kind: "input",
    zh: "数据集 {dataset} 的列 {column} 对应了两个文件列：「{first}」和「{second}」，只能留一个",
    en: "Column {column} of dataset {dataset} is given two columns of the file, “{first}” and “{second}”; keep one",
  },
  MAPPING_UNKNOWN: { kind: "missing", zh: "没有保存的列对应 {mapping}", en: "There is no saved mapping {mapping}" },
  UPLOAD_UNKNOWN: {
    kind: "missing",
    zh: "上传的文件 {upload} 已过期或不属于您，请重新上传",
    en: "The uploaded file {upload} has expired or is not yours; upload it again",
  },
});
