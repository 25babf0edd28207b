import { hash } from "node:crypto";
import { findingTree, type RunContent } from "@yuejian/chain/format";
import { canonicalJson, type Finding } from "@yuejian/contracts";
import { sealedFindings } from "../safeguards/index.ts";
import type { Reading } from "../store/index.ts";
import type { Examination } from "./report.ts";

/** Every run has its statement, and its findings are those whose tree and digest the statement binds. */
export async function examineRuns(db: Reading, examination: Examination): Promise<void> {
  const runs = await db
    .selectFrom("runs")
    .leftJoin("outbox", "outbox.id", "runs.outbox")
    .leftJoin("ledger_contents", "ledger_contents.sha256", "outbox.content_sha256")
    .selectAll("runs")
    .select(["outbox.type as said_type", "outbox.subject as said_subject", "ledger_contents.content"])
    .execute();
  for (const run of runs) {
    examination.count("runs");
    const place = `run ${run.id}`;
    examination.require(
      run.said_type === "run.finished" && run.said_subject === run.id,
      () => `${place}: its statement is of something else`,
    );
    const rows = await db.selectFrom("findings").selectAll().where("run", "=", run.id).orderBy("position").execute();
    examination.count("findings", rows.length);
    const findings = rows.map(
      ({ subject, cells, row_refs: refs }): Finding => ({
        subject,
        values: JSON.parse(cells) as Finding["values"],
        rows: JSON.parse(refs) as string[],
      }),
    );
    const isWhole = rows.length === run.findings && rows.every(({ position }, at) => position === at);
    examination.require(isWhole, () => `${place}: ${run.findings} findings are stated, ${rows.length} are there`);
    // Where a finding's personal data expired, the tree still binds the others; the digest of the whole cannot be computed again.
    const digest = hash("sha256", canonicalJson(findings), "hex");
    const hasExpired = rows.some(({ leaf }) => leaf !== null);
    examination.require(hasExpired || digest === run.result_digest, () => `${place}: its findings do not fit its result digest`);
    const sealed = sealedFindings(rows, run.finding_secret);
    if (run.content === null || !sealed) continue;
    const said = JSON.parse(run.content) as RunContent;
    const isBound = said.id === run.id && said.resultDigest === run.result_digest && said.findings.root === findingTree(sealed).root;
    examination.require(isBound, () => `${place}: its statement binds other findings`);
  }
  const stated = await db.selectFrom("outbox").select("subject").where("type", "=", "run.finished").execute();
  const known = new Set(runs.map(({ id }) => id));
  for (const { subject } of stated) examination.require(known.has(subject), () => `run ${subject} is on the ledger but not in the tables`);
  examination.require(stated.length === runs.length, () => `${stated.length} runs are stated, ${runs.length} are there`);
}
