import { Link } from "@tanstack/react-router";
import type { JobView } from "@yuejian/contracts/api";
import { Button } from "antd";
import type { ReactNode } from "react";
import { isOver, useJob, useJobAction } from "../api/jobs.ts";
import { useLanguage } from "../language/locale.tsx";
import { ErrorNotice } from "./page-state.tsx";
import { useRemainingTime } from "./remaining-time.ts";
import { JobStatusTag } from "./tags.tsx";

/** The bar and the numbers of one job. */
export function JobMeter({ job }: { readonly job: JobView }) {
  const { t, text, format } = useLanguage();
  const remaining = useRemainingTime(job);
  const { done, total, stage } = job.progress;
  const isMoving = job.status === "running" && !total;
  const part = job.status === "done" ? 100 : total ? Math.min(100, (done / total) * 100) : 0;
  return (
    <div>
      <div
        className={isMoving ? "meter unknown" : "meter"}
        role="progressbar"
        aria-label={text(job.title)}
        aria-valuenow={Math.round(part)}
        style={{ "--part": `${part}%` }}
      />
      <div className="muted number" style={{ display: "flex", gap: 8, fontSize: 12 }}>
        <span className="one-line">{text(stage)}</span>
        <span style={{ marginLeft: "auto", whiteSpace: "nowrap" }}>
          {remaining !== null && `${t("jobs.remaining", { time: format.seconds(Math.ceil(remaining / 1000)) })} · `}
          {total ? `${format.count(done)} / ${format.count(total)}` : done > 0 ? format.count(done) : ""}
        </span>
      </div>
    </div>
  );
}

function JobError({ job }: { readonly job: JobView }) {
  const { t, text } = useLanguage();
  const retry = useJobAction("retry");
  if (!job.error) return null;
  const isIntegrity = job.error.kind === "integrity";
  return (
    <div className={`notice ${isIntegrity ? "alarm" : "attention"}`} role="alert">
      <div>
        <strong>{text(job.error.text)}</strong>
        <div className="muted">
          {job.error.kind === "input" ? t("jobs.fixInput") : t("jobs.retryHint")} <code>{job.error.code}</code>
        </div>
        {retry.error && <ErrorNotice error={retry.error} />}
      </div>
      {job.error.kind !== "input" && (
        <Button size="small" loading={retry.isPending} onClick={() => retry.mutate(job.id)}>
          {t("jobs.retry")}
        </Button>
      )}
    </div>
  );
}

/** A job that a page started: progress with numbers, cancel, then `children` with the result, or the error. */
export function JobProgress({ id, children }: { readonly id: string; readonly children?: (job: JobView) => ReactNode }) {
  const { t, text } = useLanguage();
  const { data: job, error } = useJob(id);
  const cancel = useJobAction("cancel");
  if (error && !job) return <ErrorNotice error={error} />;
  if (!job) return null;
  return (
    <div className="stack" style={{ gap: 6 }} data-job={job.status}>
      <div className="bar" style={{ margin: 0 }}>
        <JobStatusTag status={job.status} />
        <Link to="/jobs/$job" params={{ job: id }}>
          {text(job.title)}
        </Link>
        {!isOver(job) && (
          <Button size="small" className="push" loading={cancel.isPending} onClick={() => cancel.mutate(id)}>
            {t("jobs.cancel")}
          </Button>
        )}
      </div>
      {!isOver(job) && <JobMeter job={job} />}
      {cancel.error && <ErrorNotice error={cancel.error} />}
      <JobError job={job} />
      {job.status === "done" && children?.(job)}
    </div>
  );
}
