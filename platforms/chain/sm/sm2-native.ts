import { createPrivateKey, createPublicKey, createSign, createVerify } from "node:crypto";
import { type SignBytes, SM2_SIGNATURE_BYTES, sm2Identity } from "../format/index.ts";
import { decodeSm2Der, encodeSm2Der } from "./sm2-der.ts";

/** The platform's SM2. Three traps of it: only a key that comes from DER or PEM signs SM2, a key object made in the process signs plain ECDSA;
 *  the short form `sign("sm3", …)` takes an empty user id, so Z_A goes in front of the message here; and signatures are DER. */
export function signWithSm2(privateKey: Uint8Array, publicKey: Uint8Array): SignBytes {
  const head = Buffer.from("308187020100301306072a8648ce3d020106082a811ccf5501822d046d306b0201010420", "hex");
  const der = Buffer.concat([head, privateKey, Buffer.from("a144034200", "hex"), publicKey]);
  const key = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  const identity = sm2Identity(publicKey);
  return (message) => {
    const signature = decodeSm2Der(createSign("sm3").update(identity).update(message).sign(key));
    if (signature === null) throw new Error("the platform gave no SM2 signature");
    return signature;
  };
}

/** Gives what says whether a key signed a message. Throws for bytes that are no point of the curve. */
export function verifyWithSm2(publicKey: Uint8Array): (signature: Uint8Array, message: Uint8Array) => boolean {
  const head = Buffer.from("3059301306072a8648ce3d020106082a811ccf5501822d034200", "hex");
  const key = createPublicKey({ key: Buffer.concat([head, publicKey]), format: "der", type: "spki" });
  const identity = sm2Identity(publicKey);
  return (signature, message) => {
    if (signature.length !== SM2_SIGNATURE_BYTES) return false;
    return createVerify("sm3").update(identity).update(message).verify(key, encodeSm2Der(signature));
  };
}
