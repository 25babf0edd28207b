import { type BoostedTrees, type LookAlikes, pack, type SpellingBars, unpack } from "@yuejian/text";

/** What was learned of errors; what is right comes from texts. */
export interface SpellerModel {
  readonly trees: BoostedTrees;
  readonly errors: readonly (readonly [written: string, meant: string, count: number])[];
  /** As they were chosen on sentences that nothing was learned from. */
  readonly bars: SpellingBars;
  /** What it was trained on. */
  readonly origin: string;
}

const VERSION = 1;

export function writeSpeller({ trees, errors, bars, origin }: SpellerModel): Uint8Array {
  const { features, base, roots, feature, limit, left, right, value } = trees;
  return pack({ version: VERSION, features, base, bars, origin, errors }, [roots, feature, limit, left, right, value]);
}

/** Null: bytes of another version or of something else. */
export function readSpeller(bytes: Uint8Array): SpellerModel | null {
  const read = unpack(bytes);
  const header = read?.header as
    | { version?: number; features: number; base: number; bars: SpellingBars; origin: string; errors: SpellerModel["errors"] }
    | undefined;
  if (!read || header?.version !== VERSION || read.arrays.length !== 6) return null;
  const [roots, feature, limit, left, right, value] = read.arrays as [
    Uint32Array,
    Int8Array,
    Float32Array,
    Uint16Array,
    Uint16Array,
    Float32Array,
  ];
  const { features, base, bars, origin, errors } = header;
  return { trees: { features, base, roots, feature, limit, left, right, value }, errors, bars, origin };
}

/** The table of `npm run make:look-alikes`: character → its look-alikes, and their likeness in hundredths, two digits each. */
export function lookAlikesFrom(json: Uint8Array): LookAlikes {
  const table = JSON.parse(new TextDecoder().decode(json)) as Record<string, readonly [others: string, hundredths: string]>;
  return new Map(
    Object.entries(table).map(([character, [others, hundredths]]) => [
      character,
      Array.from(others, (other, at) => [other, Number(hundredths.slice(2 * at, 2 * at + 2)) / 100] as const),
    ]),
  );
}
