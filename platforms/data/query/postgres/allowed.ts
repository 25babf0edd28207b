/** What a person's query may be made of on PostgreSQL. Lists of what is allowed, because the server gains with each version. */

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Nodes of the parser's tree. Not here: what locks, makes tables, samples, reads XML or JSON by paths, or declares columns of records. */
export const NODES =
  words(`SelectStmt ResTarget ColumnRef A_Star RangeVar JoinExpr RangeSubselect RangeFunction A_Expr A_Const BoolExpr FuncCall TypeCast
  SubLink CaseExpr CaseWhen CoalesceExpr MinMaxExpr NullTest BooleanTest CommonTableExpr SortBy GroupingSet GroupingFunc SQLValueFunction WindowDef
  A_ArrayExpr A_Indices A_Indirection RowExpr ParamRef CollateClause String Integer Float Boolean List`);

/** Parts of a statement and of its nodes that do more than read. */
export const REFUSED_PARTS = words("intoClause lockingClause coldeflist schemaname catalogname search_clause cycle_clause");

/** Functions that compute from their arguments alone. Not here: what reads settings, files or the catalogue, runs other SQL, waits, locks or writes, and
 *  what makes a text as long as one likes. */
export const FUNCTIONS =
  words(`abs age array_agg array_length array_to_string ascii avg bit_length bool_and bool_or btrim cardinality cbrt ceil ceiling
  char_length character_length chr concat concat_ws corr count covar_pop covar_samp cume_dist date_bin date_part date_trunc degrees dense_rank div every exp
  extract first_value floor generate_series greatest initcap isfinite jsonb_agg json_agg lag last_value lead least left length ln log log10 lower
  ltrim make_date make_interval max md5 min mod mode nth_value ntile nullif octet_length overlaps percent_rank percentile_cont percentile_disc position pow power
  radians rank regexp_count regexp_like regexp_match regexp_matches regexp_replace regexp_substr replace reverse right round row_number rtrim scale sign
  similar_to_escape split_part sqrt starts_with stddev stddev_pop stddev_samp string_agg string_to_array strpos substr substring sum timezone to_char to_date
  to_number translate trim trunc unnest upper var_pop var_samp variance width_bucket`);

export const TABLE_FUNCTIONS = words("generate_series unnest");

export const TYPES =
  words(`bool boolean int2 int4 int8 smallint integer int bigint float4 float8 real numeric decimal text varchar bpchar char date timestamp
  timestamptz time timetz interval json jsonb`);

export const OPERATORS = words("+ - * / % ^ = <> != < <= > >= || ~~ !~~ ~~* !~~* ~ !~ ~* !~* -> ->> @> <@ && & | #");

/** Of CURRENT_DATE and its like those that tell the time and nothing else. */
export const TIMES = /^SVFOP_(?:CURRENT_DATE|CURRENT_TIME|CURRENT_TIMESTAMP|LOCALTIME|LOCALTIMESTAMP)(?:_N)?$/;
