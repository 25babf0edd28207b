import { pack, SLIP_EVIDENCE, SLIP_KINDS, type SlipJudges, type SlipKind, unpack } from "@yuejian/text";
import { arraysOf, sizeOf, type TreesSize, treesOf } from "./speller-file.ts";

/** What was learned of characters missing, too many and out of order, with bars chosen on lines that nothing was learned from. */
export interface SlipModel {
  readonly judges: SlipJudges;
  /** What it was trained on. */
  readonly origin: string;
}

const VERSION = 1;
/** Arrays of the trees of one kind. */
const ARRAYS = 6;

export const writeSlips = ({ judges, origin }: SlipModel): Uint8Array =>
  pack(
    {
      version: VERSION,
      values: SLIP_EVIDENCE,
      kinds: SLIP_KINDS.map((kind) => ({ kind, bar: judges[kind].bar, trees: sizeOf(judges[kind].trees) })),
      origin,
    },
    SLIP_KINDS.flatMap((kind) => arraysOf(judges[kind].trees)),
  );

/** Null: bytes of another version or of something else. */
export function readSlips(bytes: Uint8Array): SlipModel | null {
  const read = unpack(bytes);
  const header = read?.header as
    | { version?: number; values: number; kinds: { kind: SlipKind; bar: number; trees: TreesSize }[]; origin: string }
    | undefined;
  if (!read || header?.version !== VERSION || header.values !== SLIP_EVIDENCE || read.arrays.length !== ARRAYS * SLIP_KINDS.length)
    return null;
  const judges = header.kinds.map(
    ({ kind, bar, trees }, at) => [kind, { bar, trees: treesOf(trees, read.arrays.slice(ARRAYS * at, ARRAYS * (at + 1))) }] as const,
  );
  return { judges: Object.fromEntries(judges) as SlipJudges, origin: header.origin };
}
