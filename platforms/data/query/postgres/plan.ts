import { LAKE_SCHEMA } from "../../lake/postgres/table-names.ts";
import type { Estimate } from "../estimate.ts";
import { refused } from "../read-statement.ts";
import { TABLE_FUNCTIONS } from "./allowed.ts";

interface PlanNode {
  readonly "Node Type": string;
  readonly "Plan Rows": number;
  readonly "Relation Name"?: string;
  readonly Schema?: string;
  readonly "Function Name"?: string;
  readonly Plans?: readonly PlanNode[];
}

/** What the server's planner expects; the step of a nested loop is all pairs that it looks at. QUERY_REFUSED for a plan that reads anything but the lake's
 *  tables: then a text got around what `readPostgresStatement` refuses. */
export function estimateOf(plan: unknown): Estimate {
  let [scanned, widest, step] = [0, 0, ""];
  const visit = (node: PlanNode): void => {
    requireOwn(node);
    const type = node["Node Type"];
    const below = node.Plans ?? [];
    const rows = type === "Nested Loop" ? below.reduce((pairs, each) => pairs * Math.max(1, each["Plan Rows"]), 1) : node["Plan Rows"];
    if (node["Relation Name"] !== undefined) scanned += node["Plan Rows"];
    if (rows > widest) [widest, step] = [rows, type.toLowerCase()];
    for (const each of below) visit(each);
  };
  for (const { Plan } of plan as { Plan: PlanNode }[]) visit(Plan);
  return { scanned, widest, step };
}

function requireOwn(node: PlanNode): void {
  const { Schema: schema } = node;
  const relation = node["Relation Name"];
  if (relation !== undefined && schema !== LAKE_SCHEMA && !(schema ?? "").startsWith("pg_temp"))
    throw refused(`没有数据集 ${relation}`, `there is no dataset ${relation}`);
  const called = node["Function Name"];
  if (called !== undefined && !TABLE_FUNCTIONS.has(called)) throw refused(`不能使用 ${called}`, `${called} cannot be used`);
  if (/ModifyTable|LockRows|Foreign|Custom|Table Function|Sample/.test(node["Node Type"]))
    throw refused("只能执行 SELECT", "only SELECT can be run");
}
