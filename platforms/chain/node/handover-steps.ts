import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { YuejianError } from "@yuejian/contracts";
import {
  formatNote,
  formatSignerKey,
  formatVerifierKey,
  handoverOf,
  type Policy,
  parseHandover,
  parseNote,
  parseSignerKey,
  signerKeyOf,
} from "../format/index.ts";
import { type Disk, nodeDisk, readFile, replaceFile } from "../log/index.ts";
import { type HandoverVerdict, judgeHandover } from "../verify/index.ts";
import { fetchBounded } from "./bounded-fetch.ts";
import { originHash } from "./origin-hash.ts";
import { nodePlace } from "./run-node.ts";
import { askDesk } from "./serve-desk.ts";

/** The steps of a handover as people take them, one office after another, over the nodes that run on their machines. */

/** The text of a handover to this office's mirror, whose new key is made beside it on first use. `config`: settings of the office's node. */
export async function proposeHandover(config: string, origin?: string): Promise<string> {
  const { folder, origins } = nodePlace(config);
  const [only, ...more] = origins;
  const chosen = origin ?? (more.length === 0 ? only : undefined);
  if (chosen === undefined) throw new YuejianError("USAGE", { reason: `the node follows several logs; name one: ${origins.join(", ")}` });
  const key = nextKey(nodeDisk, nextKeyFile(folder, chosen), chosen);
  return askDesk(folder, "/propose", `${formatVerifierKey(key)}\n`);
}

/** The given text or note with this office's signatures added; from the moment this is called its node no longer follows the old key above the size. */
export async function signHandover(config: string, given: string, abandon = 0): Promise<string> {
  const { folder } = nodePlace(config);
  const { text, signatures } = asNote(given);
  const lines = await askDesk(folder, `/sign?abandon=${abandon}`, text);
  const added = parseNote(`${text}\n${lines}`).signatures;
  const kept = signatures.filter(({ name }) => !added.some((line) => line.name === name));
  return formatNote({ text, signatures: [...kept, ...added] });
}

/** Sends a complete handover to every node of the policy; what each answered. */
export async function spreadHandover(note: string, policy: Policy): Promise<readonly { readonly node: string; readonly answer: string }[]> {
  const bases = new Map<string, string>();
  for (const { name, url } of policy.witnesses) {
    const base = url === null ? null : (/^(.*)\/(?:mirror|witness)\/?$/.exec(url)?.[1] ?? null);
    if (base !== null && ![...bases.values()].includes(base)) bases.set(name, base);
  }
  return Promise.all(
    [...bases].map(async ([node, base]) => {
      try {
        const init = { method: "POST", body: note, signal: AbortSignal.timeout(60_000) };
        const { status, bytes } = await fetchBounded(`${base}/handover`, init, 4096);
        return { node, answer: status === 200 ? "ok" : `${status} ${bytes.toString("utf8").trim()}` };
      } catch (error) {
        return { node, answer: error instanceof Error ? error.message : String(error) };
      }
    }),
  );
}

/** Makes the ledger of the promoted office in a folder that a home then takes as its `ledger/`. */
export async function promoteMirror(
  config: string,
  note: string,
  { folder, organisation }: { folder: string; organisation: string },
): Promise<{ readonly size: number; readonly verifierKey: string }> {
  const place = nodePlace(config);
  const query = new URLSearchParams({ folder, organisation, key: nextKeyFile(place.folder, handoverOf(note).origin) });
  return JSON.parse(await askDesk(place.folder, `/promote?${query.toString()}`, note)) as { size: number; verifierKey: string };
}

export function judgeHandoverFile(given: string, policy: Policy): HandoverVerdict {
  const { text, signatures } = asNote(given);
  return judgeHandover(formatNote({ text, signatures }), policy);
}

/** A handover's text alone, or with signatures. PROOF_MALFORMED when it is neither. */
function asNote(given: string): ReturnType<typeof parseNote> {
  if (given.includes("\n\n")) {
    const note = parseNote(given);
    parseHandover(note.text);
    return note;
  }
  parseHandover(given);
  return { text: given, signatures: [] };
}

function nextKeyFile(folder: string, origin: string): string {
  return join(folder, "keys", `${originHash(origin)}.next.key`);
}

function nextKey(disk: Disk, file: string, origin: string): ReturnType<typeof parseSignerKey> {
  if (!disk.exists(file)) replaceFile(disk, file, new TextEncoder().encode(`${formatSignerKey(signerKeyOf(origin, randomBytes(32)))}\n`));
  return parseSignerKey(new TextDecoder().decode(readFile(disk, file)).trimEnd());
}
