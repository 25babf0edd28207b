import { createHash, hash } from "node:crypto";
import { type Json, sealMembers } from "@yuejian/chain/format";
import { type Clock, type CommittedKeys, canonicalJson, type LedgerStatement, type StatementType, YuejianError } from "@yuejian/contracts";
import type { StoreTransaction } from "../store/index.ts";

/** What a change states about itself. */
export interface NewStatement {
  readonly type: StatementType;
  readonly subject: string;
  /** Plain data. A random member `salt` is added before it is digested, so that nobody can guess it from the digest. */
  readonly content: Readonly<Record<string, unknown>>;
  /** Members committed alone: their digests become the content's member `sealed`, salts and values are kept beside it. */
  readonly sealed?: Readonly<Record<string, Json>>;
  /** Id of the office that states it. */
  readonly organisation: string;
  readonly records?: NonNullable<LedgerStatement["records"]>;
  readonly keys?: CommittedKeys;
}

/** A statement about a file, whose digests are those of its bytes. */
export interface NewFileStatement {
  readonly subject: string;
  readonly file: { readonly size: number; readonly sha256: string; readonly sm3: string };
  readonly organisation: string;
}

/** Where changes leave their statements for the ledger, in the transaction of the change itself: no change without its entry. */
export interface Outbox {
  /** Gives the outbox id: the entry's key on the ledger is the home's id and this number. */
  record(trx: StoreTransaction, statement: NewStatement): Promise<number>;
  /** As `record` for many; ids in the order given. */
  recordAll(trx: StoreTransaction, statements: readonly NewStatement[]): Promise<readonly number[]>;
  /** A statement `file.registered`; the file itself is kept elsewhere or not at all. */
  recordFile(trx: StoreTransaction, statement: NewFileStatement): Promise<number>;
}

export interface OutboxOptions {
  readonly clock: Clock;
  readonly randomBytes: (size: number) => Uint8Array;
  /** A ledger that stopped over an integrity failure stops all changes: it throws here. */
  readonly requireRunning?: () => void;
}

/** Rows per INSERT: SQLite allows 32,766 parameters. */
const CHUNK = 2000;

export function createOutbox({ clock, randomBytes, requireRunning = () => {} }: OutboxOptions): Outbox {
  const stating = (given: Pick<LedgerStatement, "type" | "subject" | "organisation" | "size" | "sha256" | "sm3" | "records" | "keys">) => {
    const at = new Date(clock.now()).toISOString();
    const statement: LedgerStatement = { v: 1, ...given, at };
    return {
      type: given.type,
      subject: given.subject,
      at,
      statement: canonicalJson(statement),
      content_sha256: given.sha256,
      ledger_index: null,
      organisation: given.organisation,
      sm3: given.sm3,
    };
  };
  const insert = async (trx: StoreTransaction, rows: readonly ReturnType<typeof stating>[]): Promise<number[]> => {
    requireRunning();
    const ids: number[] = [];
    for (let start = 0; start < rows.length; start += CHUNK) {
      const added = await trx
        .insertInto("outbox")
        .values(rows.slice(start, start + CHUNK))
        .returning("id")
        .execute();
      // Ids are given in the order of the rows; the order of what is returned is not promised.
      ids.push(...added.map((row) => row.id).sort((left, right) => left - right));
    }
    return ids;
  };

  const recordAll: Outbox["recordAll"] = async (trx, statements) => {
    const contents = statements.map((statement) => salted(statement, randomBytes));
    for (let start = 0; start < contents.length; start += CHUNK) {
      const rows = contents
        .slice(start, start + CHUNK)
        .map(({ sha256, text, opened }) => ({ sha256, content: text, opened, erased_at: null }));
      await trx.insertInto("ledger_contents").values(rows).execute();
    }
    const rows = statements.map(({ type, subject, organisation, records, keys }, at) => {
      const { size, sha256, sm3 } = contents[at] as SaltedContent;
      return stating({ type, subject, organisation, size, sha256, sm3, ...(records ? { records } : {}), ...(keys ? { keys } : {}) });
    });
    return insert(trx, rows);
  };

  return {
    recordAll,
    async record(trx, statement) {
      const [id] = await recordAll(trx, [statement]);
      return id as number;
    },
    async recordFile(trx, { subject, file, organisation }) {
      const [id] = await insert(trx, [stating({ type: "file.registered", subject, organisation, ...file })]);
      return id as number;
    },
  };
}

interface SaltedContent {
  readonly text: string;
  readonly opened: string | null;
  readonly size: number;
  readonly sha256: string;
  readonly sm3: string;
}

function salted({ content, sealed }: NewStatement, randomBytes: (size: number) => Uint8Array): SaltedContent {
  if ("salt" in content || "sealed" in content) throw new YuejianError("UNEXPECTED", { reference: "a content brings its own salt" });
  const members = sealed && sealMembers(sealed, () => randomBytes(16));
  const text = canonicalJson({
    ...content,
    ...(members ? { sealed: members.sealed } : {}),
    salt: Buffer.from(randomBytes(16)).toString("hex"),
  });
  const bytes = Buffer.from(text, "utf8");
  return { text, opened: members ? canonicalJson(members.opened) : null, size: bytes.length, ...contentDigests(bytes) };
}

/** Lower-case hex. */
export function contentDigests(bytes: Uint8Array): { sha256: string; sm3: string } {
  return { sha256: hash("sha256", bytes, "hex"), sm3: createHash("sm3").update(bytes).digest("hex") };
}
