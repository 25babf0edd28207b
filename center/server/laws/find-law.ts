import { YuejianError } from "@yuejian/contracts";
import { canonicalName, findCitations, foldText, keyOfArticle } from "@yuejian/text";
import type { KnownLaw, KnownVersion, LawLibrary } from "./library.ts";

/** By its id or a name as people write it. LAWS_NONE, LAW_UNKNOWN, LAW_AMBIGUOUS */
export async function findLaw(library: LawLibrary, name: string): Promise<KnownLaw> {
  const shelf = await library.shelf();
  const law = shelf.laws.get(name);
  if (law) return law;
  const named = shelf.named(name);
  const exact = named.filter((one) => foldText(one.name) === canonicalName(name));
  const [found, ...others] = exact.length > 0 ? exact : named;
  if (!found) throw new YuejianError("LAW_UNKNOWN", { law: name });
  if (others.length > 0) throw new YuejianError("LAW_AMBIGUOUS", { law: name, names: named.map((one) => `《${one.name}》`).join("、") });
  return found;
}

/** Key of an article that is written in any form: 133-1, 第一百三十三条之一, a key. */
export function articleKey(asked: string): string {
  const text = foldText(asked).trim();
  const written = findCitations(/^\d/.test(text) ? `第${text.replace(/条$/, "")}条` : text, {
    names: { at: () => null, has: () => false },
  })[0]?.article;
  return written ? keyOfArticle(written) : text;
}

export function isInForce({ from, until }: Pick<KnownVersion, "from" | "until">, on: string): boolean {
  return (from === null || from <= on) && (until === null || on < until);
}

/** The wording of a day; null: none was in force, or it is not held. */
export function heldWording({ versions }: KnownLaw, on: string): KnownVersion | null {
  return versions.findLast((version) => isInForce(version, on)) ?? null;
}

/** The wording of a day. LAW_NOT_IN_FORCE */
export function wordingOn(law: KnownLaw, on: string): KnownVersion {
  const version = heldWording(law, on);
  if (version) return version;
  const held = law.versions.map(({ from, until }) => `${from ?? "?"}–${until ?? ""}`).join("、");
  throw new YuejianError("LAW_NOT_IN_FORCE", { law: law.name, day: on, held });
}
