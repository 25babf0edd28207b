import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

export interface AuthorityOptions {
  /** Of the certificate that stamps. Default: ECDSA over P-256. */
  readonly key?: "p256" | "p384" | "rsa2048";
  /** Extended key usage as OpenSSL writes it. */
  readonly usage?: string;
  /** Days of validity; 0: expired already when it stamps. */
  readonly days?: number;
  /** Digest of the signing-certificate attribute. */
  readonly attribute?: "sha1" | "sha256";
}

/** A time-stamping authority of `openssl ts`, independent of the code that verifies. */
export interface Authority {
  readonly roots: string;
  /** DER of a TimeStampResp for a DER request. */
  stamp(request: Uint8Array): Uint8Array;
}

/** Null: OpenSSL is not on this machine. */
export function opensslVersion(): string | null {
  try {
    return execFileSync("openssl", ["version"], { encoding: "utf8" }).trim();
  } catch {
    return null;
  }
}

const KEYS = {
  p256: ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"],
  p384: ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-384"],
  rsa2048: ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"],
} as const;

export function openAuthority(folder: string, options: AuthorityOptions = {}): Authority {
  const { key = "p256", usage = "critical,timeStamping", days = 3650, attribute = "sha256" } = options;
  mkdirSync(folder, { recursive: true });
  const at = (name: string) => path.join(folder, name);
  const openssl = (...words: readonly string[]) => execFileSync("openssl", words, { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
  writeFileSync(at("ca.cnf"), "[ca]\nbasicConstraints=critical,CA:true\nkeyUsage=critical,keyCertSign\n");
  writeFileSync(
    at("tsa.ext"),
    `[tsa]\nbasicConstraints=CA:false\nkeyUsage=critical,digitalSignature\n${usage === "" ? "" : `extendedKeyUsage=${usage}\n`}`,
  );
  writeFileSync(
    at("ts.cnf"),
    [
      "[tsa]\ndefault_tsa=one\n[one]",
      `serial=${at("serial")}`,
      "default_policy=1.2.3.4.1",
      "other_policies=1.2.3.4.5",
      "digests=sha256,sha384,sha512",
      "accuracy=secs:1,millisecs:500",
      "ess_cert_id_chain=no",
      `ess_cert_id_alg=${attribute}`,
      "",
    ].join("\n"),
  );
  writeFileSync(at("serial"), "01\n");
  openssl("genpkey", ...KEYS.p256, "-out", "ca.key");
  openssl(
    "req",
    "-x509",
    "-new",
    "-key",
    "ca.key",
    "-subj",
    "/CN=Test Root",
    "-days",
    "3650",
    "-out",
    "ca.pem",
    "-config",
    "ca.cnf",
    "-extensions",
    "ca",
  );
  openssl("genpkey", ...KEYS[key], "-out", "tsa.key");
  openssl("req", "-new", "-key", "tsa.key", "-subj", "/O=Test Authority/CN=Test TSA", "-out", "tsa.csr");
  const validity = ["-days", String(days)];
  openssl(
    "x509",
    "-req",
    "-in",
    "tsa.csr",
    "-CA",
    "ca.pem",
    "-CAkey",
    "ca.key",
    "-CAcreateserial",
    ...validity,
    "-extfile",
    "tsa.ext",
    "-extensions",
    "tsa",
    "-out",
    "tsa.pem",
  );
  return {
    roots: readFileSync(at("ca.pem"), "utf8"),
    stamp(request) {
      writeFileSync(at("request.tsq"), request);
      openssl(
        "ts",
        "-reply",
        "-config",
        "ts.cnf",
        "-section",
        "one",
        "-queryfile",
        "request.tsq",
        "-signer",
        "tsa.pem",
        "-inkey",
        "tsa.key",
        "-sha256",
        "-out",
        "answer.tsr",
      );
      return readFileSync(at("answer.tsr"));
    },
  };
}
