import { exact, FormatQuery, WhitePaperBody, WhitePaperShape, type WhitePaperView } from "@yuejian/contracts/api";
import { Type } from "typebox";
import { issuePaper, paperOf, ruleTitle, textsOf, writeTexts, yearFigures } from "../../governance/index.ts";
import { notAllowed } from "../../policy/index.ts";
import type { App, Caller } from "../app-types.ts";
import type { RouteContext } from "../route-context.ts";

const YearPath = exact({ year: Type.Integer({ minimum: 2000, maximum: 2200 }) });

/** The yearly white paper: figures of the whole house, so for those who see all of it. */
export function whitePaperRoutes(app: App, { home, services }: RouteContext): void {
  const { store, policy, audit } = services;
  const names = {
    ruleTitle: (rule: string) => ruleTitle({ offices: home.offices, manifestOf: (id) => home.models.get(id)?.manifest ?? null }, rule),
  };
  const demandAll = ({ actor }: Caller): void => {
    const { offices, businessLines } = policy.scope(actor);
    if (offices !== "all" || businessLines !== "all") throw notAllowed("governance.report");
  };

  app.get(
    "/api/white-papers/:year",
    { config: { admission: "governance.report" }, schema: { params: YearPath, response: { 200: WhitePaperShape } } },
    async ({ caller, params: { year } }) => {
      demandAll(caller);
      return viewOf(year);
    },
  );

  app.post(
    "/api/white-papers/:year",
    { config: { admission: "governance.report" }, schema: { params: YearPath, body: WhitePaperBody, response: { 200: WhitePaperShape } } },
    async ({ caller, params: { year }, body }) => {
      demandAll(caller);
      await writeTexts(home, { year, ...body, account: caller.account });
      await noted(caller, year, "texts changed");
      return viewOf(year);
    },
  );

  app.get(
    "/api/white-papers/:year/document",
    {
      config: { admission: "governance.report" },
      schema: { params: YearPath, querystring: FormatQuery, response: { 200: Type.Unknown() } },
    },
    async ({ caller, params: { year }, query: { format = "docx" } }, reply) => {
      demandAll(caller);
      const { name, bytes } = await issuePaper(home, { year, format, names, account: caller.account });
      await noted(caller, year, `issued as ${format}`);
      void reply.type(format === "pdf" ? "application/pdf" : "application/vnd.openxmlformats-officedocument.wordprocessingml.document");
      void reply.header("content-disposition", `attachment; filename="${name}"`);
      return Buffer.from(bytes);
    },
  );

  async function viewOf(year: number): Promise<WhitePaperView> {
    const row = await paperOf(store.db, year);
    const figures = await yearFigures(store.db, year, names);
    return { year, version: row?.version ?? 0, texts: textsOf(row), figures: figures.map((each) => ({ ...each, rows: [...each.rows] })) };
  }

  function noted(caller: Caller, year: number, detail: string): Promise<void> {
    return audit.record({ actor: caller.account, action: "governance.report", subject: String(year), outcome: "done", detail });
  }
}
