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
  DOCUMENT_SCANNED: {
    kind: "input",
    zh: "文件 {file} 是扫描件或有扫描页，这里不识别；请在“文书校核”页面提交，或用命令行 yuejian document check 文件",
    en: "{file} is a scan or has scanned pages, which are not recognised here: submit it on the page “Document check”, or use the command line: yuejian document check FILE",
  },
  DOCUMENT_OTHERS_TOO_MANY: {
    kind: "input",
    zh: "一次最多附 {limit} 份同案其他文书",
    en: "At most {limit} other documents of the case are sent along at once",
  },
  DOCUMENT_SCAN_GONE: {
    kind: "missing",
    zh: "扫描件已经删除，请重新提交",
    en: "The scan was removed: submit it anew",
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
  DOCUMENT_OLD_WORD: {
    kind: "input",
    zh: "旧格式 Word 文件（.doc）写不进批注和修订：请用 Word 打开，另存为 .docx 后再校核；问题清单、报告和改好的文本不受影响",
    en: "A Word file of the old form (.doc) takes no remarks and tracked changes: open it in Word, save it as .docx and check that; findings, report and corrected text can be had",
  },
  DOCUMENT_RULE_UNKNOWN: { kind: "missing", zh: "没有校核规则 {rule}", en: "There is no rule {rule}" },
  DOCUMENT_RULE_NOT_MUTED: { kind: "conflict", zh: "规则 {rule} 没有停用", en: "The rule {rule} is not muted" },
  DOCUMENT_KEY_UNKNOWN: { kind: "missing", zh: "没有接口密钥 {key}", en: "There is no key {key}" },
  DOCUMENT_KEY_REFUSED: {
    kind: "signed-out",
    zh: "接口密钥无效、已过期或已撤销",
    en: "The key is unknown, over or revoked",
  },
  DOCUMENT_FAILED: {
    kind: "input",
    zh: "校核文件 {file} 时程序中断了，没有得出结果；其余文件不受影响。请另存一份再试，仍不行时请把文件交给系统管理人员",
    en: "Checking {file} broke off and came to no result; the other files are not touched by it. Save a copy and try again; if that fails too, hand the file to who runs the system",
  },
  DOCUMENT_CHECK_STOPPED: {
    kind: "input",
    zh: "这份文书读取或校核超过 {seconds} 秒仍未完成，已经停止，没有得出结果；其他文书不受影响。请把文件交给系统管理人员查明原因，也可以把文书分段后再校核",
    en: "Reading or checking this document did not end within {seconds} seconds and was stopped without a result; other documents are not touched by it. Hand the file to who runs the system, or check the document in parts",
  },
  DOCUMENT_BATCH_UNKNOWN: { kind: "missing", zh: "没有批量校核 {batch}", en: "There is no batch {batch}" },
  DOCUMENT_BATCH_EMPTY: { kind: "conflict", zh: "还没有可以校核的文件", en: "There is no file to check yet" },
  DOCUMENT_BATCH_FULL: {
    kind: "input",
    zh: "一次最多 {files} 个文件、合计 {bytes} 字节；其余的请另建一批",
    en: "At most {files} files and {bytes} bytes in all at once; take the rest into another batch",
  },
  DOCUMENT_BATCH_RUNNING: {
    kind: "conflict",
    zh: "这一批还没有全部校核完（还有 {waiting} 份），完成后再下载或删除；停下的可以继续",
    en: "Not all of the batch is checked yet ({waiting} wait): come back when it is done. One that stopped can go on",
  },
  DOCUMENT_BATCH_CLOSED: { kind: "conflict", zh: "这一批的文字已于 {at} 删除", en: "The texts of this batch were erased on {at}" },
  DOCUMENT_BATCH_CASE_CLOSED: {
    kind: "conflict",
    zh: "这一批的案件信息没有保留，请在这一批的页面上继续（重新打开案件）",
    en: "What was known of the case of this batch is gone: go on from the page of the batch, which opens the case anew",
  },
  DOCUMENT_WATCH_CASE: {
    kind: "input",
    zh: "监看文件夹只能指定业务系统的案件：监督案件每次打开都要说明用途，文件夹不能代人说明",
    en: "A watched folder names cases of the business system only: a supervision case is opened for a purpose each time, which no folder can state",
  },
  DOCUMENT_WATCH_UNKNOWN: { kind: "missing", zh: "没有监看文件夹 {watch}", en: "There is no watched folder {watch}" },
  DOCUMENT_WATCH_PATH: { kind: "input", zh: "{what} {path} 不能用：{reason}", en: "{what} {path} will not do: {reason}" },
  DOCUMENT_WATCH_UNSEEN: {
    kind: "input",
    zh: "在机器 {machine} 上处理任务时看不到文件夹：{reason}",
    en: "On the machine {machine}, which works on jobs, the folder is not to be seen: {reason}",
  },
  DOCUMENT_FOLDERS_UNSET: {
    kind: "conflict",
    zh: "还没有指定哪些文件夹可以监看：请设置环境变量 YUEJIAN_INTAKE_FOLDERS 后重新启动，或者在服务器上用命令 yuejian document folders --set",
    en: "It is not set which folders may be watched: set YUEJIAN_INTAKE_FOLDERS and start the house again, or use yuejian document folders --set on the server",
  },
});
