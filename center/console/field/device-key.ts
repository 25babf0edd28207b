import { formatVerifierKey, type VerifierKey, verifierKeyOf } from "@yuejian/chain/capture";
import { type DeviceKey, keep, kept } from "./device-store.ts";

export interface DeviceSigner {
  readonly key: VerifierKey;
  /** The line that is registered at the house. */
  readonly line: string;
  readonly sign: (message: Uint8Array) => Promise<Uint8Array>;
}

let made: Promise<DeviceSigner> | null = null;

/** The device's own key, made once. Its private half stays in the browser and no script can read it. */
export function deviceSigner(): Promise<DeviceSigner> {
  made ??= findOrMake().then(signerOf);
  made.catch(() => {
    made = null;
  });
  return made;
}

async function findOrMake(): Promise<DeviceKey> {
  const known = await kept("device", "key");
  if (known) return known;
  const pair = await crypto.subtle.generateKey("Ed25519", false, ["sign", "verify"]);
  const publicKey = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
  const name = `field-${[...publicKey.subarray(0, 4)].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
  const key: DeviceKey = { id: "key", name, publicKey, privateKey: pair.privateKey };
  await keep("device", key);
  return key;
}

function signerOf({ name, publicKey, privateKey }: DeviceKey): DeviceSigner {
  const key = verifierKeyOf(name, publicKey);
  const sign = async (message: Uint8Array) => new Uint8Array(await crypto.subtle.sign("Ed25519", privateKey, new Uint8Array(message)));
  return { key, line: formatVerifierKey(key), sign };
}
