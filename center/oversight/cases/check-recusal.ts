import {
  type CaseCommand,
  type CaseState,
  mayBeReconsidered,
  RECUSAL_GROUNDS,
  type RecusalRequest,
  recusalArticle,
} from "@yuejian/contracts";
import { type Refusal, refuse } from "../decide.ts";
import type { CaseContext } from "./case-context.ts";
import { checkDay } from "./case-refusals.ts";

/** What asking for a recusal and deciding on it need: Rules of Criminal Procedure of the procuratorates 24 to 33, Civil Procedure Law 47. */
export function checkRecusal(state: CaseState, command: CaseCommand, { today, isChief }: CaseContext): Refusal | null {
  // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- the other commands are judged elsewhere
  switch (command.action) {
    case "recuse":
      return checkNotRecused(state, command.person) ?? (isChief(command.person) ? refuse("COMMITTEE_NEEDED") : null);
    case "recusal-ask": {
      if (state.recusals.some(({ person, status }) => person === command.person && status === "asked"))
        return refuse("RECUSAL_ASKED", { user: command.person });
      if (recusalArticle(command.ground, state.line) !== null) return checkNotRecused(state, command.person);
      const { zh, en } = RECUSAL_GROUNDS[command.ground];
      return refuse("RECUSAL_GROUND_UNKNOWN", { ground: en, ground_zh: zh, ground_en: en });
    }
    case "recusal-again": {
      const request = requestOf(state, command.recusal);
      if (!request) return refuse("RECUSAL_UNKNOWN", { recusal: command.recusal });
      return mayBeReconsidered(request) ? null : refuse("RECUSAL_SETTLED");
    }
    case "recusal-decide": {
      const request = requestOf(state, command.recusal);
      if (!request) return refuse("RECUSAL_UNKNOWN", { recusal: command.recusal });
      if (request.status !== "asked") return refuse("RECUSAL_SETTLED");
      if (!request.isOfChief) return null;
      if (command.meeting === null) return refuse("COMMITTEE_NEEDED");
      return checkDay(command.meeting, { what: { zh: "检察委员会会议日期", en: "The day of the committee's meeting" }, to: today });
    }
    default:
      return null;
  }
}

export function requestOf({ recusals }: Pick<CaseState, "recusals">, id: string): RecusalRequest | undefined {
  return recusals.find((each) => each.id === id);
}

export function checkNotRecused({ recused }: Pick<CaseState, "recused">, person: string): Refusal | null {
  return recused.includes(person) ? refuse("RECUSED", { user: person }) : null;
}
