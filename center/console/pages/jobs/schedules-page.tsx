import { Link } from "@tanstack/react-router";
import { SCHEDULE_OUTCOMES, scheduleRuleText } from "@yuejian/contracts";
import type { ScheduleView } from "@yuejian/contracts/api";
import { Button, Switch } from "antd";
import { useEnableSchedule, useRunSchedule, useSchedules } from "../../api/schedules.ts";
import { PageHeader, Section } from "../../kit/layout.tsx";
import type { ListColumn } from "../../kit/list-column.ts";
import { ListTable } from "../../kit/list-table.tsx";
import { ErrorNotice, Nothing, PageState } from "../../kit/page-state.tsx";
import { usePageTitle } from "../../kit/page-title.tsx";
import { Time } from "../../kit/small.tsx";
import { JobStatusTag } from "../../kit/tags.tsx";
import { useLanguage } from "../../language/locale.tsx";

/** What comes due by the clock: when next, what became of it last, on or off. */
export function SchedulesPage() {
  const { t } = useLanguage();
  const schedules = useSchedules();
  const { columns, error } = useColumns();
  usePageTitle(t("schedules.title"));
  return (
    <>
      <PageHeader title={t("schedules.title")} about={t("schedules.about")} />
      {error && <ErrorNotice error={error} />}
      <PageState query={schedules}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing title={t("schedules.none")} />
          ) : (
            <Section flush title={t("schedules.count", { n: items.length })}>
              <ListTable label={t("schedules.title")} columns={columns} items={items} idOf={({ id }) => id} hasKeys />
            </Section>
          )
        }
      </PageState>
    </>
  );
}

function useColumns(): { columns: readonly ListColumn<ScheduleView>[]; error: Error | null } {
  const { t, text } = useLanguage();
  const enable = useEnableSchedule();
  const run = useRunSchedule();
  const columns: readonly ListColumn<ScheduleView>[] = [
    {
      key: "on",
      title: t("schedules.on"),
      width: 70,
      render: (each) => (
        <Switch
          size="small"
          checked={each.isEnabled}
          disabled={!each.mayManage}
          loading={enable.isPending && enable.variables.id === each.id}
          aria-label={t("schedules.enable", { job: text(each.title) })}
          onChange={(isEnabled) => enable.mutate({ id: each.id, version: each.version, isEnabled })}
        />
      ),
    },
    { key: "job", title: t("schedules.job"), render: (each) => text(each.title) },
    { key: "when", title: t("schedules.when"), width: 150, render: (each) => text(scheduleRuleText(each.rule)) },
    {
      key: "next",
      title: t("schedules.next"),
      width: 150,
      render: (each) => (each.nextAt ? <Time at={each.nextAt} /> : <span className="missing">{t("schedules.off")}</span>),
    },
    { key: "last", title: t("schedules.last"), width: 230, render: (each) => <LastRun run={each.lastRun} /> },
    { key: "owner", title: t("schedules.owner"), width: 120, render: (each) => each.owner.name },
    {
      key: "act",
      title: "",
      width: 110,
      align: "right",
      render: (each) =>
        each.mayManage && (
          <Button size="small" loading={run.isPending && run.variables === each.id} onClick={() => run.mutate(each.id)}>
            {t("schedules.runNow")}
          </Button>
        ),
    },
  ];
  return { columns, error: enable.error ?? run.error };
}

function LastRun({ run }: { readonly run: ScheduleView["lastRun"] }) {
  const { t, text } = useLanguage();
  if (!run) return <span className="missing">{t("schedules.never")}</span>;
  return (
    <span className="bar" style={{ margin: 0 }}>
      <Time at={run.at} relative />
      {run.job !== null && run.jobStatus ? (
        <Link to="/jobs/$job" params={{ job: run.job }}>
          <JobStatusTag status={run.jobStatus} />
        </Link>
      ) : (
        <span className="tag attention">{text(SCHEDULE_OUTCOMES[run.outcome])}</span>
      )}
      {run.error && <code>{run.error}</code>}
    </span>
  );
}
