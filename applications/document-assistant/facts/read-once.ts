import type { CheckedDocument } from "../document.ts";

/** A reading that several rules ask for, done once for each document. */
export function readOnce<Read>(read: (document: CheckedDocument) => Read): (document: CheckedDocument) => Read {
  const known = new WeakMap<CheckedDocument, { readonly read: Read }>();
  return (document) => {
    const held = known.get(document) ?? { read: read(document) };
    known.set(document, held);
    return held.read;
  };
}
