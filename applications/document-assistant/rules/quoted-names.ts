import type { CheckedDocument } from "../document.ts";
import { areToldApart } from "../facts/alike-on-purpose.ts";
import { BEFORE, LONGEST_OF_A_CASE } from "../facts/name-at.ts";
import { type NameChange, variantsIn } from "../facts/name-variants.ts";
import type { RuleHit } from "../rule.ts";

/** “天悦府”, （以下简称天悦府）: names of whatever kind, in marks. */
const NAMED = /(?:“|简称[为：:]?“?)([\p{Script=Han}0-9A-Za-z]{2,14})(?=”|）|，|。)/gu;
const PARTICLE = /[的了着是在被将该等其把给让使而则但却所说称并且或已亦也均很没不我你他她它们和与及]/;
const SLIPS: ReadonlySet<NameChange> = new Set(["sound", "shape", "moved", "doubled"]);
/** A text with more of them quotes what is said. */
const MOST = 80;
const LEAST_LOOSE = 3;

/** Names that stand in marks, written once in another way. */
export function* quotedNames({ text }: CheckedDocument): Generator<RuleHit> {
  if (text.length > LONGEST_OF_A_CASE) return;
  const names = new Set<string>();
  for (const [, name = ""] of text.matchAll(NAMED)) if (!PARTICLE.test(name)) names.add(name);
  if (names.size > MOST) return;
  const told = new Set<number>();
  for (const name of names) {
    const places = text.split(name).length - 1;
    for (const { start, end, wrong, change } of variantsIn(text, name)) {
      if (!SLIPS.has(change) || told.has(start) || text.split(wrong, 3).length > 2) continue;
      const first = text.indexOf(name);
      if (places === 1 && first > start) continue;
      const isMarked = /[“称]$/.test(text.slice(0, start)) && /^[”）]/.test(text.slice(end));
      if (!isMarked && (name.length < LEAST_LOOSE || change === "moved" || !BEFORE.test(text.slice(Math.max(0, start - 2), start))))
        continue;
      if (areToldApart(text, { start, end }, { start: first, end: first + name.length })) continue;
      told.add(start);
      yield {
        start,
        end,
        suggestion: name,
        reason: { zh: `别处写作“${name}”（${places} 处），这里是“${wrong}”`, en: `elsewhere “${name}”` },
      };
    }
  }
}
