import { YuejianError } from "@yuejian/contracts";
import {
  DocumentWatchBody,
  DocumentWatchChangeBody,
  DocumentWatchDetailShape,
  DocumentWatchesShape,
  DocumentWatchShape,
  type DocumentWatchView,
  exact,
} from "@yuejian/contracts/api";
import { Type } from "typebox";
import {
  changeWatch,
  readWatch,
  settlePaths,
  setWatch,
  type WatchRow,
  watchDetail,
  watchRows,
  watchViews,
} from "../../document-watches/index.ts";
import { notAllowed } from "../../policy/index.ts";
import type { App, Caller } from "../app-types.ts";
import { allowedPath } from "../intake-path.ts";
import type { RouteContext } from "../route-context.ts";
import { readableHandledCase } from "../views/handled-case-access.ts";

const WatchPath = exact({ watch: Type.String({ maxLength: 64 }) });

/** Folders of this machine in which the house checks what arrives. They belong to the whole house: who sees all offices sets them. */
export function documentWatchRoutes(app: App, { home, services, intakeFolders }: RouteContext): void {
  const { store, policy, accounts, clock, offices } = services;
  const beside = () => ({ db: store.db, accounts, now: clock.now() });

  app.get(
    "/api/documents/watches",
    { config: { admission: "document.configure" }, schema: { response: { 200: DocumentWatchesShape } } },
    async ({ caller }) => {
      const rows = (await watchRows(store.db)).filter(({ office }) => policy.covers(caller.actor, { office }));
      return {
        items: await watchViews(beside(), rows),
        mayConfigure: maySet(caller),
        within: intakeFolders === null ? null : [...intakeFolders],
      };
    },
  );

  app.post(
    "/api/documents/watches",
    { config: { admission: "document.configure" }, schema: { body: DocumentWatchBody, response: { 201: DocumentWatchShape } } },
    async ({ caller, body }, reply) => {
      demandSetting(caller);
      // A browser names folders of the machine only where whoever runs it said which.
      if (caller.session !== null && intakeFolders === null) throw new YuejianError("DOCUMENT_FOLDERS_UNSET");
      if (!offices.some(({ id }) => id === body.office)) throw new YuejianError("OFFICE_UNKNOWN", { office: body.office });
      const others = (await watchRows(store.db)).map(({ name, path_in: pathIn, path_out: pathOut }) => ({ name, pathIn, pathOut }));
      const paths = await settlePaths(body, { home: home.folder, others });
      for (const path of [paths.pathIn, paths.pathOut]) await allowedPath(path, intakeFolders, true);
      const handledCase = body.case === undefined ? null : await caseOf(caller, body.case);
      const row = await setWatch(services, body, { paths, handledCase, account: caller.account });
      return reply.code(201).send(await viewOf(row));
    },
  );

  app.get(
    "/api/documents/watches/:watch",
    { config: { admission: "document.configure" }, schema: { params: WatchPath, response: { 200: DocumentWatchDetailShape } } },
    async ({ caller, params }) => watchDetail(beside(), await seen(caller, params.watch)),
  );

  app.post(
    "/api/documents/watches/:watch",
    {
      config: { admission: "document.configure" },
      schema: { params: WatchPath, body: DocumentWatchChangeBody, response: { 200: DocumentWatchShape } },
    },
    async ({ caller, params, body }) => {
      demandSetting(caller);
      const { id } = await seen(caller, params.watch);
      return viewOf(await changeWatch(services, id, { change: body, account: caller.account }));
    },
  );

  /** DOCUMENT_WATCH_UNKNOWN: also of an office that the caller does not see. */
  async function seen({ actor }: Caller, id: string): Promise<WatchRow> {
    const row = await readWatch(store.db, id);
    if (!policy.covers(actor, { office: row.office })) throw new YuejianError("DOCUMENT_WATCH_UNKNOWN", { watch: id });
    return row;
  }

  /** DOCUMENT_WATCH_CASE, CASE_UNKNOWN: also one that the caller may not see. */
  async function caseOf(caller: Caller, id: string): Promise<string> {
    if (id.startsWith("cas_")) throw new YuejianError("DOCUMENT_WATCH_CASE");
    return (await readableHandledCase(services, caller, id)).id;
  }

  function maySet({ actor }: Caller): boolean {
    return policy.may(actor, "document.configure") && policy.scope(actor).offices === "all";
  }

  function demandSetting(caller: Caller): void {
    if (!maySet(caller)) throw notAllowed("document.configure");
  }

  async function viewOf(row: WatchRow): Promise<DocumentWatchView> {
    const [view] = await watchViews(beside(), [row]);
    if (!view) throw new RangeError(row.id);
    return view;
  }
}
