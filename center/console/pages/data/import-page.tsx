import { useNavigate, useSearch } from "@tanstack/react-router";
import type { JobView } from "@yuejian/contracts/api";
import { Button } from "antd";
import { useEffect, useRef, useState } from "react";
import { post } from "../../api/client.ts";
import { isCancelled, upload } from "../../api/upload.ts";
import { JobProgress } from "../../kit/job-progress.tsx";
import { PageHeader, Section } from "../../kit/layout.tsx";
import { ErrorNotice } from "../../kit/page-state.tsx";
import { usePageTitle } from "../../kit/page-title.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { useImportDraft } from "./import-draft.ts";
import { ImportForm, type ImportTarget } from "./import-form.tsx";
import { ImportMapping } from "./import-mapping.tsx";
import { ImportPreview } from "./import-preview.tsx";
import { IntakeDetails, isIntakeResult } from "./intake-result.tsx";

/** Upload and job go into the address, so that a reload comes back to the same step, and the browser's way back leads to the step before. */
export function ImportPage() {
  const { t } = useLanguage();
  const { dataset, upload: waiting, step, job } = useSearch({ from: "/frame/data/import" });
  const navigate = useNavigate({ from: "/data/import" });
  const toJob = (id: string) => void navigate({ search: { job: id } });
  usePageTitle(t("data.import"));
  const at = job !== undefined || step === "preview" ? 2 : waiting !== undefined ? 1 : 0;
  return (
    <>
      <PageHeader title={t("data.import")} about={t("import.about")} />
      <ol className="bar" aria-label={t("import.steps")}>
        {([t("import.stepFile"), t("import.stepMapping"), t("import.stepPreview")] as const).map((title, index) => (
          <li
            key={title}
            className={index === at ? "tag filled" : index < at ? "tag accent" : "tag quiet"}
            aria-current={index === at ? "step" : undefined}
          >
            {title}
          </li>
        ))}
      </ol>
      {job !== undefined ? (
        <Section
          title={t("import.result")}
          actions={
            <Button size="small" onClick={() => void navigate({ search: {} })}>
              {t("import.another")}
            </Button>
          }
        >
          <JobProgress id={job}>{({ result }) => isIntakeResult(result) && <IntakeDetails result={result} />}</JobProgress>
        </Section>
      ) : waiting === undefined ? (
        <FileStep
          dataset={dataset}
          onJob={toJob}
          onUpload={(id, into) => void navigate({ search: { upload: id, ...(into ? { dataset: into } : {}) } })}
        />
      ) : (
        <WaitingSteps key={waiting} upload={waiting} dataset={dataset} isPreview={step === "preview"} onJob={toJob} />
      )}
    </>
  );
}

interface WaitingProperties {
  readonly upload: string;
  readonly dataset: string | undefined;
  readonly isPreview: boolean;
  readonly onJob: (job: string) => void;
}

function WaitingSteps({ upload: waiting, dataset, isPreview, onJob }: WaitingProperties) {
  const navigate = useNavigate({ from: "/data/import" });
  const [kept, change, clear] = useImportDraft(waiting);
  const draft = { ...kept, dataset: kept.dataset ?? dataset };
  const address = { upload: waiting, ...(draft.dataset === undefined ? {} : { dataset: draft.dataset }) };
  const finish = (job: string) => {
    clear();
    onJob(job);
  };
  if (isPreview && draft.dataset !== undefined) {
    return (
      <ImportPreview
        upload={waiting}
        draft={{ ...draft, dataset: draft.dataset }}
        onChange={change}
        onJob={finish}
        onBack={() => void navigate({ search: address })}
      />
    );
  }
  return (
    <ImportMapping
      upload={waiting}
      draft={draft}
      onChange={(next) => change({ ...draft, ...next })}
      onJob={finish}
      onNext={() => void navigate({ search: { ...address, step: "preview" } })}
      onBack={() => void navigate({ search: {} })}
    />
  );
}

interface FileStepProperties {
  readonly dataset: string | undefined;
  readonly onUpload: (upload: string, dataset: string | undefined) => void;
  readonly onJob: (job: string) => void;
}

function FileStep({ dataset, onUpload, onJob }: FileStepProperties) {
  const { t } = useLanguage();
  const sending = useUpload(async ({ create, dataset: into }, id) => {
    if (!create) return onUpload(id, into);
    // A new dataset takes its columns from the file: there is nothing to map.
    const job = await post<JobView>(`/api/uploads/${id}/load`, { dataset: into ?? "", create });
    return onJob(job.id);
  });
  return (
    <Section title={t("import.stepFile")}>
      {sending.error && !isCancelled(sending.error) && <ErrorNotice error={sending.error} />}
      <ImportForm dataset={dataset} isSending={sending.part !== null} onSend={sending.start} />
      {sending.part !== null && (
        <div className="stack" style={{ marginTop: 12, maxWidth: 640 }}>
          <div className="meter" style={{ "--part": `${sending.part * 100}%` }} />
          <div className="bar" style={{ margin: 0 }}>
            <span className="number">{t("import.sent", { percent: Math.round(sending.part * 100) })}</span>
            <Button size="small" onClick={sending.cancel}>
              {t("jobs.cancel")}
            </Button>
          </div>
        </div>
      )}
    </Section>
  );
}

function useUpload(onSent: (target: ImportTarget, upload: string) => void | Promise<void>) {
  const [part, setPart] = useState<number | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const controller = useRef<AbortController | null>(null);
  useEffect(() => () => controller.current?.abort(), []);
  const start = (target: ImportTarget) => {
    const abort = new AbortController();
    controller.current = abort;
    setError(null);
    setPart(0);
    upload(target.file, (sent, total) => setPart(total > 0 ? sent / total : 0), abort.signal)
      .then(({ id }) => onSent(target, id))
      .catch((failure: Error) => setError(failure))
      .finally(() => setPart(null));
  };
  return { part, error, start, cancel: () => controller.current?.abort() };
}
