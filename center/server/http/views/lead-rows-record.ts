import type { DatasetSchema, DocumentCasePerson, DocumentCaseRecord, SemanticType } from "@yuejian/contracts";
import type { RecordView } from "@yuejian/contracts/api";
import { readResidentId } from "@yuejian/identifiers";
import type { FastifyRequest } from "fastify";
import { openingFor } from "../opening.ts";
import type { RouteContext } from "../route-context.ts";
import type { CaseRow } from "./case-access.ts";
import { rowsBehindLead } from "./records-of-lead.ts";

/** What the rows behind a case's lead tell of people and charges, so far as the caller's purpose opens them; what was opened is noted. Null: nothing. */
export async function recordOfLeadRows(
  { home, services, sessions }: Pick<RouteContext, "home" | "services" | "sessions">,
  request: FastifyRequest,
  { id, number, lead, model }: CaseRow,
): Promise<DocumentCaseRecord | null> {
  const opening = await openingFor(request, services);
  if (opening?.lead?.id !== lead) return null;
  const rows = await rowsBehindLead(
    { db: services.store.db, lake: home.lake, sessions, inputs: home.models.get(model)?.manifest.inputs ?? null },
    [...opening.lead.rows],
    opening,
  );
  const people = new Map<string, DocumentCasePerson>();
  const charges = new Set<string>();
  for (const { view } of rows) {
    const schema = home.schemas.get(view.dataset);
    if (!schema) continue;
    for (const person of peopleIn(view, schema)) people.set(`${person.name} ${person.residentId}`, person);
    for (const [, charge] of openTexts(view, schema, "charge")) charges.add(charge);
  }
  if (people.size === 0 && charges.size === 0) return null;
  await opening.note({ subject: id, references: rows.map(({ view }) => view.ref), columns: rows.flatMap(({ opened }) => opened) });
  return {
    source: { zh: `案件${number}所依据的数据`, en: `the data that case ${number} rests on` },
    people: people.size === 0 ? null : [...people.values()],
    charges: [...charges],
    days: {},
    amount: null,
  };
}

/** Texts of a meaning that are open in a row, by the names of their columns. */
function openTexts({ values, masked }: RecordView, { columns }: DatasetSchema, semantic: SemanticType): [string, string][] {
  return columns.flatMap(({ name, semantic: own }): [string, string][] => {
    const value = values[name];
    return own !== semantic || masked.includes(name) || typeof value !== "string" || value === "" ? [] : [[name, value]];
  });
}

/** An id belongs to the name whose column begins alike (`defendant_id`, `defendant_name`), or to the only name of the row. */
function peopleIn(view: RecordView, schema: DatasetSchema): DocumentCasePerson[] {
  const ids = openTexts(view, schema, "resident-id");
  const names = openTexts(view, schema, "person-name");
  return names.flatMap(([column, name]): DocumentCasePerson[] => {
    const stem = column.replace(/_?name$/, "");
    const own = ids.find(([id]) => id.startsWith(stem)) ?? (names.length === 1 && ids.length === 1 ? ids[0] : undefined);
    const reading = own && readResidentId(own[1]);
    if (!reading || "code" in reading) return [{ name, sex: null, bornOn: null, residentId: null }];
    const { id: residentId, bornOn, sex } = reading.value;
    return [{ name, sex, bornOn, residentId }];
  });
}
