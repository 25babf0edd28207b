import type { CaseCommand } from "@yuejian/contracts";
import { CASE_STEPS } from "@yuejian/oversight";
import { type CaseChange, readCalendar } from "../../cases/index.ts";
import type { Caller } from "../app-types.ts";
import type { RouteContext } from "../route-context.ts";
import { caseActorOf, objectFor, readableCase } from "./case-access.ts";
import { demandNamed } from "./case-naming.ts";

export interface CaseOrder {
  readonly case: string;
  readonly version: number;
  readonly command: CaseCommand;
}

/** Everything a change of a case needs, once the policy lets the caller give the command. CASE_UNKNOWN, NOT_ALLOWED */
export async function admittedOrder(
  { home, services }: Pick<RouteContext, "home" | "services">,
  caller: Caller,
  { case: id, version, command }: CaseOrder,
): Promise<CaseChange> {
  const { policy } = services;
  const { row, state } = await readableCase(services, caller, id);
  policy.demand(caller.actor, CASE_STEPS[command.action].right, objectFor(state, command.action, caller.actor));
  await demandNamed(services, { state, command });
  if (command.action === "merge") {
    const target = await readableCase(services, caller, command.into);
    policy.demand(caller.actor, "case.transfer", { office: target.row.office, businessLines: [target.state.line] });
  }
  return { case: id, version, command, actor: caseActorOf(policy, caller.actor, row), calendar: await readCalendar(home.folder) };
}
