import { type Static, Type } from "typebox";
import { NodeReasonShape } from "./node-reasons.ts";
import { exact, orNull, TextShape } from "./shapes.ts";

/** GET /api/ledger — where the ledger stands. `verifierKey` is the C2SP signed-note verifier key of the sequencer. */
export const LedgerStateShape = exact({
  origin: Type.String(),
  verifierKey: Type.String(),
  size: Type.Integer(),
  /** Statements written to the outbox that are not yet on the ledger. */
  waiting: Type.Integer(),
  checkpoint: Type.String(),
});
export type LedgerState = Static<typeof LedgerStateShape>;

/** GET /api/ledger/sm — the second log over the same entries: SM3 tree, SM2 signatures. */
export const SmLedgerStateShape = exact({
  /** Null while the log could not be opened, as are key and checkpoint. */
  origin: orNull(Type.String()),
  verifierKey: orNull(Type.String()),
  /** The newest checkpoint there is, as a signed note. */
  checkpoint: orNull(Type.String()),
  /** Entries under it. */
  size: Type.Integer(),
  /** Entries of the ledger that its tree does not hold yet. */
  behind: Type.Integer(),
  /** Why it stopped; null while it follows. */
  fault: orNull(TextShape),
});
export type SmLedgerState = Static<typeof SmLedgerStateShape>;

/** One entry, as lists of entries show it. */
export const LedgerEntryShape = exact({
  index: Type.Integer(),
  type: Type.String(),
  subject: Type.String(),
  organisation: Type.String(),
  at: Type.String(),
  size: Type.Integer(),
  sha256: Type.String(),
  sm3: Type.String(),
});
export type LedgerEntryView = Static<typeof LedgerEntryShape>;

/** GET /api/leads/:lead/bundle — what is withheld from the copy: a preset, or columns by name, separated by commas. */
export const BundleQuery = exact({
  redact: Type.Optional(Type.Union([Type.Literal("personal"), Type.Literal("counsel")])),
  columns: Type.Optional(Type.String({ minLength: 1 })),
});

/** GET /api/proofs/:ref/certificate — Word or PDF. */
export const CertificateQuery = exact({ format: Type.Optional(Type.Union([Type.Literal("docx"), Type.Literal("pdf")])) });

/** GET /api/health */
export const HealthShape = exact({
  version: Type.String(),
  node: Type.String(),
  startedAt: Type.String(),
  ledger: LedgerStateShape,
  jobs: exact({ queued: Type.Integer(), running: Type.Integer(), failed: Type.Integer() }),
  checkedAt: orNull(Type.String()),
});
export type Health = Static<typeof HealthShape>;

/** GET /api/ledger/checkpoint — the newest checkpoint as a signed note, text/plain. */
export const CheckpointShape = Type.String();

/** POST /api/ledger/files (callers on this machine) — registers a file's digests; `capture`: path of a signed capture that is about it. Answers with a job. */
export const RegisterFileBody = exact({ path: Type.String(), capture: Type.Optional(Type.String()) });

/** POST /api/ledger/fsck */
export const FsckShape = exact({
  ok: Type.Boolean(),
  entries: Type.Integer(),
  sm: exact({ entries: Type.Integer(), signedSize: Type.Integer() }),
  problems: Type.Array(Type.String()),
});
export type Fsck = Static<typeof FsckShape>;

/** POST /api/doctor — whether tables, lake and ledger agree; `sweep` also removes files of loads that never committed. */
export const DoctorBody = exact({ sweep: Type.Optional(Type.Boolean()) });
export const LakeLoadBody = exact({ check: Type.Optional(Type.Boolean()) });

/** What a load into the lake's tables did. */
export interface LakeLoadResult {
  readonly batches: number;
  readonly loaded: number;
  readonly rows: number;
  /** Batches whose rows were not those of their files and were loaded again. */
  readonly repaired: readonly string[];
}

/** POST /api/files/moves — the files of the home's folder into the bucket of FILES_URL, or back. */
export const FileMoveBody = exact({ back: Type.Optional(Type.Boolean()) });

export interface FileMoveResult {
  readonly files: number;
  readonly moved: number;
  readonly bytes: number;
  /** Digests of files that do not fit them; they stayed where they are. */
  readonly corrupt: readonly string[];
}

/** What a job made that makes indexes: POST /api/lake/indexes. */
export interface IndexResult {
  /** Committed batches that are asked. */
  readonly batches: number;
  readonly made: number;
  readonly rows: number;
  /** Batches whose files are damaged. */
  readonly failed: readonly string[];
}

export const DoctorShape = exact({
  ok: Type.Boolean(),
  problems: Type.Array(Type.String()),
  /** What is wanting without being wrong: columns that no file ever filled. */
  notices: Type.Array(Type.String()),
  checked: Type.Record(Type.String(), Type.Integer()),
});

/** POST /api/backup (callers on this machine) — writes the home into one file, as of one moment. */
export const BackupBody = exact({ path: Type.String({ minLength: 1 }) });
export const BackupShape = exact({ size: Type.Integer() });

/** GET /api/ledger/finality — who cosigned the newest checkpoint, and which one is final by the policy of this home. Readers who must not depend on
 *  this home judge the note by a policy of their own. */
export const CosignerShape = exact({
  name: Type.String(),
  isMirror: Type.Boolean(),
  url: orNull(Type.String()),
  /** When it cosigned the newest checkpoint; null: it did not. */
  cosignedAt: orNull(Type.String()),
  /** Why not: unreachable, refused, split. */
  failure: orNull(exact({ kind: Type.String(), reason: NodeReasonShape })),
});
export type CosignerView = Static<typeof CosignerShape>;
export const FinalityShape = exact({
  hasPolicy: Type.Boolean(),
  quorum: orNull(Type.String()),
  groups: Type.Array(exact({ name: Type.String(), have: Type.Integer(), least: Type.Integer(), of: Type.Integer() })),
  cosigners: Type.Array(CosignerShape),
  newest: orNull(exact({ size: Type.Integer(), at: Type.String(), isFinal: Type.Boolean(), note: Type.String() })),
  final: orNull(exact({ size: Type.Integer(), note: Type.String() })),
  splits: Type.Array(exact({ cosigner: Type.String(), at: Type.String(), note: Type.String() })),
});
export type LedgerFinality = Static<typeof FinalityShape>;
