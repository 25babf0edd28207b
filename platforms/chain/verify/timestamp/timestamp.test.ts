import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { YuejianError } from "@yuejian/contracts";
import { sha256 } from "@yuejian/digests";
import * as fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { encodeTimestampRequest, readPemCertificates, readTimestampRequest, readTimestampResponse } from "../../format/index.ts";
import { type AuthorityOptions, openAuthority, opensslVersion } from "../../testing/time-stamping-authority.ts";
import { makeParty, makeToken, type Party, pemOf, TIME_STAMPING, type TokenOptions, tlv } from "../../testing/token-bytes.ts";
import { type TimestampOptions, verifyTimestamp } from "./verify-timestamp.ts";

const content = new TextEncoder().encode("检查点");
const root = makeParty({ name: "Root", isAuthority: true });
const signer = makeParty({ name: "授时中心", issuer: root });

function verdict(token: Partial<TokenOptions>, options: Partial<TimestampOptions> = {}): unknown {
  const bytes = makeToken({ content, signer, ...token });
  return verdictOf(bytes, options);
}

function verdictOf(bytes: Uint8Array, options: Partial<TimestampOptions> = {}): unknown {
  try {
    const result = verifyTimestamp(bytes, { content, anchors: readPemCertificates(pemOf(root)), ...options });
    return "code" in result ? result.code : result;
  } catch (error) {
    return error instanceof YuejianError ? error.code : error;
  }
}

/** A token of a certificate made otherwise. */
function by(options: Partial<Parameters<typeof makeParty>[0]>, more: readonly Party[] = []): unknown {
  const party = makeParty({ name: "Other", issuer: root, ...options });
  return verdict({ signer: party, brings: [party, ...more] });
}

describe("a time-stamp token", () => {
  it("holds over its content, below a root that the reader trusts", () => {
    expect(verdict({ nonce: 99 }, { nonce: 99n, policies: ["1.2.3.4.1"] })).toEqual({
      at: "2026-03-01T08:00:00.000Z",
      accuracyMilliseconds: 1000,
      authority: "授时中心",
      policy: "1.2.3.4.1",
      serial: "07",
      anchor: "Root",
    });
  });

  it("holds without a root, and then names none", () => {
    expect(verdict({}, { anchors: [] })).toMatchObject({ authority: "授时中心", anchor: null });
  });

  it("holds through a certificate between, which may not be missing", () => {
    const between = makeParty({ name: "Between", issuer: root, isAuthority: true });
    expect(by({ issuer: between }, [between])).toMatchObject({ anchor: "Root" });
    expect(by({ issuer: between })).toBe("TIMESTAMP_NO_PATH");
  });

  it.each([
    ["over another content", () => verdict({}, { content: new TextEncoder().encode("另一") }), "TIMESTAMP_OTHER_CONTENT"],
    ["that answers another request", () => verdict({ nonce: 1 }, { nonce: 2n }), "TIMESTAMP_OTHER_REQUEST"],
    ["without the nonce asked for", () => verdict({}, { nonce: 2n }), "TIMESTAMP_OTHER_REQUEST"],
    ["under another policy", () => verdict({}, { policies: ["1.2.3.4.5"] }), "TIMESTAMP_POLICY"],
    [
      "below another root",
      () => verdict({}, { anchors: readPemCertificates(pemOf(makeParty({ name: "Root", isAuthority: true }))) }),
      "TIMESTAMP_NO_PATH",
    ],
    ["by a certificate that had expired", () => by({ to: "2026-02-28T23:59:59" }), "TIMESTAMP_CERTIFICATE_EXPIRED"],
    ["by a certificate of later days", () => by({ from: "2026-03-01T08:00:01" }), "TIMESTAMP_CERTIFICATE_EXPIRED"],
    ["by a certificate for servers", () => by({ usages: ["1.3.6.1.5.5.7.3.1"] }), "TIMESTAMP_SIGNER_UNSUITABLE"],
    [
      "by a certificate for time stamping and more",
      () => by({ usages: [TIME_STAMPING, "1.3.6.1.5.5.7.3.1"] }),
      "TIMESTAMP_SIGNER_UNSUITABLE",
    ],
    ["by a certificate whose usage is not critical", () => by({ isUsageCritical: false }), "TIMESTAMP_SIGNER_UNSUITABLE"],
    ["by a certificate without extended usage", () => by({ usages: null }), "TIMESTAMP_SIGNER_UNSUITABLE"],
    ["by a certificate issued by no authority", () => by({ issuer: signer }, [signer]), "TIMESTAMP_NO_PATH"],
    ["by a certificate with a critical extension that nobody knows", () => by({ odd: true }), "TIMESTAMP_NO_PATH"],
    ["that names no signing certificate", () => verdict({ names: null }), "TIMESTAMP_SIGNER_UNNAMED"],
    ["that names another certificate", () => verdict({ names: makeParty({ name: "授时中心", issuer: root }) }), "TIMESTAMP_SIGNER_UNNAMED"],
    ["that brings no certificate", () => verdict({ brings: [] }), "TIMESTAMP_SIGNER_UNNAMED"],
    ["whose stated digest is not its content's", () => verdict({ stated: new Uint8Array(32) }), "TIMESTAMP_SIGNATURE_INVALID"],
    [
      "signed by the key of another certificate",
      () => verdict({ names: makeParty({ name: "X", issuer: root }), brings: [] }),
      "TIMESTAMP_SIGNER_UNNAMED",
    ],
    ["over SHA-1", () => verdict({ imprintAlgorithm: "1.3.14.3.2.26" }), "TIMESTAMP_ALGORITHM_UNKNOWN"],
    [
      "signed with SM2, which is not checked here",
      () => verdict({ signatureAlgorithm: "1.2.156.10197.1.501" }),
      "TIMESTAMP_ALGORITHM_UNKNOWN",
    ],
    ["with two signers", () => verdict({ signatures: 2 }), "PROOF_MALFORMED"],
    ["followed by a byte", () => verdictOf(Uint8Array.of(...makeToken({ content, signer }), 0)), "PROOF_MALFORMED"],
    ["cut off", () => verdictOf(makeToken({ content, signer }).subarray(0, -1)), "PROOF_MALFORMED"],
    ["that is nothing", () => verdictOf(new Uint8Array(0)), "PROOF_MALFORMED"],
    ["in indefinite lengths", () => verdictOf(Uint8Array.of(0x30, 0x80, 0, 0)), "PROOF_MALFORMED"],
    [
      "nested without end",
      () => verdictOf(Array.from({ length: 200 }).reduce<Uint8Array>((inner) => tlv(0x30, inner), new Uint8Array(0))),
      "PROOF_MALFORMED",
    ],
  ])("%s is refused by name", (_title, given, code) => {
    expect(given()).toBe(code);
  });

  it("with any bit of what is signed changed, or of anything else, never says something else", () => {
    const token = makeToken({ content, signer, nonce: 5 });
    const held = verdictOf(token);
    fc.assert(
      fc.property(fc.nat(token.length - 1), fc.nat(7), (at, bit) => {
        const changed = token.slice();
        changed[at] = (changed[at] ?? 0) ^ (1 << bit);
        const found = verdictOf(changed);
        expect(typeof found === "string" || JSON.stringify(found) === JSON.stringify(held), JSON.stringify(found)).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  it("of arbitrary bytes is refused with a code and never crashes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(verdictOf(bytes)).toBe("PROOF_MALFORMED");
      }),
    );
  });
});

describe("a request", () => {
  it("is read back as it was written", () => {
    const request = { digest: sha256(content), nonce: BigInt(`0x${randomBytes(8).toString("hex")}`) >> 1n, policy: "1.2.3.4.5" };
    expect(readTimestampRequest(encodeTimestampRequest(request))).toEqual(request);
  });

  it("that was refused gives the authority's words", () => {
    const refusal = tlv(0x30, tlv(0x30, tlv(0x02, Uint8Array.of(2)), tlv(0x30, tlv(0x0c, Buffer.from("clock is off")))));
    expect(readTimestampResponse(refusal)).toEqual({ refused: "status 2: clock is off" });
  });
});

const version = opensslVersion();
if (version === null) console.warn("skipped: tokens of a real authority; OpenSSL is not on this machine");

describe.runIf(version !== null)("a token of openssl ts", () => {
  const folder = mkdtempSync(join(tmpdir(), "yuejian-tsa-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function stamped(name: string, options: AuthorityOptions) {
    const authority = openAuthority(join(folder, name), options);
    const nonce = BigInt(`0x${randomBytes(8).toString("hex")}`) >> 1n;
    const response = readTimestampResponse(authority.stamp(encodeTimestampRequest({ digest: sha256(content), nonce })));
    if ("refused" in response) throw new Error(response.refused);
    return verdictOf(response.token, { anchors: readPemCertificates(authority.roots), nonce });
  }

  it.each([
    ["with an ECDSA key on P-256", {}],
    ["with an ECDSA key on P-384", { key: "p384" }],
    ["with an RSA key", { key: "rsa2048" }],
  ] as const)("%s holds", (name, options) => {
    expect(stamped(name, options)).toMatchObject({
      authority: "Test TSA",
      anchor: "Test Root",
      policy: "1.2.3.4.1",
      accuracyMilliseconds: 1500,
    });
  });

  it.each([
    ["whose certificate had expired", { days: -1 }, "TIMESTAMP_CERTIFICATE_EXPIRED"],
    ["that names its certificate by SHA-1 only", { attribute: "sha1" }, "TIMESTAMP_SIGNER_UNNAMED"],
  ] as const)("%s is refused by name", (name, options, code) => {
    expect(stamped(name, options)).toBe(code);
  });
});
