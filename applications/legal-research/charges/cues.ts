import { foldText } from "@yuejian/text";
import { CHARGES } from "./charge-table.ts";

/** A cue of a charge that a text holds. Spans are of the text. */
export interface FoundCue {
  /** Number of the cue over all charges. */
  readonly cue: number;
  readonly charge: number;
  readonly sentence: number;
  readonly spans: readonly { readonly start: number; readonly end: number }[];
}

interface Cue {
  readonly charge: number;
  readonly atoms: readonly number[];
}

const ATOMS: string[] = [];
const CUES: Cue[] = [];
const BY_FIRST = new Map<string, number[]>();
/** Atom → cues that need it. */
const CUES_OF: number[][] = [];

for (const [charge, { cues }] of CHARGES.entries()) for (const cue of cues) CUES.push({ charge, atoms: cue.map(atomNumber) });
for (const [number, { atoms }] of CUES.entries()) for (const atom of atoms) CUES_OF[atom]!.push(number);

export const CUE_COUNT = CUES.length;

/** The charge that a cue speaks for. */
export const cueCharge = (cue: number): number => CUES[cue]!.charge;
/** A cue as it is shown: 窃取, 保险金 … 骗取. */
export const cueText = (cue: number): string => CUES[cue]!.atoms.map((atom) => ATOMS[atom]).join(" … ");

function atomNumber(text: string): number {
  const first = text[0] as string;
  const known = BY_FIRST.get(first) ?? [];
  BY_FIRST.set(first, known);
  const same = known.find((atom) => ATOMS[atom] === text);
  if (same !== undefined) return same;
  known.push(ATOMS.length);
  CUES_OF.push([]);
  return ATOMS.push(text) - 1;
}

/** Every cue of every charge in a text, once a sentence. */
export function findCues(text: string): FoundCue[] {
  const folded = foldText(text);
  const found: FoundCue[] = [];
  for (const [sentence, { start, end }] of sentencesOf(folded).entries()) {
    const places = new Map<number, number>();
    for (let at = start; at < end; at += 1)
      for (const atom of BY_FIRST.get(folded[at] as string) ?? [])
        if (!places.has(atom) && folded.startsWith(ATOMS[atom] as string, at) && at + (ATOMS[atom] as string).length <= end)
          places.set(atom, at);
    const seen = new Set<number>();
    for (const atom of places.keys())
      for (const cue of CUES_OF[atom] as number[]) {
        const { charge, atoms } = CUES[cue]!;
        if (seen.has(cue) || !atoms.every((one) => places.has(one))) continue;
        seen.add(cue);
        const spans = atoms.map((one) => ({
          start: places.get(one) as number,
          end: (places.get(one) as number) + (ATOMS[one] as string).length,
        }));
        found.push({ cue, charge, sentence, spans });
      }
  }
  return found;
}

/** Sentences of a folded text: to a full stop, a semicolon or the end of a line. */
function sentencesOf(folded: string): { start: number; end: number }[] {
  const sentences: { start: number; end: number }[] = [];
  let start = 0;
  for (const match of folded.matchAll(/[。;!?\n]|$/g)) {
    if (match.index > start) sentences.push({ start, end: match.index });
    start = match.index + 1;
  }
  return sentences;
}

/** Those of the charges for which a text has most cues. */
export function mostCuedCharges(text: string, charges: readonly number[]): number[] {
  const held = new Map(charges.map((charge) => [charge, new Set<number>()]));
  for (const { cue, charge } of findCues(text)) held.get(charge)?.add(cue);
  const most = Math.max(0, ...[...held.values()].map(({ size }) => size));
  return charges.filter((charge) => held.get(charge)?.size === most);
}
