import { LAKE_SCHEMA } from "../../lake/postgres/table-names.ts";
import { refused } from "../read-statement.ts";

/** Names of the server's own things. */
const INTERNAL = /^(?:pg_|information_schema$|reg(?:class|proc|procedure|oper|operator|role|type|namespace|config|dictionary|collation)$)/;

const TOKEN =
  /\s+|--[^\n]*|\/\*|'(?:[^']|'')*'|"((?:[^"]|"")+)"|\$([\p{L}_][\p{L}\p{N}_]*|\d+)|[\p{L}_][\p{L}\p{N}_]*|\d[\d.]*(?:[eE][+-]?\d+)?|\.\d+|::|[^\s\p{L}\p{N}_'"$]/uy;

/** Commas aside; a chain of so many is still read by the parser without running out of its stack. */
const MOST_TOKENS = 10_000;

export interface PlainText {
  /** Without its comments, its `$parameters` numbered. */
  readonly sql: string;
  /** Names of its parameters, in the order of their numbers. */
  readonly parameters: readonly string[];
}

/** Lets through what is written in the plain part of SQL: words, numbers, '…', "…", operators, $names, no name of the server's own. Other spellings
 *  (E'…', U&'…', $$…$$, nested comments) are refused rather than understood, so that this and the server cannot read a text differently. QUERY_REFUSED */
export function readPlainText(sql: string): PlainText {
  const parameters: string[] = [];
  let plain = "";
  let tokens = 0;
  let last: { readonly text: string; readonly isWord: boolean; readonly end: number } | null = null;
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < sql.length) {
    const start = TOKEN.lastIndex;
    const match = TOKEN.exec(sql);
    if (!match) throw unreadable(sql.slice(start, start + 10));
    const [text, quoted, parameter] = match;
    if (text === "/*") {
      const end = sql.indexOf("*/", TOKEN.lastIndex);
      if (end < 0 || sql.slice(TOKEN.lastIndex, end).includes("/*")) throw refused("注释没有结束", "the comment does not end");
      TOKEN.lastIndex = end + 2;
      plain += " ";
      continue;
    }
    if (/^\s/.test(text) || text.startsWith("--")) {
      plain += " ";
      continue;
    }
    if (text !== "," && ++tokens > MOST_TOKENS)
      throw refused(`超过 ${MOST_TOKENS} 个词`, `it has more than ${MOST_TOKENS} words and signs`);
    const end = TOKEN.lastIndex;
    const isWord: boolean = /^[\p{L}_]/u.test(text);
    // A word or a sign right before a quote gives it another meaning.
    if (/^['"]/.test(text) && last?.end === start && (last.isWord || last.text === "&"))
      throw unreadable(`${last.text}${text.slice(0, 1)}`);
    if (text === "\\") throw unreadable(text);
    const name = isWord ? text.toLowerCase() : quoted?.replaceAll('""', '"').toLowerCase();
    if (name !== undefined && (INTERNAL.test(name) || name === LAKE_SCHEMA))
      throw refused(`没有数据集 ${name}`, `there is no dataset ${name}`);
    // Right behind a word or number it would not be a parameter, and before a dollar the beginning of a text.
    if (parameter !== undefined && ((last?.end === start && /[\p{L}\p{N}_$]$/u.test(last.text)) || sql[end] === "$"))
      throw unreadable(text);
    plain += parameter === undefined ? text : numbered(parameters, parameter);
    last = { text, isWord, end };
  }
  return { sql: plain, parameters };
}

/** With a space behind it: what follows is no part of its number. */
function numbered(parameters: string[], name: string): string {
  if (!parameters.includes(name)) parameters.push(name);
  return `$${parameters.indexOf(name) + 1} `;
}

function unreadable(text: string) {
  return refused(`无法识别 ${text}`, `${text} cannot be read`);
}
