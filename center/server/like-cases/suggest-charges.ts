import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import type { ChargesOrder, ChargesView } from "@yuejian/contracts/api";
import { articleOf, articleText, CHARGES, type ChargeModel, readChargeModel, suggestCharges } from "@yuejian/legal-research";
import { heldWording, type LawLibrary } from "../laws/index.ts";

const MODEL = new URL(import.meta.resolve("@yuejian/legal-research/charges"));
/** Characters that are looked at. */
const LOOKED_AT = 20_000;
const [SHOWN, REASONS, ARTICLES] = [8, 12, 4];
/** Less probable charges are not shown. */
const LEAST = 0.02;
const CRIMINAL_LAW = "刑法";
const EXCHANGE_DECISION = "全国人民代表大会常务委员会关于惩治骗购外汇、逃汇和非法买卖外汇犯罪的决定";

let held: ChargeModel | null = null;

/** The model that ships. */
export function chargeModel(): ChargeModel {
  held ??= readChargeModel(gunzipSync(readFileSync(MODEL)));
  if (!held) throw new TypeError(`${MODEL.pathname} is not of this version; train it anew: npm run train:charges`);
  return held;
}

/** Charges that a text of facts may be about, with the words that speak for each and the articles; «cannot tell» where nothing is likely. */
export async function suggestChargesOf(library: LawLibrary, { text, on }: ChargesOrder, today: string): Promise<ChargesView> {
  const model = chargeModel();
  const { charges, named } = suggestCharges(model, text.slice(0, LOOKED_AT), SHOWN);
  const articlesOf = await articleReader(library, on ?? today);
  return {
    charges: charges
      .filter(({ probability }, at) => at < named || probability >= LEAST)
      .map(({ charge, probability, cues, wordShare }) => ({
        charge: chargeName(charge),
        probability: Math.round(probability * 100) / 100,
        articles: articlesOf(charge),
        reasons: cues.slice(0, REASONS).map(({ text: cue, weight, spans }) => ({
          text: cue,
          weight: Math.round(weight * 100) / 100,
          places: spans.map((span) => ({ ...span })),
        })),
        likeness: Math.round(wordShare * 100) / 100,
      })),
    named,
    verdict: verdictOf(charges.slice(0, named).map(({ charge }) => chargeName(charge))),
    isCut: text.length > LOOKED_AT,
    origin: model.origin,
  };
}

/** Name of a charge as judgments write it. */
export const chargeName = (charge: number): string => `${CHARGES[charge]!.name}罪`;

function verdictOf(names: readonly string[]): ChargesView["verdict"] {
  if (names.length === 0)
    return {
      zh: "不能判断：没有哪个罪名有足够的理由。以下只是最接近的，供查阅。",
      en: "Cannot tell: nothing speaks strongly enough for any charge. What follows is nearest, for reading only.",
    };
  return {
    zh: `可能涉及：${names.join("、")}。供办案人参考，由人判断。`,
    en: `May concern: ${names.join("、")}. A proposal to check; people decide.`,
  };
}

async function articleReader(library: LawLibrary, on: string): Promise<(charge: number) => ChargesView["charges"][number]["articles"]> {
  const texts = new Map<string, { readonly label: string; readonly text: string }>();
  if (!(await library.isEmpty())) {
    const { named } = await library.shelf();
    for (const name of [CRIMINAL_LAW, EXCHANGE_DECISION]) {
      const [law] = named(name);
      const version = law && heldWording(law, on);
      if (!version) continue;
      const { articles } = await library.text(version.id);
      for (const article of articles) texts.set(`${name} ${article.key}`, { label: article.label, text: articleText(article) });
    }
  }
  return (charge) =>
    [...new Set(CHARGES[charge]!.articles.map(articleOf))].slice(0, ARTICLES).map((written) => {
      const law = written.startsWith("D") ? EXCHANGE_DECISION : CRIMINAL_LAW;
      const key = written.replace(/^D/, "");
      const found = texts.get(`${law} ${key}`);
      const [number, sub] = key.split("-");
      const label = found?.label ?? `第${number}条${sub === undefined ? "" : `之${sub}`}`;
      return { label: `${law} ${label}`, law, key, text: found?.text ?? null };
    });
}
