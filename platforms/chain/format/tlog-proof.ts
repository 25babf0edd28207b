import { decodeBase64, encodeBase64 } from "./base64.ts";
import { parseSize } from "./checkpoint.ts";
import { malformed } from "./malformed.ts";

/** A proof of logging that stands alone (C2SP tlog-proof): a `.tlog-proof` file. */
export interface TlogProof {
  /** Opaque to the format and not authenticated. */
  readonly extra: Uint8Array | null;
  readonly index: number;
  /** Inclusion path from the leaf upward, 32 bytes each. */
  readonly path: readonly Uint8Array[];
  /** The checkpoint as a signed note, cosignatures included. */
  readonly checkpoint: string;
}

const HEAD = "c2sp.org/tlog-proof@v1";
const PATH_LIMIT = 63;

export function formatTlogProof({ extra, index, path, checkpoint }: TlogProof): string {
  const lines = [HEAD, ...(extra === null ? [] : [`extra ${encodeBase64(extra)}`]), `index ${index}`, ...path.map(encodeBase64)];
  return `${lines.join("\n")}\n\n${checkpoint}`;
}

/** Whether a text says of itself that it is such a proof. */
export function isTlogProof(text: string): boolean {
  return text.startsWith(`${HEAD}\n`);
}

/** Reads a proof as hostile text; nothing in it is verified. PROOF_MALFORMED names what is wrong. */
export function parseTlogProof(text: string): TlogProof {
  const split = text.indexOf("\n\n");
  if (split < 0) throw malformed("tlog-proof", "no blank line before the checkpoint");
  const [head, ...lines] = text.slice(0, split).split("\n");
  if (head !== HEAD) throw malformed("tlog-proof", `the first line is not ${HEAD}`);
  const extra = lines[0]?.startsWith("extra ") ? decodeBase64(lines.shift()?.slice(6) ?? "") : undefined;
  if (extra === null) throw malformed("tlog-proof", "extra is not base64");
  const indexLine = lines.shift();
  const index = indexLine?.startsWith("index ") ? parseSize(indexLine.slice(6)) : null;
  if (index === null) throw malformed("tlog-proof", "no index");
  if (lines.length > PATH_LIMIT) throw malformed("tlog-proof", "the path is too long");
  const path = lines.map((line) => {
    const hash = decodeBase64(line);
    if (hash?.length !== 32) throw malformed("tlog-proof", "a line of the path is no hash");
    return hash;
  });
  return { extra: extra ?? null, index, path, checkpoint: text.slice(split + 2) };
}
