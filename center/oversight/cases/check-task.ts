import type { CaseCommand, CaseState } from "@yuejian/contracts";
import { type Refusal, refuse } from "../decide.ts";
import type { CaseContext } from "./case-context.ts";
import { checkFiles, checkFilled, checkOpenTask, checkTaskDue } from "./case-refusals.ts";
import { checkNotRecused } from "./check-recusal.ts";

/** What giving work and people to a case needs. */
export function checkTask(state: CaseState, command: CaseCommand, { today }: CaseContext): Refusal | null {
  // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- the other commands are judged elsewhere
  switch (command.action) {
    case "task-add":
      return checkFilled({ title: command.title }) ?? checkNotRecused(state, command.assignee) ?? checkTaskDue(command.due, today);
    case "task-report":
      return checkOpenTask(state.tasks, command.task) ?? checkFiles(state.files, command.files);
    case "task-cancel":
      return checkOpenTask(state.tasks, command.task);
    case "assign":
      return (
        checkNotRecused(state, command.owner) ??
        (command.owner === state.owner ? unsuitable(command.owner, "已经是承办人", "owns it already") : null)
      );
    case "accept-transfer":
      return checkNotRecused(state, command.owner);
    case "join":
      return (
        checkNotRecused(state, command.person) ??
        (command.person === state.owner ? unsuitable(command.person, "已经是承办人", "owns it already") : null)
      );
    case "leave":
      return state.coHandlers.some(({ person }) => person === command.person)
        ? null
        : unsuitable(command.person, "不是共同办理人", "is no co-handler");
    case "offer-transfer":
      return command.office === state.office ? refuse("OFFICE_SAME", { office: command.office }) : null;
    default:
      return null;
  }
}

function unsuitable(user: string, zh: string, en: string): Refusal {
  return refuse("HANDLER_UNSUITABLE", { user, reason: en, reason_zh: zh, reason_en: en });
}
