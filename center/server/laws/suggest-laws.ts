import type { LawSuggestionsView } from "@yuejian/contracts/api";
import { findCitations, foldText, keyOfArticle, LAW_ABBREVIATIONS } from "@yuejian/text";
import { pinyin } from "pinyin-pro";
import { levelRank } from "./level-rank.ts";
import type { KnownLaw, LawLibrary, LawShelf } from "./library.ts";

const MOST = 12;
/** Law name → first letters of its reading, by shelf. */
const INITIALS = new WeakMap<LawShelf, ReadonlyMap<KnownLaw, string>>();

/** Laws and articles that what is being typed may become: by characters, by first letters of the reading (xsssf), by law and number. */
export async function suggestLaws(library: LawLibrary, beginning: string): Promise<LawSuggestionsView> {
  if (await library.isEmpty()) return { items: [] };
  const shelf = await library.shelf();
  const typed = foldText(beginning).replaceAll(/\s/g, "");
  const cited = findCitations(beginning, { names: shelf.names }).find(({ article, law }) => article !== null && law !== null);
  if (cited?.article) {
    const article = keyOfArticle(cited.article);
    return {
      items: shelf.named(cited.law as string).map(({ name, level }) => ({ text: cited.canonical, law: name, level, article })),
    };
  }
  const meant = LAW_ABBREVIATIONS[typed];
  const initials = initialsOf(shelf);
  const scored = [...shelf.laws.values()].flatMap((law): [KnownLaw, number][] => {
    const name = foldText(law.name);
    if (law.name === meant) return [[law, 0]];
    if (name.startsWith(typed)) return [[law, 1]];
    if (/^[a-z]{2,}$/.test(typed)) return initials.get(law)!.startsWith(typed) ? [[law, 2]] : [];
    const at = name.indexOf(typed);
    return at < 0 ? [] : [[law, 3 + at / 1000]];
  });
  const order = ([law, rank]: [KnownLaw, number]): number =>
    rank * 100 + levelRank(law.level) + law.name.length / 1000 + (law.versions.length === 0 ? 50 : 0);
  scored.sort((one, other) => order(one) - order(other));
  return { items: scored.slice(0, MOST).map(([{ name, level }]) => ({ text: name, law: name, level, article: null })) };
}

function initialsOf(shelf: LawShelf): ReadonlyMap<KnownLaw, string> {
  const known = INITIALS.get(shelf);
  if (known) return known;
  const initials = new Map(
    [...shelf.laws.values()].map((law) => [
      law,
      pinyin(law.name, { pattern: "first", toneType: "none", type: "array" })
        .join("")
        .replaceAll(/[^a-z]/g, ""),
    ]),
  );
  INITIALS.set(shelf, initials);
  return initials;
}
