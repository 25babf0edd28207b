import { type Reading, unindexed } from "../../store/index.ts";
import { type Asking, type CauseSource, clockWords, holdingAmong } from "./cause.ts";

/** Clocks that run in open cases of the business system. */
export const caseClockCause: CauseSource = {
  cause: "case-clock",
  action: "case.read",
  async find(db, { until }) {
    const rows = await clocks(db).where("handled_case_clocks.is_running", "=", 1).where("handled_case_clocks.due", "<=", until).execute();
    return rows.map(askingOf);
  },
  holding: (db, keys) =>
    holdingAmong(keys, async (ids) => {
      // Found by the case, not among all that run.
      const running = clocks(db).where(unindexed("handled_case_clocks.is_running", 0), "=", 1);
      return (await running.where("handled_case_clocks.case_id", "in", ids).execute()).map(askingOf);
    }),
};

/** Clocks of open cases; whether they run is for the caller to ask. */
function clocks(db: Reading) {
  return db
    .selectFrom("handled_case_clocks")
    .innerJoin("handled_cases", "handled_cases.id", "handled_case_clocks.case_id")
    .select(["handled_cases.id", "handled_cases.number", "handled_cases.office", "handled_cases.business_line", "handled_cases.person"])
    .select(["handled_case_clocks.key", "handled_case_clocks.rule", "handled_case_clocks.due"])
    .where(unindexed("handled_cases.status", ""), "=", "open");
}

type Running = Awaited<ReturnType<ReturnType<typeof clocks>["execute"]>>[number];

function askingOf({ id, number, office, business_line: line, person, key, rule, due }: Running): Asking {
  const { title, law } = clockWords(rule);
  return {
    key: `${id} ${key} ${due}`,
    title: { zh: `${number}：${title.zh}`, en: `${number}: ${title.en}` },
    law,
    due,
    link: `/cases/handled/${id}`,
    office,
    lines: [line],
    handlers: person === null ? [] : [person],
  };
}
