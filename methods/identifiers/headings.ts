import type { ColumnSchema, DatasetSchema } from "@yuejian/contracts";
import { normaliseLabel } from "./characters.ts";
import type { HeadingUnit } from "./standardise.ts";

/** Where one column of the schema is found in a file. */
export interface MappedColumn {
  readonly column: ColumnSchema;
  /** Position of the heading in the file, 0-based, and the heading as written; null where the file has none for the column. */
  readonly index: number | null;
  readonly heading: string | null;
  /** Unit that the heading gives to bare figures: pass it to `createStandardiser`, or 3 in a column 罚金（万元） becomes 3 yuan. */
  readonly unit: HeadingUnit | null;
}

export interface HeadingMapping {
  /** One for each column of the schema, in stored order. */
  readonly columns: readonly MappedColumn[];
  /** Column name → source heading, as `Batch.mapping` keeps it. */
  readonly mapping: Readonly<Record<string, string | null>>;
  /** Names of required columns that no heading fills. */
  readonly missing: readonly string[];
  /** Headings that fill no column, in file order. */
  readonly ignored: readonly string[];
}

const UNITS: Readonly<Record<string, HeadingUnit>> = {
  分: "fen",
  角: "jiao",
  元: "yuan",
  圆: "yuan",
  人民币: "yuan",
  人民币元: "yuan",
  百元: "hundred-yuan",
  千元: "thousand-yuan",
  万元: "wan-yuan",
  万: "wan-yuan",
  人民币万元: "wan-yuan",
  百万元: "million-yuan",
  千万元: "ten-million-yuan",
  亿元: "yi-yuan",
  亿: "yi-yuan",
  月: "month",
  个月: "month",
  年: "year",
};

/** Notes in brackets that change nothing: nothing at all, 必填, 18位, yyyymmdd. */
const NEUTRAL_NOTE = /^(?:|必填项?|非必填|选填|可选|\d+位|[ymd年月日]+)$/;

const DURATION_UNITS: ReadonlySet<HeadingUnit> = new Set<HeadingUnit>(["month", "year"]);

/** Finds the columns of a schema in the headings of a file. First come headings equal to a column's name, then to its Chinese or English
 *  title, then to an alias, each as written; then the same three again without regard to spaces, width, case, brackets, punctuation and
 *  units. A heading fills one column, the first in schema order; of several headings for one column the best, then the first, wins. */
export function mapHeadings(headings: readonly string[], schema: Pick<DatasetSchema, "columns">): HeadingMapping {
  const named = headings.map((heading, index) => (heading.trim() === "" ? namelessColumn(index) : heading));
  const free = new Map(named.map((heading, index) => [index, heading] as const));
  const found = new Map<string, { index: number; unit: HeadingUnit | null }>();
  const claim = (column: ColumnSchema, matches: (heading: string) => { unit: HeadingUnit | null } | null) => {
    if (found.has(column.name)) return;
    for (const [index, heading] of free) {
      const match = matches(heading);
      if (!match) continue;
      found.set(column.name, { index, unit: match.unit });
      free.delete(index);
      return;
    }
  };
  for (const loosely of [false, true])
    for (const level of [0, 1, 2] as const)
      for (const column of schema.columns)
        for (const wanted of spellings(column, level)) claim(column, (heading) => matchHeading(heading, wanted, column, loosely));

  const columns = schema.columns.map((column): MappedColumn => {
    const place = found.get(column.name);
    return { column, index: place?.index ?? null, heading: place ? (headings[place.index] ?? null) : null, unit: place?.unit ?? null };
  });
  return {
    columns,
    mapping: Object.fromEntries(columns.map(({ column, heading }) => [column.name, heading])),
    missing: columns.filter(({ column, index }) => column.required && index === null).map(({ column }) => column.name),
    ignored: headings.filter((heading, index) => free.has(index) && heading.trim() !== ""),
  };
}

/** Name of the column at a 0-based position that has no heading. */
export function namelessColumn(index: number): string {
  return `col_${index + 1}`;
}

function spellings(column: ColumnSchema, level: 0 | 1 | 2): readonly string[] {
  return level === 0 ? [column.name] : level === 1 ? [column.title.zh, column.title.en] : (column.aliases ?? []);
}

function matchHeading(heading: string, wanted: string, column: ColumnSchema, loosely: boolean): { unit: HeadingUnit | null } | null {
  if (!loosely) return heading === wanted ? { unit: headingUnit(wanted, column) } : null;
  const given = splitHeading(heading);
  const own = splitHeading(wanted);
  if (given.core === "" || given.core !== own.core) return null;
  if (given.unit === null) return given.note === own.note || NEUTRAL_NOTE.test(given.note) ? { unit: null } : null;
  return fits(given.unit, column) ? { unit: given.unit } : null;
}

/** Unit that a heading gives to the bare figures of a column that takes units. */
export function headingUnit(heading: string, column: ColumnSchema): HeadingUnit | null {
  const { unit } = splitHeading(heading);
  return unit !== null && fits(unit, column) ? unit : null;
}

function fits(unit: HeadingUnit, column: ColumnSchema): boolean {
  if (column.type === "amount") return !DURATION_UNITS.has(unit);
  return column.type === "integer" && column.name.endsWith("_months") && DURATION_UNITS.has(unit);
}

/** A heading without dressing: the words, a unit in brackets or after a slash at the end, and any other note in brackets. */
export function splitHeading(heading: string): { core: string; unit: HeadingUnit | null; note: string } {
  const label = normaliseLabel(heading).replaceAll(/\s/g, "");
  const dressed = /^(.+?)(?:[([【〔{]([^)\]】〕}]*)[)\]】〕}]|[/:：](?:单位[:：]?)?([^/:：]+))$/.exec(label);
  const note = (dressed?.[2] ?? dressed?.[3] ?? "").replace(/^单位[:：]?/, "");
  const unit = UNITS[note] ?? null;
  const isUnitAfterSlash = dressed?.[3] === undefined || unit !== null;
  const words = dressed && isUnitAfterSlash ? (dressed[1] ?? "") : label;
  return { core: plain(words), unit, note: isUnitAfterSlash ? plain(note) : "" };
}

function plain(text: string): string {
  return text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, "");
}
