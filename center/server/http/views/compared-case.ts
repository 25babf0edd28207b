import type { DocumentCaseRecord, OfficialDocument } from "@yuejian/contracts";
import { composeInstrument } from "@yuejian/oversight";
import type { FastifyRequest } from "fastify";
import {
  type CasePlace,
  type Comparison,
  checkedBefore,
  comparedWithHandledCase,
  type NamedText,
  NO_CASE,
  textOfIssued,
} from "../../document-checks/index.ts";
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

/** The case as a place of documents, once it opened to the caller as to whoever looks into it; nothing of it is read. CASE_UNKNOWN, RECUSED, PURPOSE_NEEDED, RECORD_SEALED */
export async function openedPlace(
  { services }: Pick<Context, "services">,
  request: FastifyRequest,
  id: string,
): Promise<Omit<ComparedCase, "comparison">> {
  if (!id.startsWith("cas_"))
    return { place: { ...NO_CASE, handledCase: (await readableHandledCase(services, request.caller, id)).id }, purpose: null };
  const { row, purpose } = await openedCase(services, request, id);
  return { place: { ...NO_CASE, caseId: row.id }, purpose };
}

async function openedCase(services: Context["services"], request: FastifyRequest, id: string) {
  const { row, state } = await readableCase(services, request.caller, id);
  demandNotRecused(state, request.caller.actor);
  return { row, state, ...(await demandOpened(request, services, row)) };
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
  const { row, state, purpose } = await openedCase(services, request, id);
  const place = { ...NO_CASE, caseId: row.id, part, revision: part === "instrument" ? (state.instrument?.revision ?? 0) : null };
  const instrument = composeInstrument(state, { office: officeName(services, state), today: todayOf(services.clock) });
  const papers = await services.store.db.selectFrom("case_papers").select(["id", "document", "at"]).where("case_id", "=", row.id).execute();
  const others = await Promise.all([
    ...(instrument && part !== "instrument" ? [textOfIssued(instrument, state.changedAt)] : []),
    ...papers.filter((paper) => paper.id !== part).map(({ document, at }) => textOfIssued(JSON.parse(document) as OfficialDocument, at)),
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
  const { records, others } = await comparedWithHandledCase(context.services.store.db, row, part);
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
