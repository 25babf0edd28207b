import { type QuarantineCode, type QuarantineCount, type SourceContract, YuejianError } from "@yuejian/contracts";
import type { MappedColumn } from "@yuejian/identifiers";
import type { Engine } from "../engine/engine.ts";
import { quoteText } from "../engine/sql-text.ts";
import { REASONS_TYPE } from "../intake/reasons-type.ts";
import { addToRaw, rawColumn, type StandardisedTable } from "../standardise/standardise-table.ts";
import { CONTRACT_FORMS } from "./contract-forms.ts";

const LONGEST_REASON = 200;

export interface ContractGround {
  readonly file: string;
  readonly headings: readonly string[];
  readonly columns: readonly MappedColumn[];
  readonly contract: SourceContract;
  /** Records of the table `raw`, and those that could not even be read. */
  readonly records: number;
  readonly malformed: number;
}

/** Sets aside what breaks the contract, besides what standardising refused: both reasons stand with a row that has both. Makes the table `drift`.
 *  SOURCE_TOO_MANY_BAD where more rows are bad than the contract bears. */
export async function withContract(engine: Engine, table: StandardisedTable, ground: ContractGround): Promise<StandardisedTable> {
  const reasons = [...valueReasons(ground), ...(await keyReasons(engine, ground))];
  const found = reasons.length === 0 ? "[]" : `list_filter([${reasons.join(", ")}], lambda reason: reason IS NOT NULL)`;
  await engine.run(
    `CREATE TABLE drift AS SELECT r, reasons, true AS is_drifted FROM (SELECT raw.rowid AS r, CAST(${found} AS ${REASONS_TYPE}) AS reasons FROM raw) WHERE len(reasons) > 0`,
  );
  await addToRaw(engine, [["is_drifted", "BOOLEAN"]], "drift");
  const [more] = await engine.rows(`SELECT count(*) FROM raw WHERE is_drifted AND ${table.isAccepted}`);
  const counted = await engine.rows(
    "SELECT reason.code, reason.column, count(*) FROM (SELECT unnest(reasons) AS reason FROM drift) GROUP BY ALL ORDER BY ALL",
  );
  const drifted = counted.map(([code, column, rows]): QuarantineCount => {
    return { code: code as QuarantineCode, column: column as string, rows: Number(rows) };
  });
  const judged = {
    ...table,
    isAccepted: `(${table.isAccepted} AND raw.is_drifted IS NULL)`,
    accepted: table.accepted - Number(more?.[0] ?? 0),
    quarantined: table.quarantined + Number(more?.[0] ?? 0),
    counts: [...table.counts, ...drifted],
    reasonsFrom: `${table.reasonsFrom} LEFT JOIN drift ON drift.r = raw.rowid`,
    reasons: `list_concat(CAST(${table.reasons} AS ${REASONS_TYPE}), coalesce(drift.reasons, []))`,
  };
  demandBearable(judged, ground);
  return judged;
}

function demandBearable({ quarantined, counts }: StandardisedTable, { file, contract, records, malformed }: ContractGround): void {
  const bad = quarantined + malformed;
  const rows = records + malformed;
  const limit = contract.mostBadRows ?? 0.5;
  if (bad <= rows * limit) return;
  const worst = [...counts].sort((left, right) => right.rows - left.rows).slice(0, 5);
  throw new YuejianError("SOURCE_TOO_MANY_BAD", {
    file,
    bad,
    rows,
    limit: Math.round(limit * 1000) / 10,
    reasons: worst.map(({ code, column, rows: count }) => `${count} × ${code}${column === null ? "" : ` (${column})`}`).join("、"),
  });
}

function valueReasons({ headings, columns, contract }: ContractGround): string[] {
  const key = contract.key ?? [];
  return contract.columns.flatMap(({ name, type, required, allowed }) => {
    const index = headings.indexOf(name);
    if (index < 0) return [];
    const raw = `raw.${rawColumn(index)}`;
    const column = columnName(columns, index, name);
    const whole = CONTRACT_FORMS[type];
    const bad = [
      ...(required || key.includes(name) ? [[`${raw} IS NULL`, "contract-required"] as const] : []),
      ...(whole === null
        ? []
        : [[`NOT regexp_full_match(${raw}, ${quoteText(String.raw`\s*(?:${whole})\s*`)})`, "contract-type"] as const]),
      ...(allowed ? [[`trim(${raw}) NOT IN (${allowed.map(quoteText).join(", ")})`, "contract-value"] as const] : []),
    ];
    return bad.map(([condition, code]) => `CASE WHEN ${condition} THEN ${reason(code, column, raw)} END`);
  });
}

/** Rows whose key stands again in the table; keys that do not repeat cost one pass. */
async function keyReasons(engine: Engine, { headings, columns, contract }: ContractGround): Promise<string[]> {
  const indexes = (contract.key ?? []).map((name) => headings.indexOf(name));
  const [first] = indexes;
  if (first === undefined || indexes.includes(-1)) return [];
  const cells = indexes.map((index) => rawColumn(index));
  const isWhole = cells.map((cell) => `${cell} IS NOT NULL`).join(" AND ");
  await engine.run(
    `CREATE TABLE twice AS SELECT r FROM (SELECT rowid AS r, ${cells.join(", ")} FROM raw WHERE ${isWhole})
      SEMI JOIN (SELECT ${cells.join(", ")} FROM raw WHERE ${isWhole} GROUP BY ALL HAVING count(*) > 1) repeated USING (${cells.join(", ")})`,
  );
  const name = columnName(columns, first, contract.key?.[0] ?? "");
  const value = cells.map((cell) => `raw.${cell}`).join(", ");
  return [`CASE WHEN raw.rowid IN (SELECT r FROM twice) THEN ${reason("contract-key-twice", name, `concat_ws(' ', ${value})`)} END`];
}

/** The dataset's name of the column where it fills one: by it the reader's rights are known. */
function columnName(columns: readonly MappedColumn[], index: number, heading: string): string {
  return columns.find((column) => column.index === index)?.column.name ?? heading;
}

function reason(code: QuarantineCode, column: string, value: string): string {
  return `{'code': ${quoteText(code)}, 'column': ${quoteText(column)}, 'value': left(${value}, ${LONGEST_REASON})}`;
}
