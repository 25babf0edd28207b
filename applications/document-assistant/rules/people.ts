import type { CheckedDocument } from "../document.ts";
import { factsOf } from "../facts/facts.ts";
import type { PersonNumber } from "../facts/people.ts";
import { MASK } from "../facts/persons.ts";
import type { CheckContext, DocumentRule, RuleHit } from "../rule.ts";

/** A sex beside a number is its person's; one elsewhere is that of who is described there, where one number alone is his. */
function* sexes(document: CheckedDocument): Generator<RuleHit> {
  const { numbers, sexes: all } = factsOf(document);
  const beside = new Set(numbers.flatMap(({ toldSex }) => toldSex?.start ?? []));
  for (const { sex, toldSex } of numbers) if (toldSex && toldSex.value !== sex) yield notSex(sex, toldSex);
  for (const told of all) {
    const own = numbers.filter(({ name }) => name !== null && name === told.name && !MASK.test(name));
    const [only] = own;
    if (only && own.length === 1 && !beside.has(told.start) && told.value !== only.sex) yield notSex(only.sex, told);
  }
}

const notSex = (sex: PersonNumber["sex"], { start, end }: { readonly start: number; readonly end: number }): RuleHit => ({
  start,
  end,
  suggestion: sex,
  reason: { zh: `公民身份号码第 17 位表明是${sex}性`, en: `the resident id says ${sex === "男" ? "male" : "female"}` },
});

/** A day of birth beside a number is its person's; one elsewhere is that of the one who is named before it, or of the only one who has a number where nobody is named. */
function* births(document: CheckedDocument, { isForPublication }: CheckContext): Generator<RuleHit> {
  // What is to be published shows no number, and the masked one that comes in its place tells no day.
  if (isForPublication) return;
  const { numbers, births: all } = factsOf(document);
  const told = new Set<number>();
  for (const number of numbers) if (number.toldBirth) told.add(number.toldBirth.start);
  for (const number of numbers) if (number.toldBirth && number.toldBirth.value !== number.bornOn) yield hit(number, number.toldBirth);
  for (const birth of all) {
    if (told.has(birth.start)) continue;
    const own = birth.name === null ? (numbers.length === 1 ? numbers[0] : undefined) : numbers.find(({ name }) => name === birth.name);
    if (own && birth.value !== own.bornOn) yield hit(own, birth);
  }
}

function hit({ bornOn }: PersonNumber, { start, end }: { readonly start: number; readonly end: number }): RuleHit {
  const [year, month, day] = bornOn.split("-").map(Number);
  return {
    start,
    end,
    suggestion: null,
    reason: { zh: `公民身份号码表明出生日期是${year}年${month}月${day}日`, en: `the resident id says born on ${bornOn}` },
  };
}

export const PEOPLE_RULES: readonly DocumentRule[] = [
  {
    id: "birth-against-id",
    title: { zh: "出生日期与身份号码不符", en: "Day of birth against the resident id" },
    severity: "error",
    source: "GB 11643-1999",
    find: births,
  },
  {
    id: "sex-against-id",
    title: { zh: "性别与身份号码不符", en: "Sex against the resident id" },
    severity: "error",
    source: "GB 11643-1999",
    find: sexes,
  },
];
