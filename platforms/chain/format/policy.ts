import { encodeHex } from "@yuejian/digests";
import { malformed } from "./malformed.ts";
import { type KeyType, parseVerifierKey, type VerifierKey } from "./note-keys.ts";

/** Who has to sign and cosign a checkpoint (C2SP tlog-policy). */
export interface Policy {
  readonly logs: readonly { readonly key: VerifierKey; readonly url: string | null }[];
  readonly witnesses: readonly PolicyWitness[];
  readonly groups: readonly PolicyGroup[];
  /** Name of a witness or group; null: no cosignature is needed. */
  readonly quorum: string | null;
}

export interface PolicyWitness {
  readonly name: string;
  /** Of type `cosignature`. */
  readonly key: VerifierKey;
  readonly url: string | null;
}

export interface PolicyGroup {
  readonly name: string;
  /** At least so many of the members. */
  readonly least: number;
  readonly members: readonly string[];
}

const LIMIT = 256 * 1024;
const LINES = 1000;

/** Reads a policy file; PROOF_MALFORMED names the line. */
export function parsePolicy(text: string): Policy {
  if (text.length > LIMIT) throw malformed("policy", "too long");
  const lines = text.split("\n");
  if (lines.length > LINES) throw malformed("policy", "too many lines");
  const reader = new PolicyReader();
  for (const [index, line] of lines.entries()) {
    // oxlint-disable-next-line no-control-regex -- the specification allows tab and newline only
    if (/[\u0000-\u0008\u000b-\u001f\u007f]/.test(line)) throw malformed(`policy line ${index + 1}`, "a control character");
    const words = line.split(/[ \t]+/).filter((word) => word !== "");
    if (words.length > 0 && !words[0]?.startsWith("#")) reader.read(words, `policy line ${index + 1}`);
  }
  return reader.finish();
}

class PolicyReader {
  readonly #logs: { key: VerifierKey; url: string | null }[] = [];
  readonly #witnesses: PolicyWitness[] = [];
  readonly #groups: PolicyGroup[] = [];
  readonly #names = new Set(["none"]);
  /** Public keys: the same key under another name would count twice. */
  readonly #keys = new Set<string>();
  /** Each name is member of one group at most, so that nobody counts in two ways. */
  readonly #members = new Set<string>();
  #quorum: string | null | undefined;

  read([keyword = "", ...words]: readonly string[], where: string): void {
    switch (keyword) {
      case "log":
        return this.#log(words, where);
      case "witness":
        return this.#witness(words, where);
      case "group":
        return this.#group(words, where);
      case "quorum":
        return this.#setQuorum(words, where);
      default:
        throw malformed(where, "neither log, witness, group nor quorum");
    }
  }

  finish(): Policy {
    if (this.#quorum === undefined) throw malformed("policy", "there is no quorum line");
    return { logs: this.#logs, witnesses: this.#witnesses, groups: this.#groups, quorum: this.#quorum };
  }

  #log([vkey, url, ...more]: readonly string[], where: string): void {
    if (vkey === undefined || more.length > 0) throw malformed(where, "not «log KEY [URL]»");
    this.#logs.push({ key: this.#fresh(keyAt(vkey, "note", where), where), url: url ?? null });
  }

  #witness([name, vkey, url, ...more]: readonly string[], where: string): void {
    if (name === undefined || vkey === undefined || more.length > 0) throw malformed(where, "not «witness NAME KEY [URL]»");
    this.#define(name, where);
    this.#witnesses.push({ name, key: this.#fresh(keyAt(vkey, "cosignature", where), where), url: url ?? null });
  }

  #group([name, threshold = "", ...members]: readonly string[], where: string): void {
    if (name === undefined || members.length === 0) throw malformed(where, "not «group NAME all|any|NUMBER MEMBER…»");
    const least = threshold === "all" ? members.length : threshold === "any" ? 1 : /^[1-9]\d{0,3}$/.test(threshold) ? Number(threshold) : 0;
    if (least < 1 || least > members.length) throw malformed(where, `${threshold} is no number of ${members.length} members`);
    for (const member of members) {
      if (member === "none" || !this.#names.has(member)) throw malformed(where, `${member} is not defined above`);
      if (this.#members.has(member)) throw malformed(where, `${member} is a member twice`);
      this.#members.add(member);
    }
    this.#define(name, where);
    this.#groups.push({ name, least, members });
  }

  #setQuorum([name, ...more]: readonly string[], where: string): void {
    if (name === undefined || more.length > 0) throw malformed(where, "not «quorum NAME»");
    if (this.#quorum !== undefined) throw malformed(where, "a second quorum line");
    if (!this.#names.has(name)) throw malformed(where, `${name} is not defined above`);
    this.#quorum = name === "none" ? null : name;
  }

  #define(name: string, where: string): void {
    if (this.#names.has(name)) throw malformed(where, `${name} is defined twice`);
    this.#names.add(name);
  }

  #fresh(key: VerifierKey, where: string): VerifierKey {
    const hex = encodeHex(key.publicKey);
    if (this.#keys.has(hex)) throw malformed(where, "this public key stands above already");
    this.#keys.add(hex);
    return key;
  }
}

function keyAt(text: string, type: KeyType, where: string): VerifierKey {
  try {
    return parseVerifierKey(text, type);
  } catch {
    throw malformed(where, `not a verifier key of type ${type}`);
  }
}
