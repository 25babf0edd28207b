import type { Text } from "@yuejian/contracts";
import type { Supplement } from "../../format/index.ts";
import { type CheckList, failureOf } from "../check-list.ts";
import type { SupplementGiven, SupplementKind, SupplementResult, Unproven } from "./kind.ts";
import { SUPPLEMENT_KINDS } from "./known-kinds.ts";

/** What supplements add to a proof that holds. */
export interface CheckedSupplements {
  readonly proves: readonly Text[];
  readonly settled: ReadonlySet<Unproven>;
}

/** `trust`: all texts that the reader brought, of whatever kind. `kinds`: those that are known; all of this program when not given. */
type Given = SupplementGiven & { readonly kinds?: readonly SupplementKind[] };

/** Checks each supplement under the name of its kind. One that fails makes the document fail: somebody put it there. A kind that is unknown here is
 *  said to be unchecked and counts for nothing, neither for the document nor against it. */
export function checkSupplements(
  list: CheckList,
  supplements: readonly Supplement[],
  { kinds = SUPPLEMENT_KINDS, ...given }: Given,
): CheckedSupplements {
  const proves: Text[] = [];
  const settled = new Set<Unproven>();
  for (const supplement of supplements) {
    const kind = kinds.find((each) => each.kind === supplement.kind);
    const result: SupplementResult = kind ? checkOne(supplement, kind, given) : { outcome: "open", text: unknownText(supplement.kind) };
    if (result.outcome === "open") list.state("supplement", supplement.kind, result.text);
    else if (result.outcome === "fails") list.fail("supplement", supplement.kind, { ...result.failure, title: kind?.title });
    else {
      list.run("supplement", supplement.kind, { text: result.text, test: () => null });
      proves.push(...result.proves);
      for (const each of result.settles ?? []) settled.add(each);
    }
  }
  return { proves, settled };
}

function checkOne(supplement: Supplement, kind: SupplementKind, given: SupplementGiven): SupplementResult {
  try {
    const trust = given.trust.filter((text) => kind.isTrust?.(text) === true);
    return kind.check(kind.read(supplement, kind.kind), { ...given, trust });
  } catch (error) {
    return { outcome: "fails", failure: failureOf(error, kind.kind) };
  }
}

function unknownText(kind: string): Text {
  return {
    zh: `补充证据“${kind}”未核验：本程序不认识此类证据，既不作为依据，也不影响其余核验`,
    en: `Supplement ${kind} was not checked: this program does not know the kind. It counts neither for the proof nor against it`,
  };
}
