import { canonicalJson, type KeyProof, rowRef, type Text } from "@yuejian/contracts";
import { verifyKeyProof } from "@yuejian/digests/keys";
import type { KeyLookup, ProvenRecord } from "../format/index.ts";
import * as texts from "./bundle-texts.ts";
import { type CheckList, type Failure, incoherent } from "./check-list.ts";
import { type CoveredRead, lookupName, lookupsOf, treeOf } from "./coverage.ts";
import { cellText } from "./execution.ts";
import type { Given } from "./given.ts";
import { recordRef } from "./record-check.ts";

/** `covered` null: the rule could not be executed, so it is not known what it looks up. */
type LookupsGiven = Given & { readonly covered: readonly CoveredRead[] | null };

/** The lookups are those that the rule makes, each is proven in every batch, and the rows beside the finding's are those that they name. */
export function checkLookups(list: CheckList, given: LookupsGiven): void {
  const { bundle, covered } = given;
  for (const { value, batches, ...lookup } of bundle.lookups) {
    if (value !== null && batches !== null) checkLookup(list, { ...lookup, value, batches }, given);
  }
  list.run("key", "lookups", {
    text: {
      zh: "查询的键值正是规则所需，随附的行正是它们的行",
      en: "The keys looked up are those that the rule needs, the rows beside are theirs",
    },
    test: () => {
      const names = bundle.lookups.map(lookupName);
      if (covered !== null && canonicalJson(names) !== canonicalJson(lookupsOf(covered).map(lookupName)))
        return incoherent("lookups", "they are not the keys that the rule looks up");
      const refs = bundle.rows.map(recordRef);
      if (refs.some((ref, at) => at > 0 && ref <= (refs[at - 1] ?? ""))) return incoherent("rows", "they are not in order");
      // Withheld lookups name nobody; whose rows the others are cannot be told then.
      if (bundle.lookups.some(({ value }) => value === null)) return null;
      const own = new Set(bundle.proof.rows.map(recordRef));
      const named = new Set(bundle.lookups.flatMap((lookup) => namedRows(lookup, given)).filter((ref) => !own.has(ref)));
      if (named.size !== refs.length || refs.some((ref) => !named.has(ref))) return incoherent("rows", "they are not the rows of the keys");
      return null;
    },
  });
}

type OpenLookup = KeyLookup & { readonly value: string; readonly batches: readonly (KeyProof | null)[] };

function checkLookup(list: CheckList, lookup: OpenLookup, given: LookupsGiven): void {
  const { dataset, column, value } = lookup;
  const place = `${dataset}.${column}`;
  const rows = new Map([...given.bundle.proof.rows, ...given.bundle.rows].map((row) => [recordRef(row), row]));
  const title = given.model.datasets.get(dataset)?.title ?? { zh: dataset, en: dataset };
  const count = namedRows(lookup, given).length;
  list.run("key", place, {
    text:
      count === 0
        ? {
            zh: `「${title.zh}」的快照批次中没有该键值（${column}）`,
            en: `No row of ${title.en} in the snapshot carries the key (${column})`,
          }
        : {
            zh: `「${title.zh}」的快照批次中该键值（${column}）的 ${count} 行全部在此`,
            en: `All ${count} rows of ${title.en} in the snapshot with the key (${column}) are here`,
          },
    test: () => {
      const ids = given.run.snapshot[dataset] ?? [];
      const keys = given.keysOf(dataset);
      if (lookup.batches.length !== ids.length) return incoherent(place, "there is not one proof for each batch");
      for (const [at, proof] of lookup.batches.entries()) {
        const [id, tree] = [ids[at] ?? "", treeOf(keys[at] ?? null, column)];
        if (proof === null || tree === null) {
          if (proof !== tree) return incoherent(id, "a proof is missing, or proves by a tree that the batch does not have");
          continue;
        }
        const verdict = verifyKeyProof(proof, { vrf: keys[at]?.vrf ?? "", tree, key: { batch: id, column, value } });
        if (!verdict.ok) return { code: "KEY_PROOF_INVALID", parameters: { where: `${place} ${id}`, reason: verdict.reason } };
        const wrong = rowsFault(
          verdict.rows.map((row) => rowRef(id, row)),
          { rows, column, value },
        );
        if (wrong !== null) return wrong;
      }
      return null;
    },
  });
}

/** The rows are here, and each carries the key; a withheld cell carries what was withheld. */
function rowsFault(
  refs: readonly string[],
  { rows, column, value }: { rows: ReadonlyMap<string, ProvenRecord>; column: string; value: string },
): Failure | null {
  for (const ref of refs) {
    const row = rows.get(ref);
    if (row === undefined) return incoherent(ref, "the key has this row, and it is not here");
    const text = cellText(row, column);
    if (text !== undefined && text !== value) return incoherent(ref, "the row does not carry the key under which it stands");
  }
  return null;
}

function namedRows({ dataset, batches }: KeyLookup, { run }: Given): string[] {
  const ids = run.snapshot[dataset] ?? [];
  return (batches ?? []).flatMap((proof, at) =>
    proof !== null && "found" in proof ? proof.found.rows.map((row) => rowRef(ids[at] ?? "", row)) : [],
  );
}

/** What the lookups prove, what the office only asserts, and what lies outside of both. */
export function coverageTexts(given: Given & { readonly covered: readonly CoveredRead[] }): {
  proves: Text[];
  asserted: Text[];
  unproven: Text[];
} {
  const { run, model, facts, bundle } = given;
  const [proves, asserted, unproven] = [new Map<string, Text>(), new Map<string, Text>(), new Map<string, Text>()];
  const add = (to: Map<string, Text>, text: Text): unknown => to.set(text.en, text);
  for (const { read, key } of given.covered) {
    const dataset = model.datasets.get(read.dataset);
    const place = { dataset, id: read.dataset, column: key?.column ?? "" };
    const ids = run.snapshot[read.dataset] ?? [];
    if (ids.length === 0) {
      add(proves, texts.nothingLoaded(place));
      continue;
    }
    if (key === null) {
      add(asserted, read.presence === "absent" ? texts.absenceAsserted(place) : texts.rowsAsserted(place));
      continue;
    }
    const missing = given.keysOf(read.dataset).filter((keys) => treeOf(keys, key.column) === null).length;
    const lookups = bundle.lookups.filter(
      ({ dataset: of, column, value }) => of === read.dataset && column === key.column && key.values.includes(value ?? ""),
    );
    if (lookups.some(({ batches }) => batches === null)) {
      add(asserted, texts.notShown(place));
      continue;
    }
    const rows = lookups.flatMap((lookup) => namedRows(lookup, given)).length;
    const proven = ids.length - missing;
    add(proves, rows === 0 ? texts.absenceProven(place, key.values.length, proven) : texts.rowsProven(place, rows, proven));
    if (missing > 0) add(asserted, texts.partlyAsserted(place, missing, ids.length));
    const { recordKey = [] } = dataset ?? {};
    if (rows > 0 && recordKey.length > 0 && !recordKey.includes(key.column)) add(asserted, texts.supersessionAsserted(place));
    add(unproven, texts.keyTreeText);
    add(unproven, texts.quarantineText(place, quarantinedOf(ids, facts)));
  }
  return { proves: [...proves.values()], asserted: [...asserted.values()], unproven: [...unproven.values()] };
}

/** Rows that are still set aside: the last batch of each load says how many. */
function quarantinedOf(ids: readonly string[], facts: Given["facts"]): number {
  const last = new Map<string, { id: string; rows: number }>();
  for (const id of ids) {
    const batch = facts.get(id);
    const load = batch?.retryOf ?? id;
    if (batch && id >= (last.get(load)?.id ?? "")) last.set(load, { id, rows: batch.rowsQuarantined });
  }
  return [...last.values()].reduce((sum, { rows }) => sum + rows, 0);
}
