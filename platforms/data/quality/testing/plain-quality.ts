import type { ColumnSchema, DatasetSchema, QualityCheck } from "@yuejian/contracts";
import { readCreditCode, readResidentId } from "@yuejian/identifiers";
import type { Cell } from "../../engine/cell.ts";

/** Profile and rules value by value, for comparing: slow, and shares nothing with the SQL. */
export type PlainRow = Readonly<Record<string, Cell>>;

export function plainShape({ semantic }: Pick<ColumnSchema, "semantic">, text: string): string {
  const isLong = ["free-text", "address", "organisation-name", "agency"].includes(semantic);
  let shape = "";
  let last = "";
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const isHan =
      code === 0x30_07 ||
      (code >= 0x34_00 && code <= 0x4d_bf) ||
      (code >= 0x4e_00 && code <= 0x9f_ff) ||
      (code >= 0x2_00_00 && code <= 0x3_23_af);
    const letter = isHan ? "汉" : /[A-Z]/.test(character) ? "A" : /[a-z]/.test(character) ? "a" : /[0-9]/.test(character) ? "9" : null;
    if (isLong && letter !== null) {
      if (letter !== last) shape += `${letter}+`;
    } else shape += letter ?? character;
    last = letter ?? "";
  }
  return Array.from(shape).slice(0, 40).join("");
}

export function plainProfile(column: ColumnSchema, rows: readonly PlainRow[]) {
  const values = rows.flatMap((row) => row[column.name] ?? []);
  const counts = tally(values);
  const texts = values.map(String);
  const isText = column.type === "text";
  const lengths = texts.map((text) => Array.from(text).length);
  return {
    missing: rows.length - values.length,
    distinct: counts.size,
    least: ends(values, (left, right) => left < right),
    greatest: ends(values, (left, right) => left > right),
    lengths: isText && values.length > 0 ? { shortest: Math.min(...lengths), longest: Math.max(...lengths) } : null,
    validCodes: isCode(column) ? texts.filter((text) => isValidCode(column, text)).length : null,
    top: ranked(counts)
      .slice(0, 10)
      .map(([value, n]) => ({ value, rows: n })),
    shapes: isText
      ? ranked(tally(texts.map((text) => plainShape(column, text))))
          .slice(0, 12)
          .map(([shape, n]) => ({ shape, rows: n }))
      : [],
  };
}

export function plainCheck(
  check: QualityCheck,
  { schema, rows, today, targets = [] }: { schema: DatasetSchema; rows: readonly PlainRow[]; today: string; targets?: readonly Cell[] },
): { checked: number; broken: number } {
  const count = (applies: (row: PlainRow) => boolean, breaks: (row: PlainRow) => boolean) => {
    const those = rows.filter(applies);
    return { checked: those.length, broken: those.filter(breaks).length };
  };
  const has =
    (...columns: string[]) =>
    (row: PlainRow) =>
      columns.every((column) => (row[column] ?? null) !== null);
  const text = (row: PlainRow, column: string) => String(row[column]);
  switch (check.kind) {
    case "not-null":
      return count(
        () => true,
        (row) => !has(check.column)(row),
      );
    case "allowed":
      return count(has(check.column), (row) => !check.values.includes(text(row, check.column)));
    case "pattern":
      return count(has(check.column), (row) => !new RegExp(`^(?:${check.pattern})$`, "u").test(text(row, check.column)));
    case "range": {
      const isBelow = (left: Cell, right: string) => (typeof left === "number" ? left < Number(right) : String(left) < right);
      const isAbove = (left: Cell, right: string) => (typeof left === "number" ? left > Number(right) : String(left) > right);
      const { column, least, greatest } = check;
      return count(
        has(column),
        (row) =>
          (least !== undefined && isBelow(row[column] ?? null, least)) ||
          (greatest !== undefined && isAbove(row[column] ?? null, greatest)),
      );
    }
    case "not-future":
      return count(has(check.column), (row) => text(row, check.column) > today);
    case "check-digit": {
      const column = schema.columns.find(({ name }) => name === check.column);
      return count(has(check.column), (row) => !column || !isValidCode(column, text(row, check.column)));
    }
    case "date-order":
      return count(has(check.earlier, check.later), (row) => text(row, check.later) < text(row, check.earlier));
    case "unique": {
      const key = (row: PlainRow) => JSON.stringify(check.columns.map((column) => row[column]));
      const seen = tally(rows.filter(has(...check.columns)).map(key));
      return count(has(...check.columns), (row) => (seen.get(key(row)) ?? 0) > 1);
    }
    case "foreign-key":
      return count(has(check.column), (row) => !targets.includes(row[check.column] ?? null));
    case "accepted":
    case "fresh":
    case "row-change":
      throw new RangeError(`${check.kind} is about loads`);
  }
}

function isCode({ semantic }: ColumnSchema): boolean {
  return semantic === "resident-id" || semantic === "credit-code";
}

function isValidCode({ semantic }: ColumnSchema, text: string): boolean {
  const reading = semantic === "credit-code" ? readCreditCode(text) : readResidentId(text);
  return "value" in reading && (typeof reading.value === "string" ? reading.value : reading.value.id) === text;
}

export function tally<Value extends Cell>(values: readonly Value[]): Map<Value, number> {
  const counts = new Map<Value, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

function ranked<Value extends Cell>(counts: ReadonlyMap<Value, number>): [Value, number][] {
  return [...counts].sort(([left, many], [right, few]) => few - many || compare(left, right));
}

/** By code point, as DuckDB does. */
function compare(left: Cell, right: Cell): number {
  if (typeof left !== "string" || typeof right !== "string") return Number(left) - Number(right);
  return Buffer.compare(Buffer.from(left), Buffer.from(right));
}

function ends(values: readonly Cell[], isBefore: (left: Cell & {}, right: Cell & {}) => boolean): Cell {
  let end: Cell = null;
  for (const value of values)
    if (
      value !== null &&
      (end === null || (typeof value === "string" && typeof end === "string" ? isBefore(compare(value, end), 0) : isBefore(value, end)))
    )
      end = value;
  return end;
}
