import { Readable } from "node:stream";
import { YuejianError } from "@yuejian/contracts";
import { SystemCheckQuery, SystemCheckShape, type SystemCheckView, SystemFieldsBody, SystemTextBody } from "@yuejian/contracts/api";
import type { FastifyReply, FastifyRequest } from "fastify";
import { Type } from "typebox";
import {
  admitKey,
  type KeyRow,
  type MadeCheck,
  type Marking,
  makeCheck,
  markedWord,
  NO_CASE,
  noWordFile,
} from "../../document-checks/index.ts";
import type { App } from "../app-types.ts";
import { featureGate } from "../feature-gate.ts";
import { type ReceivedDocument, receiveDocument, sentText } from "../receive-document.ts";
import { sendFile } from "../receive-file.ts";
import type { RouteContext } from "../route-context.ts";
import { kindName, ruleTitle } from "../views/document-checks.ts";

/** Documents of other systems, which hold a key of an office and no account. They are answered at once; kinds and counts are kept, nothing of the text. */
export function systemCheckRoutes(app: App, { home, services }: RouteContext): void {
  const { audit, clock } = services;
  const ports = { ...services, files: home.files };
  const gate = featureGate(services);

  app.post(
    "/api/documents/system-checks",
    { config: { admission: "open" }, schema: { body: SystemTextBody, response: { 200: SystemCheckShape } } },
    async (request) => {
      const key = await admitted(request);
      return viewOf(await made(key, sentText(request.body)));
    },
  );

  app.post(
    "/api/documents/system-checks/upload",
    {
      config: { admission: "open" },
      schema: { consumes: ["multipart/form-data"], querystring: SystemCheckQuery, response: { 200: Type.Unknown() } },
    },
    async (request, reply) => {
      // Before anything of the body is read.
      const key = await admitted(request);
      const from = { scratch: home.paths.scratch, desk: services.documents, fields: SystemFieldsBody };
      return receiveDocument(request, from, async (received) => {
        if ("scan" in received) throw new YuejianError("DOCUMENT_SCANNED", { file: received.name });
        const { form = "json" } = request.query;
        if (form !== "json" && received.material.word === null) throw noWordFile(received.material.form);
        const check = await made(key, received);
        return form === "json" ? viewOf(check) : answerWord(reply, { document: received, check, marking: form });
      });
    },
  );

  /** DOCUMENT_KEY_REFUSED, FEATURE_OFF */
  async function admitted({ headers }: FastifyRequest): Promise<KeyRow> {
    const key = await admitKey(services, headers.authorization);
    await gate({ actor: key }, "document-assistant");
    return key;
  }

  function made(key: KeyRow, { options, material, sent }: ReceivedDocument): Promise<MadeCheck> {
    return makeCheck(ports, {
      ...options,
      material,
      comparison: sent,
      source: "system",
      office: key.office,
      actor: key.id,
      place: NO_CASE,
      isKept: false,
      beside: (trx, { id, characters, findings }) =>
        audit.recordIn(trx, {
          actor: { id: key.id, display_name: key.name, office: key.office },
          action: "document.check",
          subject: id,
          outcome: "done",
          detail: `${characters} characters, ${findings} findings`,
        }),
    });
  }

  function answerWord(
    reply: FastifyReply,
    { document, check, marking }: { readonly document: ReceivedDocument; readonly check: MadeCheck; readonly marking: Marking },
  ): FastifyReply {
    const findings = check.findings.map((finding, position) => ({ position, finding, decision: "accepted" as const }));
    const { name, paragraphs, word } = document.material;
    const bytes = Buffer.from(markedWord(name, word ?? new Uint8Array(), { paragraphs, findings, marking, at: new Date(clock.now()) }));
    return sendFile(reply, Readable.from([bytes]), { type: "docx", size: bytes.length, name });
  }
}

function viewOf({ row, findings }: MadeCheck): SystemCheckView {
  return {
    check: row.id,
    kind: row.kind,
    kindName: kindName(row.kind),
    characters: row.characters,
    format: row.format,
    hasMacros: row.has_macros !== 0,
    lawDay: row.law_day,
    hasCitations: row.has_citations !== 0,
    hasSpelling: row.has_spelling !== 0,
    findings: findings.map(({ probability, place, ...finding }) => ({
      ...finding,
      place: place ?? null,
      title: ruleTitle(finding.rule),
      probability: probability ?? null,
    })),
  };
}
