import { existsSync, readFileSync } from "node:fs";
import { INTEGER } from "@duckdb/node-api";
import type { EntityKind } from "@yuejian/contracts";
import type { BlockingRule } from "@yuejian/matching";
import type { Engine } from "../../engine/engine.ts";
import { quoteText } from "../../engine/sql-text.ts";
import { keySql } from "../candidates.ts";
import type { KindModel } from "./home-types.ts";
import { kindFiles } from "./kind-files.ts";

export function copyTo(engine: Engine, sql: string, path: string): Promise<void> {
  return engine.run(`COPY (${sql}) TO ${quoteText(path)} (FORMAT parquet, USE_TMP_FILE false)`);
}

/** SELECT of the numbers that bring the records of the table `records` together with others: key, k0, k1, … */
export const keysSql = (rules: readonly BlockingRule[]): string =>
  `SELECT ${["key", ...rules.map((rule, at) => `(${keySql(rule)})::UBIGINT AS k${at}`)].join(", ")} FROM records JOIN numbered ON _i = i`;

/** The table of refused links, which are given as ranks. */
export async function createRefused(engine: Engine, refused: readonly (readonly [number, number])[]): Promise<void> {
  await engine.run("CREATE TABLE refused (one INTEGER, two INTEGER)");
  await engine.append("refused", [INTEGER, INTEGER], [refused.map(([one]) => one), refused.map(([, two]) => two)]);
}

export const REFUSED = "SELECT a.key AS l, b.key AS r FROM refused JOIN ranked a ON a.rank = one JOIN ranked b ON b.rank = two";

/** Null where the run kept none. */
export function readModel(folder: string, kind: EntityKind): KindModel | null {
  const { model } = kindFiles(folder, kind);
  return existsSync(model) ? (JSON.parse(readFileSync(model, "utf8")) as KindModel) : null;
}
