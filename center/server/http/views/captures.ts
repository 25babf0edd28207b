import { buffer } from "node:stream/consumers";
import { type CaptureDocument, type CapturePlace, readCapture } from "@yuejian/chain/format";
import { keyName, verifyCapture } from "@yuejian/chain/verify";
import type { CaptureView, DeviceKeyView } from "@yuejian/contracts/api";
import type { DeviceKey } from "../../captures/index.ts";
import type { Home } from "../../home/index.ts";
import type { Row } from "../../store/index.ts";
import { trustedRoots } from "../../timestamps/index.ts";

type Names = ReadonlyMap<string, string>;

export function deviceKeyView(row: DeviceKey, names: Names): DeviceKeyView {
  return {
    id: row.id,
    key: row.verifier_key,
    holder: row.holder,
    organisation: row.organisation,
    ground: row.ground,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    registeredByName: names.get(row.registered_by) ?? "",
    registeredAt: row.registered_at,
    revoked:
      row.revoked_at === null
        ? null
        : { at: row.revoked_at, byName: names.get(row.revoked_by ?? "") ?? "", reason: row.revoke_reason ?? "" },
  };
}

/** What the document says, beside what the house found when it received it. */
export async function captureView(
  { files, store, paths }: Pick<Home, "files" | "store" | "paths">,
  row: Row<"captures">,
  names: Names,
): Promise<CaptureView> {
  const document = readCapture(await buffer((await files.read(row.sha256)).content));
  const registeredKeys = row.standing === "registered" ? [row.verifier_key] : [];
  const { timestamps, doesNotProve } = verifyCapture(document, { registeredKeys, anchors: trustedRoots(paths.ledger) });
  const key = await store.db.selectFrom("device_keys").select("revoked_at").where("verifier_key", "=", row.verifier_key).executeTakeFirst();
  const { statement, countersignatures }: CaptureDocument = document;
  const { device } = statement;
  return {
    id: row.id,
    sha256: row.sha256,
    key: keyName(row.verifier_key),
    standing: row.standing,
    keyRevokedAt: key?.revoked_at ?? null,
    receivedByName: names.get(row.received_by) ?? "",
    receivedAt: row.received_at,
    files: statement.files.map(({ name, size, sha256, mediaType }) => ({ name, size, sha256, mediaType })),
    capturedAt: statement.capturedAt,
    place: placeWords(statement.place),
    device: [device.name, device.serial, device.software].filter((part) => part !== null).join(" · "),
    operator: statement.operator,
    note: statement.note,
    countersigners: countersignatures.map(({ statement: { signer }, key: verifierKey }) => ({ ...signer, key: keyName(verifierKey) })),
    timestamps: timestamps.map(({ at, authority, anchor }) => ({ at, authority, anchor })),
    doesNotProve: [...doesNotProve],
  };
}

function placeWords(place: CapturePlace): string | null {
  if (place.kind === "withheld") return null;
  if (place.kind === "words") return place.words;
  const accuracy = place.accuracyMetres === null ? "" : ` ± ${place.accuracyMetres} m`;
  return `${place.latitude}, ${place.longitude}${accuracy} (${place.source})`;
}
