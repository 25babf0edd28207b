import { defineErrors } from "./kinds.ts";

/** People's queries over the records. */
export const queryErrors = defineErrors({
  SEARCH_INVALID: { kind: "input", zh: "无法检索：{reason}", en: "This cannot be searched: {reason}" },
  QUERY_REFUSED: { kind: "input", zh: "这条查询不能执行：{reason}", en: "This query cannot be run: {reason}" },
  QUERY_TOO_COSTLY: {
    kind: "input",
    zh: "估算要处理 {rows} 行（{step}），超过上限 {limit}，没有执行；请补上连接条件，或先用 WHERE 缩小范围",
    en: "An estimated {rows} rows would be handled ({step}), more than the limit of {limit}; it was not run. Add the condition of the join, or narrow it down with WHERE first",
  },
  QUERY_COSTLY: {
    kind: "conflict",
    zh: "估算要处理 {rows} 行（{step}），会用较长时间；请缩小范围，或确认后再执行",
    en: "An estimated {rows} rows would be handled ({step}), which takes a while; narrow it down, or confirm and run it all the same",
  },
  QUERY_TOO_LARGE: {
    kind: "input",
    zh: "查询用到的内存超过 {limit} MB，已停止；请减少列、缩小范围，或先汇总再连接",
    en: "The query needed more than {limit} MB of memory and was stopped; take fewer columns, narrow it down, or aggregate before you join",
  },
  QUERY_CANCELLED: { kind: "conflict", zh: "查询已取消", en: "The query was cancelled" },
  QUERY_CRASHED: {
    kind: "input",
    zh: "执行这条查询的进程意外退出，其他功能不受影响；请简化查询后再试",
    en: "The process that ran this query ended unexpectedly; nothing else was affected. Simplify the query and try again",
  },
  QUERIES_BUSY: {
    kind: "busy",
    zh: "已有 {running} 条查询在执行、{waiting} 条在等待；请稍后再试",
    en: "{running} queries are running and {waiting} waiting; try again in a moment",
  },
  QUERY_UNKNOWN: {
    kind: "missing",
    zh: "没有查询 {query}，或其结果已不再保留；请重新执行",
    en: "There is no query {query}, or its result is kept no longer; run it again",
  },
  SAVED_QUERY_UNKNOWN: { kind: "missing", zh: "没有保存的查询 {query}", en: "There is no saved query {query}" },
  EXPORT_UNKNOWN: { kind: "missing", zh: "没有导出 {export}", en: "There is no export {export}" },
});
