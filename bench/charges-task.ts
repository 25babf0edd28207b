import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { type ChargeSuggestions, chargeNumber, crossCheckCharges, readChargeModel, suggestCharges } from "@yuejian/legal-research";
import { chargedTexts, readAnswered, readCriminalLaw, readHeldOut } from "./charges/read-material.ts";
import { CHARGE_TRAINING } from "./charges/settings.ts";
import { task } from "./harness.ts";

const DATA = fileURLToPath(new URL("../../shared/data/", import.meta.url));
const HELD_OUT = `${DATA}text/lawbench-dev/3-3.first100.json`;
const STEPS = 10;

type Details = Record<string, number | string>;

/** Five-fold within the training material: each text judged by a model that does not know it. */
function development(): Details {
  const { cases, left } = chargedTexts(
    ["3_1", "3_2"].flatMap((name) => readAnswered(`${DATA}text/lexeval/${name}.json`)),
    readHeldOut(HELD_OUT).map(({ text }) => text),
  );
  const checked = crossCheckCharges(cases, { ...CHARGE_TRAINING, articles: readCriminalLaw(`${DATA}laws/just-laws`), origin: "" });
  const details: Details = { texts: cases.length, leftOut: left };
  for (const kind of ["whole", "short", "joined"] as const) {
    const part = checked.filter((one) => one.kind === kind && one.charges.size > 0);
    details[`${kind}Texts`] = part.length;
    details[`${kind}F1`] = mean(part.map(({ charges, suggestions }) => f1(named(suggestions), charges)));
    details[`${kind}TopThree`] = mean(part.map(({ charges, suggestions }) => topThree(suggestions, charges)));
    details[`${kind}NotTold`] = mean(part.map(({ suggestions }) => (suggestions.named === 0 ? 1 : 0)));
  }
  const none = checked.filter(({ charges }) => charges.size === 0);
  details["noCrimeTexts"] = none.length;
  details["noCrimeNotTold"] = mean(none.map(({ suggestions }) => (suggestions.named === 0 ? 1 : 0)));
  for (let step = 0; step < STEPS; step += 1) {
    const within = checked.flatMap(({ charges, suggestions }) =>
      suggestions.charges
        .filter(({ probability }) => Math.min(STEPS - 1, Math.floor(probability * STEPS)) === step)
        .map(({ charge, probability }) => ({ probability, isRight: charges.has(charge) ? 1 : 0 })),
    );
    details[`reliability${step}`] =
      `${within.length} said ${mean(within.map(({ probability }) => probability))} true ${mean(within.map(({ isRight }) => isRight))}`;
  }
  return details;
}

/** The held-out cases, judged by the model that ships. */
function heldOut(): Details {
  const model = readChargeModel(gunzipSync(readFileSync(new URL(import.meta.resolve("@yuejian/legal-research/charges")))));
  if (!model) throw new Error("the model is not of this version: npm run train:charges");
  const judged = readHeldOut(HELD_OUT).map(({ text, answers }) => {
    const known = new Set(answers.map((answer) => chargeNumber(answer) ?? -1));
    return { charges: known, suggestions: suggestCharges(model, text) };
  });
  return {
    texts: judged.length,
    f1: mean(judged.map(({ charges, suggestions }) => f1(named(suggestions), charges))),
    first: mean(judged.map(({ charges, suggestions }) => (charges.has(suggestions.charges[0]?.charge ?? -2) ? 1 : 0))),
    topThree: mean(judged.map(({ charges, suggestions }) => topThree(suggestions, charges))),
    notTold: judged.filter(({ suggestions }) => suggestions.named === 0).length,
    severalNamed: judged.filter(({ suggestions }) => suggestions.named > 1).length,
  };
}

const named = ({ charges, named: count }: ChargeSuggestions): number[] => charges.slice(0, count).map(({ charge }) => charge);

/** As the published scorer has it: of each text, over the sets of charges; the mean is over texts. */
function f1(found: readonly number[], right: ReadonlySet<number>): number {
  const hits = found.filter((charge) => right.has(charge)).length;
  return hits === 0 ? 0 : (2 * hits) / (found.length + right.size);
}

const topThree = ({ charges }: ChargeSuggestions, right: ReadonlySet<number>): number =>
  charges.slice(0, 3).some(({ charge }) => right.has(charge)) ? 1 : 0;

const mean = (values: readonly number[]): number =>
  Math.round((values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)) * 1000) / 1000;

/** One part of what is measured of charges: `node bench/charges-task.ts development|held-out`. */
await task(async ([part = ""]) => {
  const begun = performance.now();
  const details = part === "held-out" ? heldOut() : development();
  return { seconds: Math.round(performance.now() - begun) / 1000, details };
});
