import { pack, unpack } from "@yuejian/text";
import type { ChargeModel } from "./charge-model.ts";
import { CHARGES } from "./charge-table.ts";
import { CHARGE_SIGNALS } from "./signals.ts";
import { ODDS_SIGNALS } from "./suggest-charges.ts";

const FORMAT = "charges 1";

interface Header {
  readonly format: typeof FORMAT;
  readonly origin: string;
  /** Names, cues and signals that the numbers of the file are of. */
  readonly shape: string;
  readonly hidden: number;
}

/** What the numbers of a model stand for: charges with their cues, signals. */
function shapeOf(): string {
  const text = JSON.stringify([CHARGES.map(({ name, cues }) => [name, cues]), CHARGE_SIGNALS, ODDS_SIGNALS]);
  let hash = 0x81_1c_9d_c5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01_00_01_93);
  return (hash >>> 0).toString(16);
}

/** A model as bytes; weights of pairs are kept in 256 steps. */
export function writeChargeModel({ ranker, odds, cueWeights, shares, pairs, origin }: ChargeModel): Uint8Array<ArrayBuffer> {
  const header: Header = { format: FORMAT, origin, shape: shapeOf(), hidden: ranker.hidden };
  const sorted = [...pairs].toSorted(([one], [other]) => one - other);
  const weights = sorted.flatMap(([, of]) => [...of.weights]);
  const most = weights.reduce((one, other) => Math.max(one, other), 1e-6);
  return pack(header, [
    cueWeights,
    shares,
    Uint32Array.from(sorted, ([pair]) => pair),
    Uint16Array.from(sorted, ([, { charges }]) => charges.length),
    Uint16Array.from(sorted.flatMap(([, { charges }]) => [...charges])),
    Uint8Array.from(weights, (weight) => Math.max(1, Math.round((weight / most) * 255))),
    Float32Array.of(most / 255),
    ranker.means,
    ranker.scales,
    ranker.weights,
    odds,
  ]);
}

/** The model, or null where the bytes are of something else or of other charges, cues or signals than these. */
export function readChargeModel(bytes: Uint8Array): ChargeModel | null {
  const read = unpack(bytes);
  const header = read?.header as Header | undefined;
  if (!read || header?.format !== FORMAT || header.shape !== shapeOf() || read.arrays.length !== 11) return null;
  const [cueWeights, shares, keys, counts, charges, steps, step, means, scales, weights, odds] = read.arrays as unknown as [
    Float32Array,
    Float32Array,
    Uint32Array,
    Uint16Array,
    Uint16Array,
    Uint8Array,
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  let from = 0;
  const pairs = new Map(
    Array.from(keys, (pair, at) => {
      const until = from + (counts[at] as number);
      const of = {
        charges: charges.slice(from, until),
        weights: Float32Array.from(steps.subarray(from, until), (value) => value * (step[0] as number)),
      };
      from = until;
      return [pair, of] as const;
    }),
  );
  const ranker = { features: CHARGE_SIGNALS, means, scales, hidden: header.hidden, weights };
  return { cueWeights, shares, pairs, ranker, odds, origin: header.origin };
}
