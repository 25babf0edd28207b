import type { EntityRunView } from "@yuejian/contracts/api";
import type { KindResult } from "@yuejian/data";
import type { Reading, Row } from "../store/index.ts";

/** The run in force. */
export function latestEntityRun(db: Reading): Promise<Row<"entity_runs"> | undefined> {
  return db.selectFrom("entity_runs").selectAll().orderBy("sequence", "desc").limit(1).executeTakeFirst();
}

export function runView(row: Row<"entity_runs">): EntityRunView {
  return {
    run: row.id,
    mode: row.mode as EntityRunView["mode"],
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    actor: row.actor,
    members: row.members,
    entities: row.entities,
    kinds: (JSON.parse(row.kinds) as KindResult[]).map(({ threshold, expected, ...kind }) => ({
      ...kind,
      contradictions: kind.contradictions.map(({ different, same }) => ({ different, same: [...same] })),
      threshold: Number((1 / (1 + Math.exp(-threshold))).toFixed(6)),
      expected: expected && { precision: expected.precision, recall: expected.recall, f1: expected.f1 },
    })),
    datasets: Object.keys(JSON.parse(row.snapshot) as Record<string, unknown>),
    codeVersion: row.code_version,
    resultDigest: row.result_digest,
  };
}
