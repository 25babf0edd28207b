import { type DatasetSchema, type SourceContract, YuejianError } from "@yuejian/contracts";
import { applyMapping, type HeadingMapping } from "@yuejian/identifiers";
import { contractMapping } from "../contract/contract-columns.ts";
import type { OpenedSource, SkippedPart, SkipReason, SourcePart } from "../source/source-parts.ts";
import type { PartSelector, SourceTable } from "../source/source-table.ts";
import type { IntakePorts, IntakeRequest, SavedMapping } from "./intake-types.ts";

interface Wanted {
  readonly file: string;
  readonly dataset: string;
  /** Null: the dataset will be made from the first table. */
  readonly known: DatasetSchema | null;
  readonly part: PartSelector | undefined;
  readonly contract: SourceContract | undefined;
  /** How the headings of a table fill the dataset's columns. */
  readonly map: TableMapper;
}

/** Decides how a table's headings fill a dataset's columns. */
export type TableMapper = (
  headings: readonly string[],
  schema: DatasetSchema,
) => Promise<{ readonly mapped: HeadingMapping; readonly saved: SavedMapping | null }>;

/** What the request says comes first, then what was saved for a table with these headings, then the headings themselves. */
export function tableMapper(request: IntakeRequest, ports: IntakePorts): TableMapper {
  return async (headings, schema) => {
    const { contract, dataset, office } = request;
    const mapping = contract === undefined ? request.mapping : contractMapping(headings, contract, request.name ?? request.path);
    const saved = mapping === undefined ? ((await ports.savedMapping?.({ dataset, office, headings })) ?? null) : null;
    return { mapped: applyMapping(headings, schema, mapping ?? saved?.mapping ?? {}), saved };
  };
}

/** Reads every table of the file that is to be loaded, before any of them is, into `tables`. Of several tables those without a single column of the
 *  dataset (a legend, a read-me) are left out and named; one that has some of its columns but lacks a required one refuses the file.
 *  SHEET_UNKNOWN, MEMBER_UNKNOWN, COLUMNS_MISSING, PARTS_NOT_FITTING and what reading throws. */
export async function readTables(source: OpenedSource, wanted: Wanted, tables: SourceTable[]): Promise<SkippedPart[]> {
  const { parts, skipped: noTables } = await source.list();
  const skipped: SkippedPart[] = [...noTables];
  const chosen = choose(parts, wanted, skipped);
  const isOne = chosen.length === 1;
  for (const part of chosen) {
    const skip = (reason: SkipReason): number => skipped.push({ member: part.member, sheet: part.sheet, reason });
    let table: SourceTable;
    try {
      table = await source.read({
        ...(part.member === null ? {} : { member: part.member }),
        ...(part.sheet === null ? {} : { sheet: part.sheet }),
      });
    } catch (cause) {
      // Workbooks come with empty sheets; a sheet that was asked for by name, or that is all there is, must hold a table.
      const isEmpty = cause instanceof YuejianError && (cause.code === "FILE_EMPTY" || cause.code === "HEADER_MISSING");
      if (!isEmpty || part.sheet === null || chosen.length === 1) throw cause;
      skip("empty");
      continue;
    }
    tables.push(table);
    if (isOne || wanted.part?.sheet !== undefined) continue;
    if (await hasColumns(table, wanted, tables[0])) continue;
    tables.pop();
    await table.dispose();
    skip("no-column");
  }
  if (tables.length === 0) {
    const found = skipped.map(({ member, sheet }) => [member, sheet].filter((each) => each !== null).join(" › ")).join("、");
    throw new YuejianError("PARTS_NOT_FITTING", { file: wanted.file, dataset: wanted.dataset, found });
  }
  const { known } = wanted;
  if (known) for (const table of tables) requireColumns(table, known, (await wanted.map(table.headings, known)).mapped);
  return skipped;
}

function choose(parts: readonly SourcePart[], wanted: Wanted, skipped: SkippedPart[]): SourcePart[] {
  const { member, sheet } = wanted.part ?? {};
  const ofMember = parts.filter((part) => member === undefined || part.member === member);
  if (member !== undefined && ofMember.length === 0) throw new YuejianError("MEMBER_UNKNOWN", { file: wanted.file, member });
  if (sheet !== undefined) {
    const named = ofMember.filter((part) => part.sheet === sheet);
    if (named.length === 0) throw new YuejianError("SHEET_UNKNOWN", { file: wanted.file, sheet });
    return named;
  }
  const shown = ofMember.filter(({ isHidden }) => !isHidden);
  if (shown.length === 0) return ofMember.slice(0, 1);
  skipped.push(
    ...ofMember
      .filter(({ isHidden }) => isHidden)
      .map((part): SkippedPart => ({ member: part.member, sheet: part.sheet, reason: "hidden" })),
  );
  return shown;
}

/** The table has a column of the dataset, or of the first table where the dataset is to be made from that. */
async function hasColumns(table: SourceTable, { known, contract, map }: Wanted, first: SourceTable | undefined): Promise<boolean> {
  if (contract) return contract.columns.some(({ name }) => table.headings.includes(name));
  if (known) return (await map(table.headings, known)).mapped.columns.some(({ index }) => index !== null);
  return table.headings.some((heading) => first?.headings.includes(heading));
}

export function requireColumns(source: SourceTable, schema: DatasetSchema, mapped: HeadingMapping): void {
  if (mapped.missing.length === 0) return;
  const missing = schema.columns.filter(({ name }) => mapped.missing.includes(name)).map(({ title }) => title.zh);
  const { name, sheet } = source.facts;
  throw new YuejianError("COLUMNS_MISSING", {
    file: sheet === null ? name : `${name} › ${sheet}`,
    row: 1,
    dataset: schema.id,
    columns: missing.join("、"),
    found: source.headings.join("、"),
  });
}
