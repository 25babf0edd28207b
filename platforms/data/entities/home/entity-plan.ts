import { ENTITY_PREFIXES, type EntityKind, MENTION_PARTS, type MentionPart } from "@yuejian/contracts";
import { type Field, type FieldKind, type MatchingPlan, planFor } from "@yuejian/matching";
import { quoteText } from "../../engine/sql-text.ts";

const KINDS: Readonly<Record<"person" | "organisation", Readonly<Partial<Record<MentionPart, FieldKind>>>>> = {
  person: { name: "han-name", number: "resident-id", birth: "day", sex: "sex", address: "han-address", phone: "number" },
  organisation: { name: "organisation", number: "credit-code", address: "han-address", phone: "number" },
};

/** Kinds whose mentions are compared; of the others the number says it all. */
export const isCompared = (kind: EntityKind): kind is "person" | "organisation" => kind === "person" || kind === "organisation";

/** How mentions of a kind are compared. `parts`: those that are there at all. Field names are those of the parts. */
export function planOf(kind: "person" | "organisation", parts: readonly MentionPart[]): MatchingPlan {
  const fields = parts.flatMap((part): Field[] => {
    const as = KINDS[kind][part];
    return as === undefined ? [] : [{ name: part, kind: as }];
  });
  const plan = planFor(fields, {
    interchangeable: [],
    ...(parts.includes("birth") ? { birth: "birth" } : {}),
    ...(parts.includes("sex") ? { sex: "sex" } : {}),
  });
  return { ...plan, comparisons: plan.comparisons.map((each) => ({ ...each, label: labelOf(each.fields) })) };
}

function labelOf(fields: readonly string[]) {
  const titles = fields.flatMap((field) => (Object.hasOwn(MENTION_PARTS, field) ? [MENTION_PARTS[field as MentionPart]] : []));
  return { zh: titles.map(({ zh }) => zh).join("、"), en: titles.map(({ en }) => en).join(", ") };
}

/** SQL: the id of an entity that has no name yet, from the lowest key of its profiles and the home's secret: who knows what is said of somebody could
 *  compute the key, and find by it what the home knows of that person. */
export function freshName({ kind, secret }: Naming, key: string, attempt = ""): string {
  return `concat('${ENTITY_PREFIXES[kind]}_', left(sha256(concat(${quoteText(secret)}, CAST(${key} AS VARCHAR), '${attempt}')), 20))`;
}

export interface Naming {
  readonly kind: EntityKind;
  readonly secret: string;
}
