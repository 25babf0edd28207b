import { YuejianError } from "@yuejian/contracts";
import type { LikeCasesOrder, LikeCasesView, LikeCaseView } from "@yuejian/contracts/api";
import {
  AMOUNT_STEPS,
  type CasePortrait,
  CIRCUMSTANCES,
  type Circumstance,
  chargeNumber,
  LEAST_CASES,
  type LikeCase,
  PENALTIES,
  portraitOf,
  type Sentence,
  spreadOf,
  suggestCharges,
} from "@yuejian/legal-research";
import type { CaseShelf, ShelvedCase } from "./case-shelf.ts";
import { chargeModel, chargeName } from "./suggest-charges.ts";

const LOOKED_AT = 20_000;
/** Cases behind a distribution: so many of the likest that share the charge. */
const MOST_BEHIND = 200;
/** Amounts within this factor are told as near. */
const NEAR = 3;
const SHOWN_WORDS = 6;

/** Cases like a text, the likest first, each with what is shared and what differs; how long the sentences of those with the same charge are, with the
 *  cases behind, or one by one where they are few. Never what a sentence should be. */
export async function findLikeCases({ index, cases, textsOf }: CaseShelf, order: LikeCasesOrder): Promise<LikeCasesView> {
  const portrait = portraitOf(order.text.slice(0, LOOKED_AT));
  const suggested = suggestCharges(chargeModel(), order.text.slice(0, LOOKED_AT));
  const asked = order.charge === undefined ? null : chargeNumber(order.charge);
  if (order.charge !== undefined && asked === null) throw new YuejianError("CHARGE_UNKNOWN", { charge: order.charge });
  const charges = new Map(asked === null ? suggested.charges.map(({ charge, probability }) => [charge, probability]) : [[asked, 1]]);
  const accepts = filterOf(cases, order, asked);
  const found = index.find({ portrait, charges }, accepts);
  const shown = found.slice(0, order.limit ?? 20);
  const texts = await textsOf(shown.map(({ id }) => id));
  const leading = asked ?? (suggested.named > 0 ? (suggested.charges[0]?.charge ?? null) : null);
  return {
    read: {
      charges: suggested.charges
        .filter(({ probability }, at) => at < suggested.named || probability >= 0.05)
        .map(({ charge, probability }) => ({ charge: chargeName(charge), probability: Math.round(probability * 100) / 100 })),
      named: suggested.named,
      amount: portrait.amount,
      step: portrait.step === null ? null : AMOUNT_STEPS[portrait.step],
      circumstances: circumstanceViews(portrait),
    },
    results: shown.map((one) => {
      const words = index.sharedWords(portrait.facts, texts.get(one.id) ?? "");
      return likeView(cases.get(one.id) as ShelvedCase, { one, portrait, words });
    }),
    compared: found.length,
    sentences: sentencesOf(found, cases, leading),
  };
}

/** Circumstances of a text, each with its places. */
export function circumstanceViews({ found }: CasePortrait): LikeCasesView["read"]["circumstances"] {
  return [...Map.groupBy(found, ({ circumstance }) => circumstance)].map(([code, places]) => ({
    code,
    name: CIRCUMSTANCES[code],
    places: places.map(({ start, end }) => ({ start, end })),
  }));
}

export function sentenceView({ penalty, months, isSuspended }: Sentence): NonNullable<LikeCaseView["sentence"]> {
  const { zh, en } = PENALTIES[penalty];
  const term = months === null ? { zh: "", en: "" } : { zh: `${months}个月`, en: ` ${months} months` };
  return {
    penalty,
    months,
    isSuspended,
    text: { zh: `${zh}${term.zh}${isSuspended ? "，缓刑（缓期执行）" : ""}`, en: `${en}${term.en}${isSuspended ? ", suspended" : ""}` },
  };
}

function filterOf(cases: CaseShelf["cases"], order: LikeCasesOrder, charge: number | null): (id: string) => boolean {
  const { court, from, to, circumstances = [], source } = order;
  return (id) => {
    const one = cases.get(id) as ShelvedCase;
    return (
      (charge === null || one.charges.includes(charge)) &&
      (source === undefined || one.source === source) &&
      (court === undefined || one.court.includes(court)) &&
      (from === undefined || (one.decidedOn !== null && one.decidedOn >= from)) &&
      (to === undefined || (one.decidedOn !== null && one.decidedOn <= to)) &&
      circumstances.every((circumstance) => one.circumstances.has(circumstance))
    );
  };
}

function likeView(
  shelved: ShelvedCase,
  { one, portrait, words }: { readonly one: LikeCase; readonly portrait: CasePortrait; readonly words: readonly string[] },
): LikeCaseView {
  const { charges, sentence, circumstances, ...shown } = shelved;
  const round = (value: number): number => Math.round(value * 1000) / 1000;
  const namesOf = (list: readonly string[]) => list.map((code) => CIRCUMSTANCES[code as Circumstance]);
  const { words: alike, charge, amount, step, circumstances: shared } = one.likeness;
  return {
    ...shown,
    charges: charges.map(chargeName),
    sentence: sentence === null ? null : sentenceView(sentence),
    score: round(one.score),
    likeness: { words: round(alike), charge: round(charge), amount: round(amount), step: round(step), circumstances: round(shared) },
    why: reasonsOf(one, { portrait, amount: shelved.amount, words }),
    differs: {
      here: namesOf([...portrait.circumstances].filter((code) => !circumstances.has(code))),
      there: namesOf([...circumstances].filter((code) => !portrait.circumstances.has(code as Circumstance))),
    },
  };
}

function reasonsOf(
  { sharedCharges, sharedCircumstances, likeness }: LikeCase,
  { portrait, amount, words }: { readonly portrait: CasePortrait; readonly amount: number | null; readonly words: readonly string[] },
): LikeCaseView["why"] {
  const why: LikeCaseView["why"] = [];
  if (sharedCharges.length > 0 && likeness.charge >= 0.2) {
    const names = sharedCharges.map(chargeName).join("、");
    why.push({ code: "charge", text: { zh: `罪名相同：${names}`, en: `same charge: ${names}` } });
  }
  const own = portrait.amount?.yuan;
  if (own !== undefined && amount !== null && own / amount <= NEAR && amount / own <= NEAR) {
    const yuan = `${own.toLocaleString("en")} / ${amount.toLocaleString("en")}`;
    why.push({ code: "amount", text: { zh: `数额相近：${yuan} 元`, en: `amounts near each other: ${yuan} yuan` } });
  }
  if (likeness.step === 1 && portrait.step !== null) {
    const { zh, en } = AMOUNT_STEPS[portrait.step];
    why.push({ code: "step", text: { zh: `都写明${zh}`, en: `both say: ${en}` } });
  }
  if (sharedCircumstances.length > 0)
    why.push({
      code: "circumstances",
      text: {
        zh: `情节相同：${sharedCircumstances.map((code) => CIRCUMSTANCES[code].zh).join("、")}`,
        en: `same circumstances: ${sharedCircumstances.map((code) => CIRCUMSTANCES[code].en).join(", ")}`,
      },
    });
  if (words.length > 0) {
    const shown = words.slice(0, SHOWN_WORDS);
    why.push({ code: "words", text: { zh: `事实相近：${shown.join("、")}`, en: `facts in common: ${shown.join(", ")}` } });
  }
  return why;
}

function sentencesOf(found: readonly LikeCase[], cases: CaseShelf["cases"], leading: number | null): LikeCasesView["sentences"] {
  const behind = found
    .map(({ id }) => cases.get(id) as ShelvedCase)
    .filter(({ charges, sentence }) => leading !== null && sentence !== null && charges.includes(leading))
    .slice(0, MOST_BEHIND);
  const told = behind.map(({ id, title, number, sentence }) => ({ id, title: title || number, sentence: sentence as Sentence }));
  const terms = told.flatMap(({ id, title, sentence }) =>
    sentence.months === null ? [] : [{ id, title, months: sentence.months, text: sentenceView(sentence).text }],
  );
  const spread = spreadOf(terms.map(({ months }) => months));
  return {
    charge: leading === null ? null : chargeName(leading),
    spread,
    cases: terms,
    withoutTerm: told
      .filter(({ sentence }) => sentence.months === null)
      .map(({ id, title, sentence }) => ({ id, title, text: sentenceView(sentence).text })),
    note: noteOf(leading, terms.length),
  };
}

function noteOf(leading: number | null, count: number): LikeCasesView["sentences"]["note"] {
  if (leading === null) return { zh: "罪名不能判断，不统计刑期。", en: "The charge cannot be told: no sentences are counted." };
  if (count === 0) return { zh: "没有写明刑期的类案。", en: "No like case tells a term." };
  if (count < LEAST_CASES)
    return {
      zh: `只有 ${count} 件，少于 ${LEAST_CASES} 件：逐件列出，不作分布。`,
      en: `Only ${count}, fewer than ${LEAST_CASES}: listed one by one, no distribution.`,
    };
  return {
    zh: `${count} 件同罪名类案所判刑期的分布，不是量刑建议；每一件都可以打开查看。`,
    en: `How long the terms of ${count} like cases of the charge are; no advice on a sentence. Every case opens.`,
  };
}
