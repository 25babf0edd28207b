import type { DatasetSchema, SemanticType, SupervisionModel } from "@yuejian/contracts";
import { columnsUsed } from "@yuejian/rules";
import type { LeadLink, LinkKind } from "./lead-index.ts";

const KINDS: Partial<Readonly<Record<SemanticType, LinkKind>>> = {
  "resident-id": "person",
  "credit-code": "enterprise",
  address: "address",
};

/** What a model's findings have in common with others': the result columns of which every source column is declared to hold a resident id, a credit
 *  code or an address. */
export function linkColumns(
  model: Pick<SupervisionModel, "rule">,
  schemaOf: (dataset: string) => DatasetSchema | null,
): (values: Readonly<Record<string, unknown>>) => LeadLink[] {
  const kinds = Object.entries(columnsUsed(model.rule)).flatMap(([name, sources]) => {
    const semantics = new Set(
      sources.map(({ dataset, column }) => schemaOf(dataset)?.columns.find((each) => each.name === column)?.semantic ?? null),
    );
    const [semantic] = semantics;
    const kind = semantics.size === 1 && semantic ? KINDS[semantic] : undefined;
    return kind ? [{ name, kind }] : [];
  });
  return (values) =>
    kinds.flatMap(({ name, kind }) => {
      const value = values[name];
      return typeof value === "string" && value.trim() !== "" ? [{ kind, value }] : [];
    });
}
