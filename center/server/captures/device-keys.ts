import { parseVerifierKey } from "@yuejian/chain/format";
import { keyName } from "@yuejian/chain/verify";
import { type Clock, type Ids, YuejianError } from "@yuejian/contracts";
import type { Audit } from "../audit/index.ts";
import type { Account } from "../identity/index.ts";
import type { Outbox } from "../outbox/index.ts";
import type { Reading, Row, Store } from "../store/index.ts";

export interface DeviceKeyPorts {
  readonly store: Store;
  readonly outbox: Pick<Outbox, "record">;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly audit: Audit;
}

export type DeviceKey = Row<"device_keys">;

export interface NewDeviceKey {
  readonly key: string;
  readonly holder: string;
  readonly organisation: string;
  readonly ground: string;
  readonly validFrom?: string | undefined;
  readonly validTo?: string | undefined;
  readonly by: Account;
}

export type Standing = Row<"captures">["standing"];

/** Registers the key of a device: who registers it vouches for who holds it. PROOF_MALFORMED, REASON_NEEDED, DEVICE_KEY_KNOWN */
export async function registerDeviceKey(ports: DeviceKeyPorts, given: NewDeviceKey): Promise<DeviceKey> {
  const { key, by } = given;
  parseVerifierKey(key);
  const ground = given.ground.trim();
  if (ground === "") throw new YuejianError("REASON_NEEDED");
  const now = new Date(ports.clock.now()).toISOString();
  return ports.store.write(async (trx) => {
    const known = await trx.selectFrom("device_keys").select("id").where("verifier_key", "=", key).executeTakeFirst();
    if (known) throw new YuejianError("DEVICE_KEY_KNOWN", { key: keyName(key), id: known.id });
    const row = {
      id: ports.ids.next("dev"),
      verifier_key: key,
      holder: given.holder.trim(),
      organisation: given.organisation.trim(),
      ground,
      valid_from: given.validFrom ?? now,
      valid_to: given.validTo ?? null,
      office: by.office,
      registered_by: by.id,
      registered_at: now,
    };
    const { id, holder, organisation } = row;
    const content = {
      change: "registered",
      id,
      key,
      holder,
      organisation,
      ground,
      validFrom: row.valid_from,
      validTo: row.valid_to,
      by: by.id,
      at: now,
    };
    const outbox = await ports.outbox.record(trx, { type: "device.changed", subject: id, organisation: by.office, content });
    const detail = `registered ${keyName(key)}`;
    await ports.audit.recordIn(trx, { actor: by, action: "device.manage", subject: id, outcome: "done", detail });
    return trx
      .insertInto("device_keys")
      .values({ ...row, outbox, revoked_by: null, revoked_at: null, revoke_reason: null, revoke_outbox: null })
      .returningAll()
      .executeTakeFirstOrThrow();
  });
}

/** From now on captures under the key are of a revoked key, whatever time they state. DEVICE_KEY_UNKNOWN, DEVICE_KEY_REVOKED, REASON_NEEDED */
export async function revokeDeviceKey(
  ports: DeviceKeyPorts,
  id: string,
  { reason, by }: { reason: string; by: Account },
): Promise<DeviceKey> {
  if (reason.trim() === "") throw new YuejianError("REASON_NEEDED");
  const now = new Date(ports.clock.now()).toISOString();
  return ports.store.write(async (trx) => {
    const known = await trx.selectFrom("device_keys").selectAll().where("id", "=", id).executeTakeFirst();
    if (!known) throw new YuejianError("DEVICE_KEY_UNKNOWN", { id });
    if (known.revoked_at !== null) throw new YuejianError("DEVICE_KEY_REVOKED", { id });
    const content = { change: "revoked", id, key: known.verifier_key, reason: reason.trim(), by: by.id, at: now };
    const outbox = await ports.outbox.record(trx, { type: "device.changed", subject: id, organisation: by.office, content });
    await ports.audit.recordIn(trx, { actor: by, action: "device.manage", subject: id, outcome: "done", detail: "revoked" });
    return trx
      .updateTable("device_keys")
      .set({ revoked_by: by.id, revoked_at: now, revoke_reason: reason.trim(), revoke_outbox: outbox })
      .where("id", "=", id)
      .returningAll()
      .executeTakeFirstOrThrow();
  });
}

/** What a key is at that moment. The time is the house's own: the one in a capture is the device's word. */
export async function standingOf(db: Reading, verifierKey: string, now: number): Promise<{ standing: Standing; deviceKey: string | null }> {
  const row = await db.selectFrom("device_keys").selectAll().where("verifier_key", "=", verifierKey).executeTakeFirst();
  if (!row) return { standing: "unregistered", deviceKey: null };
  if (row.revoked_at !== null) return { standing: "revoked", deviceKey: row.id };
  const isValid = Date.parse(row.valid_from) <= now && (row.valid_to === null || now < Date.parse(row.valid_to));
  return { standing: isValid ? "registered" : "not-valid", deviceKey: row.id };
}
