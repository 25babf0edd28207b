import { type ErrorCode, type ErrorParameters, errorText, type Text, YuejianError } from "@yuejian/contracts";

/** What was looked at. */
export type CheckName =
  | "form" // the document is whole and canonical
  | "signature" // the checkpoint is signed by trusted keys
  | "cosignature" // one of the reader's policy cosigned the checkpoint, or did not
  | "policy" // the checkpoint is final by the reader's policy
  | "inclusion" // a statement is in the ledger at that index
  | "content" // a content has the digests of its statement
  | "file" // a file given beside the document has the digests stated
  | "batch" // batch, columns and statement belong together
  | "deletion" // an entry says that a row was deleted
  | "record" // a row is in the record tree of its batch
  | "finding" // the finding is one of its run
  | "coherence" // lead, run, finding and rows belong together
  | "rule" // rule, model and schemas are those that the run executed
  | "key" // the rows of a key are all in a batch, or the key is in none
  | "execution" // the rule, executed again, gives the finding
  | "countersignature" // a second signature under a capture
  | "timestamp" // a time-stamp token of an authority
  | "absence" // an absence that is asserted, not proven
  | "supplement"; // evidence from elsewhere, by the name of its kind

/** One check, in words for the reader. `subject`: the entry, batch or row it is about. */
export interface ProofCheck {
  readonly name: CheckName;
  readonly subject: string;
  /** False: it failed. */
  readonly ok: boolean;
  /** False: nothing was checked; the text says what it is about and why. */
  readonly isSettled: boolean;
  /** Why it failed; null when it held. */
  readonly code: ErrorCode | null;
  readonly text: Text;
}

/** Collects checks. Nothing is skipped silently: a check that throws has failed. */
export class CheckList {
  readonly checks: ProofCheck[] = [];

  get ok(): boolean {
    return this.checks.length > 0 && this.checks.every((check) => check.ok);
  }

  /** Runs a check. It returns null when it holds, a code with parameters when it does not; a YuejianError counts as failure too. True when it held. */
  run(name: CheckName, subject: string, check: { text: Text; test: () => Failure | null }): boolean {
    const failure = attempt(check.test, subject);
    if (failure === null) this.checks.push({ name, subject, ok: true, isSettled: true, code: null, text: check.text });
    else this.fail(name, subject, failure);
    return failure === null;
  }

  /** `title`: what failed, where the failure's own words do not name it. */
  fail(name: CheckName, subject: string, { code, parameters, title }: Failure & { readonly title?: Text | undefined }): void {
    const [zh, en] = [errorText(code, parameters, "zh"), errorText(code, parameters, "en")];
    const text = title ? { zh: `${title.zh}：${zh}`, en: `${title.en}: ${en}` } : { zh, en };
    this.checks.push({ name, subject, ok: false, isSettled: true, code, text });
  }

  /** States something that no check can settle. */
  state(name: CheckName, subject: string, text: Text): void {
    this.checks.push({ name, subject, ok: true, isSettled: false, code: null, text });
  }
}

export interface Failure {
  readonly code: ErrorCode;
  readonly parameters: ErrorParameters;
}

export function failure(code: ErrorCode, where: string, more: ErrorParameters = {}): Failure {
  return { code, parameters: { where, ...more } };
}

export function incoherent(where: string, reason: string): Failure {
  return failure("PROOF_INCOHERENT", where, { reason });
}

export function attempt(test: () => Failure | null, where: string): Failure | null {
  try {
    return test();
  } catch (error) {
    return failureOf(error, where);
  }
}

/** What was thrown, as a failure. */
export function failureOf(error: unknown, where: string): Failure {
  if (error instanceof YuejianError) return { code: error.code, parameters: error.parameters };
  // Whatever a hostile document can still provoke is a document that does not verify.
  return failure("PROOF_MALFORMED", where, { reason: error instanceof Error ? error.message : String(error) });
}
