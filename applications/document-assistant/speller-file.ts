import { type BoostedTrees, type LookAlikes, type PackedArray, pack, type SpellerTrees, type SpellingBars, unpack } from "@yuejian/text";

/** What was learned of errors; what is right comes from texts. */
export interface SpellerModel {
  readonly trees: SpellerTrees;
  readonly errors: readonly (readonly [written: string, meant: string, count: number])[];
  /** As they were chosen on sentences that nothing was learned from. */
  readonly bars: SpellingBars;
  /** Where it was taught beside a model of context: trees that weigh both, and their bars. */
  readonly context: { readonly trees: BoostedTrees; readonly bars: SpellingBars } | null;
  /** What it was trained on. */
  readonly origin: string;
}

const VERSION = 3;
/** Arrays of a forest. */
const ARRAYS = 6;

export function writeSpeller({ trees, errors, bars, context, origin }: SpellerModel): Uint8Array {
  const forests = [trees.first, trees.second, ...(context ? [context.trees] : [])];
  const header = { version: VERSION, trees: forests.map(sizeOf), bars, contextBars: context && context.bars };
  return pack({ ...header, origin, errors }, forests.flatMap(arraysOf));
}

/** Null: bytes of another version or of something else. */
export function readSpeller(bytes: Uint8Array): SpellerModel | null {
  const read = unpack(bytes);
  const header = read?.header as
    | {
        version?: number;
        trees: readonly TreesSize[];
        bars: SpellingBars;
        contextBars: SpellingBars | null;
        origin: string;
        errors: SpellerModel["errors"];
      }
    | undefined;
  if (!read || header?.version !== VERSION || read.arrays.length !== header.trees.length * ARRAYS) return null;
  const [first, second, inContext] = header.trees.map((size, at) => treesOf(size, read.arrays.slice(at * ARRAYS, (at + 1) * ARRAYS)));
  if (!first || !second) return null;
  const { bars, contextBars, origin, errors } = header;
  return {
    trees: { first, second },
    errors,
    bars,
    context: inContext && contextBars ? { trees: inContext, bars: contextBars } : null,
    origin,
  };
}

export type TreesSize = Pick<BoostedTrees, "features" | "base">;

export const sizeOf = ({ features, base }: BoostedTrees): TreesSize => ({ features, base });

export const arraysOf = ({ roots, feature, limit, left, right, value }: BoostedTrees): PackedArray[] => [
  roots,
  feature,
  limit,
  left,
  right,
  value,
];

export function treesOf({ features, base }: TreesSize, arrays: readonly PackedArray[]): BoostedTrees {
  const [roots, feature, limit, left, right, value] = arrays as [
    Uint32Array,
    Int8Array,
    Float32Array,
    Uint16Array,
    Uint16Array,
    Float32Array,
  ];
  return { features, base, roots, feature, limit, left, right, value };
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
