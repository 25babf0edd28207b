import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { JOB_STATUSES } from "@yuejian/contracts";
import type { JobView } from "@yuejian/contracts/api";
import { Button, Segmented } from "antd";
import { isOver, useJobAction, useJobList } from "../../api/jobs.ts";
import { useMay } from "../../api/session.ts";
import { FilterBar } from "../../kit/filter-bar.tsx";
import { JobMeter } from "../../kit/job-progress.tsx";
import { PageHeader } from "../../kit/layout.tsx";
import { List } from "../../kit/list.tsx";
import type { ListColumn } from "../../kit/list-column.ts";
import { ErrorNotice, Nothing } from "../../kit/page-state.tsx";
import { Time } from "../../kit/small.tsx";
import { JobStatusTag } from "../../kit/tags.tsx";
import { useLanguage } from "../../language/locale.tsx";

type Status = keyof typeof JOB_STATUSES;

export function JobsPage() {
  const { t, text } = useLanguage();
  const { status } = useSearch({ from: "/frame/jobs" });
  const navigate = useNavigate({ from: "/jobs" });
  const goTo = useNavigate();
  const mayReadSchedules = useMay("schedule.read");
  const { columns, error } = useColumns();
  const options = [
    { value: "", label: t("jobs.all") },
    ...Object.entries(JOB_STATUSES).map(([value, title]) => ({ value, label: text(title) })),
  ];
  return (
    <>
      <PageHeader
        title={t("nav.jobs")}
        about={t("jobs.about")}
        actions={mayReadSchedules && <Link to="/jobs/schedules">{t("schedules.title")}</Link>}
      />
      <FilterBar>
        <Segmented
          aria-label={t("leads.status")}
          value={status ?? ""}
          options={options}
          onChange={(next) => void navigate({ search: next ? { status: next as Status } : {} })}
        />
      </FilterBar>
      {error && <ErrorNotice error={error} />}
      <List
        list={useJobList(status)}
        label={t("nav.jobs")}
        title={(n) => t("jobs.count", { n })}
        columns={columns}
        idOf={(job) => job.id}
        place={`jobs ${status ?? ""}`}
        hasKeys
        onOpen={(job) => void goTo({ to: "/jobs/$job", params: { job: job.id } })}
        empty={<Nothing title={t("jobs.none")}>{t("jobs.noneWhy")}</Nothing>}
      />
    </>
  );
}

function useColumns(): { columns: readonly ListColumn<JobView>[]; error: Error | null } {
  const { t, text, format } = useLanguage();
  const mayControl = useMay("job.control");
  const cancel = useJobAction("cancel");
  const retry = useJobAction("retry");
  const columns: readonly ListColumn<JobView>[] = [
    { key: "status", title: t("leads.status"), width: 110, render: (job) => <JobStatusTag status={job.status} /> },
    {
      key: "title",
      title: t("jobs.job"),
      render: (job) => (
        <>
          <Link to="/jobs/$job" params={{ job: job.id }}>
            {text(job.title)}
          </Link>
          {job.error && <div className="muted two-lines">{text(job.error.text)}</div>}
        </>
      ),
    },
    { key: "progress", title: t("jobs.progress"), width: 300, render: (job) => <JobMeter job={job} /> },
    { key: "created", title: t("jobs.created"), width: 150, render: (job) => <Time at={job.createdAt} relative /> },
    {
      key: "took",
      title: t("runs.took"),
      width: 90,
      align: "right",
      render: (job) =>
        job.startedAt && job.finishedAt ? (
          <span className="number">{format.seconds((Date.parse(job.finishedAt) - Date.parse(job.startedAt)) / 1000)}</span>
        ) : (
          <span className="missing">—</span>
        ),
    },
    {
      key: "act",
      title: "",
      width: 90,
      align: "right",
      render: (job) => {
        if (!mayControl) return null;
        if (!isOver(job)) {
          return (
            <Button size="small" loading={cancel.isPending && cancel.variables === job.id} onClick={() => cancel.mutate(job.id)}>
              {t("jobs.cancel")}
            </Button>
          );
        }
        if (job.status === "done") return null;
        return (
          <Button size="small" loading={retry.isPending && retry.variables === job.id} onClick={() => retry.mutate(job.id)}>
            {t("jobs.retry")}
          </Button>
        );
      },
    },
  ];
  return { columns, error: cancel.error ?? retry.error };
}
