import { join } from "node:path";
import { YuejianError } from "@yuejian/contracts";
import { equalBytes } from "@yuejian/digests";
import { closed, count, decodeUtf8, type Handover, isSameKey, label, parseCanonicalJson } from "../format/index.ts";
import { type MerkleLog, openLog, readFile, replaceFile, StateFile } from "../log/index.ts";
import { type KeeperOptions, type KeptCheckpoint, loadCheckpoint } from "./checkpoint-keeper.ts";
import { type Cosigner, cosignatureLine } from "./cosigner.ts";
import { originHash } from "./origin-hash.ts";

const CARRIED = 1000;
/** Mirrors of one log grow alike. Each makes its derived files durable after a number of entries of its own, so that they do not all do it at the same
 *  moment and a quorum never waits for it. */
const SETTLE_ENTRIES = 65_536;
const SETTLE_SPREAD = 256;

/** What a mirror holds of one log. */
export interface Copy {
  log: MerkleLog;
  /** Checkpoints that were pending, the newest last. */
  pending: KeptCheckpoint[];
  /** The newest checkpoint all of whose entries are on disk here, with its cosignature. */
  mirrored: { readonly kept: KeptCheckpoint; readonly line: string } | null;
  /** Where that checkpoint is kept. */
  readonly state: StateFile;
  /** Entries written or being written, and when the last of them are on disk. */
  scheduled: number;
  written: Promise<unknown>;
}

/** Which folder holds the copy, since which handover: above that, entries of the sequencer before are another history. */
const readPlace = closed({ folder: label, size: count });

/** LOG_CORRUPT when the copy does not hold what was cosigned. */
export async function openCopy(origin: string, options: KeeperOptions, cosigner: Cosigner): Promise<Copy> {
  const { disk, folder, book } = options;
  const handover = book.newest(origin);
  const place = placeOf(origin, options);
  let log = await openLogIn(place.folder, options, cosigner);
  try {
    if (handover !== null && place.size !== handover.size)
      log = await carryOver(log, { handover, folder: place.folder }, { options, cosigner });
    const file = join(folder, `${originHash(origin)}.mirrored`);
    const state = new StateFile(disk, file);
    const kept = state.exists() ? loadCheckpoint(state, { path: file, origin, book }) : null;
    const counted = kept !== null && isCounted(options, kept) ? kept : null;
    if (counted !== null && (counted.size > log.size || !equalBytes(await log.rootAt(counted.size), counted.root))) {
      throw new YuejianError("LOG_CORRUPT", { file, offset: 0, reason: "the copy does not hold what was cosigned" });
    }
    const mirrored = counted === null ? null : { kept: counted, line: cosignatureLine(counted.text, cosigner) };
    return { log, pending: [], mirrored, state, scheduled: log.size, written: Promise.resolve() };
  } catch (error) {
    await log.close();
    throw error;
  }
}

/** After a handover: the copy keeps what was handed over and nothing of what the old key put above it. Whoever uploads meanwhile is refused. */
export async function settleCopy(copy: Copy, handover: Handover, given: { options: KeeperOptions; cosigner: Cosigner }): Promise<void> {
  const { options, cosigner } = given;
  copy.pending = copy.pending.filter((kept) => isCounted(options, kept));
  if (copy.mirrored !== null && !isCounted(options, copy.mirrored.kept)) copy.mirrored = null;
  await copy.written.catch(() => undefined);
  const { folder } = placeOf(handover.origin, options);
  copy.log = await carryOver(copy.log, { handover, folder }, { options, cosigner });
  copy.scheduled = copy.log.size;
  copy.written = Promise.resolve();
}

/** Whether the key that signed the checkpoint counts at its size, now. */
export function isCounted({ book }: KeeperOptions, { origin, size, signer }: KeptCheckpoint): boolean {
  return book.keysAt(origin, size).some((key) => isSameKey(key, signer));
}

/** The copy itself where it ends with the handover, or another one with the entries below. Goes on where a crash ended it. */
async function carryOver(
  log: MerkleLog,
  { handover, folder }: { handover: Handover; folder: string },
  { options, cosigner }: { options: KeeperOptions; cosigner: Cosigner },
): Promise<MerkleLog> {
  const { origin, size } = handover;
  const remember = (name: string) =>
    replaceFile(options.disk, placeFile(origin, options), new TextEncoder().encode(`{"folder":${JSON.stringify(name)},"size":${size}}`));
  const isSame = log.size >= size && equalBytes(await log.rootAt(size), handover.root);
  if (log.size === 0 || (isSame && log.size === size) || (!isSame && log.size < size)) {
    remember(folder);
    return log;
  }
  const name = `${originHash(origin)}-${size}`;
  const carried = await openLogIn(name, options, cosigner);
  const end = isSame ? size : 0;
  for (let index = carried.size; index < end; ) {
    const until = Math.min(end, index + CARRIED);
    const entries: { key: string; bytes: Uint8Array }[] = [];
    for (; index < until; index++) entries.push({ key: String(index), bytes: await log.entry(index) });
    await carried.append(entries);
  }
  remember(name);
  await log.close();
  return carried;
}

function openLogIn(name: string, { disk, folder }: KeeperOptions, { key, clock }: Cosigner): Promise<MerkleLog> {
  const settleEntries = SETTLE_ENTRIES + SETTLE_SPREAD * (key.keyHash[0] ?? 0);
  return openLog({ folder: join(folder, name), origin: `${key.name}/copy`, clock, disk, settleEntries, keepsKeys: false });
}

function placeOf(origin: string, options: KeeperOptions): { readonly folder: string; readonly size: number } {
  const file = placeFile(origin, options);
  if (!options.disk.exists(file)) return { folder: originHash(origin), size: 0 };
  try {
    return readPlace(parseCanonicalJson(decodeUtf8(readFile(options.disk, file), "copy"), "copy"), "copy");
  } catch (error) {
    throw new YuejianError("LOG_CORRUPT", { file, offset: 0, reason: error instanceof Error ? error.message : String(error) });
  }
}

function placeFile(origin: string, { folder }: KeeperOptions): string {
  return join(folder, `${originHash(origin)}.place`);
}
