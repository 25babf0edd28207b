import { malformed } from "./malformed.ts";

/** Hashes in a full tile, entries in a full bundle (C2SP tlog-tiles). */
export const TILE_WIDTH = 256;

/** Bytes of an entry that the two-byte length of an entry bundle can hold. */
export const ENTRY_LIMIT = 65_535;

/** A tile of hashes on one tile level (tree level 8 × `level`), or a bundle of entries. */
export interface TileName {
  readonly level: number | "entries";
  readonly index: number;
  /** Hashes or entries in it, 1…256; below 256 it is partial. */
  readonly width: number;
}

/** `tile/0/x001/x234/067`, `tile/entries/000.p/12`. */
export function formatTilePath({ level, index, width }: TileName): string {
  let rest = index;
  let path = String(rest % 1000).padStart(3, "0");
  while (rest >= 1000) {
    rest = Math.floor(rest / 1000);
    path = `x${String(rest % 1000).padStart(3, "0")}/${path}`;
  }
  return `tile/${level}/${path}${width === TILE_WIDTH ? "" : `.p/${width}`}`;
}

/** Null for any path that `formatTilePath` does not give. */
export function parseTilePath(path: string): TileName | null {
  const match = /^tile\/(entries|\d{1,2})\/((?:x\d{3}\/){0,4}\d{3})(?:\.p\/(\d{1,3}))?$/.exec(path);
  if (match?.[1] === undefined || match[2] === undefined) return null;
  const name: TileName = {
    level: match[1] === "entries" ? "entries" : Number(match[1]),
    index: Number(match[2].replaceAll(/[x/]/g, "")),
    width: match[3] === undefined ? TILE_WIDTH : Number(match[3]),
  };
  const isValid = name.width >= 1 && name.width <= TILE_WIDTH && (name.level === "entries" || name.level < 64);
  return isValid && formatTilePath(name) === path ? name : null;
}

/** Entries one after another, each behind its length in two bytes, big-endian. */
export function encodeEntryBundle(entries: readonly Uint8Array[]): Uint8Array {
  const bundle = new Uint8Array(entries.reduce((sum, entry) => sum + 2 + entry.length, 0));
  const view = new DataView(bundle.buffer);
  let position = 0;
  for (const entry of entries) {
    if (entry.length > ENTRY_LIMIT) throw malformed("entry bundle", "an entry is too long");
    view.setUint16(position, entry.length);
    bundle.set(entry, position + 2);
    position += 2 + entry.length;
  }
  return bundle;
}

export function decodeEntryBundle(bundle: Uint8Array): Uint8Array[] {
  const view = new DataView(bundle.buffer, bundle.byteOffset, bundle.byteLength);
  const entries: Uint8Array[] = [];
  let position = 0;
  while (position < bundle.length) {
    const end = position + 2 <= bundle.length ? position + 2 + view.getUint16(position) : Number.POSITIVE_INFINITY;
    if (end > bundle.length || entries.length === TILE_WIDTH) throw malformed("entry bundle", "lengths do not fit");
    entries.push(bundle.slice(position + 2, end));
    position = end;
  }
  return entries;
}
