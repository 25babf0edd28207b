import { LAW_CHANGES } from "@yuejian/contracts";
import type { WorkItem } from "@yuejian/oversight";
import { ruleTitle } from "../../laws/index.ts";
import type { Caller } from "../app-types.ts";
import type { RouteContext } from "../route-context.ts";
import { mayJudge, noticeRows } from "./law-notices.ts";

const EACH = 60;

/** Rules whose article changed and that the caller can judge. */
export async function lawWork({ services, home }: Pick<RouteContext, "services" | "home">, { actor }: Caller): Promise<WorkItem[]> {
  if (!services.policy.may(actor, "law.judge")) return [];
  const rows = await noticeRows(services.store.db)
    .where("law_notices.status", "in", ["open", "must-change"])
    .orderBy("law_notices.opened_at")
    .execute();
  return rows
    .filter((row) => mayJudge(services, actor, row))
    .slice(0, EACH)
    .map((row) => {
      const [rule, change] = [ruleTitle(row.rule_kind, row.rule, home.models), LAW_CHANGES[row.change]];
      return {
        kind: "law-change",
        id: row.id,
        link: `/laws/rules/${row.id}`,
        title: {
          zh: `「${rule.zh}」：${row.law_name} ${row.article}，${change.zh}`,
          en: `“${rule.en}”: ${row.law_name} ${row.article}. ${change.en}`,
        },
        since: row.opened_at,
        due: null,
      };
    });
}
