import type { Text } from "@yuejian/contracts";
import type { Checkpoint, ProvenEntry, Reader, Supplement } from "../../format/index.ts";
import type { Failure } from "../check-list.ts";
import type { FileDigests } from "../entry-check.ts";

/** One kind of supplement: its shape and how it is checked. Pure and portable: it runs in a browser and asks nobody. */
export interface SupplementKind<Shape extends Supplement = Supplement> {
  readonly kind: Shape["kind"];
  readonly title: Text;
  /** Closed: unknown members are refused. */
  readonly read: Reader<Shape>;
  /** What it shows about the document. A YuejianError thrown counts as failure, as does anything else. */
  check(supplement: Shape, given: SupplementGiven): SupplementResult;
  /** Whether a text that the reader brought (a key, a certificate, an address) is for this kind. Absent: the kind needs none. */
  isTrust?(text: string): boolean;
}

/** The document that the supplement stands in; its checkpoint is signed by a trusted key. */
export interface SupplementGiven {
  /** The whole note. */
  readonly note: string;
  readonly checkpoint: Checkpoint;
  /** All entries of the document. That they are under the checkpoint is a check of its own. */
  readonly entries: readonly ProvenEntry[];
  /** What the reader brought for this kind; empty: nothing, and then there is nobody to believe. */
  readonly trust: readonly string[];
  /** A file that was given beside the document. */
  readonly file: FileDigests | null;
}

export type SupplementResult =
  | { readonly outcome: "holds"; readonly text: Text; readonly proves: readonly Text[]; readonly settles?: readonly Unproven[] }
  | { readonly outcome: "fails"; readonly failure: Failure }
  /** Not checked, and the text says why: no trust was brought, for one. */
  | { readonly outcome: "open"; readonly text: Text };

/** What a plain proof leaves unproven and other evidence may settle: the standing of the platform, the time. */
export type Unproven = "platform" | "time";
