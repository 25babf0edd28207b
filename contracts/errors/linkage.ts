import { defineErrors } from "./kinds.ts";

/** Linking of records. */
export const linkageErrors = defineErrors({
  LINK_ID_UNKNOWN: {
    kind: "input",
    zh: "文件 {file} 没有编号列「{column}」；文件中的列：{found}",
    en: "File {file} has no id column “{column}”; it has: {found}",
  },
  LINK_ID_REPEATED: {
    kind: "input",
    zh: "编号列「{column}」有 {count} 个值重复或为空，无法用来指认记录；去掉 --id 即按行号指认",
    en: "The id column “{column}” has {count} repeated or empty values and cannot name records; without --id they are named by row",
  },
  LINK_NOTHING_TO_COMPARE: {
    kind: "input",
    zh: "文件 {file} 没有可以比较的列；文件中的列：{found}",
    en: "File {file} has no column that can be compared; it has: {found}",
  },
  LINK_TOO_FEW: {
    kind: "input",
    zh: "文件 {file} 只有 {records} 条记录，至少要有两条",
    en: "File {file} has {records} records; at least two are needed",
  },
  LINK_DECISIONS_UNREADABLE: {
    kind: "input",
    zh: "决定文件 {file} 第 {row} 条无法识别（列：{headings}）：需要 left、right、decision 三列，decision 为 same 或 different",
    en: "Record {row} of the decisions file {file} cannot be understood (columns: {headings}): it needs left, right and decision, which is same or different",
  },
  LINK_TRUTH_UNREADABLE: {
    kind: "input",
    zh: "标注文件 {file} 的列（{headings}）无法识别：需要编号列「{id}」和分组列，或两个编号列",
    en: "The columns of the truth file {file} ({headings}) cannot be understood: it needs the id column “{id}” and a column of groups, or two id columns",
  },
});
