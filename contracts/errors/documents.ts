import { defineErrors } from "./kinds.ts";

/** Documents that are read and checked. */
export const documentErrors = defineErrors({
  DOCUMENT_UNREADABLE: {
    kind: "input",
    zh: "文件 {file} 不能作为 Word 文档读取：{reason}",
    en: "{file} cannot be read as a Word document: {reason}",
  },
  DOCUMENT_EMPTY: { kind: "input", zh: "文书 {file} 没有文字", en: "{file} holds no text" },
  DOCUMENT_TOO_LONG: {
    kind: "input",
    zh: "文书有 {characters} 个字符，一次最多校核 {limit} 个；更长的请拆分，或用命令行 yuejian document check 文件",
    en: "The document has {characters} characters; at most {limit} are checked at once. Split it, or use the command line: yuejian document check FILE",
  },
  DOCUMENT_TOO_LARGE: {
    kind: "input",
    zh: "文件超过 {limit} 字节，不能校核",
    en: "The file is larger than {limit} bytes and was not checked",
  },
  DOCUMENTS_WAITING: {
    kind: "busy",
    zh: "等待校核的文书已有 {waiting} 份，请稍后再试",
    en: "{waiting} documents wait to be checked already: try again in a while",
  },
  DOCUMENT_CHECK_UNKNOWN: { kind: "missing", zh: "没有校核记录 {check}", en: "There is no check {check}" },
  DOCUMENT_FINDING_UNKNOWN: {
    kind: "missing",
    zh: "校核 {check} 没有第 {position} 条问题",
    en: "Check {check} has no finding {position}",
  },
  DOCUMENT_TEXT_ERASED: {
    kind: "conflict",
    zh: "这次校核的文字已于 {at} 删除，只保留统计。需要时请重新校核文书",
    en: "The text of this check was erased on {at}; only figures are left. Check the document anew if you need it",
  },
  DOCUMENT_NOT_WORD: {
    kind: "input",
    zh: "校核的是文本而不是 Word 文件，不能写出批注和修订；可以下载改好的文本",
    en: "What was checked is text and no Word file: it takes no remarks and tracked changes. The corrected text can be had",
  },
  DOCUMENT_RULE_UNKNOWN: { kind: "missing", zh: "没有校核规则 {rule}", en: "There is no rule {rule}" },
  DOCUMENT_RULE_NOT_MUTED: { kind: "conflict", zh: "规则 {rule} 没有停用", en: "The rule {rule} is not muted" },
  DOCUMENT_KEY_UNKNOWN: { kind: "missing", zh: "没有接口密钥 {key}", en: "There is no key {key}" },
  DOCUMENT_KEY_REFUSED: {
    kind: "signed-out",
    zh: "接口密钥无效、已过期或已撤销",
    en: "The key is unknown, over or revoked",
  },
});
