import { YuejianError } from "@yuejian/contracts";

/** The one refusal of every codec here: `where` names the place, `reason` what is wrong, neither repeats content. */
export function malformed(where: string, reason: string): YuejianError {
  return new YuejianError("PROOF_MALFORMED", { where, reason });
}
