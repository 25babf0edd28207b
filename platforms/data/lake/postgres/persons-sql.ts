import { YuejianError } from "@yuejian/contracts";
import { LAKE_SCHEMA } from "./table-names.ts";

/** Words of SQL that stand before a parenthesis without calling anything. */
const KEYWORDS = new Set(
  "all and any array as between by case cast cross cube distinct else except exists filter from full group grouping having in inner intersect interval is join lateral left like limit materialized natural not offset on or order outer over partition recursive right rollup row select sets similar some then union using values when where with within bigint char character decimal double float integer numeric time timestamp varchar".split(
    " ",
  ),
);

/** Functions that compute from their arguments alone. Not here: what reads settings, files or the catalogue, runs other SQL, waits, locks or writes, and
 *  what makes a text as long as one likes. */
const FUNCTIONS = new Set(
  "abs age array_agg array_length array_to_string ascii avg bit_length bool_and bool_or btrim cardinality cbrt ceil ceiling char_length chr coalesce concat concat_ws corr count covar_pop covar_samp cume_dist date_bin date_part date_trunc degrees dense_rank div every exp extract first_value floor format generate_series greatest initcap isfinite jsonb_agg json_agg lag last_value lead least left length ln log log10 lower ltrim make_date make_interval max md5 min mod mode nth_value ntile nullif octet_length percent_rank percentile_cont percentile_disc position pow power radians rank regexp_count regexp_like regexp_match regexp_matches regexp_replace regexp_substr replace reverse right round row_number rtrim scale sign split_part sqrt starts_with stddev stddev_pop stddev_samp string_agg string_to_array strpos substr substring sum to_char to_date to_number translate trim trunc unnest upper var_pop var_samp variance width_bucket".split(
    " ",
  ),
);

/** Names of the server's own things. */
const INTERNAL = /^(?:pg_|information_schema$|reg(?:class|proc|procedure|oper|operator|role|type|namespace|config|dictionary|collation)$)/;

const TOKEN =
  /\s+|--[^\n]*|\/\*|'(?:[^']|'')*'|"((?:[^"]|"")+)"|\$\d+|[\p{L}_][\p{L}\p{N}_]*|\d[\d.]*(?:[eE][+-]?\d+)?|\.\d+|::|[^\s\p{L}\p{N}_'"$]/uy;

/** Lets through what is written in the plain part of SQL: words, numbers, '…', "…" and operators, one SELECT, calls of known functions, no name of the
 *  server's own. Other spellings (E'…', U&'…', $$…$$, nested comments) are refused rather than understood, so that this and the server cannot read a text
 *  differently. Rights, a read-only transaction and the server's limits stand behind it. REQUEST_INVALID. Gives the text without comments. */
export function requirePlainSelect(sql: string): string {
  const { tokens, plain } = read(sql);
  const first = tokens[0]?.word;
  if (first !== "select" && first !== "with" && first !== "values") throw refused("only SELECT can be run");
  for (const [at, { text, word, name }] of tokens.entries()) {
    if (text === ";") throw refused("exactly one SELECT can be run");
    if (text === "\\") throw refused("a backslash outside of a text cannot be read");
    if (name === null) continue;
    if (INTERNAL.test(name) || name === LAKE_SCHEMA) throw refused(`there is no dataset ${name}`);
    if (tokens[at + 1]?.text !== "(") continue;
    const before = tokens[at - 1]?.word ?? null;
    // Columns of a common table expression or of an alias.
    if (before === "as" || (at > 0 && (before === "with" || before === "recursive"))) continue;
    if (word === null || !(KEYWORDS.has(word) || FUNCTIONS.has(word))) throw refused(`the function ${name} cannot be used`);
  }
  return plain;
}

interface Token {
  readonly text: string;
  /** Lower-case, when it is a word without quotes. */
  readonly word: string | null;
  /** Lower-case, when it is a word or a quoted name. */
  readonly name: string | null;
}

function read(sql: string): { tokens: Token[]; plain: string } {
  const tokens: Token[] = [];
  let plain = "";
  TOKEN.lastIndex = 0;
  let previousEnd = -1;
  while (TOKEN.lastIndex < sql.length) {
    const start = TOKEN.lastIndex;
    const match = TOKEN.exec(sql);
    if (!match) throw refused(`${sql.slice(start, start + 10)} cannot be read`);
    const [text, quoted] = match;
    if (text === "/*") {
      const end = sql.indexOf("*/", TOKEN.lastIndex);
      const inside = end < 0 ? "" : sql.slice(TOKEN.lastIndex, end);
      if (end < 0 || inside.includes("/*")) throw refused("the comment does not end");
      TOKEN.lastIndex = end + 2;
      plain += " ";
      continue;
    }
    const isSpace = /^\s/.test(text) || text.startsWith("--");
    plain += isSpace ? " " : text;
    if (isSpace) continue;
    const isWord = /^[\p{L}_]/u.test(text);
    const last = tokens.at(-1);
    // A word or a sign right before a quote gives it another meaning.
    if (/^['"]/.test(text) && previousEnd === start && last && (last.word !== null || last.text === "&"))
      throw refused(`${last.text}${text.slice(0, 1)} cannot be read`);
    const word = isWord ? text.toLowerCase() : null;
    tokens.push({ text, word, name: word ?? quoted?.replaceAll('""', '"').toLowerCase() ?? null });
    previousEnd = TOKEN.lastIndex;
  }
  return { tokens, plain };
}

function refused(reason: string): YuejianError {
  return new YuejianError("REQUEST_INVALID", { where: "sql", reason });
}
