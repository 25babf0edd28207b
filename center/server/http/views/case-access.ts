import { APPROVAL_LEVELS, type ApprovalLevel, type BusinessLine, type CaseAction, type CaseState, YuejianError } from "@yuejian/contracts";
import { actionsFor, CASE_STEPS, type CaseActor } from "@yuejian/oversight";
import { sql } from "kysely";
import { caseAt } from "../../cases/index.ts";
import { type Actor, type Policy, type PolicyObject, visible, within } from "../../policy/index.ts";
import { isSealed } from "../../safeguards/index.ts";
import type { Reading, Row } from "../../store/index.ts";
import type { Caller } from "../app-types.ts";
import type { Services } from "../services.ts";

export type CaseRow = Row<"cases"> & { readonly owner_name: string | null; readonly next_name: string | null; readonly is_sealed: number };

export function caseRows(db: Reading) {
  return db
    .selectFrom("cases")
    .leftJoin("users as owners", "owners.id", "cases.owner")
    .leftJoin("users as nexts", "nexts.id", "cases.next_person")
    .selectAll("cases")
    .select(["owners.display_name as owner_name", "nexts.display_name as next_name"])
    .select(isSealed("cases.lead").as("is_sealed"));
}

type CasePlace = Pick<Row<"cases">, "office" | "business_line">;

const placeOf = ({ office, business_line: line }: CasePlace): PolicyObject => ({ office, businessLines: [line as BusinessLine] });

/** The person as the case sees them. */
export function caseActorOf(policy: Policy, actor: Actor, place: CasePlace): CaseActor {
  const level = Object.hasOwn(APPROVAL_LEVELS, actor.role) ? (actor.role as ApprovalLevel) : null;
  return { id: actor.id, level, mayAssign: policy.may(actor, "case.assign", placeOf(place)) };
}

/** What the policy is asked about for a command. Who was named for the case works on it whatever their office and line: that is what naming means. */
export function objectFor(state: CaseState, action: CaseAction, actor: Actor): PolicyObject {
  const place: PolicyObject = { office: state.office, businessLines: [state.line] };
  const isHandler = state.owner === actor.id || state.coHandlers.some(({ person }) => person === actor.id);
  const isInvolved = isHandler || state.tasks.some(({ assignee }) => assignee === actor.id);
  const { by } = CASE_STEPS[action];
  if (by === "owner" || by === "handler") return isHandler ? { worker: actor.id } : { ...place, worker: state.owner };
  if (by === "receiver") return { ...place, office: state.transfer?.to ?? state.office };
  if (by === "worker" || by === "asker" || by === "anyone") return isInvolved ? {} : place;
  return place;
}

/** Who is recused takes no part in the case any more: neither by a command nor beside it. RECUSED */
export function demandNotRecused({ recused }: CaseState, { id }: Actor): void {
  if (recused.includes(id)) throw new YuejianError("RECUSED", { user: id, user_zh: "您", user_en: "You" });
}

/** Commands that the person could give now. */
export function commandsFor(
  policy: Policy,
  actor: Actor,
  { state, row }: { readonly state: CaseState; readonly row: CasePlace },
): CaseAction[] {
  return actionsFor(state, caseActorOf(policy, actor, row)).filter((action) =>
    policy.may(actor, CASE_STEPS[action].right, objectFor(state, action, actor)),
  );
}

/** Cases within the scope, those that the person works on, and those offered to an office of the scope. */
export function visibleCases(policy: Policy, actor: Actor) {
  const scope = policy.scope(actor);
  return sql<boolean>`((${visible(scope, "cases")}) or ${worksOn(actor.id)} or (cases.next_what = 'transfer' and ${within("cases.next_office", scope.offices)}))`;
}

/** Cases that are seen for a reason of their own, whatever the scope: by their ids. */
export function casesBeyondScope(policy: Policy, actor: Actor) {
  const offered = sql`select id from cases where next_what = 'transfer' and ${within("next_office", policy.scope(actor).offices)}`;
  return sql`(${casesOf(actor.id)} union ${offered})`;
}

/** Ids of the cases that the person works on. */
export function casesOf(person: string) {
  return sql`select case_id from case_people where person = ${person}`;
}

export function worksOn(person: string) {
  return sql<boolean>`exists (select 1 from case_people where case_people.case_id = cases.id and case_people.person = ${person})`;
}

/** The case with its history, when the caller may see it; one that may not be seen is answered like one that does not exist. CASE_UNKNOWN */
export async function readableCase({ store, policy }: Pick<Services, "store" | "policy">, { actor }: Caller, id: string) {
  const row = await caseRows(store.db).where("cases.id", "=", id).where(visibleCases(policy, actor)).executeTakeFirst();
  if (!row) throw new YuejianError("CASE_UNKNOWN", { case: id });
  return { row, ...(await caseAt(store.db, id, null)) };
}
