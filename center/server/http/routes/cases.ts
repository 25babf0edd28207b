import { type BusinessLine, type DataClass, YuejianError } from "@yuejian/contracts";
import { CaseShape, CasesShape, type CaseView, exact, PageQuery } from "@yuejian/contracts/api";
import { Type } from "typebox";
import type { Home } from "../../home/index.ts";
import type { Reading, Row } from "../../store/index.ts";
import type { App, Caller } from "../app-types.ts";
import { openingFor, opensNothing } from "../opening.ts";
import type { RouteContext } from "../route-context.ts";
import { showSubject } from "../views/lead-masking.ts";
import { columnsOfModel } from "../views/lead-view.ts";
import { isSealed } from "../views/leads.ts";
import { visible } from "../views/visible.ts";

export function caseRoutes(app: App, context: RouteContext): void {
  const { home, services } = context;
  const { store, policy } = services;

  app.get(
    "/api/cases",
    { config: { admission: "case.read" }, schema: { querystring: exact(PageQuery), response: { 200: CasesShape } } },
    async ({ caller, query: { offset = 0, limit = 50 } }) => {
      const condition = visible(policy.scope(caller.actor), "cases");
      const rows = await caseRows(store.db)
        .where(condition)
        .orderBy("cases.opened_at", "desc")
        .orderBy("cases.id", "desc")
        .limit(limit)
        .offset(offset)
        .execute();
      const { total } = await store.db
        .selectFrom("cases")
        .where(condition)
        .select((build) => build.fn.countAll<number>().as("total"))
        .executeTakeFirstOrThrow();
      return { items: rows.map((row) => caseView(home, row, opensNothing).view), total, offset, limit };
    },
  );

  app.get(
    "/api/cases/:case",
    { config: { admission: "case.read" }, schema: { params: exact({ case: Type.String() }), response: { 200: CaseShape } } },
    async (request) => {
      const { caller, params } = request;
      const row = await caseRows(store.db).where("cases.id", "=", params.case).executeTakeFirst();
      if (!row || !mayRead(caller, row)) throw new YuejianError("CASE_UNKNOWN", { case: params.case });
      const opening = await openingFor(request, services);
      const isOpened = opening?.lead?.id === row.lead;
      const opensSealed = isOpened && opening.lifted.length > 0;
      const { view, opened } = caseView(home, row, isOpened ? opening.opens : opensNothing, opensSealed);
      await opening?.note({ subject: row.id, references: [row.id], columns: opened });
      return view;
    },
  );

  const mayRead = ({ actor }: Caller, row: Row<"cases">) =>
    policy.may(actor, "case.read", { office: row.office, businessLines: [row.business_line as BusinessLine] });
}

type CaseRow = Row<"cases"> & { readonly owner_name: string | null; readonly is_sealed: number };

function caseRows(db: Reading) {
  return db
    .selectFrom("cases")
    .leftJoin("users", "users.id", "cases.owner")
    .selectAll("cases")
    .select("users.display_name as owner_name")
    .select(isSealed("cases.lead").as("is_sealed"));
}

function caseView(
  home: Home,
  row: CaseRow,
  opens: (dataClass: DataClass) => boolean,
  opensSealed = false,
): { view: CaseView; opened: string[] } {
  const isClosed = row.is_sealed !== 0 && !opensSealed;
  const { subject, subjectName, opened } = isClosed
    ? { subject: "••••", subjectName: "••••", opened: [] }
    : showSubject({ subject: row.subject, subjectName: row.subject_name }, columnsOfModel(home, row.model), opens);
  const { id, version, number, lead, model, office, owner, status } = row;
  const ownerName = row.owner_name ?? "";
  return {
    view: { id, version, number, lead, model, subject, subjectName, office, owner, ownerName, status, openedAt: row.opened_at },
    opened,
  };
}
