import { type DataClass, YuejianError } from "@yuejian/contracts";
import type { FastifyRequest } from "fastify";
import { isPersonal } from "../../policy/index.ts";
import { openingFor } from "../opening.ts";
import type { Services } from "../services.ts";
import type { CaseRow } from "./case-access.ts";

/** What a case keeps may tell of anybody, so it opens as personal data does: with a purpose for the case or its lead, but for who owns the home's files.
 *  PURPOSE_NEEDED, RECORD_SEALED */
export async function demandOpened(
  request: FastifyRequest,
  services: Services,
  row: CaseRow,
): Promise<{ readonly purpose: string | null }> {
  const opening = await openingFor(request, services);
  const isOpened = opening?.lead?.id === row.lead;
  if (isPersonal(row.data_class as DataClass) && !isOpened && request.caller.session) throw new YuejianError("PURPOSE_NEEDED");
  if (row.is_sealed !== 0 && !(isOpened && opening.lifted.length > 0)) throw new YuejianError("RECORD_SEALED", { ref: row.id });
  return { purpose: isOpened ? opening.purpose : null };
}
