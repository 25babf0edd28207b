import type { DocumentCaseDay, DocumentCasePerson, DocumentCaseRecord, HandledCase, HandledCaseDay } from "@yuejian/contracts";
import { DOCUMENT_CASE_DAYS } from "@yuejian/contracts";
import type { CheckedDocument } from "./document.ts";
import { factsOf } from "./facts/facts.ts";
import { ACCUSED } from "./facts/roles.ts";
import { totalsOfActs } from "./facts/whole-amount.ts";

/** Days of the business system, and the step that a document tells for each. */
const DAYS: readonly (readonly [HandledCaseDay, DocumentCaseDay])[] = [
  ["accepted_on", "accepted"],
  ["received_again_on", "accepted"],
  ["second_received_again_on", "accepted"],
  ["detained_on", "detained"],
  ["counsel_told_on", "told"],
];

/** What the business system's export knows of a case: cause and days; names and ids are not taken from it. */
export function recordOfHandledCase({ number, cause, days }: Pick<HandledCase, "number" | "cause" | "days">): DocumentCaseRecord {
  const known = new Map<DocumentCaseDay, string[]>();
  for (const [day, step] of DAYS) {
    const on = days[day];
    if (on) known.set(step, [...(known.get(step) ?? []), on]);
  }
  return {
    source: { zh: `业务系统（${number}）`, en: `the business system (${number})` },
    people: null,
    charges: cause === null ? [] : [cause],
    days: Object.fromEntries(known),
    amount: null,
  };
}

export interface NamedDocument {
  readonly name: string;
  readonly document: CheckedDocument;
}

/** Documents that are named in a reason. */
const MOST_NAMED = 3;

/** What other documents of a case tell together: of a person what most of them tell, days and charges that any tells, the amount on which all agree. Null: there are none. */
export function recordOfDocuments(documents: readonly NamedDocument[]): DocumentCaseRecord | null {
  if (documents.length === 0) return null;
  const people = peopleOf(documents);
  const amounts = new Set(documents.flatMap(({ document }) => amountOf(document) ?? []));
  const [amount = null] = amounts.size === 1 ? amounts : [];
  const names = documents.slice(0, MOST_NAMED).map(({ name }) => name);
  const isMore = documents.length > MOST_NAMED;
  return {
    source: {
      zh: `同案文书${names.join("、")}${isMore ? "等" : ""}`,
      en: `other documents of the case (${names.join(", ")}${isMore ? ", …" : ""})`,
    },
    people: people.length === 0 ? null : people,
    charges: [...new Set(documents.flatMap(({ document }) => factsOf(document).charges.map(({ charge }) => charge)))],
    days: Object.fromEntries(
      DOCUMENT_CASE_DAYS.filter((step) => step !== "act").flatMap((step) => {
        const days = new Set(
          documents.flatMap(({ document }) => factsOf(document).steps.flatMap((each) => (each.step === step ? [each.on] : []))),
        );
        return days.size === 0 ? [] : [[step, [...days].sort()]];
      }),
    ),
    amount,
  };
}

/** Null: the document tells no total of the acts, or several. */
function amountOf({ text }: CheckedDocument): bigint | null {
  const values = new Set(totalsOfActs(text).map(({ fen }) => fen));
  const [value = null] = values.size === 1 ? values : [];
  return value;
}

function peopleOf(documents: readonly NamedDocument[]): DocumentCasePerson[] {
  const told = new Map<string, { sexes: string[]; births: string[]; ids: string[] }>();
  const of = (name: string) => {
    const known = told.get(name) ?? { sexes: [], births: [], ids: [] };
    told.set(name, known);
    return known;
  };
  for (const { document } of documents) {
    const { names, numbers, births } = factsOf(document);
    for (const name of new Set(names.flatMap((each) => (each.role === ACCUSED ? [each.name] : [])))) of(name);
    for (const { name, value, toldSex } of numbers) {
      if (name === null) continue;
      of(name).ids.push(value);
      if (toldSex) of(name).sexes.push(toldSex.value);
    }
    for (const { name, value } of births) if (name !== null) of(name).births.push(value);
  }
  return [...told].map(([name, { sexes, births, ids }]) => ({
    name,
    sex: ({ 男: "male", 女: "female" } as const)[mostOf(sexes) ?? ""] ?? null,
    bornOn: mostOf(births),
    residentId: mostOf(ids),
  }));
}

/** What is told most often; null where two are told as often. */
function mostOf(values: readonly string[]): string | null {
  const counts = [...Map.groupBy(values, (value) => value)].map(([value, { length }]) => ({ value, length }));
  const [first, second] = counts.sort((one, other) => other.length - one.length);
  return first && first.length !== second?.length ? first.value : null;
}
