import { LAW_CHANGES } from "@yuejian/contracts";
import { ruleTitle } from "../../laws/index.ts";
import { eventCause } from "./events.ts";

/** Rules whose article changed and that nobody has looked at: to those who may judge them. */
export const lawChangeCause = eventCause("law-change", "law.judge", async (db, { people, policy, models, offices }) => {
  const rows = await db
    .selectFrom("law_notices")
    .innerJoin("laws", "laws.id", "law_notices.law")
    .select(["law_notices.id", "law_notices.rule_kind", "law_notices.rule", "law_notices.office", "law_notices.article"])
    .select(["law_notices.change", "laws.name"])
    .where("law_notices.status", "=", "open")
    .execute();
  const city = offices.find(({ parent }) => parent === null)?.id ?? "";
  return rows.map((row) => {
    const [title, change] = [ruleTitle(row.rule_kind, row.rule, models), LAW_CHANGES[row.change]];
    return {
      key: row.id,
      title: {
        zh: `「${title.zh}」所依据的《${row.name}》${row.article}：${change.zh}`,
        en: `“${title.en}” rests on ${row.name} ${row.article}: ${change.en}`,
      },
      link: `/laws/rules/${row.id}`,
      office: row.office ?? city,
      lines: [],
      handlers: people.filter((each) => policy.may(each, "law.judge", { office: row.office })).map(({ id }) => id),
    };
  });
});
