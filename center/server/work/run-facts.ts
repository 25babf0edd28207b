import { hash } from "node:crypto";
import { canonicalJson, type Relation } from "@yuejian/contracts";
import { normalRule } from "@yuejian/rules";
import type { StoreTransaction } from "../store/index.ts";

/** What a run rests on, under its digest. */
interface Fact {
  readonly sha256: string;
  readonly content: string;
}

/** Rules and manifests do not change while they are loaded. */
const knownFacts = new WeakMap<object, Fact>();

export function factOf(of: object, fact: unknown = of): Fact {
  const known = knownFacts.get(of);
  if (known) return known;
  const content = canonicalJson(fact);
  const made = { sha256: hash("sha256", content, "hex"), content };
  knownFacts.set(of, made);
  return made;
}

export const ruleFact = (rule: Relation): Fact => knownFacts.get(rule) ?? factOf(rule, normalRule(rule));

/** Keeps what a run rests on under its digest: the model and the dictionary change later, what was executed does not. */
export async function keepFacts(trx: StoreTransaction, facts: readonly Fact[]): Promise<void> {
  const digests = facts.map(({ sha256 }) => sha256);
  const kept = new Set(
    (await trx.selectFrom("run_facts").select("sha256").where("sha256", "in", digests).execute()).map(({ sha256 }) => sha256),
  );
  const missing = [...new Map(facts.map((fact) => [fact.sha256, fact])).values()].filter(({ sha256 }) => !kept.has(sha256));
  if (missing.length === 0) return;
  await trx
    .insertInto("run_facts")
    .values(missing)
    .onConflict((conflict) => conflict.column("sha256").doNothing())
    .execute();
}
