import type { Text } from "@yuejian/contracts";
import { APPROVAL_KINDS, type ApprovalKind, type BusinessLine, FLAG_KINDS, type FlagKind } from "@yuejian/contracts";
import { dayInChina, type WorkItem } from "@yuejian/oversight";
import { visible, within } from "../../policy/index.ts";
import type { Caller } from "../app-types.ts";
import type { RouteContext } from "../route-context.ts";

/** Candidates of each kind that are looked at. */
const EACH = 40;

type Context = Pick<RouteContext, "services">;

/** What the safeguards ask of the caller: challenges to review, late ones to the head of the department, flagged leads to their owner,
 *  corrections and approvals to whoever decides. */
export async function safeguardWork(context: Context, caller: Caller): Promise<WorkItem[]> {
  const parts = await Promise.all([
    contests(context, caller),
    flags(context, caller),
    corrections(context, caller),
    approvals(context, caller),
  ]);
  return parts.flat();
}

async function contests({ services: { store, policy, clock } }: Context, { actor }: Caller): Promise<WorkItem[]> {
  if (!policy.may(actor, "contest.read")) return [];
  const { offices, businessLines } = policy.scope(actor);
  const today = dayInChina(clock.now());
  const assigns = policy.may(actor, "contest.assign");
  const rows = await store.db.selectFrom("contests").selectAll().where("status", "=", "open").orderBy("due").limit(500).execute();
  return rows.flatMap((row): WorkItem[] => {
    const isSeen =
      (offices === "all" || offices.includes(row.office)) &&
      (businessLines === "all" || businessLines.includes(row.business_line as BusinessLine));
    const isLate = row.due < today;
    const isMine = row.reviewer === actor.id;
    // A challenge without a reviewer, and one that is late, belong to the head of the department.
    if (!isMine && !(assigns && isSeen && (isLate || row.reviewer === null))) return [];
    const title: Text = isLate
      ? { zh: `当事人异议已逾期（期限 ${row.due}）`, en: `A challenge is overdue (it was due on ${row.due})` }
      : row.reviewer === null
        ? { zh: "当事人异议待指定复核人", en: "A challenge waits for a reviewer" }
        : { zh: "当事人异议待复核", en: "A challenge waits for your review" };
    return [
      {
        kind: isLate ? "contest-overdue" : "contest",
        id: row.id,
        link: "/safeguards/contests",
        title,
        since: row.registered_at,
        due: row.due,
      },
    ];
  });
}

async function flags({ services: { store, policy } }: Context, { actor }: Caller): Promise<WorkItem[]> {
  if (!policy.may(actor, "lead.read")) return [];
  const seen = visible(policy.scope(actor), "leads");
  const assigns = policy.may(actor, "lead.assign", { newWorker: "somebody else" });
  const rows = await store.db
    .selectFrom("lead_flags")
    .innerJoin("leads", "leads.id", "lead_flags.lead")
    .select(["lead_flags.id", "lead_flags.kind", "lead_flags.raised_at", "leads.id as lead", "leads.assignee", "leads.status"])
    .where("lead_flags.resolved_at", "is", null)
    .where("lead_flags.kind", "in", ["corrected", "withdrawn", "sealed", "regrouped"])
    .where(seen)
    .where((build) =>
      assigns
        ? build.or([build("leads.assignee", "=", actor.id), build("leads.assignee", "is", null)])
        : build("leads.assignee", "=", actor.id),
    )
    .orderBy("lead_flags.raised_at")
    .limit(EACH)
    .execute();
  // A sealed lead asks nothing of anybody unless somebody works on it.
  return rows.flatMap(({ kind, raised_at: since, lead, assignee }): WorkItem[] =>
    kind === "sealed" && assignee === null
      ? []
      : [{ kind: "lead-flagged", id: lead, link: `/leads/${lead}`, title: flagTitle(kind as FlagKind), since, due: null }],
  );
}

function flagTitle(kind: FlagKind): Text {
  const { zh, en } = FLAG_KINDS[kind];
  return { zh: `线索提示：${zh}`, en: `A lead is flagged: ${en}` };
}

async function corrections({ services: { store, policy } }: Context, { actor }: Caller): Promise<WorkItem[]> {
  if (!policy.may(actor, "correction.decide")) return [];
  const rows = await store.db
    .selectFrom("corrections")
    .innerJoin("batches", "batches.id", "corrections.batch")
    .select(["corrections.id", "corrections.requested_at"])
    .where("corrections.status", "=", "requested")
    .where("corrections.requested_by", "!=", actor.id)
    .where(within("batches.office", policy.scope(actor).offices))
    .orderBy("corrections.requested_at")
    .limit(EACH)
    .execute();
  const title = { zh: "数据更正申请待批准", en: "A correction waits for your decision" };
  return rows.map(
    ({ id, requested_at: since }): WorkItem => ({ kind: "correction", id, link: "/safeguards/corrections", title, since, due: null }),
  );
}

async function approvals({ services: { store, policy } }: Context, { actor }: Caller): Promise<WorkItem[]> {
  if (!policy.may(actor, "approval.decide")) return [];
  const rows = await store.db
    .selectFrom("approvals")
    .select(["id", "kind", "created_at"])
    .where("status", "=", "proposed")
    .where("author", "!=", actor.id)
    .orderBy("created_at")
    .limit(EACH)
    .execute();
  return rows.flatMap(({ id, kind, created_at: since }): WorkItem[] => {
    if (kind === "precision-exception" && !policy.may(actor, "model.except")) return [];
    const { zh, en } = APPROVAL_KINDS[kind as ApprovalKind];
    return [
      { kind: "approval", id, link: "/safeguards/approvals", title: { zh: `待批准：${zh}`, en: `To decide: ${en}` }, since, due: null },
    ];
  });
}
