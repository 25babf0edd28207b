import type { HandledCase, HandledCaseRefusal, Office } from "@yuejian/contracts";
import type { Reading, Row } from "../store/index.ts";

export type KnownCase = Pick<Row<"handled_cases">, "id" | "number" | "office" | "version" | "content" | "as_of" | "import" | "person">;

/** What is known of these numbers, by number. */
export async function knownCases(db: Reading, numbers: readonly string[]): Promise<ReadonlyMap<string, KnownCase>> {
  if (numbers.length === 0) return new Map();
  const rows = await db
    .selectFrom("handled_cases")
    .select(["id", "number", "office", "version", "content", "as_of", "import", "person"])
    .where("number", "in", numbers)
    .execute();
  return new Map(rows.map((row) => [row.number, row]));
}

/** Why a row does not go in beside what is known of its number. */
export function refusalBy(
  before: Pick<Row<"handled_cases">, "office" | "as_of" | "number">,
  { office }: HandledCase,
  { asOf, offices }: { readonly asOf: string; readonly offices: readonly Office[] },
): HandledCaseRefusal | null {
  if (before.office !== office) {
    const name = offices.find(({ id }) => id === before.office)?.name;
    const other = name?.zh ?? before.office;
    return { code: "number-of-other", column: "number", parameters: { value: before.number, other, other_en: name?.en ?? other } };
  }
  if (asOf < before.as_of) return { code: "older-than-known", column: null, parameters: { value: asOf, other: before.as_of } };
  return null;
}
