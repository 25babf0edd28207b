import type { DocumentSource } from "@yuejian/contracts";
import type { DocumentCheckDetail, JobView } from "@yuejian/contracts/api";
import type { FastifyReply, FastifyRequest } from "fastify";
import {
  type CasePlace,
  type CheckOptions,
  type CheckRow,
  type Comparison,
  type DocumentMaterial,
  makeCheck,
  queueScan,
} from "../../document-checks/index.ts";
import { jobView } from "../../jobs/index.ts";
import type { StoreTransaction } from "../../store/index.ts";
import type { RouteContext } from "../route-context.ts";
import { checkDetail } from "./document-checks.ts";

export interface OwnCheck {
  readonly options: CheckOptions;
  readonly source: DocumentSource;
  readonly place: CasePlace;
  readonly comparison: Comparison;
  readonly purpose: string | null;
}

type Context = Pick<RouteContext, "home" | "services">;

/** Checks a document for the caller at once: 201 with what was found. */
export async function answerCheck(
  { home, services }: Context,
  { request: { caller }, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
  { material, purpose, options, ...order }: OwnCheck & { readonly material: DocumentMaterial },
): Promise<DocumentCheckDetail> {
  const { caseId, handledCase } = order.place;
  const beside = (trx: StoreTransaction, { id, characters, findings }: CheckRow) =>
    services.audit.recordIn(trx, {
      actor: caller.account,
      action: "document.check",
      subject: caseId ?? handledCase ?? id,
      purpose,
      outcome: "done",
      detail: `${id}: ${characters} characters, ${findings} findings`,
    });
  const { row } = await makeCheck(
    { ...services, files: home.files },
    { ...order, ...options, material, office: caller.actor.office, actor: caller.actor.id, isKept: true, beside },
  );
  void reply.code(201);
  return checkDetail(services, row);
}

/** Pages have to be recognised first: 202 with the job that does it and checks what was read. */
export async function answerScan(
  { home, services }: Context,
  { request: { caller }, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
  { name, scan, ...order }: OwnCheck & { readonly name: string; readonly scan: string },
): Promise<JobView> {
  const ports = { ...services, files: home.files, work: home.work };
  const job = await queueScan(ports, { path: scan, order: { ...order, name }, account: caller.account });
  void reply.code(202);
  return jobView(job);
}
