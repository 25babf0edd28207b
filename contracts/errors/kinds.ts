import type { Text } from "../text.ts";

/** What an error means to the caller; the server maps it to HTTP, the command line to an exit status.
 *  - input: the file or the call itself is bad, nothing was changed
 *  - signed-out: nobody is signed in, or the session ended
 *  - denied: the policy refuses
 *  - missing: the named thing does not exist
 *  - conflict: somebody else changed it meanwhile, or it is in a state that does not allow this
 *  - busy: try again later
 *  - integrity: stored data do not agree with their digests; writing stops
 *  - failure: a fault of the system or the machine */
export type ErrorKind = "input" | "signed-out" | "denied" | "missing" | "conflict" | "busy" | "integrity" | "failure";

export interface ErrorDefinition extends Text {
  readonly kind: ErrorKind;
}

/** Checks a table of definitions while keeping its literal keys. */
export function defineErrors<const Codes extends string>(table: Record<Codes, ErrorDefinition>): Record<Codes, ErrorDefinition> {
  return table;
}
