import type { CheckedDocument } from "../document.ts";
import { SURNAMES } from "../facts/surnames.ts";
import type { DocumentRule, RuleHit } from "../rule.ts";

/** Two characters and what kind of place it is; kinds that are everyday words too stand behind a word for where, or before an authority. */
const PLACE =
  /(?<lead>\p{Script=Han}{2})(?=(?<name>\p{Script=Han}{2}(?:(?:县|市|镇|街道|派出所|看守所)|(?:区|乡)(?=公安|人民|分局)|(?<=[在至到于往市县区镇乡]\p{Script=Han}{2})(?:村|路|小区|社区))))/gu;
/** Words that stand for any place, and those that tell one part of a place from another. */
const NO_NAME =
  /[某该本此各同全一二三四五六七八九十两几每其那这何在到往至从于的和与及或为是向由把将被对经原属住距近附]|[东西南北上下左右前后内外中新老大小]/;
/** A name that stands so often is believed. */
const OFTEN = 3;

interface Mention {
  readonly lead: string;
  readonly start: number;
}

/** A name of a place that differs in one character from one that stands often, once, behind the same words. */
function* places({ text }: CheckedDocument): Generator<RuleHit> {
  const mentions = new Map<string, Mention[]>();
  for (const found of text.matchAll(PLACE)) {
    const { lead = "", name = "" } = found.groups ?? {};
    if (NO_NAME.test(name.slice(0, 2))) continue;
    const all = mentions.get(name) ?? [];
    mentions.set(name, [...all, { lead, start: found.index + lead.length }]);
  }
  const often = [...mentions].filter(([, all]) => all.length >= OFTEN);
  for (const [wrong, [mention, ...more]] of mentions) {
    if (!mention || more.length > 0) continue;
    for (const [right, all] of often) {
      const differing = Array.from(wrong).flatMap((character, at) => (character === right.charAt(at) ? [] : [at]));
      const [at = 0] = differing;
      // 王家村 and 李家村 are two villages.
      if (
        wrong.length !== right.length ||
        differing.length !== 1 ||
        at > 1 ||
        (SURNAMES.has(wrong.charAt(at)) && SURNAMES.has(right.charAt(at)))
      )
        continue;
      if (!all.some(({ lead }) => lead === mention.lead)) continue;
      yield {
        start: mention.start,
        end: mention.start + wrong.length,
        suggestion: right,
        reason: { zh: `别处写作“${right}”（${all.length} 处）`, en: `elsewhere “${right}” (${all.length} times)` },
      };
      break;
    }
  }
}

export const PLACE_RULES: readonly DocumentRule[] = [
  {
    id: "place-inconsistent",
    title: { zh: "地名、机关名称前后不一致", en: "Place or office written in two ways" },
    severity: "warning",
    source: null,
    find: places,
  },
];
