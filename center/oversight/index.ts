export { APPROVAL_DAYS, checkProposal, dayAfter, dayInChina, decideApproval, isInForce } from "./approvals.ts";
export { caseNumber, officialYear } from "./case-number.ts";
export { type Involved, isIndependent } from "./contests.ts";
export { type CommandContext, type Decision, decide, LEAD_STEPS, type Refusal } from "./decide.ts";
export { type DismissedLead, expiresAt, type RetentionDays } from "./expiry.ts";
export { type Finder, found, foundAgain } from "./found.ts";
export { replay } from "./replay.ts";
export { type WaitingBatch, type WaitingJob, type WaitingLead, type WorkItem, workItems } from "./work-items.ts";
