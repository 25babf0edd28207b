import { YuejianError } from "@yuejian/contracts";
import type { Engine } from "../engine/engine.ts";
import { refused } from "./read-statement.ts";

/** What the engine's planner expects a query to handle. Rows, not seconds: an estimate of an estimate would promise too much. */
export interface Estimate {
  /** Rows read from the datasets. */
  readonly scanned: number;
  /** Rows of the widest step, and what that step is. */
  readonly widest: number;
  readonly step: string;
}

/** Rows beyond which a query waits for a person's word, and beyond which it is not run. */
const COSTLY_ROWS = 100_000_000;
const TOO_COSTLY_ROWS = 5_000_000_000;

interface PlanNode {
  readonly name: string;
  readonly children: readonly PlanNode[];
  readonly extra_info: Readonly<Record<string, unknown>>;
}

/** Steps that compare every row with every row: what they handle is the product of what comes in. */
const PRODUCTS = new Set(["CROSS_PRODUCT", "NESTED_LOOP_JOIN", "BLOCKWISE_NL_JOIN", "POSITIONAL_JOIN"]);
/** The functions that a plan over the views may call; anything else means that a text got around what `readStatement` refuses. */
const SCANS = new Set(["READ_PARQUET", "PARQUET_SCAN", "RANGE", "GENERATE_SERIES", "UNNEST"]);

/** Plans, without running, a statement that `readStatement` let through. QUERY_REFUSED for a plan that reads anything but the views' files. */
export async function estimate(
  engine: Engine,
  sql: string,
  values: Readonly<Record<string, string | number | boolean | null>>,
): Promise<Estimate> {
  const [row] = await engine.rows(`EXPLAIN (FORMAT json) ${sql}`, { ...values });
  const plan = JSON.parse(String(row?.[1])) as PlanNode[];
  let [scanned, widest, step] = [0, 0, ""];
  const visit = (node: PlanNode): number => {
    const below = node.children.map(visit);
    const called = node.extra_info["Function"];
    if (typeof called === "string" && !SCANS.has(called.toUpperCase())) throw refused(`不能使用 ${called}`, `${called} cannot be used`);
    if (/COPY|INSERT|UPDATE|DELETE|CREATE|ATTACH|EXPORT/.test(node.name)) throw refused("只能执行 SELECT", "only SELECT can be run");
    const own = Number(node.extra_info["Estimated Cardinality"] ?? Number.NaN);
    const product = below.reduce((rows, each) => rows * Math.max(1, each), 1);
    const rows = PRODUCTS.has(node.name) ? Math.max(product, own || 0) : Number.isFinite(own) ? own : Math.max(0, ...below);
    if (called === "READ_PARQUET" || called === "PARQUET_SCAN") scanned += rows;
    if (rows > widest) [widest, step] = [rows, node.name.trim().toLowerCase().replaceAll("_", " ")];
    return PRODUCTS.has(node.name) && Number.isFinite(own) ? own : rows;
  };
  for (const node of plan) visit(node);
  return { scanned, widest, step };
}

/** QUERY_TOO_COSTLY; QUERY_COSTLY where nobody confirmed it. */
export function requireBearable({ widest, step }: Estimate, { isConfirmed }: { readonly isConfirmed: boolean }): void {
  if (widest > TOO_COSTLY_ROWS) throw new YuejianError("QUERY_TOO_COSTLY", { rows: widest, step, limit: TOO_COSTLY_ROWS });
  if (widest > COSTLY_ROWS && !isConfirmed) throw new YuejianError("QUERY_COSTLY", { rows: widest, step });
}
