import { hash } from "node:crypto";
import {
  type Approval,
  type ApprovalKind,
  type ApprovalStatus,
  type Clock,
  canonicalJson,
  type Ids,
  type ModelManifest,
  YuejianError,
} from "@yuejian/contracts";
import { checkProposal, decideApproval, isInForce } from "@yuejian/oversight";
import { majorOf } from "@yuejian/workbench";
import type { Outbox } from "../outbox/index.ts";
import type { Reading, Row, Store, StoreTransaction } from "../store/index.ts";

export interface ApprovalPorts {
  readonly store: Store;
  readonly outbox: Pick<Outbox, "record">;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** What of a model an approval is about: other inputs, columns or another class of data void it. */
export function inputsDigest({ inputs, dataClass }: Pick<ModelManifest, "inputs" | "dataClass">): string {
  return hash("sha256", canonicalJson({ inputs, dataClass }), "hex");
}

export interface Proposal {
  readonly kind: ApprovalKind;
  readonly manifest: ModelManifest;
  readonly content: Readonly<Record<string, string>>;
  readonly validUntil: string;
  readonly author: { readonly id: string; readonly office: string };
  readonly isDemo?: boolean;
}

/** PERIOD_INVALID, REQUEST_INVALID */
export async function propose(ports: ApprovalPorts, proposal: Proposal): Promise<Approval> {
  const { kind, manifest, content, validUntil, author, isDemo = false } = proposal;
  const createdAt = new Date(ports.clock.now()).toISOString();
  const refusal = checkProposal({ kind, content, validUntil }, createdAt);
  if (refusal) throw new YuejianError(refusal.code, refusal.parameters);
  const approval: Approval = {
    id: ports.ids.next("apr"),
    kind,
    model: manifest.id,
    modelMajor: majorOf(manifest.version),
    inputsDigest: inputsDigest(manifest),
    content,
    author: author.id,
    createdAt,
    status: "proposed",
    decidedBy: null,
    decidedAt: null,
    decisionNote: null,
    validUntil,
    isDemo,
  };
  await ports.store.write(async (trx) => {
    const outbox = await state(trx, ports, approval, author.office);
    await trx.insertInto("approvals").values(rowOf(approval, outbox)).execute();
  });
  return approval;
}

/** APPROVAL_UNKNOWN, APPROVAL_DECIDED, SAME_PERSON, REASON_NEEDED */
export async function decideOn(
  ports: ApprovalPorts,
  id: string,
  decision: {
    readonly status: "approved" | "refused" | "revoked";
    readonly note: string;
    readonly actor: { readonly id: string; readonly office: string };
  },
): Promise<Approval> {
  return ports.store.write(async (trx) => {
    const row = await trx.selectFrom("approvals").selectAll().where("id", "=", id).executeTakeFirst();
    if (!row) throw new YuejianError("APPROVAL_UNKNOWN", { approval: id });
    const now = new Date(ports.clock.now()).toISOString();
    const decided = decideApproval(approvalOf(row), decision, { actor: decision.actor.id, now });
    if (!decided.ok) throw new YuejianError(decided.code, decided.parameters);
    const outbox = await state(trx, ports, decided.approval, decision.actor.office);
    const { status, decided_by, decided_at, decision_note } = rowOf(decided.approval, outbox);
    await trx.updateTable("approvals").set({ status, decided_by, decided_at, decision_note, outbox }).where("id", "=", id).execute();
    return decided.approval;
  });
}

/** Approvals of a kind that carry the model now. */
export async function inForce(
  { db, clock }: { readonly db: Reading; readonly clock: Clock },
  kind: ApprovalKind,
  manifest: ModelManifest,
): Promise<Approval[]> {
  const rows = await db.selectFrom("approvals").selectAll().where("model", "=", manifest.id).where("kind", "=", kind).execute();
  const model = { id: manifest.id, major: majorOf(manifest.version), inputsDigest: inputsDigest(manifest) };
  const now = new Date(clock.now()).toISOString();
  return rows.map(approvalOf).filter((approval) => isInForce(approval, model, now));
}

function state(trx: StoreTransaction, { outbox }: ApprovalPorts, approval: Approval, organisation: string): Promise<number> {
  return outbox.record(trx, { type: "approval.changed", subject: approval.id, organisation, content: { approval } });
}

export function approvalOf(row: Row<"approvals">): Approval {
  return {
    id: row.id,
    kind: row.kind as ApprovalKind,
    model: row.model,
    modelMajor: row.model_major,
    inputsDigest: row.inputs_digest,
    content: JSON.parse(row.content) as Record<string, string>,
    author: row.author,
    createdAt: row.created_at,
    status: row.status as ApprovalStatus,
    decidedBy: row.decided_by,
    decidedAt: row.decided_at,
    decisionNote: row.decision_note,
    validUntil: row.valid_until,
    isDemo: row.is_demo !== 0,
  };
}

function rowOf(approval: Approval, outbox: number): Row<"approvals"> {
  return {
    id: approval.id,
    kind: approval.kind,
    model: approval.model,
    model_major: approval.modelMajor,
    inputs_digest: approval.inputsDigest,
    content: canonicalJson(approval.content),
    author: approval.author,
    created_at: approval.createdAt,
    status: approval.status,
    decided_by: approval.decidedBy,
    decided_at: approval.decidedAt,
    decision_note: approval.decisionNote,
    valid_until: approval.validUntil,
    is_demo: approval.isDemo ? 1 : 0,
    outbox,
  };
}
