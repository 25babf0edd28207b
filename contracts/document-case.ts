import type { Text } from "./text.ts";

/** Days of a case that a document tells and another source may know. */
export const DOCUMENT_CASE_DAYS = ["act", "filed", "detained", "asked", "arrested", "accepted", "told"] as const;
export type DocumentCaseDay = (typeof DOCUMENT_CASE_DAYS)[number];

/** Somebody whom a case is against. Null: not known. */
export interface DocumentCasePerson {
  readonly name: string;
  readonly sex: "male" | "female" | null;
  /** `YYYY-MM-DD` */
  readonly bornOn: string | null;
  readonly residentId: string | null;
}

/** What another source knows of the case that a document is of: the business system, a file that somebody gives, the other documents of the case. What is null or
 *  missing is not compared. */
export interface DocumentCaseRecord {
  /** What the source is called, for the reason of a finding. */
  readonly source: Text;
  /** Null: the source knows no people; else all whom the case is against. */
  readonly people: readonly DocumentCasePerson[] | null;
  /** Empty: not known. */
  readonly charges: readonly string[];
  /** `YYYY-MM-DD`; several where people or transfers have days of their own: the document may tell any of them. */
  readonly days: Readonly<Partial<Record<DocumentCaseDay, readonly string[]>>>;
  /** Fen, of all acts together. */
  readonly amount: bigint | null;
}
