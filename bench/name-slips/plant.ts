import { pinyin } from "pinyin-pro";
import { Random } from "../../demo/random.ts";
import { readLookAlikes } from "../spelling/read-material.ts";
import type { Account } from "./accounts.ts";

export const SLIP_KINDS = ["sound", "shape", "other", "surname", "moved", "lost", "doubled", "added", "exchanged"] as const;
export type SlipKind = (typeof SLIP_KINDS)[number];

/** An account with one name written wrongly. */
export interface SlippedAccount {
  readonly text: string;
  readonly kind: SlipKind;
  readonly right: string;
  readonly start: number;
  readonly end: number;
  /** The one other place of the name, where there are two: either may be meant. */
  readonly also: number | null;
}

/** A character that is met less often in the accounts is nothing that one writes for another. */
const LEAST_MET = 12;

export class NameSlips {
  readonly #bySound: ReadonlyMap<string, readonly string[]>;
  readonly #lookAlikes = readLookAlikes();
  readonly #given: readonly string[];

  constructor(accounts: readonly Account[]) {
    const counts = new Map<string, number>();
    for (const { text } of accounts)
      for (const character of text) if (/\p{Script=Han}/u.test(character)) counts.set(character, (counts.get(character) ?? 0) + 1);
    const met = [...counts].filter(([, count]) => count >= LEAST_MET).map(([character]) => character);
    this.#bySound = Map.groupBy(met, soundOf);
    this.#given = [...new Set(accounts.flatMap(({ names }) => names.flatMap((name) => name.slice(1).split(""))))];
  }

  /** Null: no name of the account has a place for it. */
  plant({ text, names, seed }: Account, kind: SlipKind): SlippedAccount | null {
    const random = new Random(seed, SLIP_KINDS.indexOf(kind));
    const often = names.filter((name) => text.split(name).length > 2);
    for (let attempt = 0; attempt < 8 && often.length > 0; attempt += 1) {
      const right = random.pick(often);
      const wrong = this.#slip(right, { kind, names, random });
      if (wrong === null || wrong === right || text.includes(wrong) !== (kind === "exchanged")) continue;
      const starts = [...text.matchAll(new RegExp(right, "g"))].map(({ index }) => index);
      const start = random.pick(starts);
      const shift = (at: number): number => (at > start ? at + wrong.length - right.length : at);
      const others = starts.filter((at) => at !== start).map(shift);
      return {
        text: text.slice(0, start) + wrong + text.slice(start + right.length),
        kind,
        right,
        start,
        end: start + wrong.length,
        also: others.length === 1 ? (others[0] ?? null) : null,
      };
    }
    return null;
  }

  #slip(
    name: string,
    { kind, names, random }: { readonly kind: SlipKind; readonly names: readonly string[]; readonly random: Random },
  ): string | null {
    const at = random.between(1, name.length - 1);
    const put = (place: number, written: string | null): string | null =>
      written === null ? null : name.slice(0, place) + written + name.slice(place + 1);
    const alike = (character: string): string | null => {
      const others = (this.#bySound.get(soundOf(character)) ?? []).filter((other) => other !== character);
      return others.length === 0 ? null : random.pick(others);
    };
    switch (kind) {
      case "sound":
        return put(at, alike(name.charAt(at)));
      case "shape": {
        const others = (this.#lookAlikes.get(name.charAt(at)) ?? []).slice(0, 3).map(([other]) => other);
        return others.length === 0 ? null : put(at, random.pick(others));
      }
      case "other":
        return name.length < 3 ? null : put(at, random.pick(this.#given));
      case "surname":
        return put(0, alike(name.charAt(0)));
      case "moved":
        return name.length < 3 ? null : `${name.slice(0, -2)}${name.at(-1)}${name.at(-2)}`;
      case "lost":
        return name.length < 3 ? null : name.slice(0, at) + name.slice(at + 1);
      case "doubled":
        return name.slice(0, at) + name.charAt(at) + name.slice(at);
      case "added":
        return name.length > 2 ? null : name + random.pick(this.#given);
      case "exchanged": {
        const others = names.filter((other) => other !== name && !other.includes(name) && !name.includes(other));
        return others.length === 0 ? null : random.pick(others);
      }
    }
  }
}

const soundOf = (character: string): string => pinyin(character, { toneType: "none" });
