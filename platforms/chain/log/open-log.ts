import { randomBytes } from "node:crypto";
import { setImmediate as turn } from "node:timers/promises";
import { type Clock, YuejianError } from "@yuejian/contracts";
import { equalBytes } from "@yuejian/digests";
import { createEntryHasher } from "@yuejian/digests/bulk";
import { formatVerifierKey } from "../format/index.ts";
import { type Disk, nodeDisk } from "./disk.ts";
import { lockFolder } from "./folder-lock.ts";
import { START_ENTRIES } from "./hash-ahead.ts";
import { KeyIndex } from "./key-index.ts";
import { Levels } from "./levels.ts";
import { corrupt, logFiles } from "./log-files.ts";
import { UnkeptKeys } from "./log-keys.ts";
import { LogReader } from "./log-reader.ts";
import { MerkleLog } from "./merkle-log.ts";
import { recover } from "./recovery.ts";
import { Segments } from "./segments.ts";
import { openSigner } from "./signing-key.ts";
import { StateFile } from "./state-file.ts";
import { LogVerifier, signedCheckpoint } from "./states.ts";

export interface LogOptions {
  readonly folder: string;
  /** The log's name, for example `yuejian.example/ledger`: neither spaces nor plus signs. It is part of every signature and never changes. */
  readonly origin: string;
  readonly clock: Clock;
  /** Where the signing key lies; `signing.key` in the folder when not given. */
  readonly keyFile?: string;
  /** How long a group gathers before it is written. 0 (default): until the write before it is done. */
  readonly groupDelayMilliseconds?: number;
  /** Least time between two published checkpoints; 1000 by default. */
  readonly publishIntervalMilliseconds?: number;
  /** A segment beyond this size is followed by a new one; 64 MiB by default, below 4 GiB. */
  readonly segmentBytes?: number;
  /** Entries after which levels, places and keys are made durable, and the most that opening reads again after a crash; 65,536 by default. */
  readonly settleEntries?: number;
  /** False for the copy of another log, to which each entry is appended once: callers' keys are then not looked up. A log that was opened so may be opened
   *  with keys later, and makes their index anew. */
  readonly keepsKeys?: boolean;
  /** Entries in large groups after which a thread of its own hashes such groups; 16,384 by default, never on a machine with one core. 0: from the first on. */
  readonly hashAheadEntries?: number;
  readonly disk?: Disk;
  /** 32 random bytes for the key of a new log. */
  readonly makeSeed?: () => Uint8Array;
}

/** Opens or makes a log and holds its folder until `close`.
 *  LOG_LOCKED while another process has it; LOG_CORRUPT when entries or keys are damaged; LOG_ROLLED_BACK when it ends before what it signed. */
export async function openLog(options: LogOptions): Promise<MerkleLog> {
  const disk = options.disk ?? nodeDisk;
  const files = logFiles(options.folder, options.keyFile);
  for (const folder of [files.folder, files.segments, files.levels, files.keys]) disk.makeFolder(folder);
  const lock = lockFolder(files.folder, files.lock);
  const segments = new Segments(disk, files);
  const settleEntries = options.settleEntries ?? 65_536;
  const keys = options.keepsKeys === false ? new UnkeptKeys() : new KeyIndex(disk, files, settleEntries);
  let levels: Levels | null = null;
  try {
    levels = new Levels(disk, files.levels);
    const signer = openSigner(disk, files, {
      origin: options.origin,
      hasEntries: segments.count() > 0,
      makeSeed: options.makeSeed ?? (() => randomBytes(32)),
    });
    const verifier = new LogVerifier(signer.key);
    const signed = new StateFile(disk, files.signedState);
    const parts = { disk, files, segments, levels, keys, verifier, signed, hasher: turn().then(createEntryHasher) };
    const published = signedCheckpoint(signed, (file) => file.open(), verifier);
    const recovered = await recover(parts, { signedSize: published.size, settleEntries });
    if (!equalBytes(new LogReader(parts).rootAt(published.size), published.root)) {
      throw corrupt("signed.state", 0, "a checkpoint of another history was signed");
    }
    keys.removeOthers([]);
    return new MerkleLog(parts, {
      signer,
      recovered,
      published,
      verifierKey: formatVerifierKey(signer.key),
      settings: {
        clock: options.clock,
        groupDelayMilliseconds: options.groupDelayMilliseconds ?? 0,
        publishIntervalMilliseconds: options.publishIntervalMilliseconds ?? 1000,
        segmentBytes: options.segmentBytes ?? 64 * 1024 * 1024,
        settleEntries,
        hashAheadEntries: options.hashAheadEntries ?? START_ENTRIES,
      },
      release: () => lock.release(),
    });
  } catch (error) {
    levels?.close();
    await keys.close();
    segments.close();
    lock.release();
    throw error instanceof YuejianError ? error : new YuejianError("LOG_STOPPED", { reason: String(error) }, { cause: error });
  }
}
