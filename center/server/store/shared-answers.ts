import type { Store } from "./store.ts";

/** What many ask for alike, worked out once while the data stand. `key` MUST tell everything that the answer depends on besides the store: above all the scope of who asks, and the day. An
 *  answer is handed to several: nobody may change it. */
export type SharedAnswers = <Answer>(key: readonly unknown[], work: () => Promise<Answer>) => Promise<Answer>;

const MOST_KEPT = 1000;

export function sharedAnswers(store: Pick<Store, "revision">): SharedAnswers {
  const kept = new Map<string, Promise<unknown>>();
  let standsFor = "";
  return async <Answer>(parts: readonly unknown[], work: () => Promise<Answer>): Promise<Answer> => {
    const now = await store.revision();
    if (now !== standsFor || kept.size >= MOST_KEPT) kept.clear();
    standsFor = now;
    const key = JSON.stringify(parts);
    const known = kept.get(key) as Promise<Answer> | undefined;
    if (known) return known;
    const answer = work();
    kept.set(key, answer);
    // A failure is nobody else's answer.
    answer.catch(() => {
      if (kept.get(key) === answer) kept.delete(key);
    });
    return answer;
  };
}
