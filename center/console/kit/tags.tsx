import {
  CASE_STAGES,
  type CaseStage,
  DATA_CLASSES,
  type DataClass,
  JOB_STATUSES,
  LEAD_STATUSES,
  type LeadStatus,
} from "@yuejian/contracts";
import { useLanguage } from "../language/locale.tsx";

/** Shape before colour: each status has its own sign and its word. */
const LEAD_LOOK: Record<LeadStatus, { sign: string; look: string }> = {
  new: { sign: "○", look: "accent" },
  assigned: { sign: "◐", look: "" },
  verified: { sign: "●", look: "good" },
  dismissed: { sign: "×", look: "quiet" },
  filed: { sign: "§", look: "filled" },
};

export function LeadStatusTag({ status }: { readonly status: LeadStatus }) {
  const { text } = useLanguage();
  const { sign, look } = LEAD_LOOK[status];
  return (
    <span className={`tag ${look}`}>
      <span aria-hidden>{sign}</span>
      {text(LEAD_STATUSES[status])}
    </span>
  );
}

const JOB_LOOK: Record<keyof typeof JOB_STATUSES, { sign: string; look: string }> = {
  queued: { sign: "○", look: "quiet" },
  running: { sign: "◐", look: "accent" },
  done: { sign: "✓", look: "good" },
  failed: { sign: "!", look: "attention" },
  cancelled: { sign: "×", look: "quiet" },
};

export function JobStatusTag({ status }: { readonly status: keyof typeof JOB_STATUSES }) {
  const { text } = useLanguage();
  const { sign, look } = JOB_LOOK[status];
  return (
    <span className={`tag ${look}`}>
      <span aria-hidden>{sign}</span>
      {text(JOB_STATUSES[status])}
    </span>
  );
}

const OVER: readonly CaseStage[] = ["closed", "litigation", "withdrawn", "merged"];

export function CaseStageTag({ stage }: { readonly stage: CaseStage }) {
  const { text } = useLanguage();
  const look = OVER.includes(stage) ? "quiet" : stage === "unanswered" || stage === "objection" ? "attention" : "accent";
  return <span className={`tag ${look}`}>{text(CASE_STAGES[stage])}</span>;
}

export function DataClassTag({ dataClass }: { readonly dataClass: DataClass }) {
  const { text } = useLanguage();
  const isClosed = dataClass === "personal" || dataClass === "sensitive" || dataClass === "sealed";
  return <span className={`tag ${isClosed ? "" : "quiet"}`}>{text(DATA_CLASSES[dataClass])}</span>;
}
