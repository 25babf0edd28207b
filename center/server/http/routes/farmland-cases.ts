import { YuejianError } from "@yuejian/contracts";
import { FarmlandCaseBody, FarmlandCaseShape } from "@yuejian/contracts/api";
import { changeCase } from "../../cases/index.ts";
import type { App } from "../app-types.ts";
import type { RouteContext } from "../route-context.ts";
import { readableCase } from "../views/case-access.ts";
import { admittedOrder } from "../views/case-orders.ts";
import { objectOf, readableLead } from "../views/readable-lead.ts";

/** Neighbouring violations as one case: each verified lead is filed, and the cases are merged into that of the first, by the steps that a person takes one by one. */
export function farmlandCaseRoutes(app: App, context: RouteContext): void {
  const { home, services } = context;
  const { policy, audit } = services;

  app.post(
    "/api/farmland/cases",
    { config: { admission: "lead.file" }, schema: { body: FarmlandCaseBody, response: { 200: FarmlandCaseShape } } },
    async ({ caller, body: { leads, note } }) => {
      const rows = await Promise.all([...new Set(leads)].map((id) => readableLead(services, caller, id)));
      // All of it is allowed, or nothing is done: a case that was merged is not taken apart again.
      for (const row of rows) {
        if (row.status !== "verified" && row.case_id === null) throw new YuejianError("FARMLAND_LEAD_UNVERIFIED", { lead: row.id });
        const object = objectOf(row);
        if (row.status === "verified") policy.demand(caller.actor, "lead.file", object);
        policy.demand(caller.actor, "case.transfer", object);
      }
      const cases: string[] = [];
      let filed = 0;
      for (const row of rows) {
        if (row.case_id !== null) {
          cases.push(row.case_id);
          continue;
        }
        const changed = await home.changeLead({
          lead: row.id,
          version: row.version,
          command: { action: "file", note },
          actor: caller.actor,
        });
        await audit.record({ actor: caller.account, action: "lead.file", subject: row.id, outcome: "done", detail: "as one case" });
        filed++;
        if (changed.caseId !== null) cases.push(changed.caseId);
      }
      const [into, ...others] = [...new Set(cases)];
      if (into === undefined) throw new YuejianError("FARMLAND_LEAD_UNVERIFIED", { lead: leads[0] ?? "" });
      const refused: { case: string; text: { zh: string; en: string } }[] = [];
      let merged = 0;
      for (const each of others) {
        try {
          const { row } = await readableCase(services, caller, each);
          const command = { action: "merge", into, reason: note } as const;
          await changeCase(home, await admittedOrder(context, caller, { case: each, version: row.version, command }));
          await audit.record({
            actor: caller.account,
            action: "case.transfer",
            subject: each,
            outcome: "done",
            detail: `merge into ${into}`,
          });
          merged++;
        } catch (cause) {
          if (!(cause instanceof YuejianError)) throw cause;
          refused.push({ case: each, text: { zh: cause.textFor("zh"), en: cause.textFor("en") } });
        }
      }
      return { case: into, filed, merged, refused };
    },
  );
}
