import type { SpellingKnowledge } from "../candidates.ts";
import { logCount } from "../evidence.ts";
import type { Characters } from "../ngram-table.ts";
import { Neighbourhood } from "./neighbourhood.ts";
import type { Slip, SlipKind, WeighedSlip } from "./slip.ts";
import { OWN_EVIDENCE, SlipEvidence } from "./slip-evidence.ts";

/** Numbers are not judged by what usually stands beside what. */
const NUMERALS = "零〇一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟";
/** A place is ordinary where one of so many follows what stands there, forward or backward. */
const USUAL_SHARE = 0.01;
/** Characters tried in a gap and weighed. */
const FILLINGS = 2;
/** Runs of three with what was changed occur at least so often. */
const LEAST_RUN = 3;
/** A place where both runs of three over it occur oftener than this, on average of logarithms, is not looked at. */
const WELL_KNOWN = 2.5;
/** In a pair that occurs so often nothing is missing. */
const USUAL_PAIR = 60;
/** What is put in has to make the runs of three so much more frequent, by logarithms. */
const LEAST_AHEAD = 2.4;
/** What is put in another order has to make them so much more frequent. */
const LEAST_BETTER = 0.4;
/** What a slip has to gain in probability, forward and backward on average, to be weighed further. */
const LEAST_GAIN = { missing: 2, surplus: 7.5, swapped: 5 } as const satisfies Record<SlipKind, number>;
/** Places to either side whose other slips speak against one. */
const NEAR = 4;

/** Finds places of a line where something may be missing, too many or out of order, with what speaks for it. */
export class SlipCandidates {
  readonly #known: SpellingKnowledge;
  readonly #evidence: SlipEvidence;
  readonly #neighbours: Neighbourhood;
  /** 1 for Chinese characters that are not numerals. */
  readonly #isFree: Uint8Array;
  #pairs = new Float64Array(256);
  #threes = new Float64Array(256);
  /** 1 where what stands from a place on fits what stands before it neither forward nor backward. */
  #odd = new Uint8Array(256);

  constructor({ characters, knowledge: known }: { readonly characters: Characters; readonly knowledge: SpellingKnowledge }) {
    const numerals = new Set(Array.from(NUMERALS, (numeral) => characters.numberOf(numeral)));
    this.#known = known;
    this.#evidence = new SlipEvidence(known.table, known.lexicon);
    this.#isFree = known.isHan.map((isHan, number) => (isHan === 1 && !numerals.has(number) ? 1 : 0));
    this.#neighbours = new Neighbourhood(known.table, this.#isFree);
  }

  /** Of a line that begins with LINE_START and ends with LINE_END. */
  of(line: readonly number[]): WeighedSlip[] {
    if (line.length < 4) return [];
    const strange = this.#count(line);
    const slips: Slip[] = [];
    for (let at = 1; at < line.length - 1; at += 1) {
      this.#surplus(line, at, slips);
      this.#swapped(line, at, slips);
      this.#missing(line, at, slips);
    }
    return this.#weighed(line, { slips, strange });
  }

  /** Runs of two and three from each place on; gives the share of runs of three that are not known. */
  #count(line: readonly number[]): number {
    const { table } = this.#known;
    const { length } = line;
    if (this.#pairs.length < length) {
      [this.#pairs, this.#threes] = [new Float64Array(2 * length), new Float64Array(2 * length)];
      this.#odd = new Uint8Array(2 * length);
    }
    let unknown = 0;
    for (let at = 0; at + 1 < length; at += 1) {
      const pair = table.count(line, at, at + 2);
      const three = pair === 0 || at + 3 > length ? 0 : table.count(line, at, at + 3);
      this.#pairs[at] = pair;
      this.#threes[at] = three;
      if (three === 0) unknown += 1;
    }
    this.#odd.fill(0, 0, length);
    for (let at = 1; at + 1 < length; at += 1)
      if (!this.#isUsual(at) && !this.#isUsualBefore(at) && this.#standing(at) <= WELL_KNOWN) this.#odd[at] = 1;
    return unknown / (length - 1);
  }

  /** How often runs of three over a place occur: logarithms on average. */
  #standing(at: number): number {
    return (logCount(this.#threes[at - 1] as number) + (at < 2 ? 0 : logCount(this.#threes[at - 2] as number))) / 2;
  }

  /** Whether what stands from a place on is usual behind what stands before it. */
  #isUsual(at: number): boolean {
    if (at < 2) return false;
    const [before, three] = [this.#pairs[at - 2] as number, this.#threes[at - 2] as number];
    return three > 0 && three >= USUAL_SHARE * before;
  }

  /** Whether what stands before a place is usual before what stands from it on. */
  #isUsualBefore(at: number): boolean {
    const [behind, three] = [this.#pairs[at] as number, this.#threes[at - 1] as number];
    return three > 0 && three >= USUAL_SHARE * behind;
  }

  #missing(line: readonly number[], at: number, slips: Slip[]): void {
    if (this.#odd[at] === 0 || (this.#pairs[at - 1] as number) > USUAL_PAIR) return;
    const [before, behind] = [line[at - 1] as number, line[at] as number];
    if (this.#isFree[before] !== 1 && this.#isFree[behind] !== 1) return;
    const standing = this.#standing(at);
    const { table } = this.#known;
    const best: { readonly filling: number; readonly fit: number }[] = [];
    const run = [line[at - 2] ?? 0, before, 0, behind, line[at + 1] ?? 0];
    for (const filling of this.#neighbours.between(before, behind)) {
      if (filling === before || filling === behind) continue;
      run[2] = filling;
      const middle = table.count(run, 1, 4);
      if (middle < LEAST_RUN) continue;
      const [left, right] = [table.count(run, 0, 3), table.count(run, 2, 5)];
      if (left < LEAST_RUN && right < LEAST_RUN) continue;
      const fit = (logCount(middle) + logCount(left) + logCount(right)) / 3;
      if (fit > standing + LEAST_AHEAD) best.push({ filling, fit });
    }
    best.sort((one, other) => other.fit - one.fit);
    for (const { filling } of best.slice(0, FILLINGS)) slips.push({ kind: "missing", at, removed: 0, inserted: [filling] });
  }

  #surplus(line: readonly number[], at: number, slips: Slip[]): void {
    if (this.#isFree[line[at] as number] !== 1) return;
    for (const removed of [1, 2, 3]) {
      if (at - removed < 1 || at + removed >= line.length) break;
      let isTwice = true;
      for (let index = 0; index < removed && isTwice; index += 1)
        isTwice = line[at + index] === line[at + index - removed] && this.#isFree[line[at + index] as number] === 1;
      if (!isTwice) continue;
      // Of a run of one character the last is the one too many.
      if (removed > 1 && line[at] === line[at + 1]) continue;
      if (line[at + removed] === line[at]) continue;
      slips.push({ kind: "surplus", at, removed, inserted: [] });
      return;
    }
    if (line[at + 1] === line[at] || line[at - 1] === line[at]) return;
    if ((this.#odd[at] === 0 && this.#odd[at + 1] === 0) || this.#isUsual(at) || this.#isUsualBefore(at + 1)) return;
    const { table } = this.#known;
    const run = [line[at - 2] ?? 0, line[at - 1] as number, line[at + 1] as number, line[at + 2] ?? 0];
    const [left, right] = [at < 2 ? 0 : table.count(run, 0, 3), at + 2 < line.length ? table.count(run, 1, 4) : 0];
    if (left < LEAST_RUN && right < LEAST_RUN) return;
    const standing =
      logCount(this.#threes[at - 1] as number) +
      (at < 2 ? 0 : logCount(this.#threes[at - 2] as number)) +
      logCount(this.#threes[at] as number);
    if ((logCount(left) + logCount(right)) / 2 > standing / 3 + 1) slips.push({ kind: "surplus", at, removed: 1, inserted: [] });
  }

  #swapped(line: readonly number[], at: number, slips: Slip[]): void {
    const { table } = this.#known;
    const free = this.#isFree;
    const [one, two, three] = [line[at] as number, line[at + 1] as number, line[at + 2] as number];
    if (free[one] !== 1 || free[two] !== 1) return;
    if (one !== two && this.#odd[at + 1] === 1) {
      const run = [line[at - 1] as number, two, one, three];
      const [left, right] = [table.count(run, 0, 3), table.count(run, 1, 4)];
      const standing = logCount(this.#threes[at - 1] as number) + logCount(this.#threes[at] as number);
      if ((left >= LEAST_RUN || right >= LEAST_RUN) && logCount(left) + logCount(right) > standing + 2)
        slips.push({ kind: "swapped", at, removed: 2, inserted: [two, one] });
    }
    if (free[three] !== 1 || at + 3 >= line.length) return;
    if (this.#odd[at + 1] === 0 && this.#odd[at + 2] === 0) return;
    if (this.#threes[at] === 0)
      for (const inserted of [
        [two, three, one],
        [three, one, two],
      ]) {
        if (inserted[0] === one && inserted[1] === two) continue;
        if (table.count(inserted, 0, 3) >= LEAST_RUN) this.#propose(line, { kind: "swapped", at, removed: 3, inserted }, slips);
      }
    const four = line[at + 3] as number;
    if (free[four] !== 1 || at + 4 >= line.length || (one === three && two === four)) return;
    if (this.#odd[at + 2] === 0) return;
    const inserted = [three, four, one, two];
    if (table.count(inserted, 0, 4) >= LEAST_RUN) this.#propose(line, { kind: "swapped", at, removed: 4, inserted }, slips);
  }

  /** Kept where runs of three become so much more frequent by it. */
  #propose(line: readonly number[], slip: Slip, slips: Slip[]): void {
    const { at, removed, inserted } = slip;
    const from = Math.max(0, at - 2);
    const would = [...line.slice(from, at), ...inserted, ...line.slice(at + removed, at + removed + 2)];
    let gain = 0;
    for (let start = 0; start + 3 <= would.length; start += 1)
      gain += logCount(this.#known.table.count(would, start, start + 3)) - logCount(this.#threes[from + start] as number);
    if (gain / (would.length - 2) > LEAST_BETTER) slips.push(slip);
  }

  #weighed(line: readonly number[], { slips, strange }: { readonly slips: readonly Slip[]; readonly strange: number }): WeighedSlip[] {
    const weighed = slips.flatMap((slip) => {
      const evidence = this.#evidence.weigh(line, slip, LEAST_GAIN[slip.kind]);
      return evidence ? [{ ...slip, evidence }] : [];
    });
    const gains = weighed.map(({ evidence }) => gainOf(evidence));
    for (const [index, { at, removed, inserted, evidence }] of weighed.entries()) {
      let [others, ahead] = [0, 20];
      for (let other = index - 1; other >= 0 && (weighed[other] as Slip).at >= at - NEAR; other -= 1) {
        others += 1;
        ahead = Math.min(ahead, (gains[index] as number) - (gains[other] as number));
      }
      for (let other = index + 1; other < weighed.length && (weighed[other] as Slip).at <= at + NEAR; other += 1) {
        others += 1;
        ahead = Math.min(ahead, (gains[index] as number) - (gains[other] as number));
      }
      const changed = removed > 0 ? (line[at] as number) : (inserted[0] as number);
      evidence.set(
        [removed, isTwice(line, at, removed) ? 1 : 0, nearest(line, at, { removed, changed }), strange, line.length, others, ahead],
        OWN_EVIDENCE,
      );
      evidence.set(
        [
          this.#isFree[line[at - 1] as number] as number,
          this.#isFree[line[at + removed] as number] as number,
          this.#replaceable(line, at, removed),
        ],
        OWN_EVIDENCE + 7,
      );
    }
    return weighed;
  }

  /** log of how often a character that may be taken for one here would stand between its neighbours: then it was taken for another. */
  #replaceable(line: readonly number[], at: number, removed: number): number {
    let most = 0;
    const { table, confusables } = this.#known;
    for (let place = Math.max(1, at - (removed === 0 ? 1 : 0)); place < Math.min(line.length - 1, at + Math.max(1, removed)); place += 1) {
      const [before, behind] = [line[place - 1] as number, line[place + 1] as number];
      const run = [before, 0, behind];
      for (const other of confusables.get(line[place] as number)?.others ?? []) {
        if (!this.#neighbours.standTogether(before, other) || !this.#neighbours.standTogether(other, behind)) continue;
        run[1] = other;
        most = Math.max(most, table.count(run, 0, 3));
      }
    }
    return logCount(most);
  }
}

const gainOf = (evidence: Float32Array): number => ((evidence[0] as number) + (evidence[1] as number)) / 2;

function isTwice(line: readonly number[], at: number, removed: number): boolean {
  for (let index = 0; index < removed; index += 1) if (line[at + index] !== line[at + index - removed]) return false;
  return removed > 0;
}

/** Places to the next of the same character, 7: none is near. */
function nearest(
  line: readonly number[],
  at: number,
  { removed, changed }: { readonly removed: number; readonly changed: number },
): number {
  for (let distance = 1; distance <= 6; distance += 1)
    if (line[at - distance] === changed || line[at + Math.max(0, removed - 1) + distance] === changed) return distance;
  return 7;
}
