import { checkDocument, documentOf, nameReadings } from "@yuejian/document-assistant";
import { draftText } from "./document-families/judge.ts";
import { lawPorts } from "./document-families/law-ports.ts";
import { OPEN_SETS } from "./document-families/sets.ts";
import { task } from "./harness.ts";
import { type Account, accounts } from "./name-slips/accounts.ts";
import { fitWeights, type Lesson } from "./name-slips/fit.ts";
import { NameSlips, SLIP_KINDS, type SlippedAccount } from "./name-slips/plant.ts";

const RULE = "name-inconsistent";
type Details = Record<string, number | string>;
type Told = ReturnType<typeof checkDocument>;

const check = (text: string): Told =>
  checkDocument(documentOf(text.split("\n")), { citations: null, spelling: null }, (rule) => rule === RULE);
const rounded = (value: number): number => Math.round(value * 1_000) / 1_000;

const isAt = ({ start, end, also, right }: SlippedAccount, told: { readonly start: number; readonly end: number }): boolean =>
  (told.start < end && start < told.end) || (also !== null && told.start < also + right.length && also < told.end);

/** What is found of slips planted in the accounts that are kept apart, and what is told where there are none; of the others it is shown. */
function test(all: readonly Account[], isShown: boolean): Details {
  const planter = new NameSlips(all);
  const own = all.filter(({ isTest }) => isTest !== isShown);
  const details: Details = { accounts: own.length };
  for (const side of ["text", "masked"] as const) {
    let [characters, alarms] = [0, 0];
    for (const account of own) {
      characters += account[side].length;
      for (const { start, end, reason } of check(account[side])) {
        alarms += 1;
        if (isShown) console.error(`false ${side}  ${around(account[side], start, end)}  ${reason.zh}`);
      }
    }
    const name = side === "text" ? "named" : "masked";
    details[`${name}Characters`] = characters;
    details[`${name}FalseAlarmsPer10000`] = rounded((alarms * 10_000) / characters);
  }
  for (const kind of SLIP_KINDS) {
    const planted = own.flatMap((account) => planter.plant(account, kind) ?? []);
    const found = planted.filter((slipped) => {
      const isFound = check(slipped.text).some((told) => isAt(slipped, told));
      if (isShown && !isFound) console.error(`missed ${kind}  ${around(slipped.text, slipped.start, slipped.end)}  ${slipped.right}`);
      return isFound;
    });
    details[`${kind}Planted`] = planted.length;
    details[`${kind}Recall`] = rounded(found.length / planted.length);
  }
  return details;
}

const around = (text: string, start: number, end: number): string =>
  `${text.slice(Math.max(0, start - 30), start)}【${text.slice(start, end)}】${text.slice(end, end + 30)}`.replaceAll("\n", "⏎");

/** Readings of right texts are no slips; of texts with a slip those of the slip are. */
function* lessonsOf(right: string, slipped: readonly SlippedAccount[]): Generator<Lesson> {
  for (const { signs } of nameReadings(documentOf(right.split("\n")))) yield { signs, isSlip: false, weight: 1 };
  for (const each of slipped)
    for (const reading of nameReadings(documentOf(each.text.split("\n"))))
      if (reading.right === each.right && reading.start === each.start && reading.end === each.end)
        yield { signs: reading.signs, isSlip: true, weight: SLIP_WEIGHT };
}

/** A slip stands in few documents of many: what one that is planted counts. */
const SLIP_WEIGHT = 0.2;

function weights(all: readonly Account[]): Details {
  const planter = new NameSlips(all);
  const own = all.filter(({ isTest }) => !isTest);
  const lessons: Lesson[] = own.flatMap((account) => [
    ...lessonsOf(
      account.text,
      SLIP_KINDS.flatMap((kind) => planter.plant(account, kind) ?? []),
    ),
  ]);
  const { quote } = lawPorts();
  for (const set of OPEN_SETS.values()) {
    for (const draft of set.right(set.each, quote)) lessons.push(...lessonsOf(draftText(draft), []));
    for (const { draft, fault } of set.planted(set.each, quote, (kind) => kind === RULE)) {
      const [also] = fault.also;
      const slipped = { ...fault, text: draftText(draft), kind: "other" as const, right: fault.right ?? "", also: also?.[0] ?? null };
      lessons.push(...lessonsOf("", [slipped]));
    }
  }
  const slips = lessons.filter(({ isSlip }) => isSlip).length;
  return { accounts: own.length, lessons: lessons.length, slips, ...Object.fromEntries(fitWeights(lessons)) };
}

await task(async () => {
  const begun = performance.now();
  const [part = "test"] = process.argv.slice(2);
  const all = accounts();
  const details = part === "weights" ? weights(all) : test(all, part === "shown");
  return { seconds: (performance.now() - begun) / 1_000, details };
});
