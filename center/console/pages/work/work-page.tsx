import { Link, useNavigate } from "@tanstack/react-router";
import type { WorkItem } from "@yuejian/contracts/api";
import { useWork } from "../../api/leads.ts";
import { PageHeader, Section } from "../../kit/layout.tsx";
import type { ListColumn } from "../../kit/list-column.ts";
import { ListTable } from "../../kit/list-table.tsx";
import { useIsNarrow } from "../../kit/media.ts";
import { Nothing, PageState } from "../../kit/page-state.tsx";
import { Time } from "../../kit/small.tsx";
import { useLanguage } from "../../language/locale.tsx";
import type { MessageKey } from "../../messages/index.ts";

type Kind = WorkItem["kind"];

const WHAT = {
  "lead-to-assign": "work.kindAssign",
  "lead-to-verify": "work.kindVerify",
  "lead-to-file": "work.kindFile",
  quarantine: "work.kindQuarantine",
  "job-failed": "work.kindJob",
  mention: "work.kindMention",
  check: "work.kindCheck",
  contest: "work.kindContest",
  "contest-overdue": "work.kindContestOverdue",
  "lead-flagged": "work.kindFlagged",
  correction: "work.kindCorrection",
  approval: "work.kindApproval",
  "case-step": "work.kindCase",
  "case-task": "work.kindTask",
  "lead-task": "work.kindTask",
  "field-check": "field.title",
  "handled-case": "work.kindHandled",
  "case-notice": "work.kindNotice",
  "procedural-step": "work.kindStep",
  "law-change": "work.kindLaw",
} as const satisfies Record<Kind, MessageKey>;

const NEXT = {
  "lead-to-assign": "work.nextAssign",
  "lead-to-verify": "work.nextVerify",
  "lead-to-file": "work.nextFile",
  quarantine: "work.nextQuarantine",
  "job-failed": "work.nextJob",
  mention: "work.nextMention",
  check: "work.nextCheck",
  contest: "work.nextContest",
  "contest-overdue": "work.nextContest",
  "lead-flagged": "work.nextFlagged",
  correction: "work.nextDecide",
  approval: "work.nextDecide",
  "case-step": "work.nextCase",
  "case-task": "work.nextTask",
  "lead-task": "work.nextTask",
  "field-check": "field.open",
  "handled-case": "work.nextHandled",
  "case-notice": "work.nextNotice",
  "procedural-step": "work.nextStep",
  "law-change": "work.nextLaw",
} as const satisfies Record<Kind, MessageKey>;

/** Where the one next action happens. */
function addressOf(item: WorkItem): string {
  if (item.link !== undefined) return item.link;
  if (item.kind === "quarantine") return `/batches/${item.id}`;
  return item.kind === "job-failed" ? `/jobs/${item.id}` : `/leads/${item.id}`;
}

export function WorkPage() {
  const { t } = useLanguage();
  const work = useWork();
  return (
    <>
      <PageHeader title={t("nav.work")} about={t("work.about")} />
      <PageState query={work}>
        {({ items, total }) => (
          <Section flush title={t("work.waiting", { n: total })} hint={items.length < total ? t("work.first", { n: items.length }) : ""}>
            {items.length === 0 ? (
              <Nothing title={t("work.nothing")} action={<Link to="/leads">{t("work.toLeads")}</Link>}>
                {t("work.nothingWhy")}
              </Nothing>
            ) : (
              <WorkTable items={items} />
            )}
          </Section>
        )}
      </PageState>
    </>
  );
}

function WorkTable({ items }: { readonly items: readonly WorkItem[] }) {
  const { t, text } = useLanguage();
  const navigate = useNavigate();
  const isNarrow = useIsNarrow();
  const columns: readonly ListColumn<WorkItem>[] = [
    { key: "kind", title: t("work.what"), width: 140, render: (item) => t(WHAT[item.kind]) },
    { key: "title", title: t("work.subject"), render: (item) => <span className="two-lines">{text(item.title)}</span> },
    { key: "since", title: t("work.since"), width: 150, render: (item) => <Time at={item.since} relative /> },
    { key: "due", title: t("work.due"), width: 170, render: (item) => <Due due={item.due} /> },
    {
      key: "next",
      title: t("work.next"),
      width: 150,
      render: (item) => <Link to={addressOf(item)}>{t(NEXT[item.kind])}</Link>,
    },
  ];
  const narrow: readonly ListColumn<WorkItem>[] = [
    {
      key: "title",
      title: t("work.subject"),
      render: (item) => (
        <>
          <div className="muted">
            {t(WHAT[item.kind])} {item.due && <Due due={item.due} />}
          </div>
          {text(item.title)}
        </>
      ),
    },
    ...columns.slice(-1).map((column) => ({ ...column, width: 90 })),
  ];
  return (
    <ListTable
      label={t("nav.work")}
      columns={isNarrow ? narrow : columns}
      items={items}
      idOf={(item) => `${item.kind} ${item.id}`}
      hasKeys
      place="work"
      onOpen={(item) => void navigate({ to: addressOf(item) })}
    />
  );
}

function Due({ due }: { readonly due: string | null }) {
  const { t, format } = useLanguage();
  if (!due) return <span className="missing">—</span>;
  const day = due.slice(0, 10);
  const isOverdue = day < new Date().toLocaleDateString("sv-SE");
  return (
    <>
      <span className="number">{format.day(day)}</span> {isOverdue && <span className="tag alarm">{t("work.overdue")}</span>}
    </>
  );
}
