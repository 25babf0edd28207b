import { type DatasetSchema, YuejianError } from "@yuejian/contracts";
import { type HeadingMapping, headingUnit, type MappedColumn, mapHeadings } from "../headings.ts";

/** Source heading → column of the schema, or null: not to be loaded. */
export type ExplicitMapping = Readonly<Record<string, string | null>>;

/** Fills the columns as a person said; headings that nobody spoke of are mapped as `mapHeadings` does, among the columns that are left.
 *  MAPPING_HEADING_UNKNOWN, MAPPING_COLUMN_UNKNOWN, MAPPING_COLUMN_TWICE */
export function applyMapping(
  headings: readonly string[],
  schema: Pick<DatasetSchema, "id" | "columns">,
  explicit: ExplicitMapping,
): HeadingMapping {
  const given = new Map<string, number>();
  const spoken = new Set<number>();
  for (const [heading, name] of Object.entries(explicit)) {
    const index = headings.indexOf(heading);
    if (index < 0) throw new YuejianError("MAPPING_HEADING_UNKNOWN", { heading, found: headings.join("、") });
    spoken.add(index);
    if (name === null) continue;
    if (!schema.columns.some((column) => column.name === name))
      throw new YuejianError("MAPPING_COLUMN_UNKNOWN", {
        heading,
        column: name,
        dataset: schema.id,
        columns: schema.columns.map((column) => column.name).join(", "),
      });
    const other = given.get(name);
    if (other !== undefined)
      throw new YuejianError("MAPPING_COLUMN_TWICE", { column: name, dataset: schema.id, first: headings[other], second: heading });
    given.set(name, index);
  }
  const rest = headings.flatMap((heading, index) => (spoken.has(index) ? [] : [{ heading, index }]));
  const left = mapHeadings(
    rest.map(({ heading }) => heading),
    { columns: schema.columns.filter(({ name }) => !given.has(name)) },
  );
  const automatic = new Map(left.columns.map((mapped) => [mapped.column.name, mapped]));
  const columns = schema.columns.map((column): MappedColumn => {
    const index = given.get(column.name);
    if (index !== undefined) {
      const heading = headings[index] ?? "";
      return { column, index, heading, unit: headingUnit(heading, column) };
    }
    const mapped = automatic.get(column.name);
    return { column, unit: mapped?.unit ?? null, heading: mapped?.heading ?? null, index: rest[mapped?.index ?? -1]?.index ?? null };
  });
  const used = new Set(columns.map(({ index }) => index));
  return {
    columns,
    mapping: Object.fromEntries(columns.map(({ column, heading }) => [column.name, heading])),
    missing: columns.filter(({ column, index }) => column.required && index === null).map(({ column }) => column.name),
    ignored: headings.filter((heading, index) => !used.has(index) && heading.trim() !== ""),
  };
}

/** Maps the headings of an earlier load as that load did (`mapping`: column → heading or null), so that a person's decision holds for its quarantined
 *  rows too. Columns that the schema has got since are looked for among the headings that filled nothing. */
export function mapAgain(
  headings: readonly string[],
  schema: Pick<DatasetSchema, "id" | "columns">,
  mapping: Readonly<Record<string, string | null>>,
): HeadingMapping {
  const used = schema.columns.flatMap(({ name }) => {
    const heading = mapping[name] ?? null;
    return heading !== null && headings.includes(heading) ? [[heading, name] as const] : [];
  });
  const taken = new Set(used.map(([heading]) => heading));
  const since = { columns: schema.columns.filter(({ name }) => !Object.hasOwn(mapping, name)) };
  const found = mapHeadings(
    headings.filter((heading) => !taken.has(heading)),
    since,
  ).columns.flatMap(({ column, heading }) => (heading === null ? [] : [[heading, column.name] as const]));
  return applyMapping(headings, schema, Object.fromEntries([...headings.map((heading) => [heading, null] as const), ...found, ...used]));
}
