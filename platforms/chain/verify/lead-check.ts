import { parseRowRef, type Text } from "@yuejian/contracts";
import { decodeHex, verifyInclusion } from "@yuejian/digests";
import { type Checkpoint, findingLeafHash, type LeadProof, type Openings, wrongOpening } from "../format/index.ts";
import { type CheckList, type Failure, failure, incoherent } from "./check-list.ts";
import { type LeadFacts, leadFacts, type RunFacts, runFacts } from "./content-reader.ts";
import { checkContent, checkInclusion, hashes, requireType } from "./entry-check.ts";
import { type CheckedBatch, checkBatch, checkRecord, recordRef } from "./record-check.ts";

export interface CheckedLead {
  readonly batches: readonly CheckedBatch[];
  /** Datasets of which the rule relies on rows not being there. */
  readonly absent: readonly string[];
}

/** Checks a lead's proof from lead to run to finding to rows to batches, every step bound to the one before. */
export function checkLead(list: CheckList, proof: LeadProof, checkpoint: Checkpoint): CheckedLead {
  for (const part of [proof.lead, proof.run]) {
    checkInclusion(list, part.entry, checkpoint);
    checkContent(list, part);
  }
  let absent: readonly string[] = [];
  const batches = checkBatches(list, proof, checkpoint);
  list.run("coherence", proof.lead.entry.statement.subject, {
    text: {
      zh: "线索、模型运行、发现与各行相互对应",
      en: "Lead, model run, finding and rows belong together",
    },
    test: () => {
      const wrongType = requireType(proof.lead.entry, "lead.created", "lead.changed") ?? requireType(proof.run.entry, "run.finished");
      if (wrongType !== null) return wrongType;
      const lead = leadFacts(proof.lead.content, "lead");
      const run = runFacts(proof.run.content, "run");
      absent = [...new Set(run.inputs.filter((input) => input.presence === "absent").map((input) => input.dataset))];
      return leadFault(proof, lead, run) ?? rowsFault(proof, run, batches);
    },
  });
  checkOpenings(list, proof);
  list.run("finding", `${proof.run.entry.statement.subject}#${proof.finding.index}`, {
    text: {
      zh: `该发现是运行 ${proof.run.entry.statement.subject} 的第 ${proof.finding.index} 项结果`,
      en: `The finding is result ${proof.finding.index} of run ${proof.run.entry.statement.subject}`,
    },
    test: () => {
      const { findings } = runFacts(proof.run.content, "run");
      const root = decodeHex(findings.root, 32) ?? new Uint8Array(0);
      const { index, path } = proof.finding;
      const isFinding = verifyInclusion({
        leafHash: findingLeafHash(proof.finding),
        index,
        size: findings.count,
        path: hashes(path),
        root,
      });
      return isFinding ? null : failure("ROOT_MISMATCH", "finding");
    },
  });
  for (const row of proof.rows) {
    const batch = batches.get(row.batch);
    if (batch === undefined) list.fail("record", recordRef(row), incoherent(recordRef(row), "its batch is not proven"));
    else checkRecord(list, row, batch);
  }
  return { batches: [...batches.values()], absent };
}

/** The words for an input whose absence the rule uses; nothing in part of a record tree proves that a row is not there. */
export function absenceText(dataset: string): Text {
  return {
    zh: `${dataset}：不存在该记录由办案单位陈述，未经证明`,
    en: `${dataset}: absence asserted by the office, not proven`,
  };
}

/** The members that are shown are those whose digests lead and finding hold. */
function checkOpenings(list: CheckList, proof: LeadProof): void {
  list.run("content", proof.lead.entry.statement.subject, {
    text: {
      zh: "线索与发现中出示的各项与所承诺的摘要一致，未出示的只有摘要",
      en: "Each member shown of lead and finding has the digest committed; of those withheld there is only the digest",
    },
    test: () => {
      const wrong =
        wrongOpening(leadFacts(proof.lead.content, "lead").sealed, proof.lead.opened) ??
        wrongOpening(proof.finding.sealed, proof.finding.opened);
      return wrong === null ? null : failure("LEAF_MISMATCH", wrong);
    },
  });
}

/** The text of an opened member, null when it is withheld. */
export function openedValue(opened: Openings, name: string): string | null {
  const value = opened[name]?.value;
  return typeof value === "string" ? value : null;
}

/** Members of lead and finding that are withheld. */
export function withheldMembers(proof: LeadProof): number {
  return [proof.lead.opened, proof.finding.opened].reduce(
    (sum, opened) => sum + Object.values(opened).filter((member) => member === null).length,
    0,
  );
}

function checkBatches(list: CheckList, proof: LeadProof, checkpoint: Checkpoint): Map<string, CheckedBatch> {
  const batches = new Map<string, CheckedBatch>();
  for (const batch of proof.batches) {
    const id = batch.entry.statement.subject;
    const checked = checkBatch(list, batch, checkpoint);
    if (batches.has(id)) list.fail("batch", id, incoherent(id, "the batch is given twice"));
    else if (checked !== null) batches.set(id, checked);
  }
  return batches;
}

function leadFault(proof: LeadProof, lead: LeadFacts, run: RunFacts): Failure | null {
  const { finding } = proof;
  if (lead.id !== proof.lead.entry.statement.subject) return incoherent("lead", "the content is of another lead than the statement");
  if (run.id !== proof.run.entry.statement.subject) return incoherent("run", "the content is of another run than the statement");
  if (!lead.runs.includes(run.id)) return incoherent("run", "the lead names another run");
  if (run.model !== lead.model) return incoherent("run", "the run is of another model");
  const [ofLead, ofFinding] = [openedValue(proof.lead.opened, "subject"), openedValue(finding.opened, "subject")];
  // Withheld in one place and shown in the other, it would be withheld from nobody.
  if (ofLead !== ofFinding) return incoherent("finding", "the finding has another subject");
  return null;
}

function rowsFault(proof: LeadProof, run: RunFacts, batches: ReadonlyMap<string, CheckedBatch>): Failure | null {
  const named = proof.finding.rows;
  const given = proof.rows.map(recordRef);
  if (named.some((ref) => parseRowRef(ref) === null)) return incoherent("finding", "a row reference is malformed");
  if (new Set(named).size !== named.length) return incoherent("finding", "a row is named twice");
  if (named.length !== given.length || named.some((ref, index) => ref !== given[index]))
    return incoherent("rows", "they are not the rows of the finding");
  const order = [...new Set(proof.rows.map((row) => row.batch))];
  for (const [position, { entry }] of proof.batches.entries()) {
    if (entry.statement.subject !== order[position])
      return incoherent(entry.statement.subject, "the batches are not those of the rows, in the order of the rows");
  }
  for (const { facts } of batches.values()) {
    if (!run.snapshot[facts.dataset]?.includes(facts.id)) return incoherent(facts.id, "the batch is not in the run's snapshot");
  }
  return null;
}
