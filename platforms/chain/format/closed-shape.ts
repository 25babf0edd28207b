import { canonicalJson } from "@yuejian/contracts";
import { decodeHex, isCount } from "@yuejian/digests";
import { malformed } from "./malformed.ts";

/** Reads a value of unknown shape, or throws PROOF_MALFORMED with the place. */
export type Reader<Value> = (value: unknown, where: string) => Value;

type Readers = Readonly<Record<string, Reader<unknown>>>;
type Shape<Members extends Readers> = { readonly [Name in keyof Members]: ReturnType<Members[Name]> };

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: Json;
}

/** A rule has at most 40 relations in one another, each up to two levels of JSON, and as many scalars below the last (methods/rules: RULE_LIMITS). */
const DEPTH_LIMIT = 200;

/** An object with exactly these members. */
export function closed<const Members extends Readers>(members: Members): Reader<Shape<Members>>;
/** An object with exactly these members, and perhaps the optional ones. */
export function closed<const Members extends Readers, const Optional extends Readers>(
  members: Members,
  optional: Optional,
): Reader<Shape<Members> & Partial<Shape<Optional>>>;
export function closed(members: Readers, optional: Readers = {}): Reader<Record<string, unknown>> {
  return (value, where) => {
    const given = plainObject(value, where);
    for (const name of Object.keys(given)) {
      if (!Object.hasOwn(members, name) && !Object.hasOwn(optional, name))
        throw malformed(where, `unknown member ${JSON.stringify(name.slice(0, 40))}`);
    }
    const shape: Record<string, unknown> = {};
    for (const [name, read] of Object.entries(members)) {
      if (!Object.hasOwn(given, name)) throw malformed(where, `member ${name} is missing`);
      shape[name] = read(given[name], `${where}.${name}`);
    }
    for (const [name, read] of Object.entries(optional)) {
      if (Object.hasOwn(given, name)) shape[name] = read(given[name], `${where}.${name}`);
    }
    return shape;
  };
}

/** An object whose member names are free. */
export function recordOf<Value>(read: Reader<Value>): Reader<Readonly<Record<string, Value>>> {
  return (value, where) => {
    const entries = Object.entries(plainObject(value, where)).map(
      ([name, member]) => [name, read(member, `${where}.${name.slice(0, 40)}`)] as const,
    );
    return Object.fromEntries(entries);
  };
}

export function listOf<Value>(read: Reader<Value>, limit = 1_000_000): Reader<readonly Value[]> {
  return (value, where) => {
    if (!Array.isArray(value) || value.length > limit) throw malformed(where, `not a list of at most ${limit}`);
    return value.map((item, index) => read(item, `${where}[${index}]`));
  };
}

export function orNull<Value>(read: Reader<Value>): Reader<Value | null> {
  return (value, where) => (value === null ? null : read(value, where));
}

export function literal<const Value extends string | number>(...allowed: readonly Value[]): Reader<Value> {
  return (value, where) => allowed.find((one) => one === value) ?? refuse(where, `not one of ${allowed.join(", ").slice(0, 200)}`);
}

/** A text; with a limit in UTF-16 units. */
export function text(limit = 1_000_000): Reader<string> {
  return (value, where) => (typeof value === "string" && value.length <= limit ? value : refuse(where, "not a text, or too long"));
}

/** A name or id: 1…200 characters, none of them a control character. */
export const label: Reader<string> = (value, where) => {
  const isLabel = typeof value === "string" && value.length > 0 && value.length <= 200 && !/\p{Cc}/u.test(value) && value.isWellFormed();
  return isLabel ? value : refuse(where, "not a name");
};

export const flag: Reader<boolean> = (value, where) => (typeof value === "boolean" ? value : refuse(where, "not true or false"));

/** A whole number from 0 to 2^53 − 1. */
export const count: Reader<number> = (value, where) =>
  typeof value === "number" && isCount(value) ? value : refuse(where, "not a whole number");

/** Lower-case hexadecimal of that many bytes. */
export function hex(bytes: number): Reader<string> {
  return (value, where) =>
    typeof value === "string" && decodeHex(value, bytes) !== null ? value : refuse(where, `not ${bytes} bytes of lower-case hexadecimal`);
}

/** UTC with milliseconds and Z, a moment that exists. */
export const moment: Reader<string> = (value, where) => {
  if (typeof value !== "string" || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value))
    throw malformed(where, "not a UTC time with milliseconds");
  const time = Date.parse(value);
  return Number.isFinite(time) && new Date(time).toISOString() === value ? value : refuse(where, "no such time");
};

/** Any JSON of bounded depth. */
export const anyJson: Reader<Json> = (value, where) => {
  requireJson(value, where, DEPTH_LIMIT);
  return value as Json;
};

/** Any JSON object of bounded depth. */
export const anyObject: Reader<JsonObject> = (value, where) => {
  requireJson(value, where, DEPTH_LIMIT);
  return plainObject(value, where) as JsonObject;
};

/** Parses JSON text and insists on the canonical form, so that there is one text for each value. */
export function parseCanonicalJson(json: string, where: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw malformed(where, "not JSON");
  }
  requireJson(value, where, DEPTH_LIMIT + 8);
  if (canonicalJson(value) !== json) throw malformed(where, "JSON that is not in canonical form");
  return value;
}

/** UTF-8 as hostile bytes: no replacement characters, no byte order mark swallowed. */
export function decodeUtf8(bytes: Uint8Array, where: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw malformed(where, "not UTF-8");
  }
}

function requireJson(value: unknown, where: string, depth: number): void {
  if (depth < 0) throw malformed(where, "nested too deeply");
  if (value === null || typeof value === "string" || typeof value === "boolean") return;
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw malformed(where, "a number out of range");
    return;
  }
  const members = Array.isArray(value) ? value : Object.values(plainObject(value, where));
  for (const member of members) requireJson(member, where, depth - 1);
}

function plainObject(value: unknown, where: string): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw malformed(where, "not an object");
  return value as Record<string, unknown>;
}

function refuse(where: string, reason: string): never {
  throw malformed(where, reason);
}
