import type { DocumentCaseRecord, OfficialDocument } from "@yuejian/contracts";
import { recordOfHandledCase } from "@yuejian/document-assistant";
import { composeInstrument } from "@yuejian/oversight";
import type { FastifyRequest } from "fastify";
import { handledOf } from "../../casework/index.ts";
import { type CasePlace, type Comparison, checkedBefore, materialOfWord, type NamedText, NO_CASE } from "../../document-checks/index.ts";
import { officialFile } from "../../documents/index.ts";
import type { Row } from "../../store/index.ts";
import type { RouteContext } from "../route-context.ts";
import { type CaseRow, demandNotRecused, readableCase } from "./case-access.ts";
import { officeName } from "./case-instrument.ts";
import { demandOpened } from "./case-opening.ts";
import { todayOf } from "./cases.ts";
import { readableHandledCase } from "./handled-case-access.ts";
import { recordOfLeadRows } from "./lead-rows-record.ts";

type Context = Pick<RouteContext, "home" | "services" | "sessions">;

/** A case that a document is of, and what the house knows of it for the caller. */
export interface ComparedCase {
  readonly place: CasePlace;
  readonly comparison: Comparison;
  readonly purpose: string | null;
}

/** Opens the case, as whoever looks into it has to. `part`: what of the case the document itself is, which it is not compared with.
 *  CASE_UNKNOWN, RECUSED, PURPOSE_NEEDED, RECORD_SEALED */
export async function comparedCase(
  context: Context,
  request: FastifyRequest,
  id: string,
  part: string | null = null,
): Promise<ComparedCase> {
  if (!id.startsWith("cas_"))
    return comparedHandledCase(context, request, await readableHandledCase(context.services, request.caller, id), part);
  const { services } = context;
  const { row, state } = await readableCase(services, request.caller, id);
  demandNotRecused(state, request.caller.actor);
  const { purpose } = await demandOpened(request, services, row);
  const place = { ...NO_CASE, caseId: row.id, part, revision: part === "instrument" ? (state.instrument?.revision ?? 0) : null };
  const instrument = composeInstrument(state, { office: officeName(services, state), today: todayOf(services.clock) });
  const papers = await services.store.db.selectFrom("case_papers").select(["id", "document", "at"]).where("case_id", "=", row.id).execute();
  const others = await Promise.all([
    ...(instrument && part !== "instrument" ? [textOf(instrument, state.changedAt)] : []),
    ...papers.filter((paper) => paper.id !== part).map(({ document, at }) => textOf(JSON.parse(document) as OfficialDocument, at)),
  ]);
  return {
    place,
    purpose,
    comparison: await compared(context, request, { place, records: await recordsOf(context, request, row), others }),
  };
}

/** A case of the business system: cause and days of its export, and what was issued in its steps. */
export async function comparedHandledCase(
  context: Context,
  request: FastifyRequest,
  row: Row<"handled_cases">,
  part: string | null,
): Promise<ComparedCase> {
  const place = { ...NO_CASE, handledCase: row.id, part };
  const steps = await context.services.store.db
    .selectFrom("procedural_steps")
    .select(["id", "document", "changed_at"])
    .where("case_id", "=", row.id)
    .where("document", "is not", null)
    .execute();
  const others = await Promise.all(
    steps.filter(({ id }) => id !== part).map((step) => textOf(JSON.parse(step.document ?? "") as OfficialDocument, step.changed_at)),
  );
  const records = [recordOfHandledCase(handledOf(row))];
  return { place, purpose: null, comparison: await compared(context, request, { place, records, others }) };
}

async function compared(
  { services }: Context,
  { caller }: FastifyRequest,
  {
    place,
    records,
    others,
  }: { readonly place: CasePlace; readonly records: readonly DocumentCaseRecord[]; readonly others: readonly NamedText[] },
): Promise<Comparison> {
  const own = await checkedBefore(services.store.db, { place, actor: caller.actor.id });
  return { records, others: [...others, ...own], unread: [] };
}

async function recordsOf(context: Context, request: FastifyRequest, row: CaseRow): Promise<DocumentCaseRecord[]> {
  const record = await recordOfLeadRows(context, request, row);
  return record === null ? [] : [record];
}

async function textOf(document: OfficialDocument, at: string): Promise<NamedText> {
  const { bytes, name } = await officialFile(document, { format: "docx", at });
  return { name, paragraphs: materialOfWord(name, bytes).paragraphs };
}
