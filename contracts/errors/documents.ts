import { defineErrors } from "./kinds.ts";

/** Documents that are read. */
export const documentErrors = defineErrors({
  DOCUMENT_UNREADABLE: {
    kind: "input",
    zh: "文件 {file} 不能作为 Word 文档读取：{reason}",
    en: "{file} cannot be read as a Word document: {reason}",
  },
});
