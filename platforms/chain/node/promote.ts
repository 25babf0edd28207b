import { createHash } from "node:crypto";
import { join } from "node:path";
import { type Clock, type LedgerStatement, YuejianError } from "@yuejian/contracts";
import { equalBytes } from "@yuejian/digests";
import { encodeStatement, formatVerifierKey, handoverOf, isSameKey, type Policy, parseSignerKey } from "../format/index.ts";
import { type Disk, openLog, readFile, replaceFile } from "../log/index.ts";
import { judgeHandover } from "../verify/index.ts";
import type { ComparedTree } from "./compare.ts";

export interface PromotionOptions {
  /** The complete handover to this node's new key. */
  readonly note: string;
  readonly policy: Policy;
  /** The tree handed over, and its entries. */
  readonly source: Pick<ComparedTree, "rootAt"> & { entry(index: number): Promise<Uint8Array> };
  /** Where the new ledger goes. Made by an earlier attempt that broke off: gone on with. */
  readonly folder: string;
  /** Holds the new key (PRIVATE+KEY…), as it was made for the proposal. */
  readonly keyFile: string;
  /** Id of the office that goes on. */
  readonly organisation: string;
  readonly clock: Clock;
  readonly disk: Disk;
}

const GROUP = 1000;

/** Makes a ledger under the new key out of a mirror's copy: the same entries, then the statement that it was handed over. The folder is what a home takes
 *  as its `ledger/`. USAGE when the note is not complete or not to this key; ROOT_MISMATCH when the copy is another tree. */
export async function promote(options: PromotionOptions): Promise<{ readonly size: number; readonly verifierKey: string }> {
  const { note, policy, source, folder, clock, disk } = options;
  const { handover, isComplete } = judgeHandover(note, policy);
  const key = parseSignerKey(new TextDecoder().decode(readFile(disk, options.keyFile)).trimEnd());
  if (!isComplete) throw new YuejianError("USAGE", { reason: "the handover is not signed by those whom the policy asks for" });
  if (!isSameKey(handover.to, key))
    throw new YuejianError("USAGE", { reason: `${options.keyFile} is not the key that the handover names` });
  const { origin, size } = handover;
  if (!equalBytes(await source.rootAt(size), handover.root)) throw new YuejianError("ROOT_MISMATCH", { where: `${origin} ${size}` });
  const log = await openLog({ folder, origin, clock, disk, makeSeed: () => key.seed });
  try {
    if (log.verifierKey !== formatVerifierKey(key))
      throw new YuejianError("USAGE", { reason: `${folder} holds the ledger of another key` });
    const keys = new ContentKeys();
    for (let index = 0; index < size; ) {
      const entries: { key: string; bytes: Uint8Array }[] = [];
      for (const until = Math.min(size, index + GROUP); index < until; index++) {
        const bytes = await source.entry(index);
        entries.push({ key: keys.next(bytes), bytes });
      }
      await log.append(entries);
    }
    if (!equalBytes(await log.rootAt(size), handover.root)) throw new YuejianError("ROOT_MISMATCH", { where: folder });
    const handovers = join(folder, "handovers");
    disk.makeFolder(handovers);
    replaceFile(disk, join(handovers, `${size}.handover`), new TextEncoder().encode(note));
    if (log.size === size) {
      const at = new Date(clock.now()).toISOString();
      const statement = handoverStatement(note, { organisation: options.organisation, at });
      await log.append([{ key: `handover:${size}`, bytes: encodeStatement(statement) }]);
    }
    return { size: log.size, verifierKey: log.verifierKey };
  } finally {
    await log.close();
  }
}

/** The first entry under the new key: its content is the handover note, with its signatures. */
function handoverStatement(note: string, { organisation, at }: { organisation: string; at: string }): LedgerStatement {
  const bytes = new TextEncoder().encode(note);
  const digest = (algorithm: string) => createHash(algorithm).update(bytes).digest("hex");
  const { origin } = handoverOf(note);
  return {
    v: 1,
    type: "ledger.handed-over",
    subject: origin,
    size: bytes.length,
    sha256: digest("sha256"),
    sm3: digest("sm3"),
    organisation,
    at,
  };
}

/** The key of an entry where only its bytes are known. */
export function contentKey(bytes: Uint8Array): string {
  return `entry:${createHash("sha256").update(bytes).digest("hex")}`;
}

/** Equal entries stand where they stood: the second of the same bytes gets a key of its own. */
class ContentKeys {
  readonly #seen = new Map<string, number>();

  next(bytes: Uint8Array): string {
    const key = contentKey(bytes);
    const before = this.#seen.get(key) ?? 0;
    this.#seen.set(key, before + 1);
    return before === 0 ? key : `${key}#${before}`;
  }
}
