import type { LawArticle, LawChangeKind, LawText } from "@yuejian/contracts";
import { isSameArticle } from "@yuejian/legal-research";
import type { KnownLaw, KnownVersion } from "../library.ts";

/** The article as a rule was found right under it, or as it was first seen. */
export interface KnownBinding {
  readonly version: string | null;
  readonly article: LawArticle | null;
  /** Day of a repeal that was looked at. */
  readonly repealedOn: string | null;
}

export interface ArticleChange {
  readonly change: LawChangeKind;
  /** First day of the change; null: not told. */
  readonly on: string | null;
  /** Wordings before and after; the same for a correction. */
  readonly beforeVersion: string | null;
  readonly version: string | null;
  readonly before: LawArticle | null;
  readonly after: LawArticle | null;
}

interface Reading {
  readonly law: KnownLaw;
  readonly key: string;
  readonly texts: ReadonlyMap<string, LawText>;
}

const articleIn = ({ key, texts }: Reading, version: KnownVersion | undefined): LawArticle | null =>
  (version && texts.get(version.id)?.articles.find((article) => article.key === key)) ?? null;

/** The wording under which a rule stands that nobody looked at yet: that of its first day, else of today, else the first there will be. Null: it has no such article. */
export function firstBinding(
  reading: Reading,
  { since, today }: { readonly since: string | null; readonly today: string },
): KnownBinding | null {
  const { versions } = reading.law;
  const on = (day: string): KnownVersion | undefined => versions.findLast(({ from }) => from === null || from <= day);
  const version = (since === null ? undefined : on(since)) ?? on(today) ?? versions[0];
  const article = articleIn(reading, version);
  return version && article ? { version: version.id, article, repealedOn: null } : null;
}

/** What happened to the article after the wording that a rule is bound to, in order. Wordings that leave it as it was do not count. */
export function changesSince(reading: Reading, binding: KnownBinding): readonly ArticleChange[] {
  const { law, texts } = reading;
  const at = law.versions.findIndex(({ id }) => id === binding.version);
  const changes: ArticleChange[] = [];
  let [article, version] = [binding.article, binding.version];
  const own = articleIn(reading, law.versions[at]);
  if (at >= 0 && texts.has(law.versions[at]?.id ?? "") && !isSameArticle(own, article)) {
    changes.push({ change: "corrected", on: law.versions[at]?.from ?? null, beforeVersion: version, version, before: article, after: own });
    article = own;
  }
  for (const next of law.versions.slice(at + 1)) {
    if (!texts.has(next.id)) continue;
    const now = articleIn(reading, next);
    if (!isSameArticle(article, now)) {
      const change = now === null ? "removed" : "changed";
      changes.push({ change, on: next.from, beforeVersion: version, version: next.id, before: article, after: now });
    }
    [article, version] = [now, next.id];
  }
  if (law.repealed && law.repealed.on !== binding.repealedOn)
    changes.push({ change: "repealed", on: law.repealed.on, beforeVersion: version, version: null, before: article, after: null });
  return changes;
}
