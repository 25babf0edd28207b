import { type CaseState, type OfficialDocument, YuejianError } from "@yuejian/contracts";
import { composeInstrument } from "@yuejian/oversight";
import type { Services } from "../services.ts";
import { todayOf } from "./cases.ts";

/** The instrument of a case as it stands. INSTRUMENT_MISSING */
export function instrumentOf({ offices, clock }: Pick<Services, "offices" | "clock">, state: CaseState): OfficialDocument {
  const document = composeInstrument(state, { office: officeName({ offices }, state), today: todayOf(clock) });
  if (document === null) throw new YuejianError("INSTRUMENT_MISSING", { case: state.number });
  return document;
}

export function officeName({ offices }: Pick<Services, "offices">, { office }: Pick<CaseState, "office">): string {
  return offices.find(({ id }) => id === office)?.name.zh ?? office;
}
