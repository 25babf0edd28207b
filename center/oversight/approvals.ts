import { APPROVAL_FIELDS, APPROVAL_STATUSES, type Approval, type ApprovalKind } from "@yuejian/contracts";
import { dayAfter, dayInChina } from "./china-days.ts";
import type { Refusal } from "./decide.ts";

/** Longest validity of each kind, in days. An impact assessment is kept for three years (PIPL 56) and renewed within them. */
export const APPROVAL_DAYS: Readonly<Record<ApprovalKind, number>> = {
  "impact-assessment": 3 * 365,
  "seal-exception": 365,
  "precision-exception": 90,
};

/** Why a proposal cannot be made, or null. */
export function checkProposal(proposal: Pick<Approval, "kind" | "content" | "validUntil">, now: string): Refusal | null {
  const today = dayInChina(now);
  const days = APPROVAL_DAYS[proposal.kind];
  if (!isDay(proposal.validUntil) || proposal.validUntil <= today || proposal.validUntil > dayAfter(today, days))
    return { ok: false, code: "PERIOD_INVALID", parameters: { until: proposal.validUntil, days } };
  const missing = APPROVAL_FIELDS[proposal.kind].find((field) => (proposal.content[field] ?? "").trim() === "");
  if (missing !== undefined)
    return {
      ok: false,
      code: "REQUEST_INVALID",
      parameters: { where: `content.${missing}`, reason: "is missing", reason_zh: "没有填写", reason_en: "is missing" },
    };
  return null;
}

/** The approval after a decision; who proposed it may refuse nothing and approve nothing, but may take it back. */
export function decideApproval(
  approval: Approval,
  decision: { readonly status: "approved" | "refused" | "revoked"; readonly note: string },
  { actor, now }: { readonly actor: string; readonly now: string },
): { readonly ok: true; readonly approval: Approval } | Refusal {
  const from = decision.status === "revoked" ? "approved" : "proposed";
  if (approval.status !== from) {
    const { zh, en } = APPROVAL_STATUSES[approval.status];
    return {
      ok: false,
      code: "APPROVAL_DECIDED",
      parameters: { approval: approval.id, status: approval.status, status_zh: zh, status_en: en },
    };
  }
  if (decision.status !== "revoked" && approval.author === actor) return { ok: false, code: "SAME_PERSON", parameters: {} };
  if (decision.note.trim() === "") return { ok: false, code: "REASON_NEEDED", parameters: {} };
  return {
    ok: true,
    approval: { ...approval, status: decision.status, decidedBy: actor, decidedAt: now, decisionNote: decision.note.trim() },
  };
}

/** Whether an approval carries a model now: approved, not over, for this major version and these very inputs. */
export function isInForce(
  approval: Approval,
  model: { readonly id: string; readonly major: number; readonly inputsDigest: string },
  now: string,
): boolean {
  return (
    approval.status === "approved" &&
    approval.model === model.id &&
    approval.modelMajor === model.major &&
    approval.inputsDigest === model.inputsDigest &&
    dayInChina(now) <= approval.validUntil
  );
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
}
