import { type CommittedKeys, canonicalJson, type Text } from "@yuejian/contracts";
import { encodeHex, sha256 } from "@yuejian/digests";
import { type Checkpoint, type JsonObject, type LeadBundle, type OpenedContent, type ProvenBatch, wrongOpening } from "../format/index.ts";
import { readBundle } from "./bundle-reader.ts";
import { executedText, historyText, impossibleText, keyTreeText, summaryText } from "./bundle-texts.ts";
import { CheckList, failure, incoherent } from "./check-list.ts";
import { batchFacts, leadFacts, type RunFacts, runFacts } from "./content-reader.ts";
import { checkCosigners } from "./cosigners.ts";
import { type CoveredRead, coverReads } from "./coverage.ts";
import { entriesOf } from "./entries.ts";
import { checkContent, checkInclusion, digestFile, requireType } from "./entry-check.ts";
import { type ExecutedResult, type Execution, execute, hiddenColumns, isSameResult } from "./execution.ts";
import type { Given } from "./given.ts";
import { checkLead, openedValue, withheldMembers } from "./lead-check.ts";
import { checkLookups, coverageTexts } from "./lookup-check.ts";
import { type ModelFacts, modelFacts } from "./model-facts.ts";
import { type CheckedBatch, checkBatch, checkRecord, recordRef, withheldCells } from "./record-check.ts";
import { provenTexts, unprovenTexts, withheldText } from "./scope-texts.ts";
import { checkSupplements } from "./supplements/check-supplements.ts";
import { checkSignature, checkSourceFile, type Verification, type VerifyOptions } from "./verify-proof.ts";

export interface BundleVerification extends Verification {
  /** `impossible`: what the rule reads is withheld in this copy. `none`: the checks before failed. */
  readonly execution: "same" | "differs" | "impossible" | "none";
  readonly executed: readonly Text[];
  /** On what the result rests besides: said by the office, proven by nothing here. */
  readonly asserted: readonly Text[];
  readonly withheld: readonly Text[];
  /** What the rule gave here; null when it was not executed. */
  readonly result: ExecutedResult | null;
  /** For showing it; null when the document cannot be read. Nothing in it is proven unless `ok`. */
  readonly bundle: LeadBundle | null;
}

/** Verifies a bundle and executes its rule again, offline. `document` as for `verifyProof`. Never throws for what the document holds. */
export function verifyBundle(document: unknown, options: VerifyOptions): BundleVerification {
  const list = new CheckList();
  let read = null as LeadBundle | null;
  list.run("form", "bundle", {
    text: { zh: "证明包完整，格式唯一", en: "The bundle is whole and in its only form" },
    test: () => {
      read = readBundle(document);
      return null;
    },
  });
  const nothing = {
    ok: false,
    proves: [],
    executed: [],
    asserted: [],
    withheld: [],
    result: null,
    execution: "none",
    policy: null,
  } as const;
  if (read === null) return { ...nothing, checks: list.checks, doesNotProve: [], bundle: null };
  const bundle: LeadBundle = read;
  const opened = checkSignature(list, bundle.proof.checkpoint, options);
  if (opened === null) return { ...nothing, checks: list.checks, doesNotProve: unprovenTexts(bundle.proof, { isExecuted: true }), bundle };
  const signed = opened.checkpoint;
  const examined = examine(list, bundle, signed);
  const file = options.file instanceof Uint8Array ? digestFile(options.file) : options.file;
  checkSourceFile(list, [...(examined?.batches.values() ?? [])], file);
  const supplements = checkSupplements(list, bundle.proof.supplements ?? [], {
    note: bundle.proof.checkpoint,
    checkpoint: signed,
    entries: entriesOf(bundle),
    trust: options.trust ?? [],
    file: file ?? null,
  });
  // Last: a bundle that is not final yet is executed all the same.
  const verdict = checkCosigners(list, opened, options.policy);
  const unproven = unprovenTexts(bundle.proof, { isExecuted: true, ...(list.ok ? { settled: supplements.settled, verdict } : {}) });
  if (examined === null || !list.ok)
    return {
      ...nothing,
      checks: list.checks,
      doesNotProve: unproven,
      bundle,
      execution: examined?.execution === "differs" ? "differs" : "none",
      policy: verdict,
    };
  const hidden = withheldCells([...bundle.proof.rows, ...bundle.rows]) + withheldMembers(bundle.proof) + withheldIn(bundle);
  return {
    ok: true,
    checks: list.checks,
    proves: [...provenTexts(bundle.proof, signed, verdict), ...examined.proves, ...supplements.proves],
    execution: examined.execution,
    executed: examined.execution === "same" ? [executedText] : [],
    asserted: examined.asserted,
    withheld: [...(hidden === 0 ? [] : [withheldText(hidden)]), ...(examined.execution === "impossible" ? [impossibleText] : [])],
    doesNotProve: [
      ...unproven,
      ...examined.unproven,
      summaryText,
      historyText(bundle.history.length + 1, leadFacts(bundle.proof.lead.content, "lead").version),
    ],
    result: examined.result,
    bundle,
    policy: verdict,
  };
}

interface Examined {
  readonly batches: ReadonlyMap<string, CheckedBatch>;
  readonly execution: "same" | "differs" | "impossible";
  readonly result: ExecutedResult | null;
  readonly proves: readonly Text[];
  readonly asserted: readonly Text[];
  readonly unproven: readonly Text[];
}

/** All checks behind the signature; null when they went too wrong for the later ones to mean anything. */
function examine(list: CheckList, bundle: LeadBundle, checkpoint: Checkpoint): Examined | null {
  const { proof } = bundle;
  const lead = checkLead(list, proof, checkpoint);
  checkHistory(list, bundle, checkpoint);
  const batches = new Map(lead.batches.map((batch) => [batch.facts.id, batch]));
  for (const batch of bundle.batches) {
    const checked = checkBatch(list, batch, checkpoint);
    if (checked !== null) batches.set(checked.facts.id, checked);
  }
  if (!list.ok) return null;
  const run = runFacts(proof.run.content, "run");
  const model = checkModel(list, bundle, run);
  const isWhole = checkSnapshot(list, bundle, run);
  for (const row of bundle.rows) {
    const batch = batches.get(row.batch);
    if (batch === undefined) list.fail("record", recordRef(row), incoherent(recordRef(row), "its batch is not proven"));
    else checkRecord(list, row, batch);
  }
  if (model === null || !isWhole || !list.ok) return null;
  const facts = new Map(Array.from(batches, ([id, { facts: each }]) => [id, each]));
  const keysOf = (dataset: string): (CommittedKeys | null)[] =>
    (run.snapshot[dataset] ?? []).map((id) => batches.get(id)?.batch.entry.statement.keys ?? null);
  const given = { bundle, run, model, facts, keysOf };
  const open = openFinding(given);
  if (open === null) {
    checkLookups(list, { ...given, covered: null });
    return { batches, execution: "impossible", result: null, proves: [], asserted: [], unproven: [keyTreeText] };
  }
  const executed = runAgain(list, given, open);
  if (executed === null) return { batches, execution: "differs", result: null, proves: [], asserted: [], unproven: [] };
  const covered: readonly CoveredRead[] = coverReads(executed.execution.reads, keysOf);
  checkLookups(list, { ...given, covered });
  const texts = coverageTexts({ ...given, covered });
  return { batches, execution: "same", result: executed.result, ...texts };
}

interface OpenFinding extends ExecutedResult {
  readonly subject: string;
}

/** The finding with all its values, or null when something that the execution needs is withheld. */
function openFinding({ bundle, model, facts }: Given): OpenFinding | null {
  const { finding } = bundle.proof;
  const subject = openedValue(finding.opened, "subject");
  if (subject === null || Object.values(finding.opened).includes(null)) return null;
  if (bundle.lookups.some(({ value }) => value === null)) return null;
  const isHidden = [...bundle.proof.rows, ...bundle.rows].some(
    (row) => hiddenColumns(model, facts.get(row.batch)?.dataset ?? "", row).length > 0,
  );
  if (isHidden) return null;
  const values = Object.entries(finding.opened).flatMap(([name, member]) =>
    name.startsWith("values.") && member !== null ? [[name.slice("values.".length), member.value] as const] : [],
  );
  return { subject, values: Object.fromEntries(values) as ExecutedResult["values"], rows: finding.rows };
}

function runAgain(
  list: CheckList,
  { bundle, run, model, facts }: Given,
  finding: OpenFinding,
): { execution: Execution; result: ExecutedResult } | null {
  let done = null as { execution: Execution; result: ExecutedResult } | null;
  list.run("execution", run.model, {
    text: { zh: "重新执行规则，得到的正是这一发现", en: "The rule, executed again over these rows, gives this very finding" },
    test: () => {
      const rows = [...bundle.proof.rows, ...bundle.rows];
      const execution = execute(model, { subject: finding.subject, parameters: run.parameters, rows, batches: facts });
      const result = execution.results.find((each) => isSameResult(each, finding));
      if (!result) {
        const reason =
          execution.results.length === 0 ? "it gives nothing for the subject" : `it gives ${canonicalJson(execution.results[0]?.values)}`;
        return { code: "REEXECUTION_DIFFERS", parameters: { reason: reason.slice(0, 300) } };
      }
      done = { execution, result };
      return null;
    },
  });
  return done;
}

/** Rule, manifest and schemas are those whose digests the run stated. */
function checkModel(list: CheckList, bundle: LeadBundle, run: RunFacts): ModelFacts | null {
  let model = null as ModelFacts | null;
  list.run("rule", run.model, {
    text: {
      zh: `规则、模型说明与数据集结构正是运行 ${run.id} 所执行的（模型 ${run.model} ${run.modelVersion}）`,
      en: `Rule, model and schemas are those that run ${run.id} executed (model ${run.model} ${run.modelVersion})`,
    },
    test: () => {
      if (digestOf(bundle.rule) !== run.ruleDigest) return failure("LEAF_MISMATCH", "rule");
      if (digestOf(bundle.manifest) !== run.manifestDigest) return failure("LEAF_MISMATCH", "manifest");
      const given = bundle.schemas.map((schema) => [canonicalJson(schema["id"] ?? null), digestOf(schema)] as const);
      if (given.some(([id], at) => at > 0 && id <= (given[at - 1]?.[0] ?? ""))) return incoherent("schemas", "they are not in order");
      if (canonicalJson(Object.fromEntries(given)) !== canonicalJson(quotedNames(run.schemaDigests)))
        return failure("LEAF_MISMATCH", "schemas");
      model = modelFacts(bundle);
      return null;
    },
  });
  return model;
}

/** The batches are all of the run's snapshot, each once, and no others. */
function checkSnapshot(list: CheckList, bundle: LeadBundle, run: RunFacts): boolean {
  return list.run("coherence", run.id, {
    text: { zh: "所列批次就是运行所用快照的全部批次", en: "The batches are all those of the run's snapshot" },
    test: () => {
      const ids = (batches: readonly ProvenBatch[]): string[] => batches.map(({ entry }) => entry.statement.subject);
      const inProof = new Set(ids(bundle.proof.batches));
      const others = Object.keys(run.snapshot)
        .sort()
        .flatMap((dataset) => (run.snapshot[dataset] ?? []).filter((id) => !inProof.has(id)));
      if (canonicalJson(ids(bundle.batches)) !== canonicalJson(others)) return incoherent("batches", "they are not those of the snapshot");
      for (const batch of bundle.batches) {
        const { id, dataset } = batchFacts(batch.content, batch.entry.statement.subject);
        if (!run.snapshot[dataset]?.includes(id)) return incoherent(id, "the batch is of another dataset");
      }
      return null;
    },
  });
}

/** Each earlier statement is one of this lead, in the order of the ledger, before the proof's own. */
function checkHistory(list: CheckList, { proof, history }: LeadBundle, checkpoint: Checkpoint): void {
  const lead = proof.lead.entry.statement.subject;
  for (const step of history) {
    checkInclusion(list, step.entry, checkpoint);
    checkContent(list, step);
  }
  list.run("coherence", lead, {
    text: {
      zh: "所列经过都是该线索的陈述，按账本的次序",
      en: "The steps of the history are statements of this lead, in the ledger's order",
    },
    test: () => {
      const steps: readonly OpenedContent[] = [...history, proof.lead];
      for (const [at, step] of steps.entries()) {
        const wrongType = requireType(step.entry, at === 0 ? "lead.created" : "lead.changed");
        if (wrongType !== null) return wrongType;
        const facts = leadFacts(step.content, "history");
        if (facts.id !== lead || step.entry.statement.subject !== lead) return incoherent("history", "a step is of another lead");
        const before = steps[at - 1];
        const isNext = !before || (step.entry.index > before.entry.index && facts.version > leadFacts(before.content, "history").version);
        if (!isNext || (!before && facts.version !== 1)) return incoherent("history", "the steps are not in order");
        const wrong = wrongOpening(facts.sealed, step.opened);
        if (wrong !== null) return failure("LEAF_MISMATCH", `history.${wrong}`);
        if (openedValue(step.opened, "subject") !== openedValue(proof.lead.opened, "subject"))
          return incoherent("history", "a step has another subject");
      }
      return null;
    },
  });
}

function withheldIn({ history, lookups }: LeadBundle): number {
  const members = history.flatMap(({ opened }) => Object.values(opened)).filter((member) => member === null).length;
  return members + lookups.filter(({ value }) => value === null).length;
}

function quotedNames(digests: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(digests).map(([id, digest]) => [canonicalJson(id), digest]));
}

function digestOf(value: JsonObject): string {
  return encodeHex(sha256(new TextEncoder().encode(canonicalJson(value))));
}
