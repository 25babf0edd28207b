import { type CaseCommand, YuejianError } from "@yuejian/contracts";
import { exact, PortalFileShape, PortalReplyBody, PortalReportBody, PortalShape, type PortalView } from "@yuejian/contracts/api";
import { occur } from "@yuejian/oversight";
import type { FastifyRequest } from "fastify";
import { Type } from "typebox";
import { caseAt, changeCase, readCalendar, saveCase } from "../../cases/index.ts";
import { createLinkGate, type ReplyLinkRow, usedAlready, useLink } from "../../portal/index.ts";
import type { App } from "../app-types.ts";
import { opensNothing } from "../opening.ts";
import { receiveFile } from "../receive-file.ts";
import type { RouteContext } from "../route-context.ts";
import { caseRows } from "../views/case-access.ts";
import { shownCase, todayOf } from "../views/cases.ts";
import { linkFiles, mayReply, mayUpload, portalView } from "../views/portal.ts";

const HEADER = "x-reply-link";
/** Refusals that are the sender's: they count towards the link's pause. */
const COUNTED: ReadonlySet<string> = new Set(["input", "conflict", "denied"]);

type Admitted = Awaited<ReturnType<ReturnType<typeof createLinkGate>["admit"]>>;

/** What the receiver of an instrument does without an account: it holds a link of this one case, which opens this one instrument and nothing else. */
export function portalRoutes(app: App, { home, services, portalLimits: limits }: RouteContext): void {
  const { store, audit, outbox, clock, ids } = services;
  const gate = createLinkGate(services);

  app.get("/api/portal", { config: { admission: "open" }, schema: { response: { 200: PortalShape } } }, (request) =>
    through(request, ({ admitted, state }) => view(admitted, state)),
  );

  app.post(
    "/api/portal/files",
    { config: { admission: "open" }, schema: { consumes: ["multipart/form-data"], response: { 201: PortalFileShape } } },
    async (request, reply) => {
      const kept = await through(request, async ({ admitted: { link, office }, state }) => {
        const words = { office: office.name.en, office_zh: office.name.zh, office_en: office.name.en };
        if (!mayUpload(state)) throw new YuejianError("REPLY_NOT_AWAITED", words);
        const before = await linkFiles(store.db, link.id);
        const total = before.reduce((sum, { size }) => sum + size, 0);
        const full = new YuejianError("REPLY_FILES_FULL", { files: limits.files, limit: megabytes(limits.totalBytes), ...words });
        if (before.length >= limits.files || total >= limits.totalBytes) throw full;
        const { name, type, stored } = await receiveFile(request, home, Math.min(limits.fileBytes, limits.totalBytes - total));
        const id = ids.next("cfl");
        const at = new Date(clock.now()).toISOString();
        await store.write(async (trx) => {
          const { state: now } = await caseAt(trx, link.case_id, null);
          if (!mayUpload(now)) throw new YuejianError("REPLY_NOT_AWAITED", words);
          // Two that arrive at once are counted together.
          const others = await linkFiles(trx, link.id);
          if (others.length >= limits.files || others.reduce((sum, { size }) => sum + size, stored.size) > limits.totalBytes) throw full;
          const deed = { action: "file-kept", file: id, name, sha256: stored.sha256 } as const;
          const changed = occur(now, deed, { actor: link.id, now: at, eventId: ids.next("evt") });
          await trx
            .insertInto("case_files")
            .values({ id, case_id: now.id, name, type, ...stored, actor: link.id, at })
            .execute();
          await saveCase(trx, outbox, { ...changed, calendar: null });
        });
        await noted(link, `file ${id}, ${stored.size} bytes`);
        return { id, name, type, ...stored, at };
      });
      return reply.code(201).send(kept);
    },
  );

  app.post(
    "/api/portal/reply",
    { config: { admission: "open" }, schema: { body: PortalReplyBody, response: { 200: PortalShape } } },
    (request) =>
      through(request, async ({ admitted, state }) => {
        const { link, office } = admitted;
        const { outcome, text, files } = request.body;
        if (link.replied_at !== null) throw usedAlready(link, office);
        if (!mayReply(state, link))
          throw new YuejianError("REPLY_NOT_AWAITED", { office: office.name.en, office_zh: office.name.zh, office_en: office.name.en });
        const command: CaseCommand = { action: "reply", outcome, receivedOn: todayOf(clock), text, files };
        await give(link, command, { isReply: true, office });
        const replied = await gate.admit(request.headers[HEADER], addressOf(request));
        return view(replied, await stateOf(replied));
      }),
  );

  app.post(
    "/api/portal/items/:item",
    {
      config: { admission: "open" },
      schema: { params: exact({ item: Type.String() }), body: PortalReportBody, response: { 200: PortalShape } },
    },
    (request) =>
      through(request, async ({ admitted }) => {
        const { note, files } = request.body;
        const { item } = request.params;
        await give(admitted.link, { action: "item-report", item, note, files }, { isReply: false, office: admitted.office });
        return view(admitted, await stateOf(admitted));
      }),
  );

  /** Gives the command that the house would give when a letter came, in the receiver's own name. */
  async function give(
    link: ReplyLinkRow,
    command: Extract<CaseCommand, { action: "reply" | "item-report" }>,
    { isReply, office }: { readonly isReply: boolean; readonly office: Admitted["office"] },
  ): Promise<void> {
    const own = new Set((await linkFiles(store.db, link.id)).map(({ id }) => id));
    const stranger = command.files.find((file) => !own.has(file));
    if (stranger !== undefined) throw new YuejianError("CASE_FILE_UNKNOWN", { file: stranger });
    await changeCase(home, {
      case: link.case_id,
      version: null,
      command,
      actor: { id: link.id, level: null, mayAssign: false, isReceiver: true },
      calendar: await readCalendar(home.folder),
      ...(isReply ? { beside: (trx, event) => useLink(trx, link, { event: event.id, at: event.at, office }) } : {}),
    });
    await noted(link, command.action);
  }

  async function through<T>(
    request: FastifyRequest,
    run: (given: { readonly admitted: Admitted; readonly state: Awaited<ReturnType<typeof stateOf>> }) => Promise<T>,
  ): Promise<T> {
    const admitted = await gate.admit(request.headers[HEADER], addressOf(request));
    try {
      return await run({ admitted, state: await stateOf(admitted) });
    } catch (cause) {
      if (cause instanceof YuejianError && COUNTED.has(cause.kind)) await gate.countRefusal(admitted.link);
      throw cause;
    }
  }

  /** An amended instrument is served anew and gets a link of its own. */
  async function stateOf({ link, office }: Admitted) {
    const { state } = await caseAt(store.db, link.case_id, null);
    if (state.instrument?.revision === link.revision && state.instrument.servedOn !== null) return state;
    const words = { office: office.name.en, office_zh: office.name.zh, office_en: office.name.en };
    const reason = { reason: "the instrument was amended", reason_zh: "文书已修改，将另行送达", reason_en: "the instrument was amended" };
    throw new YuejianError("REPLY_LINK_REVOKED", { at: state.changedAt.slice(0, 10), ...reason, ...words });
  }

  async function view({ link, office }: Admitted, state: Awaited<ReturnType<typeof stateOf>>): Promise<PortalView> {
    const row = await caseRows(store.db).where("cases.id", "=", link.case_id).executeTakeFirstOrThrow();
    const today = todayOf(clock);
    const { hide } = shownCase(home, row, { opens: opensNothing, opensSealed: false, today });
    return portalView(store.db, {
      link,
      office,
      state,
      calendar: await readCalendar(home.folder),
      today,
      limits,
      hide,
      isSealed: row.is_sealed !== 0,
    });
  }

  async function noted(link: ReplyLinkRow, detail: string): Promise<void> {
    await audit.record({ actor: null, action: "reply-link.use", subject: link.case_id, outcome: "done", detail: `${link.id}: ${detail}` });
  }
}

/** Over the machine's own socket there is no address. */
function addressOf(request: FastifyRequest): string {
  return request.ip ?? "";
}

function megabytes(bytes: number): string {
  return `${Math.floor(bytes / 1024 ** 2)} MB`;
}
