import type { Text } from "@yuejian/contracts";
import type { SourceNote } from "./source-table.ts";

/** A note as a person reads it. */
export function noteText(note: SourceNote): Text {
  switch (note.kind) {
    case "title-lines":
      return { zh: `表头前的 ${note.lines} 行标题未导入`, en: `${note.lines} title rows above the header were left out` };
    case "empty-lines":
      return { zh: `${note.lines} 个空行未导入`, en: `${note.lines} empty rows were left out` };
    case "unnamed-columns":
      return { zh: `${note.columns} 列没有列名，按位置命名`, en: `${note.columns} columns without heading are called by their position` };
    case "deleted-records":
      return { zh: `${note.records} 条已标记删除的记录未导入`, en: `${note.records} records marked as deleted were left out` };
    case "binary-columns":
      return {
        zh: `图片或对象列未导入：${note.columns.join("、")}`,
        en: `Columns of pictures or objects were left out: ${note.columns.join(", ")}`,
      };
    case "code-page":
      return {
        zh: `文件标明代码页 ${note.claimed}，内容却是 ${note.encoding}，已按内容读取`,
        en: `The file claims code page ${note.claimed}, but its texts are ${note.encoding}; read by the texts`,
      };
    case "header-rows":
      return { zh: `${note.rows} 行表头合并为一行（上级/下级）`, en: `${note.rows} header rows were joined into one (upper/lower)` };
    case "merged-cells":
      return {
        zh: `数据中有 ${note.ranges} 处合并单元格，只有其首格有值`,
        en: `${note.ranges} merged ranges among the records: only their first cell has a value`,
      };
    case "closing-rows":
      return {
        zh: `表尾的合计、说明未导入（第 ${note.rows.join("、")} 行）`,
        en: `Totals and remarks behind the records were left out (rows ${note.rows.join(", ")})`,
      };
    case "other-sheets":
      return { zh: `未读取的工作表：${note.sheets.join("、")}`, en: `Sheets that were not read: ${note.sheets.join(", ")}` };
  }
}
