/** A compound file (MS-CFB): a small file system in which Word kept its documents until 2003. */
export interface CompoundFile {
  /** Paths of streams and storages, as `Macros/VBA`. */
  readonly names: readonly string[];
  /** The bytes of a stream; null: there is none of the name. CompoundFileDamaged */
  stream(name: string): Uint8Array | null;
}

/** The sectors do not hold what the directory promises. */
export class CompoundFileDamaged extends Error {}

const HEADER = 512;
const ENTRY = 128;
/** Sector numbers from here on are marks: end of chain, free, of the table itself. */
const LAST_SECTOR = 0xfffffffa;
const NOBODY = 0xffffffff;
const STORAGE = 1;
const STREAM = 2;
const ROOT = 5;
/** Entries of a directory; a document has some dozens. */
const MOST_ENTRIES = 20_000;

export const isCompoundFile = (bytes: Uint8Array): boolean =>
  [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1].every((byte, at) => bytes[at] === byte);

interface Entry {
  readonly name: string;
  readonly type: number;
  readonly left: number;
  readonly right: number;
  readonly child: number;
  readonly first: number;
  readonly size: number;
}

/** Whoever sends a file chose every number in it: chains may circle and lead out of the file. CompoundFileDamaged */
export function openCompoundFile(bytes: Uint8Array): CompoundFile {
  if (!isCompoundFile(bytes) || bytes.length < HEADER) throw new CompoundFileDamaged("header");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const shift = view.getUint16(30, true);
  if (shift !== 9 && shift !== 12) throw new CompoundFileDamaged("sector size");
  const [size, smallSize] = [1 << shift, 64];
  const sectors = Math.ceil(Math.max(0, bytes.length - size) / size);
  const sector = (number: number): Uint8Array => {
    if (number >= sectors) throw new CompoundFileDamaged(`sector ${number}`);
    return bytes.subarray((number + 1) << shift, Math.min(bytes.length, (number + 2) << shift));
  };

  const table = numbersIn(allocationSectors(view, { size, sectors, sector }).map(sector), size);
  const chained = (first: number): Uint8Array => joined(chain(first, table).map(sector), size);

  const entries = directory(chained(view.getUint32(48, true)));
  const [root] = entries;
  if (root?.type !== ROOT) throw new CompoundFileDamaged("root");
  const cutoff = view.getUint32(56, true);
  const hasSmall = view.getUint32(64, true) > 0 && root.first < LAST_SECTOR;
  const smallTable = hasSmall ? numbersIn(chain(view.getUint32(60, true), table).map(sector), size) : new Uint32Array(0);
  const small = hasSmall ? chained(root.first) : new Uint8Array(0);

  const smallSector = (number: number): Uint8Array => {
    if ((number + 1) * smallSize > small.length) throw new CompoundFileDamaged(`small sector ${number}`);
    return small.subarray(number * smallSize, (number + 1) * smallSize);
  };
  const paths = pathsOf(entries);
  return {
    names: [...paths.keys()],
    stream(name) {
      const entry = paths.get(name);
      if (entry?.type !== STREAM) return null;
      if (entry.size === 0) return new Uint8Array(0);
      const whole = entry.size < cutoff ? joined(chain(entry.first, smallTable).map(smallSector), smallSize) : chained(entry.first);
      if (whole.length < entry.size) throw new CompoundFileDamaged(`${name} is cut off`);
      return whole.subarray(0, entry.size);
    },
  };
}

interface Sectors {
  readonly size: number;
  readonly sectors: number;
  readonly sector: (number: number) => Uint8Array;
}

/** Sectors of the allocation table: the first 109 stand in the header, others in sectors of their own. */
function allocationSectors(view: DataView, { size, sectors, sector }: Sectors): number[] {
  const count = view.getUint32(44, true);
  if (count > sectors) throw new CompoundFileDamaged("allocation table");
  const found: number[] = [];
  for (let at = 76; at < HEADER && found.length < count; at += 4) found.push(view.getUint32(at, true));
  let next = view.getUint32(68, true);
  for (let read = 0; found.length < count && next < LAST_SECTOR && read < sectors; read += 1) {
    const numbers = numbersIn([sector(next)], size);
    for (const number of numbers.subarray(0, -1)) if (found.length < count) found.push(number);
    next = numbers.at(-1) ?? NOBODY;
  }
  if (found.length < count) throw new CompoundFileDamaged("allocation table");
  return found;
}

function chain(first: number, table: Uint32Array): number[] {
  const numbers: number[] = [];
  for (let number = first; number < LAST_SECTOR; number = table[number] as number) {
    if (number >= table.length || numbers.length > table.length) throw new CompoundFileDamaged("chain");
    numbers.push(number);
  }
  return numbers;
}

/** The last sector of a file may be shorter than the others. */
function joined(parts: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  for (const [at, part] of parts.entries()) whole.set(part, at * size);
  return whole;
}

function numbersIn(parts: readonly Uint8Array[], size: number): Uint32Array {
  const whole = joined(parts, size);
  const view = new DataView(whole.buffer);
  return Uint32Array.from({ length: whole.length >> 2 }, (_, at) => view.getUint32(at * 4, true));
}

function directory(bytes: Uint8Array): Entry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries: Entry[] = [];
  for (let at = 0; at + ENTRY <= bytes.length && entries.length < MOST_ENTRIES; at += ENTRY) {
    const length = Math.min(Math.max(0, view.getUint16(at + 64, true) - 2), 62);
    entries.push({
      name: new TextDecoder("utf-16le").decode(bytes.subarray(at, at + length)),
      type: view.getUint8(at + 66),
      left: view.getUint32(at + 68, true),
      right: view.getUint32(at + 72, true),
      child: view.getUint32(at + 76, true),
      first: view.getUint32(at + 116, true),
      size: view.getUint32(at + 120, true),
    });
  }
  return entries;
}

/** Entries by their path; each is met once, whatever they name as neighbours. */
function pathsOf(entries: readonly Entry[]): Map<string, Entry> {
  const paths = new Map<string, Entry>();
  const seen = new Set<number>([0]);
  const waiting: { readonly number: number; readonly under: string }[] = [{ number: entries[0]?.child ?? NOBODY, under: "" }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { number, under } = next;
    const entry = entries[number];
    if (!entry || seen.has(number)) continue;
    seen.add(number);
    waiting.push({ number: entry.left, under }, { number: entry.right, under });
    if (entry.type === STORAGE) waiting.push({ number: entry.child, under: `${under}${entry.name}/` });
    if (entry.type === STORAGE || entry.type === STREAM) paths.set(under + entry.name, entry);
  }
  return paths;
}
