import { BUSINESS_LINES, type CaseCommand, type CaseState, type Text, YuejianError } from "@yuejian/contracts";
import { type Account, actorOf } from "../../identity/index.ts";
import type { Services } from "../services.ts";

/** Whoever a command names has to be able to do what they are named for; an office that it names has to exist. USER_UNKNOWN, HANDLER_UNSUITABLE, OFFICE_UNKNOWN */
export async function demandNamed(
  { accounts, policy, offices }: Pick<Services, "accounts" | "policy" | "offices">,
  { state, command }: { readonly state: CaseState; readonly command: CaseCommand },
): Promise<void> {
  if (command.action === "offer-transfer" && !offices.some(({ id }) => id === command.office))
    throw new YuejianError("OFFICE_UNKNOWN", { office: command.office });
  if (command.action === "recuse" || command.action === "recusal-ask" || command.action === "leave") await account(command.person);
  if (command.action === "assign") await demandHandler(command.owner, state.office, [state.line]);
  if (command.action === "accept-transfer") {
    const office = state.transfer?.to ?? state.office;
    const named = await demandHandler(command.owner, office, [state.line]);
    if (named.office !== office) throw unsuitable(named, { zh: "不是接收单位的人", en: "is not of the receiving office" });
  }
  if (command.action === "join") {
    const named = await demandHandler(command.person, undefined, [command.line]);
    const seen = policy.scope(actorOf(named)).businessLines;
    if (seen !== "all" && !seen.includes(command.line)) {
      const { zh, en } = BUSINESS_LINES[command.line];
      throw unsuitable(named, { zh: `不办理${zh}业务`, en: `does not work in ${en.toLowerCase()}` });
    }
  }
  if (command.action === "task-add") {
    const named = await account(command.assignee);
    if (!policy.may(actorOf(named), "case.read", { office: state.office }))
      throw unsuitable(named, { zh: "其岗位或单位不能参与此案", en: "role or office cannot take part in this case" });
  }

  async function account(id: string): Promise<Account> {
    const found = await accounts.byId(id);
    if (!found || found.is_disabled !== 0) throw new YuejianError("USER_UNKNOWN", { user: id });
    return found;
  }

  async function demandHandler(id: string, office: string | undefined, businessLines: readonly CaseState["line"][]): Promise<Account> {
    const found = await account(id);
    const object = { worker: id, businessLines, ...(office === undefined ? {} : { office }) };
    if (policy.may(actorOf(found), "case.handle", object)) return found;
    throw unsuitable(found, { zh: "其岗位、单位或业务条线不能办理此案", en: "role, office or business line may not handle this case" });
  }
}

function unsuitable({ display_name: user }: Account, { zh, en }: Text): YuejianError {
  return new YuejianError("HANDLER_UNSUITABLE", { user, reason: en, reason_zh: zh, reason_en: en });
}
