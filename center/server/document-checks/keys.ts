import { YuejianError } from "@yuejian/contracts";
import { type Account, newToken, tokenHash } from "../identity/index.ts";
import type { Row } from "../store/index.ts";
import type { DocumentPorts } from "./ports.ts";

export type KeyRow = Row<"document_keys">;
type KeyPorts = Pick<DocumentPorts, "store" | "outbox" | "audit" | "clock" | "ids">;

/** What people are told of a day's end in China. */
const END_OF_DAY = "T15:59:59.999Z";
/** Uses are noted once an hour. */
const SEEN_EVERY_MS = 3_600_000;

/** Gives another system of an office a key. The token is told once. */
export async function giveKey(
  { store, outbox, audit, clock, ids }: KeyPorts,
  {
    name,
    office,
    expiresOn,
    account,
  }: { readonly name: string; readonly office: string; readonly expiresOn: string; readonly account: Account },
): Promise<{ readonly row: KeyRow; readonly token: string }> {
  const token = newToken();
  const [id, at] = [ids.next("dky"), new Date(clock.now()).toISOString()];
  const given = { id, office, name: name.trim(), created_by: account.id, created_at: at, expires_at: `${expiresOn}${END_OF_DAY}` };
  const row = await store.write(async (trx) => {
    const entry = await outbox.record(trx, { type: "document-key.changed", subject: id, organisation: account.office, content: given });
    await audit.recordIn(trx, {
      actor: account,
      action: "document.configure",
      subject: id,
      outcome: "done",
      detail: `key until ${expiresOn}`,
    });
    return trx
      .insertInto("document_keys")
      .values({ ...given, token_sha256: tokenHash(token), seen_at: null, revoked_at: null, revoked_reason: null, outbox: entry })
      .returningAll()
      .executeTakeFirstOrThrow();
  });
  return { row, token };
}

/** Ends a key at once. REASON_NEEDED, DOCUMENT_KEY_UNKNOWN */
export async function revokeKey(
  { store, outbox, audit, clock }: KeyPorts,
  { key, reason, account }: { readonly key: string; readonly reason: string; readonly account: Account },
): Promise<KeyRow> {
  if (reason.trim() === "") throw new YuejianError("REASON_NEEDED");
  const at = new Date(clock.now()).toISOString();
  return store.write(async (trx) => {
    const row = await trx
      .updateTable("document_keys")
      .set({ revoked_at: at, revoked_reason: reason.trim() })
      .where("id", "=", key)
      .where("revoked_at", "is", null)
      .returningAll()
      .executeTakeFirst();
    if (!row) throw new YuejianError("DOCUMENT_KEY_UNKNOWN", { key });
    const content = { id: key, office: row.office, revoked: true, reason: reason.trim(), by: account.id, at };
    await outbox.record(trx, { type: "document-key.changed", subject: key, organisation: account.office, content });
    await audit.recordIn(trx, { actor: account, action: "document.configure", subject: key, outcome: "done", detail: "key revoked" });
    return row;
  });
}

/** The key of a request, where it holds now. The token is the only ground: 256 bits of which the store has the digest. DOCUMENT_KEY_REFUSED */
export async function admitKey({ store, clock }: Pick<KeyPorts, "store" | "clock">, authorization: string | undefined): Promise<KeyRow> {
  const token = /^Bearer ([\w-]{43})$/.exec(authorization ?? "")?.[1];
  const now = new Date(clock.now()).toISOString();
  const row =
    token === undefined
      ? undefined
      : await store.db.selectFrom("document_keys").selectAll().where("token_sha256", "=", tokenHash(token)).executeTakeFirst();
  if (!row || row.revoked_at !== null || row.expires_at <= now) throw new YuejianError("DOCUMENT_KEY_REFUSED");
  if (row.seen_at === null || row.seen_at <= new Date(clock.now() - SEEN_EVERY_MS).toISOString())
    await store.write((trx) => trx.updateTable("document_keys").set({ seen_at: now }).where("id", "=", row.id).execute());
  return row;
}
