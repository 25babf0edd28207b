import { type Static, Type } from "typebox";
import type { Text } from "../text.ts";
import { exact, orNull, page, TextShape } from "./shapes.ts";

const Words = (limit: number) => Type.String({ minLength: 1, maxLength: limit });
const Moment = Type.String({ format: "date-time" });

/** POST /api/devices — registers the key of a capturing device; `ground`: on what the voucher rests. */
export const DeviceKeyBody = exact({
  key: Words(400),
  holder: Words(200),
  organisation: Words(200),
  ground: Words(1000),
  validFrom: Type.Optional(Moment),
  validTo: Type.Optional(Moment),
});

export const DeviceKeyShape = exact({
  id: Type.String(),
  key: Type.String(),
  holder: Type.String(),
  organisation: Type.String(),
  ground: Type.String(),
  validFrom: Type.String(),
  validTo: orNull(Type.String()),
  registeredByName: Type.String(),
  registeredAt: Type.String(),
  revoked: orNull(exact({ at: Type.String(), byName: Type.String(), reason: Type.String() })),
});
export type DeviceKeyView = Static<typeof DeviceKeyShape>;

/** GET /api/devices */
export const DeviceKeysShape = exact({ items: Type.Array(DeviceKeyShape) });

/** POST /api/devices/:device/revoke */
export const RevokeBody = exact({ reason: Words(1000) });

/** GET /api/captures — `file`: SHA-256 of a file that they are about. */
export const CapturesQuery = exact({
  file: Type.Optional(Type.String({ pattern: "^[0-9a-f]{64}$" })),
  offset: Type.Optional(Type.Integer({ minimum: 0, default: 0 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 50 })),
});

/** What a capture's key was when it came, in words. */
const STANDINGS: Readonly<Record<string, Text>> = {
  registered: { zh: "采集密钥已登记", en: "captured under a registered key" },
  unregistered: { zh: "采集密钥未登记，不算核验", en: "captured under an unregistered key: not verified" },
  revoked: { zh: "采集密钥已吊销，不算核验", en: "captured under a revoked key: not verified" },
  "not-valid": { zh: "采集密钥不在有效期，不算核验", en: "captured under a key out of its validity: not verified" },
};

export function captureStanding(standing: string): Text {
  return STANDINGS[standing] ?? { zh: standing, en: standing };
}

/** `standing`: what the key was when the capture was received: registered, unregistered, revoked, not-valid. Only «registered» counts as verified. */
export const CaptureShape = exact({
  id: Type.String(),
  sha256: Type.String(),
  key: Type.String(),
  standing: Type.String(),
  /** The key was revoked since: the standing at receipt stays as it was. */
  keyRevokedAt: orNull(Type.String()),
  receivedByName: Type.String(),
  receivedAt: Type.String(),
  files: Type.Array(exact({ name: Type.String(), size: Type.Integer(), sha256: Type.String(), mediaType: Type.String() })),
  capturedAt: Type.String(),
  place: orNull(Type.String()),
  device: Type.String(),
  operator: exact({ name: Type.String(), organisation: Type.String() }),
  note: orNull(Type.String()),
  countersigners: Type.Array(exact({ name: Type.String(), organisation: Type.String(), key: Type.String() })),
  timestamps: Type.Array(exact({ at: Type.String(), authority: Type.String(), anchor: orNull(Type.String()) })),
  doesNotProve: Type.Array(TextShape),
});
export type CaptureView = Static<typeof CaptureShape>;
export const CapturesShape = page(CaptureShape);

/** GET /api/ledger/timestamps */
export const StampShape = exact({
  size: Type.Integer(),
  at: Type.String(),
  authority: Type.String(),
  anchor: orNull(Type.String()),
  fetchedAt: Type.String(),
});
export type StampView = Static<typeof StampShape>;
export const StampsShape = exact({ items: Type.Array(StampShape), isConfigured: Type.Boolean() });

/** POST /api/ledger/timestamps/request — the request for an authority that is asked by hand, base64 of its DER. */
export const StampRequestBody = exact({ policy: Type.Optional(Type.String({ pattern: "^[0-2](\\.(0|[1-9]\\d{0,9})){1,20}$" })) });
export const StampRequestShape = exact({ request: Type.String(), size: Type.Integer() });

/** POST /api/ledger/timestamps — takes an authority's answer, base64 of its DER; without one the configured authority is asked now. */
export const StampBody = exact({ answer: Type.Optional(Type.String({ maxLength: 400_000 })) });
