import {
  anyObject,
  hex,
  type Json,
  type JsonObject,
  label,
  listOf,
  literal,
  orNull,
  type Reader,
  recordOf,
  type SealedMembers,
} from "../format/index.ts";
import { malformed } from "../format/malformed.ts";

/** The members of contents on which the checks rest. Contents may hold more: their digest binds all of it. */
export interface BatchFacts {
  readonly id: string;
  readonly dataset: string;
  readonly recordRoot: string;
  readonly rowsAccepted: number;
  readonly rowsQuarantined: number;
  /** The batch whose quarantined rows it loads again. */
  readonly retryOf: string | null;
  readonly file: { readonly name: string; readonly size: number; readonly sha256: string; readonly sm3: string };
}

export interface RunFacts {
  readonly id: string;
  readonly model: string;
  readonly modelVersion: string;
  readonly ruleDigest: string;
  readonly manifestDigest: string;
  readonly schemaDigests: Readonly<Record<string, string>>;
  readonly parameters: Readonly<Record<string, Json>>;
  readonly snapshot: Readonly<Record<string, readonly string[]>>;
  readonly inputs: readonly { readonly dataset: string; readonly presence: "present" | "absent" }[];
  readonly findings: { readonly root: string; readonly count: number };
}

export interface LeadFacts {
  readonly id: string;
  readonly model: string;
  /** Digests of the members committed alone. */
  readonly sealed: SealedMembers;
  /** Counts the lead's changes from 1. */
  readonly version: number;
  readonly runs: readonly string[];
}

export function batchFacts(content: JsonObject, where: string): BatchFacts {
  const read = members(content, where);
  const file = members(read("file", object), `${where}.file`);
  return {
    id: read("id", label),
    dataset: read("dataset", label),
    recordRoot: read("recordRoot", hex(32)),
    rowsAccepted: read("rowsAccepted", number),
    rowsQuarantined: read("rowsQuarantined", number),
    retryOf: read("retryOf", orNull(label)),
    file: { name: file("name", string), size: file("size", number), sha256: file("sha256", hex(32)), sm3: file("sm3", hex(32)) },
  };
}

export function runFacts(content: JsonObject, where: string): RunFacts {
  const read = members(content, where);
  const findings = members(read("findings", object), `${where}.findings`);
  return {
    id: read("id", label),
    model: read("model", label),
    modelVersion: read("modelVersion", label),
    ruleDigest: read("ruleDigest", hex(32)),
    manifestDigest: read("manifestDigest", hex(32)),
    schemaDigests: read("schemaDigests", recordOf(hex(32))),
    parameters: read("parameters", anyObject),
    snapshot: read("snapshot", recordOf(listOf(label))),
    inputs: read("inputs", listOf(object)).map((input, index) => {
      const member = members(input, `${where}.inputs[${index}]`);
      return { dataset: member("dataset", label), presence: member("presence", literal("present", "absent")) };
    }),
    findings: { root: findings("root", hex(32)), count: findings("count", number) },
  };
}

export function leadFacts(content: JsonObject, where: string): LeadFacts {
  const read = members(content, where);
  const salt = read("salt", string);
  // Without a salt the statement's digest would give the lead away to whoever guesses its few members.
  if (!/^(?:[0-9a-f]{2}){16,}$/.test(salt)) throw malformed(`${where}.salt`, "not 16 bytes or more in lower-case hexadecimal");
  const lead = members(read("lead", object), `${where}.lead`);
  return {
    id: lead("id", label),
    model: lead("model", label),
    sealed: read("sealed", recordOf(hex(32))),
    version: lead("version", number),
    runs: [lead("firstRun", label), lead("lastRun", label)],
  };
}

function members(content: JsonObject, where: string): <Value>(name: string, read: Reader<Value>) => Value {
  return (name, read) => {
    if (!Object.hasOwn(content, name)) throw malformed(where, `member ${name} is missing`);
    return read(content[name], `${where}.${name}`);
  };
}

const object: Reader<JsonObject> = (value, where) => {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw malformed(where, "not an object");
  return value as Readonly<Record<string, Json>>;
};

const string: Reader<string> = (value, where) => {
  if (typeof value !== "string") throw malformed(where, "not a text");
  return value;
};

const number: Reader<number> = (value, where) => {
  if (!Number.isSafeInteger(value) || (value as number) < 0) throw malformed(where, "not a whole number");
  return value as number;
};
