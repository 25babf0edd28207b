import { type BusinessLine, type DataClass, type LeadCommand, type ModelManifest, YuejianError } from "@yuejian/contracts";
import { decide } from "@yuejian/oversight";
import { type Account, actorOf, mayRead } from "../identity/index.ts";
import { type Actor, notAllowed, type Policy, type PolicyObject } from "../policy/index.ts";
import type { Row } from "../store/index.ts";
import { leadOf } from "../work/index.ts";

/** A command on a lead, and who gives it. */
export interface Order {
  readonly actor: Actor;
  readonly policy: Policy;
  readonly command: LeadCommand;
  /** The account that is to get it, for `assign`; those mentioned, for `comment`. */
  readonly accounts: readonly Account[];
  readonly manifestOf: (model: string) => ModelManifest | null;
}

/** Why the command cannot be given on this lead, or null when it can. Changes nothing. */
export function judge(row: Row<"leads">, order: Order): YuejianError | null {
  const { actor, policy, command, accounts, manifestOf } = order;
  const object: PolicyObject = {
    office: row.office,
    businessLines: [row.business_line as BusinessLine],
    worker: row.assignee,
    dataClass: row.data_class as DataClass,
  };
  if (!policy.may(actor, "lead.read", object)) return new YuejianError("LEAD_UNKNOWN", { lead: row.id });
  const asked = command.action === "assign" ? { ...object, newWorker: command.assignee } : object;
  if (!policy.may(actor, `lead.${command.action}`, asked)) return notAllowed(`lead.${command.action}`);
  if (command.action === "assign") {
    const account = accounts.find(({ id }) => id === command.assignee);
    const unsuitable = refuseAssignee(policy, account, { id: command.assignee, lead: object });
    if (unsuitable) return unsuitable;
  }
  const decision = decide(leadOf(row), command, {
    actor: actor.id,
    now: row.changed_at,
    eventId: "",
    caseId: "",
    caseNumber: "",
    explanations: manifestOf(row.model)?.lawfulExplanations ?? [],
  });
  if (!decision.ok) return new YuejianError(decision.code, decision.parameters);
  if (command.action !== "comment") return null;
  const blind = accounts.filter((account) => !mayRead(policy, account, object)).map(({ name }) => `@${name}`);
  return blind.length > 0 ? new YuejianError("MENTION_REFUSED", { names: blind.join(", ") }) : null;
}

/** Whoever gets a lead must be able to work on it. */
export function refuseAssignee(
  policy: Policy,
  account: Account | null | undefined,
  { id, lead }: { readonly id: string; readonly lead: PolicyObject },
): YuejianError | null {
  if (!account || account.is_disabled !== 0) return new YuejianError("USER_UNKNOWN", { user: id });
  const worker = actorOf(account);
  if (policy.may(worker, "lead.verify", { ...lead, worker: worker.id })) return null;
  return new YuejianError("ASSIGNEE_UNSUITABLE", { user: account.display_name });
}
