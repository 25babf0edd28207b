import { type DuckDBType, DuckDBTypeId } from "@duckdb/node-api";
import { quoteText } from "../../engine/sql-text.ts";

/** A column as it stands in the table: a struct is one for each of its leaves. */
export interface TextColumn {
  readonly heading: string;
  /** SQL of its text. */
  readonly text: string;
  /** Holds whatever a person wrote: line breaks and control characters are looked for. */
  readonly isFree: boolean;
}

/** Types inside one another. */
const MOST_DEPTH = 20;

/** Those whose text is JSON as it stands. */
const NUMBERS = new Set([
  DuckDBTypeId.BOOLEAN,
  DuckDBTypeId.TINYINT,
  DuckDBTypeId.SMALLINT,
  DuckDBTypeId.INTEGER,
  DuckDBTypeId.BIGINT,
  DuckDBTypeId.UTINYINT,
  DuckDBTypeId.USMALLINT,
  DuckDBTypeId.UINTEGER,
  DuckDBTypeId.UBIGINT,
  DuckDBTypeId.HUGEINT,
  DuckDBTypeId.UHUGEINT,
  DuckDBTypeId.DECIMAL,
]);

export function textColumns(name: string, type: DuckDBType, at: { sql: string; depth: number }): TextColumn[] {
  if (type.typeId === DuckDBTypeId.STRUCT && at.depth < MOST_DEPTH) {
    const { entryNames, entryTypes } = type;
    return entryNames.flatMap((entry, index) => {
      const inner = entryTypes[index] as DuckDBType;
      return textColumns(`${name}.${entry}`, inner, { sql: `struct_extract(${at.sql}, ${quoteText(entry)})`, depth: at.depth + 1 });
    });
  }
  const isNested = isContainer(type);
  return [
    {
      heading: name,
      text: isNested ? `CASE WHEN ${at.sql} IS NOT NULL THEN ${jsonOf(type, at.sql, at.depth)} END` : textOf(type, at.sql),
      isFree: isNested || type.typeId === DuckDBTypeId.VARCHAR || type.typeId === DuckDBTypeId.BLOB,
    },
  ];
}

function isContainer({ typeId }: DuckDBType): boolean {
  return typeId === DuckDBTypeId.LIST || typeId === DuckDBTypeId.MAP || typeId === DuckDBTypeId.STRUCT;
}

const MOMENTS = new Set([DuckDBTypeId.TIMESTAMP, DuckDBTypeId.TIMESTAMP_S, DuckDBTypeId.TIMESTAMP_MS, DuckDBTypeId.TIMESTAMP_NS]);

/** Exact text of a value: digits of decimals as stored, days and times as ISO. */
function textOf({ typeId }: DuckDBType, sql: string): string {
  if (typeId === DuckDBTypeId.VARCHAR) return sql;
  // Older writers leave out that a column of bytes is text.
  if (typeId === DuckDBTypeId.BLOB) return `coalesce(try(decode(${sql})), '0x' || hex(${sql}))`;
  // An instant is shown in the time of China: a day that was midnight there is that day.
  const moment =
    typeId === DuckDBTypeId.TIMESTAMP_TZ ? `make_timestamp(epoch_us(${sql})) + INTERVAL 8 HOUR` : MOMENTS.has(typeId) ? sql : null;
  return moment === null ? `CAST(${sql} AS VARCHAR)` : `regexp_replace(CAST(${moment} AS VARCHAR), ' 00:00:00$', '')`;
}

/** A value as JSON, numbers with their digits: the engine's own JSON makes doubles of decimals. */
function jsonOf(type: DuckDBType, sql: string, depth: number): string {
  if (depth > MOST_DEPTH) return "'null'";
  const item = `item${depth}`;
  const mapped = (list: string, inner: string): string => `array_to_string(list_transform(${list}, lambda ${item}: ${inner}), ',')`;
  const whole = (json: string): string => `coalesce(${json}, 'null')`;
  if (type.typeId === DuckDBTypeId.LIST) return whole(`'[' || ${mapped(sql, jsonOf(type.valueType, item, depth + 1))} || ']'`);
  if (type.typeId === DuckDBTypeId.MAP) {
    const value = jsonOf(type.valueType, `${item}.value`, depth + 1);
    const pair = `CAST(to_json(${textOf(type.keyType, `${item}.key`)}) AS VARCHAR) || ':' || ${value}`;
    return whole(`'{' || ${mapped(`map_entries(${sql})`, pair)} || '}'`);
  }
  if (type.typeId === DuckDBTypeId.STRUCT) {
    const { entryNames, entryTypes } = type;
    const pairs = entryNames.map((entry, index) => {
      const inner = jsonOf(entryTypes[index] as DuckDBType, `struct_extract(${sql}, ${quoteText(entry)})`, depth + 1);
      return `${quoteText(`${JSON.stringify(entry)}:`)} || ${inner}`;
    });
    return `CASE WHEN ${sql} IS NULL THEN 'null' ELSE '{' || ${pairs.join(" || ',' || ")} || '}' END`;
  }
  const text = textOf(type, sql);
  if (NUMBERS.has(type.typeId)) return whole(text);
  if (type.typeId === DuckDBTypeId.DOUBLE || type.typeId === DuckDBTypeId.FLOAT)
    return whole(`CASE WHEN isfinite(${sql}) THEN ${text} ELSE '"' || ${text} || '"' END`);
  return whole(`CAST(to_json(${text}) AS VARCHAR)`);
}
