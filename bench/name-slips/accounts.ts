import { createHash } from "node:crypto";
import { personName } from "../../demo/names.ts";
import { Random } from "../../demo/random.ts";
import { readAnswered } from "../charges/read-material.ts";
import { shared } from "../spelling/read-material.ts";

/** The account of a real case, in which names stand for the masks of people. */
export interface Account {
  readonly masked: string;
  readonly text: string;
  readonly names: readonly string[];
  /** Kept apart from what weights are fitted to. */
  readonly isTest: boolean;
  readonly seed: number;
}

/** Tenths of the accounts that are kept apart. */
const TEST: readonly number[] = [7, 8, 9];
const SHORTEST = 120;

/** 张某, 张某某, 张某甲, 欧阳某1; not 于某日, 某某村. */
const MASKED =
  /((?:欧阳|上官|司马|诸葛|司徒|皇甫|慕容)|[\p{Script=Han}])(某某?)([甲乙丙丁戊己庚辛]|[0-9]{1,2}(?![0-9年月日时]))?(?![某日月年天时村镇乡县市区路街巷公银酒单小大中厂店号组])/gu;
/** Before 某 these end a word. */
const NO_SURNAME = /[在于到至从与和对向的由为被某等及将把省市县区镇乡村路与,，。、；：（“]/;
const SIBLINGS = 0.2;

/** Accounts of the tasks with facts of real cases, each once. */
export function accounts(): Account[] {
  const texts = new Set(
    ["3_1", "3_2"].flatMap((name) => readAnswered(shared(`text/lexeval/${name}.json`))).map(({ text }) => text.replaceAll("\r", "").trim()),
  );
  return [...texts]
    .filter((text) => text.length >= SHORTEST)
    .map((masked) => {
      const seed = createHash("md5").update(masked).digest().readInt32BE();
      return { masked, ...named(masked, new Random(seed)), isTest: TEST.includes(Math.abs(seed) % 10), seed };
    });
}

/** A given name as one is drawn for somebody grown up, of one character or two. */
function givenName(random: Random): string {
  for (;;) {
    const name = personName(random, random.chance(0.7) ? "male" : "female", random.between(1955, 2003));
    if (!/[·欧上司诸]/.test(name)) return name.slice(1);
  }
}

function named(masked: string, random: Random): Pick<Account, "text" | "names"> {
  const names = new Map<string, string>();
  const text = masked.replaceAll(MASKED, (mask: string, surname: string) => {
    if (NO_SURNAME.test(surname)) return mask;
    const known = names.get(mask);
    if (known !== undefined) return known;
    // People of one surname are related often and have a character in common.
    const sibling = [...names.values()].find((name) => name.startsWith(surname) && name.length === surname.length + 2);
    for (;;) {
      const given = givenName(random);
      const name = sibling && random.chance(SIBLINGS) ? sibling.slice(0, -1) + given.slice(-1) : surname + given;
      if ([...names.values()].some((other) => other === name) || masked.includes(name)) continue;
      names.set(mask, name);
      return name;
    }
  });
  return { text, names: [...names.values()] };
}
