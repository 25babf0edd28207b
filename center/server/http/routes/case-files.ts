import { YuejianError } from "@yuejian/contracts";
import { CaseFileShape, exact } from "@yuejian/contracts/api";
import { isOpen, occur } from "@yuejian/oversight";
import { Type } from "typebox";
import { caseAt, saveCase } from "../../cases/index.ts";
import type { App } from "../app-types.ts";
import { receiveFile, sendFile } from "../receive-file.ts";
import type { RouteContext } from "../route-context.ts";
import { demandNotRecused, objectFor, readableCase } from "../views/case-access.ts";
import { demandOpened } from "../views/case-opening.ts";

const CasePath = exact({ case: Type.String() });
const FilePath = exact({ case: Type.String(), file: Type.String() });

/** Evidence kept with a case: of verification, service, reply and rectification. The bytes lie in the file store, their digests go on the ledger. */
export function caseFileRoutes(app: App, { home, services, attachmentLimit }: RouteContext): void {
  const { store, policy, audit, outbox, clock, ids } = services;

  app.post(
    "/api/cases/:case/files",
    {
      config: { admission: "case.read" },
      schema: { params: CasePath, consumes: ["multipart/form-data"], response: { 201: CaseFileShape } },
    },
    async (request, reply) => {
      const { caller, params } = request;
      const { state: seen } = await readableCase(services, caller, params.case);
      demandNotRecused(seen, caller.actor);
      const isWorker = seen.tasks.some(({ assignee, status }) => assignee === caller.actor.id && status === "open");
      if (!isWorker) policy.demand(caller.actor, "case.handle", objectFor(seen, "task-add", caller.actor));
      const { name, type, stored } = await receiveFile(request, home, attachmentLimit);
      const id = ids.next("cfl");
      const at = new Date(clock.now()).toISOString();
      await store.write(async (trx) => {
        const { state } = await caseAt(trx, seen.id, null);
        if (!isOpen(state.stage)) throw new YuejianError("STEP_NOT_ALLOWED", closedWords);
        const kept = occur(
          state,
          { action: "file-kept", file: id, name, sha256: stored.sha256 },
          { actor: caller.actor.id, now: at, eventId: ids.next("evt") },
        );
        await trx
          .insertInto("case_files")
          .values({ id, case_id: seen.id, name, type, ...stored, actor: caller.actor.id, at })
          .execute();
        await saveCase(trx, outbox, { ...kept, calendar: null });
      });
      await audit.record({
        actor: caller.account,
        action: "case.handle",
        subject: seen.id,
        outcome: "done",
        detail: `file ${id}, ${stored.size} bytes`,
      });
      return reply.code(201).send({ id, name, type, ...stored, actorName: caller.account.display_name, at });
    },
  );

  /** A file may hold anything, so it opens as personal data does: with a purpose for this case or its lead. */
  app.get(
    "/api/cases/:case/files/:file/content",
    { config: { admission: "case.read" }, schema: { params: FilePath, response: { 200: Type.Unknown() } } },
    async (request, reply) => {
      const { caller, params } = request;
      const { row, state } = await readableCase(services, caller, params.case);
      demandNotRecused(state, caller.actor);
      const kept = await store.db.selectFrom("case_files").selectAll().where("id", "=", params.file).executeTakeFirst();
      if (kept?.case_id !== row.id) throw new YuejianError("CASE_FILE_UNKNOWN", { file: params.file });
      const { purpose } = await demandOpened(request, services, row);
      const { content: bytes } = await home.files.read(kept.sha256);
      const noted = store.write(async (trx) => {
        const content = { user: caller.actor.id, purpose, case: row.id, file: kept.id, sha256: kept.sha256 };
        await outbox.record(trx, { type: "record.exported", subject: row.id, organisation: caller.actor.office, content });
        await audit.recordIn(trx, {
          actor: caller.account,
          action: "case.read",
          subject: row.id,
          purpose,
          outcome: "done",
          detail: `file ${kept.id}`,
        });
      });
      await noted.catch((cause: unknown) => {
        bytes.destroy();
        throw cause;
      });
      return sendFile(reply, bytes, kept);
    },
  );
}

const closedWords = {
  status: "over",
  status_zh: "已经结束",
  status_en: "over",
  action: "file-kept",
  action_zh: "上传文件",
  action_en: "keep a file",
};
