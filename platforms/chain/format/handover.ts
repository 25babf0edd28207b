import { equalBytes } from "@yuejian/digests";
import { decodeBase64, encodeBase64 } from "./base64.ts";
import { parseSize } from "./checkpoint.ts";
import { malformed } from "./malformed.ts";
import { formatVerifierKey, parseVerifierKey, type VerifierKey } from "./note-keys.ts";
import { parseNote } from "./signed-note.ts";

const FIRST_LINE = "yuejian-handover/1";

/** From `size` on the log goes on under another key. The old key counts up to that size, the new one above it. */
export interface Handover {
  readonly origin: string;
  /** Entries that are carried over, and the root over them. */
  readonly size: number;
  readonly root: Uint8Array;
  readonly from: VerifierKey;
  readonly to: VerifierKey;
}

/** The text that offices sign. Its first line and its number of lines keep it from ever being read as a checkpoint. */
export function formatHandover({ origin, size, root, from, to }: Handover): string {
  const lines = [FIRST_LINE, origin, size, encodeBase64(root), formatVerifierKey(from), formatVerifierKey(to)];
  return lines.map((line) => `${line}\n`).join("");
}

/** PROOF_MALFORMED for anything but such a text between two keys of one log. */
export function parseHandover(text: string): Handover {
  const wrong = (reason: string) => malformed("handover", reason);
  const [first, origin = "", sizeText = "", rootText = "", fromText = "", toText = "", end, ...more] = text.split("\n");
  const size = parseSize(sizeText);
  const root = decodeBase64(rootText);
  if (first !== FIRST_LINE || end !== "" || more.length > 0) throw wrong(`not ${FIRST_LINE} and five lines`);
  if (size === null || size === 0 || root?.length !== 32) throw wrong("neither size nor root");
  const from = parseVerifierKey(fromText);
  const to = parseVerifierKey(toText);
  if (from.name !== origin || to.name !== origin) throw wrong("a key of another log");
  if (equalBytes(from.publicKey, to.publicKey)) throw wrong("from a key to itself");
  const handover = { origin, size, root, from, to };
  if (formatHandover(handover) !== text) throw wrong("another spelling");
  return handover;
}

/** As `parseHandover` of a note's text; signatures are not verified. */
export function handoverOf(whole: string): Handover {
  return parseHandover(parseNote(whole).text);
}

/** The keys that count for a checkpoint of that size: of the log's known keys and those it was handed to, each on its side of each handover. */
export function keysAt({ keys, handovers }: { keys: readonly VerifierKey[]; handovers: readonly Handover[] }, size: number): VerifierKey[] {
  const all = [...keys];
  for (const { to } of handovers) if (!all.some((key) => isSameKey(key, to))) all.push(to);
  return all.filter((key) =>
    handovers.every((each) => !(isSameKey(key, each.from) && size > each.size) && !(isSameKey(key, each.to) && size <= each.size)),
  );
}

export function isSameKey(left: VerifierKey, right: VerifierKey): boolean {
  return left.name === right.name && equalBytes(left.publicKey, right.publicKey);
}
