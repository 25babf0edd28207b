import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type CommittedColumn,
  type CommittedKeys,
  canonicalJson,
  type KeyProof,
  type LedgerStatement,
  type OpenedRecord,
  type Relation,
  type StatementType,
} from "@yuejian/contracts";
import { encodeHex, recordLeafHash, rootOfLeafHashes } from "@yuejian/digests";
import { keyInput, keyLeaf, keyTree, vrfKey } from "@yuejian/digests/keys";
import { rule } from "@yuejian/rules";
import {
  BUNDLE_FORMAT,
  buildLeadProof,
  buildProvenFinding,
  buildProvenRecord,
  encodeBundle,
  encodeStatement,
  findingTree,
  type JsonObject,
  openProofSource,
  type ProvenBatch,
  sealFindings,
  sealMembers,
  withSupplements,
} from "../format/index.ts";
import { openLog } from "../log/index.ts";
import { buildSmSupplement, openSmLog } from "../sm/index.ts";
import { entriesOf } from "../verify/index.ts";

/** The shortest bundle that has everything a bundle can hold: a lead with a history, a finding of one row, a key that is there and one that is absent with a
 *  neighbour, and the entries once more in the SM log. Short, so that each of its bytes can be changed in turn. */
export interface SmallBundle {
  readonly text: string;
  readonly trustedKey: string;
  readonly smKey: string;
}

const AT = "2026-11-23T08:00:00.000Z";
const SUBJECT = "990602198512310013";
const COLUMNS: readonly CommittedColumn[] = [{ name: "p", alone: true }];
const MODEL = "m";
const BATCHES = ["bat_01JD0000000000000000000001", "bat_01JD0000000000000000000002"] as const;

export async function buildSmallBundle(): Promise<SmallBundle> {
  const folder = await mkdtemp(join(tmpdir(), "yuejian-bundle-"));
  const log = await openLog({ folder, origin: "y.example/l", clock: { now: Date.now }, publishIntervalMilliseconds: 0 });
  const sm = openSmLog({ ledgerFolder: folder, ledger: log, lookMilliseconds: 60_000 });
  const vrf = vrfKey(new Uint8Array(32).fill(3));
  let key = 0;
  const state = async (type: StatementType, subject: string, content: unknown, more: Partial<LedgerStatement> = {}): Promise<number> => {
    const bytes = encode(content);
    const digests = { size: bytes.length, sha256: digest("sha256", bytes), sm3: digest("sm3", bytes) };
    const statement = { v: 1, type, subject, ...digests, organisation: "y", at: AT, ...more } as const;
    const [index = -1] = await log.append([{ key: `${key++}`, bytes: encodeStatement(statement) }]);
    return index;
  };
  /** A batch of rows that hold a person each. */
  const load = async (id: string, dataset: string, persons: readonly string[]) => {
    const rows = persons.map((person, at): OpenedRecord => {
      const salt = (use: number): string => digest("sha256", encode([id, at, use])).slice(0, 32);
      return {
        row: at + 1,
        line: at + 2,
        columns: COLUMNS,
        cells: { p: { salt: salt(0), value: person } },
        rest: { salt: salt(1), values: {} },
      };
    });
    const leaves = rows.map(recordLeafHash);
    const root = encodeHex(rootOfLeafHashes(leaves));
    const of = (value: string) => ({ batch: id, column: "p", value });
    const tree = keyTree(Buffer.concat(persons.map((person, at) => keyLeaf(vrf.evaluate(keyInput(of(person))), [at + 1]))));
    const content: JsonObject = {
      id,
      dataset,
      recordRoot: root,
      rowsAccepted: rows.length,
      rowsQuarantined: 0,
      retryOf: null,
      file: { name: "a.csv", size: 1, sha256: digest("sha256", encode(id)), sm3: digest("sm3", encode(id)) },
    };
    const keys: CommittedKeys = {
      vrf: encodeHex(vrf.publicKey),
      columns: [{ column: "p", root: encodeHex(tree.root), count: tree.count }],
    };
    const records = { root, count: rows.length, columns: digest("sha256", encode(COLUMNS)) };
    const index = await state("batch.committed", id, content, { records, keys });
    const prove = (value: string, named: readonly number[]): KeyProof => tree.prove(vrf, of(value), named);
    return { id, content, leaves, rows, index, prove };
  };
  try {
    const paid = await load(BATCHES[0], "a", [SUBJECT, "990601199003077718"]);
    const stopped = await load(BATCHES[1], "b", ["990603197001010019"]);
    const people: Relation = rule.absent(rule.source("a", ["p"]), rule.source("b", ["p"]), { prefix: "s_", on: { p: "p" } });
    const manifest = {
      id: MODEL,
      subjectKey: "p",
      version: "1",
      title: { zh: "甲", en: "A" },
      parameters: [],
      inputs: [
        { dataset: "a", presence: "present", columns: ["p"] },
        { dataset: "b", presence: "absent", columns: ["p"] },
      ],
    };
    const schemas = ["a", "b"].map((id) => ({
      id,
      title: { zh: "表", en: "T" },
      columns: [{ name: "p", type: "text", title: { zh: "人", en: "P" }, dataClass: "personal" }],
    }));
    const findings = [{ subject: SUBJECT, values: { p: SUBJECT }, rows: [`${BATCHES[0]}:1`] }];
    const sealed = sealFindings(findings, new Uint8Array(32).fill(9));
    const { root, count } = findingTree(sealed);
    const run = {
      id: "r1",
      model: MODEL,
      modelVersion: "1",
      ruleDigest: digest("sha256", encode(people)),
      manifestDigest: digest("sha256", encode(manifest)),
      schemaDigests: Object.fromEntries(schemas.map((schema) => [schema.id, digest("sha256", encode(schema))])),
      parameters: {},
      inputs: manifest.inputs,
      snapshot: { a: [BATCHES[0]], b: [BATCHES[1]] },
      findings: { root, count },
    };
    const runIndex = await state("run.finished", run.id, run);
    const members = sealMembers({ subject: SUBJECT, summary: { zh: "线", en: "L" } }, (name) =>
      createHash("sha256").update(name).digest().subarray(0, 16),
    );
    const leadAt = (version: number) => ({
      salt: digest("sha256", encode(version)).slice(0, 32),
      lead: { id: "l1", version, model: MODEL, firstRun: run.id, lastRun: run.id },
      sealed: members.sealed,
    });
    const steps = [await state("lead.created", "l1", leadAt(1)), await state("lead.changed", "l1", leadAt(2))];
    const source = await openProofSource(log);
    const opened = async (version: number) => ({
      entry: await source.entry(steps[version - 1] ?? -1),
      content: json(leadAt(version)),
      opened: members.opened,
    });
    const batch = async ({ index, content }: { index: number; content: JsonObject }): Promise<ProvenBatch> => ({
      entry: await source.entry(index),
      content,
      columns: COLUMNS,
    });
    const [row] = paid.rows;
    if (row === undefined) throw new Error("there is a row");
    const { columns: _, ...cells } = row;
    const proof = buildLeadProof(source, {
      lead: await opened(2),
      run: { entry: await source.entry(runIndex), content: json(run) },
      finding: buildProvenFinding(sealed, 0),
      batches: [await batch(paid)],
      rows: [buildProvenRecord({ ...cells, batch: paid.id, leafIndex: 0 }, paid.leaves)],
    });
    const bundle = {
      format: BUNDLE_FORMAT,
      proof,
      history: [await opened(1)],
      manifest: json(manifest),
      rule: json(people),
      schemas: schemas.map(json),
      batches: [await batch(stopped)],
      lookups: [
        { dataset: "a", column: "p", value: SUBJECT, batches: [paid.prove(SUBJECT, [1])] },
        { dataset: "b", column: "p", value: SUBJECT, batches: [stopped.prove(SUBJECT, [])] },
      ],
      rows: [],
    } as const;
    const supplement = await buildSmSupplement(
      await sm.proofSource(),
      entriesOf(bundle).map(({ index }) => index),
    );
    if (supplement === null) throw new Error("the SM log covers the entries");
    return {
      text: encodeBundle({ ...bundle, proof: withSupplements(proof, [supplement]) }),
      trustedKey: log.verifierKey,
      smKey: sm.verifierKey,
    };
  } finally {
    await sm.close();
    await log.close();
    await rm(folder, { recursive: true });
  }
}

function json(value: unknown): JsonObject {
  return JSON.parse(canonicalJson(value)) as JsonObject;
}

function encode(value: unknown): Uint8Array {
  return new TextEncoder().encode(canonicalJson(value));
}

function digest(algorithm: "sha256" | "sm3", bytes: Uint8Array): string {
  return createHash(algorithm).update(bytes).digest("hex");
}
