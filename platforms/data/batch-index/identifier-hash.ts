import { hash } from "node:crypto";

/** Identifiers stand in the index as 48 bits of their MD5: two may share one, so that what is found is compared. */
const BITS = "281474976710655::UBIGINT";
const BETWEEN = "\u001f";

/** Values that are asked of one dataset are asked of the next too. */
const MOST_KNOWN = 20_000;
const known = new Map<string, number>();

export function identifierHash(value: string): number {
  const found = known.get(value);
  if (found !== undefined) return found;
  if (known.size >= MOST_KNOWN) known.clear();
  const made = lowBits(value);
  known.set(value, made);
  return made;
}

/** Of the values of several columns, which are looked up together; of one it is that value's own. */
export function keyHash(values: readonly string[]): number {
  const [first = ""] = values;
  if (values.length === 1) return identifierHash(first);
  return lowBits([`key${BETWEEN}`, ...values].join(BETWEEN));
}

function lowBits(text: string): number {
  // Bytes as characters cost less than half of what a buffer costs.
  const bytes = hash("md5", text, "binary");
  const at = (place: number): number => bytes.charCodeAt(place);
  return at(8) + at(9) * 2 ** 8 + at(10) * 2 ** 16 + at(11) * 2 ** 24 + at(12) * 2 ** 32 + at(13) * 2 ** 40;
}

/** SQL: `identifierHash` of a text. */
export function identifierHashSql(text: string): string {
  return `CAST(md5_number_lower(${text}) & ${BITS} AS BIGINT)`;
}

/** SQL: `keyHash` of texts. */
export function keyHashSql(texts: readonly string[]): string {
  const [first = ""] = texts;
  if (texts.length === 1) return identifierHashSql(first);
  const parts = [`'key' || chr(31)`, ...texts];
  return identifierHashSql(parts.join(" || chr(31) || "));
}
