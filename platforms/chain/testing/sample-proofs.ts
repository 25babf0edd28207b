import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type CommittedColumn,
  canonicalJson,
  type Finding,
  type LedgerStatement,
  type OpenedRecord,
  type StatementType,
} from "@yuejian/contracts";
import { encodeHex, recordLeafHash, rootOfLeafHashes } from "@yuejian/digests";
import {
  buildEntryProof,
  buildLeadProof,
  buildProvenFinding,
  buildProvenRecord,
  buildRecordProof,
  type EntryProof,
  encodeStatement,
  findingTree,
  type JsonObject,
  type LeadContent,
  type LeadProof,
  type Openings,
  openProofSource,
  type ProofDocument,
  type ProvenBatch,
  type ProvenRecord,
  type RecordProof,
  type RunContent,
  sealFindings,
  sealMembers,
  withholdCells,
} from "../format/index.ts";
import { openLog } from "../log/index.ts";

/** Proofs of every kind from a real log, for the tests of verification. */
export interface SampleProofs {
  readonly trustedKey: string;
  readonly file: Uint8Array;
  readonly sourceFile: Uint8Array;
  readonly content: EntryProof;
  readonly fileEntry: EntryProof;
  readonly record: RecordProof;
  readonly lead: LeadProof;
  /** Documents of true parts that do not belong together: every signature, path and digest in them holds. */
  readonly strays: Readonly<Record<"run" | "model" | "subject" | "snapshot" | "lead" | "column", ProofDocument>>;
  /** Two checkpoints and the proof between them. */
  readonly checkpoints: { readonly older: string; readonly newer: string; readonly path: readonly Uint8Array[] };
}

const BATCHES = ["bat_01JD0000000000000000000001", "bat_01JD0000000000000000000002"] as const;
const COLUMNS: readonly CommittedColumn[] = [
  { name: "name", alone: true },
  { name: "person_id", alone: true },
  { name: "paid_on", alone: false },
  { name: "amount", alone: false },
];
const AT = "2026-11-23T08:00:00.000Z";

export async function buildSampleProofs(): Promise<SampleProofs> {
  const folder = await mkdtemp(join(tmpdir(), "yuejian-proofs-"));
  const log = await openLog({ folder, origin: "yuejian.example/ledger", clock: { now: Date.now }, publishIntervalMilliseconds: 0 });
  let key = 0;
  const state = async (
    type: StatementType,
    subject: string,
    content: Uint8Array,
    records?: LedgerStatement["records"],
  ): Promise<number> => {
    const digests = { size: content.length, sha256: digest("sha256", content), sm3: digest("sm3", content) };
    const statement = { v: 1, type, subject, ...digests, organisation: "yueyang", at: AT, ...(records ? { records } : {}) } as const;
    const [index] = await log.append([{ key: `outbox:${key++}`, bytes: encodeStatement(statement) }]);
    return index ?? -1;
  };
  try {
    await state("home.created", "home", text({ id: "home" }));
    const older = await log.checkpoint();
    const file = new TextEncoder().encode("勘验笔录\n");
    const sourceFile = new TextEncoder().encode("姓名,身份证号\n");
    const fileIndex = await state("file.registered", "file-1", file);
    const batches = await Promise.all(
      BATCHES.map(async (id, at) => {
        const rows = sampleRows(at === 0 ? 5 : 1);
        const leaves = rows.map(recordLeafHash);
        const root = encodeHex(rootOfLeafHashes(leaves));
        const content: JsonObject = {
          id,
          dataset: at === 0 ? "pension-payments" : "judgments",
          recordRoot: root,
          rowsAccepted: rows.length,
          rowsQuarantined: 3,
          retryOf: null,
          office: "yueyang",
          mapping: { name: "姓名", person_id: null },
          file: { name: "数据.csv", size: sourceFile.length, sha256: digest("sha256", sourceFile), sm3: digest("sm3", sourceFile) },
        };
        const columns = digest("sha256", text(COLUMNS));
        return { content, rows, leaves, index: await state("batch.committed", id, text(content), { root, count: rows.length, columns }) };
      }),
    );
    const findings: Finding[] = ["990601199003077718", "990602198512310013", "990603197001010019"].map((subject, index) => ({
      subject,
      values: { months: index, amount: 0.5, note: null, is_repeated: true },
      rows: index === 1 ? [`${BATCHES[0]}:2`, `${BATCHES[0]}:8`, `${BATCHES[1]}:2`] : [`${BATCHES[0]}:4`],
    }));
    const sealed = sealFindings(findings, new Uint8Array(32).fill(9));
    const tree = findingTree(sealed);
    const run: RunContent = {
      id: "run_1",
      model: "prisoners-pensions",
      modelVersion: "1.0.0",
      ruleDigest: "ab".repeat(32),
      manifestDigest: "ab".repeat(32),
      schemaDigests: {},
      parameters: { grace_days: 30 },
      inputs: [
        { dataset: "pension-payments", presence: "present", columns: ["person_id"] },
        { dataset: "judgments", presence: "present", columns: ["person_id"] },
        { dataset: "pension-recoveries", presence: "absent", columns: ["person_id"] },
      ],
      snapshot: { "pension-payments": [BATCHES[0]], judgments: [BATCHES[1]], "pension-recoveries": [] },
      resultDigest: "cd".repeat(32),
      findings: { root: tree.root, count: tree.count },
    };
    const members = sealMembers({ subject: "990602198512310013", subjectName: "张2", summary: { zh: "线索", en: "lead" } }, (name) =>
      hex(digest("sha256", text(name))).subarray(0, 16),
    );
    const lead: LeadContent = {
      salt: "00112233445566778899aabbccddeeff",
      lead: { id: "led_1", version: 1, model: run.model, status: "new", firstRun: run.id, lastRun: run.id },
      sealed: members.sealed,
    };
    const runIndex = await state("run.finished", run.id, text(run));
    const leadIndex = await state("lead.created", "led_1", text(lead));
    const otherRun = { ...lead, lead: { ...lead.lead, firstRun: "run_0", lastRun: "run_2" } };
    const otherModel = { ...lead, lead: { ...lead.lead, model: "wrong-fines" } };
    const stranger = sealMembers({ subject: "990601199003077718" }, () => new Uint8Array(16).fill(5));
    const otherSubject = { ...lead, sealed: { ...lead.sealed, ...stranger.sealed } };
    const olderRun = { ...run, snapshot: { ...run.snapshot, judgments: [] } };
    const strayLeads = await Promise.all(
      [otherRun, otherModel, otherSubject].map((content) => state("lead.changed", "led_1", text(content))),
    );
    const otherName = await state("lead.created", "led_2", text(lead));
    const olderRunIndex = await state("run.finished", run.id, text(olderRun));
    const source = await openProofSource(log);
    const provenBatch = async (at: number): Promise<ProvenBatch> => ({
      entry: await source.entry(batches[at]?.index ?? -1),
      content: batches[at]?.content ?? {},
      columns: COLUMNS,
    });
    const provenRow = (at: number, leafIndex: number): ProvenRecord => {
      const opened = batches[at]?.rows[leafIndex] ?? sampleRow(1, 1);
      const cells = withholdCells(opened.cells, (column) => column === "name");
      const record = { batch: BATCHES[at] ?? "", row: opened.row, line: opened.line, cells, rest: opened.rest, leafIndex };
      return buildProvenRecord(record, batches[at]?.leaves ?? []);
    };
    const leadProof = buildLeadProof(source, {
      lead: { entry: await source.entry(leadIndex), content: json(lead), opened: members.opened },
      run: { entry: await source.entry(runIndex), content: json(run) },
      finding: buildProvenFinding(sealed, 1),
      batches: [await provenBatch(0), await provenBatch(1)],
      rows: [provenRow(0, 1), provenRow(0, 4), provenRow(1, 0)],
    });
    const withLead = async (index: number, content: LeadContent, more: Openings = {}) => ({
      ...leadProof,
      lead: { entry: await source.entry(index), content: json(content), opened: { ...members.opened, ...more } },
    });
    const record = buildRecordProof(source, { batch: await provenBatch(0), record: provenRow(0, 3) });
    const { paid_on: paidOn = null, ...otherValues } = record.record.rest.values;
    return {
      trustedKey: log.verifierKey,
      file,
      sourceFile,
      content: buildEntryProof(source, { entry: await source.entry(runIndex), content: json(run) }),
      fileEntry: buildEntryProof(source, { entry: await source.entry(fileIndex), content: null }),
      record,
      lead: leadProof,
      strays: {
        run: await withLead(strayLeads[0] ?? -1, otherRun),
        model: await withLead(strayLeads[1] ?? -1, otherModel),
        subject: await withLead(strayLeads[2] ?? -1, otherSubject, stranger.opened),
        lead: await withLead(otherName, lead),
        snapshot: { ...leadProof, run: { entry: await source.entry(olderRunIndex), content: json(olderRun) } },
        // Names of columns committed together are in no leaf: only the digest of the columns binds them.
        column: {
          ...record,
          batch: {
            ...record.batch,
            columns: COLUMNS.map((column) => (column.name === "paid_on" ? { ...column, name: "recovered_on" } : column)),
          },
          record: { ...record.record, rest: { ...record.record.rest, values: { ...otherValues, recovered_on: paidOn } } },
        },
      },
      checkpoints: { older, newer: source.checkpoint, path: await log.consistencyProof(1, source.size) },
    };
  } finally {
    await log.close();
    await rm(folder, { recursive: true });
  }
}

/** Rows 1, 2, 4, 6, 8 … of a file: quarantined rows leave gaps. A single row has number 2. */
function sampleRows(count: number): OpenedRecord[] {
  return count === 1 ? [sampleRow(2, 3)] : Array.from({ length: count }, (_, at) => sampleRow(at === 0 ? 1 : 2 * at, 2 * at + 2));
}

function sampleRow(row: number, line: number): OpenedRecord {
  const salt = (use: number) => digest("sha256", Uint8Array.of(row, use)).slice(0, 32);
  return {
    row,
    line,
    columns: COLUMNS,
    cells: { name: { salt: salt(0), value: `张${row}` }, person_id: { salt: salt(1), value: row % 2 === 0 ? "990602198512310013" : null } },
    rest: { salt: salt(2), values: { paid_on: "2025-01-31", amount: row === 4 ? null : String(100 * row) } },
  };
}

function json(value: unknown): JsonObject {
  return JSON.parse(canonicalJson(value)) as JsonObject;
}

function text(value: unknown): Uint8Array {
  return new TextEncoder().encode(canonicalJson(value));
}

function hex(text: string): Uint8Array {
  return Buffer.from(text, "hex");
}

function digest(algorithm: "sha256" | "sm3", bytes: Uint8Array): string {
  return createHash(algorithm).update(bytes).digest("hex");
}
