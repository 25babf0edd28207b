import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { JOB_STATUSES } from "@yuejian/contracts";
import type { JobView } from "@yuejian/contracts/api";
import { Button, Segmented, Table, type TableProps } from "antd";
import { isOver, useJobAction, useJobs } from "../../api/jobs.ts";
import { useMay } from "../../api/session.ts";
import { JobMeter } from "../../kit/job-progress.tsx";
import { PageHeader, Section } from "../../kit/layout.tsx";
import { useListKeys } from "../../kit/list-keys.ts";
import { ErrorNotice, Nothing, PageState } from "../../kit/page-state.tsx";
import { Pager } from "../../kit/pager.tsx";
import { Time } from "../../kit/small.tsx";
import { JobStatusTag } from "../../kit/tags.tsx";
import { useLanguage } from "../../language/locale.tsx";

const PAGE_SIZE = 50;
type Status = keyof typeof JOB_STATUSES;

export function JobsPage() {
  const { t, text } = useLanguage();
  const { status, offset = 0 } = useSearch({ from: "/frame/jobs" });
  const navigate = useNavigate({ from: "/jobs" });
  const jobs = useJobs(status, offset, PAGE_SIZE);
  const options = [
    { value: "", label: t("jobs.all") },
    ...Object.entries(JOB_STATUSES).map(([value, title]) => ({ value, label: text(title) })),
  ];
  return (
    <>
      <PageHeader title={t("nav.jobs")} about={t("jobs.about")} />
      <div className="bar">
        <Segmented
          value={status ?? ""}
          options={options}
          onChange={(next) => void navigate({ search: next ? { status: next as Status } : {} })}
        />
      </div>
      <PageState query={jobs}>
        {({ items, total }) => (
          <Section flush title={t("jobs.count", { n: total })}>
            {items.length === 0 ? <Nothing title={t("jobs.none")}>{t("jobs.noneWhy")}</Nothing> : <JobTable jobs={items} />}
            <Pager
              offset={offset}
              limit={PAGE_SIZE}
              total={total}
              onGo={(next) => void navigate({ search: ({ offset: _offset, ...old }) => (next ? { ...old, offset: next } : old) })}
            />
          </Section>
        )}
      </PageState>
    </>
  );
}

function JobTable({ jobs }: { readonly jobs: readonly JobView[] }) {
  const { t, text, format } = useLanguage();
  const navigate = useNavigate();
  const mayControl = useMay("job.control");
  const cancel = useJobAction("cancel");
  const retry = useJobAction("retry");
  const focused = useListKeys({
    count: jobs.length,
    onOpen: (index) => {
      const job = jobs[index];
      if (job) void navigate({ to: "/jobs/$job", params: { job: job.id } });
    },
  });
  const columns: TableProps<JobView>["columns"] = [
    { key: "status", title: t("leads.status"), width: 110, render: (_, job) => <JobStatusTag status={job.status} /> },
    {
      key: "title",
      title: t("jobs.job"),
      render: (_, job) => (
        <>
          <Link to="/jobs/$job" params={{ job: job.id }}>
            {text(job.title)}
          </Link>
          {job.error && <div className="muted two-lines">{text(job.error.text)}</div>}
        </>
      ),
    },
    { key: "progress", title: t("jobs.progress"), width: 300, render: (_, job) => <JobMeter job={job} /> },
    { key: "created", title: t("jobs.created"), width: 150, render: (_, job) => <Time at={job.createdAt} relative /> },
    {
      key: "took",
      title: t("runs.took"),
      width: 90,
      align: "right",
      render: (_, job) =>
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
      render: (_, job) => {
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
  const error = cancel.error ?? retry.error;
  return (
    <>
      {error && <ErrorNotice error={error} />}
      <Table<JobView>
        size="small"
        rowKey="id"
        columns={columns}
        dataSource={jobs}
        pagination={false}
        rowClassName={(_, index) => (index === focused ? "focused-row" : "")}
      />
    </>
  );
}
