/** Something that somebody is to find out about a lead or a case by a day, and what they found. Days are YYYY-MM-DD in China. */
export interface VerificationTask {
  readonly id: string;
  readonly title: string;
  readonly assignee: string;
  readonly due: string;
  readonly addedBy: string;
  readonly addedAt: string;
  readonly status: "open" | "done" | "cancelled";
  /** What was found, or why it was cancelled. */
  readonly result: string | null;
  /** Files kept with the lead or the case. */
  readonly files: readonly string[];
  readonly settledAt: string | null;
}

/** What people do with tasks; days are YYYY-MM-DD in China, files ids of those kept with the case or lead. */
export type TaskCommand =
  | { readonly action: "task-add"; readonly title: string; readonly assignee: string; readonly due: string }
  | { readonly action: "task-report"; readonly task: string; readonly result: string; readonly files: readonly string[] }
  | { readonly action: "task-cancel"; readonly task: string; readonly reason: string };
