import { type Static, Type } from "typebox";
import { AnchorShape } from "./anchoring.ts";
import { LedgerEntryShape } from "./chain.ts";
import { exact, orNull } from "./shapes.ts";

const Index = Type.Integer({ minimum: 0 });
const Limit = Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 50 }));
const Cursor = Type.Optional(Type.String({ pattern: "^[0-9]{1,15}$" }));
const Instant = Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}(T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z)?$" });

/** GET /api/ledger/entries — newest first. `from` and `to` (exclusive) are days (UTC) or instants; `upTo`: the largest index. */
export const EntriesQuery = exact({
  type: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
  organisation: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
  subject: Type.Optional(Type.String({ minLength: 1, maxLength: 300 })),
  from: Type.Optional(Instant),
  to: Type.Optional(Instant),
  upTo: Type.Optional(Index),
  cursor: Cursor,
  limit: Limit,
});

const counted = { total: Type.Integer(), totalIs: Type.Enum(["exact", "at-least"]), next: orNull(Type.String()) };
export const EntriesShape = exact({ items: Type.Array(LedgerEntryShape), ...counted });
export type LedgerEntries = Static<typeof EntriesShape>;

/** How far an entry or a checkpoint is settled. `none`: no policy says who has to cosign; `open`: no final checkpoint covers it yet. */
const Finality = exact({
  state: Type.Enum(["final", "open", "none"]),
  /** Size of the smallest final checkpoint on record that covers it. */
  size: orNull(Type.Integer()),
});
export type EntryFinality = Static<typeof Finality>;

/** A published checkpoint: a block. */
export const BlockShape = exact({
  size: Type.Integer(),
  root: Type.String(),
  at: Type.String(),
  /** How many of the policy's cosigners cosigned this very checkpoint. */
  cosigners: Type.Integer(),
  /** Met the policy itself, not only under a later checkpoint. */
  isFinal: Type.Boolean(),
  finality: Finality,
  /** How its anchor stands, where it has one of its own. */
  anchor: orNull(Type.String()),
});
export type Block = Static<typeof BlockShape>;

/** GET /api/ledger/checkpoints — newest first. `final`: only those that met the policy themselves. */
export const BlocksQuery = exact({ final: Type.Optional(Type.Boolean()), cursor: Cursor, limit: Limit });
export const BlocksShape = exact({ items: Type.Array(BlockShape), ...counted });
export type Blocks = Static<typeof BlocksShape>;

/** GET /api/ledger/checkpoints/:size */
export const BlockDetailShape = exact({
  block: BlockShape,
  note: Type.String(),
  /** Every cosigner of the policy as it is now. */
  cosigners: Type.Array(exact({ name: Type.String(), isMirror: Type.Boolean(), cosignedAt: orNull(Type.String()) })),
  groups: Type.Array(exact({ name: Type.String(), have: Type.Integer(), least: Type.Integer(), of: Type.Integer() })),
  /** Sizes of the neighbours on record. */
  previous: orNull(Type.Integer()),
  next: orNull(Type.Integer()),
  /** Smallest confirmed anchor that covers it. */
  anchor: orNull(AnchorShape),
});
export type BlockDetail = Static<typeof BlockDetailShape>;

/** GET /api/ledger/entries/:index */
export const EntryDetailShape = exact({
  entry: LedgerEntryShape,
  /** The bytes of the entry as text: what the leaf hash is of. */
  statement: Type.String(),
  /** The first checkpoint on record that covers it. */
  block: orNull(exact({ size: Type.Integer(), at: Type.String() })),
  finality: Finality,
  /** Smallest confirmed anchor that covers it. */
  anchor: orNull(AnchorShape),
  /** Entries of the ledger now. */
  ledgerSize: Type.Integer(),
});
export type EntryDetail = Static<typeof EntryDetailShape>;

/** GET /api/ledger/digests/:digest — entries about content with this SHA-256 or SM3 digest. Content itself is neither asked for nor told. */
const DigestMatchShape = exact({
  /** Null: stated, and about to be appended. */
  index: orNull(Type.Integer()),
  type: Type.String(),
  subject: Type.String(),
  organisation: Type.String(),
  at: Type.String(),
  matched: Type.Enum(["sha256", "sm3"]),
  /** What the digest is of: the content that the entry states, the source file of the batch that it commits to, or a file of the capture that was received. */
  as: Type.Enum(["content", "source", "capture"]),
  /** Of a source file, where the caller may see the dataset. */
  dataset: orNull(Type.String()),
  submittedBy: orNull(Type.String()),
  /** Of a captured file, where the caller may see devices: who holds the device as registered, or else the name of its key. */
  device: orNull(exact({ name: Type.String(), isRegistered: Type.Boolean() })),
  finality: Finality,
});
export type DigestMatch = Static<typeof DigestMatchShape>;
export const DigestMatchesShape = exact({ digest: Type.String(), ledgerSize: Type.Integer(), items: Type.Array(DigestMatchShape) });
export type DigestMatches = Static<typeof DigestMatchesShape>;
