import type { FindingDecision, FindingSeverity } from "@yuejian/contracts";
import type { MessageKey } from "../../messages/index.ts";

export const SEVERITY_WORDS = {
  error: "documents.error",
  warning: "documents.warning",
  hint: "documents.hint",
} as const satisfies Record<FindingSeverity, MessageKey>;

export const DECISION_WORDS = {
  accepted: "documents.accepted",
  rejected: "documents.rejected",
} as const satisfies Record<FindingDecision, MessageKey>;
