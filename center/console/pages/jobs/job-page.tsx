import { useParams } from "@tanstack/react-router";
import type { JobView } from "@yuejian/contracts/api";
import { useJob } from "../../api/jobs.ts";
import { JobProgress } from "../../kit/job-progress.tsx";
import { Facts, PageHeader, Section } from "../../kit/layout.tsx";
import { PageState } from "../../kit/page-state.tsx";
import { usePageTitle } from "../../kit/page-title.tsx";
import { Digest, Time } from "../../kit/small.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { IntakeDetails, isIntakeResult } from "../data/intake-result.tsx";
import { isRunResult, RunSummary } from "../models/run-result.tsx";

export function JobPage() {
  const { job: id } = useParams({ from: "/frame/jobs/$job" });
  const { text } = useLanguage();
  const job = useJob(id);
  usePageTitle(job.data ? text(job.data.title) : undefined);
  return <PageState query={job}>{(data) => <JobContent job={data} />}</PageState>;
}

function JobContent({ job }: { readonly job: JobView }) {
  const { t, text, format } = useLanguage();
  return (
    <>
      <PageHeader title={text(job.title)} />
      <div className="columns">
        <Section title={t("jobs.progress")}>
          <JobProgress id={job.id}>{({ result }) => <JobResult result={result} />}</JobProgress>
        </Section>
        <Section title={t("jobs.facts")}>
          <Facts
            items={[
              [t("jobs.id"), <Digest key="id" value={job.id} />],
              [t("jobs.kind"), <code key="kind">{job.kind}</code>],
              [t("jobs.attempts"), format.count(job.attempts)],
              [t("jobs.created"), <Time key="created" at={job.createdAt} />],
              [t("jobs.started"), job.startedAt ? <Time key="started" at={job.startedAt} /> : "—"],
              [t("jobs.finished"), job.finishedAt ? <Time key="finished" at={job.finishedAt} /> : "—"],
            ]}
          />
        </Section>
      </div>
    </>
  );
}

function JobResult({ result }: { readonly result: unknown }) {
  if (isIntakeResult(result)) return <IntakeDetails result={result} />;
  if (isRunResult(result)) return <RunSummary run={result} />;
  return result === null ? null : <pre className="data-block">{JSON.stringify(result, null, 2)}</pre>;
}
