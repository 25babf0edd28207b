import { canonicalJson, type LedgerStatement, STATEMENT_TYPES } from "@yuejian/contracts";
import { closed, count, decodeUtf8, hex, label, listOf, literal, moment, parseCanonicalJson, type Reader } from "./closed-shape.ts";

/** Reads a statement that is already JSON; closed: unknown members are refused. */
export const readStatement: Reader<LedgerStatement> = closed(
  {
    v: literal(1),
    type: literal(...STATEMENT_TYPES),
    subject: label,
    size: count,
    sha256: hex(32),
    sm3: hex(32),
    organisation: label,
    at: moment,
  },
  {
    records: closed({ root: hex(32), count, columns: hex(32) }),
    keys: closed({ vrf: hex(32), columns: listOf(closed({ column: label, root: hex(32), count }), 1_000) }),
  },
);

/** The bytes of a ledger entry: UTF-8 of the canonical JSON. PROOF_MALFORMED when the statement breaks its own contract. */
export function encodeStatement(statement: LedgerStatement): Uint8Array {
  return new TextEncoder().encode(canonicalJson(readStatement(statement, "statement")));
}

/** The statement in an entry. The entry comes from whoever submitted it: parsed as hostile. */
export function parseStatement(entry: Uint8Array): LedgerStatement {
  return readStatement(parseCanonicalJson(decodeUtf8(entry, "statement"), "statement"), "statement");
}
