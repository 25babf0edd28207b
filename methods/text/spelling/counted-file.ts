import { type PackedArray, pack, unpack } from "../retrieval/pack.ts";
import type { CountedLines, CountedTexts } from "./knowledge.ts";
import { Characters, type CountedRun, LONGEST, NgramTable, type PlacedRun } from "./ngram-table.ts";

const VERSION = 2;
/** Of a run: how many runs are one character longer, its last character less that of the run before it with the same beginning, how often it occurs beyond the least, what follows, what precedes. */
const FIELDS = 5;

interface Header {
  readonly version?: number;
  readonly characters: string;
  readonly least: number;
  readonly total: number;
}

/** Runs as a tree: those of one character, then those of two by their first, and so on, each field for itself. */
export function writeCounted({ characters, table, lines }: CountedLines): Uint8Array {
  const levels: Map<string, CountedRun>[] = Array.from({ length: LONGEST }, () => new Map());
  for (const run of table.runsIn(lines)) levels[run.characters.length - 1]?.set(String.fromCharCode(...Array.from(run.characters)), run);
  const longer = new Map<string, number>();
  for (const level of levels.slice(1))
    for (const key of level.keys()) longer.set(key.slice(0, -1), (longer.get(key.slice(0, -1)) ?? 0) + 1);
  const arrays = levels.flatMap((level) => {
    const fields: number[][] = Array.from({ length: FIELDS }, () => []);
    let [beginning, last] = ["", 0];
    for (const [key, { count, followers, preceding }] of [...level].toSorted(([one], [other]) => (one < other ? -1 : 1))) {
      if (key.slice(0, -1) !== beginning) [beginning, last] = [key.slice(0, -1), 0];
      const character = key.charCodeAt(key.length - 1);
      for (const [at, value] of [longer.get(key) ?? 0, character - last, count - table.least, followers, preceding].entries())
        writeNumber(fields[at] as number[], value);
      last = character;
    }
    return fields.map((bytes) => Uint8Array.from(bytes));
  });
  const header: Header = { version: VERSION, characters: characters.all().join(""), least: table.least, total: table.total };
  return pack(header, arrays);
}

/** Null: bytes of another version or of something else. */
export function readCounted(bytes: Uint8Array): CountedTexts | null {
  const read = unpack(bytes);
  const header = read?.header as Header | undefined;
  if (!read || header?.version !== VERSION || read.arrays.length !== LONGEST * FIELDS) return null;
  const levels = Array.from({ length: LONGEST }, (_, level) =>
    read.arrays.slice(level * FIELDS, (level + 1) * FIELDS).map(numbersIn),
  ) as unknown as readonly Level[];
  const size = levels.reduce((sum, [longer]) => sum + longer.length, 0);
  return { characters: new Characters(header.characters), table: NgramTable.ofRuns(runsOf(levels, header.least), { ...header, size }) };
}

type Level = readonly [longer: Uint32Array, steps: Uint32Array, counts: Uint32Array, followers: Uint32Array, preceding: Uint32Array];

function* runsOf(levels: readonly Level[], least: number): Generator<PlacedRun> {
  // The runs of the level before, one behind the other, and how many of this level go on from each.
  let beginnings = new Uint16Array();
  let goingOn: Uint32Array = Uint32Array.of(levels[0]?.[0].length ?? 0);
  for (const [level, [longer, steps, counts, followers, preceding]] of levels.entries()) {
    const length = level + 1;
    const runs = new Uint16Array(longer.length * length);
    let at = 0;
    for (let beginning = 0; beginning < goingOn.length; beginning += 1) {
      let last = 0;
      for (let left = goingOn[beginning] as number; left > 0; left -= 1, at += 1) {
        last += steps[at] as number;
        for (let place = 0; place < level; place += 1) runs[at * length + place] = beginnings[beginning * level + place] as number;
        runs[at * length + level] = last;
        yield {
          line: runs,
          from: at * length,
          to: (at + 1) * length,
          count: (counts[at] as number) + least,
          followers: followers[at] as number,
          preceding: preceding[at] as number,
        };
      }
    }
    [beginnings, goingOn] = [runs, longer];
  }
}

/** Seven bits a byte, the lowest first; the highest bit says that more follow. */
function writeNumber(bytes: number[], value: number): void {
  let rest = value;
  for (; rest >= 0x80; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80);
  bytes.push(rest);
}

function numbersIn(bytes: PackedArray): Uint32Array {
  const numbers = new Uint32Array(bytes.length);
  let found = 0;
  let value = 0;
  let shift = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] as number;
    value |= (byte & 0x7f) << shift;
    if (byte & 0x80) shift += 7;
    else {
      numbers[found] = value;
      found += 1;
      value = 0;
      shift = 0;
    }
  }
  return numbers.subarray(0, found);
}
