import { noticeRule } from "@yuejian/case-management";
import { computeDeadline } from "@yuejian/deadlines";
import type { Reading } from "../../store/index.ts";
import { type Asking, type CauseSource, clockWords, holdingAmong, type Moment } from "./cause.ts";

const RULE = "case-management.flow-notice-reply";

/** Notices of flow monitoring that nobody answered; the term of their answer runs from the day they were opened. */
export const noticeCause: CauseSource = {
  cause: "case-notice",
  action: "casework.answer",
  async find(db, moment) {
    const rows = await open(db).execute();
    return rows.map((row) => askingOf(row, moment)).filter(({ due }) => due !== null && due <= moment.until);
  },
  holding: (db, keys, moment) =>
    holdingAmong(keys, async (ids) =>
      (await open(db).where("casework_notices.id", "in", ids).execute()).map((row) => askingOf(row, moment)),
    ),
};

function open(db: Reading) {
  return db
    .selectFrom("casework_notices")
    .innerJoin("handled_cases", "handled_cases.id", "casework_notices.case_id")
    .select(["casework_notices.id", "casework_notices.rule", "casework_notices.opened_on", "casework_notices.person"])
    .select(["casework_notices.case_id", "casework_notices.office", "casework_notices.business_line", "handled_cases.number"])
    .where("casework_notices.is_open", "=", 1)
    .where("casework_notices.set_name", "=", "flow")
    .where("casework_notices.verdict", "is", null);
}

type Open = Awaited<ReturnType<ReturnType<typeof open>["execute"]>>[number];

function askingOf(row: Open, { calendar }: Pick<Moment, "calendar">): Asking {
  const due = computeDeadline({ rule: RULE, from: row.opened_on }, calendar).end;
  const title = noticeRule(row.rule)?.title ?? { zh: row.rule, en: row.rule };
  return {
    key: `${row.id} ${due}`,
    title: { zh: `${row.number}：流程监控「${title.zh}」待答复`, en: `${row.number}: notice “${title.en}” waits for an answer` },
    law: clockWords(RULE).law,
    due,
    link: `/cases/handled/${row.case_id}`,
    office: row.office,
    lines: [row.business_line],
    handlers: row.person === null ? [] : [row.person],
  };
}
