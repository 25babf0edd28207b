import FileAddOutlined from "@ant-design/icons/FileAddOutlined";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import type { CaseImportView, JobView } from "@yuejian/contracts/api";
import { Button, Input } from "antd";
import { type ReactNode, useEffect, useState } from "react";
import { useCaseImport, useCaseImports, useCheckCaseFile, useSendCaseFile } from "../../api/casework.ts";
import { useMay } from "../../api/session.ts";
import { isCancelled } from "../../api/upload.ts";
import { FileDrop } from "../../kit/file-drop.tsx";
import { JobProgress } from "../../kit/job-progress.tsx";
import { PageHeader, Section } from "../../kit/layout.tsx";
import { List } from "../../kit/list.tsx";
import type { ListColumn } from "../../kit/list-column.ts";
import { useIsNarrow } from "../../kit/media.ts";
import { ErrorNotice, Nothing } from "../../kit/page-state.tsx";
import { usePageTitle } from "../../kit/page-title.tsx";
import { useSending } from "../../kit/sending.tsx";
import { Time } from "../../kit/small.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { CasesTabs } from "../cases/cases-tabs.tsx";
import { CaseFileCheckView, isCaseFileCheck } from "./case-file-check.tsx";
import { ImportOutcome } from "./case-import-page.tsx";
import { RefusedRows } from "./refused-rows.tsx";

/** Upload, look and take in; which step it is stands in the address, so that a reload comes back to it. */
export function CaseImportsPage() {
  const { t } = useLanguage();
  const { upload, check, job, asOf, sheet } = useSearch({ from: "/frame/cases/imports" });
  const navigate = useNavigate({ from: "/cases/imports" });
  usePageTitle(t("caseImports.title"));
  const mayImport = useMay("casework.import");
  const begin = () => void navigate({ search: {} });
  const another = (
    <Button size="small" onClick={begin}>
      {t("caseImports.another")}
    </Button>
  );
  const days = { ...(asOf === undefined ? {} : { asOf }), ...(sheet === undefined ? {} : { sheet }) };
  return (
    <>
      <PageHeader title={t("caseImports.title")} about={t("caseImports.about")} />
      <CasesTabs />
      {job !== undefined ? (
        <JobStep title={t("caseImports.taking")} id={job} actions={another}>
          {({ result }) => isImported(result) && <Done id={result.import} />}
        </JobStep>
      ) : check !== undefined && upload !== undefined ? (
        <JobStep title={t("caseImports.checkTitle")} id={check} actions={another}>
          {({ result }) =>
            isCaseFileCheck(result) && (
              <CaseFileCheckView
                check={result}
                upload={upload}
                sheet={sheet}
                onCheck={(id) => void navigate({ search: { upload, check: id, ...days } })}
                onTake={(id) => void navigate({ search: { job: id } })}
                onDrop={begin}
              />
            )
          }
        </JobStep>
      ) : (
        mayImport && <FileStep onCheck={(search) => void navigate({ search })} />
      )}
      <History />
    </>
  );
}

const isImported = (value: unknown): value is { readonly import: string } =>
  typeof value === "object" && value !== null && "import" in value && typeof value.import === "string";

interface JobStepProperties {
  readonly title: string;
  readonly id: string;
  readonly actions: ReactNode;
  readonly children: (job: JobView) => ReactNode;
}

function JobStep({ title, id, actions, children }: JobStepProperties) {
  const [job, setJob] = useState<JobView | null>(null);
  return (
    <>
      <Section title={title} actions={actions}>
        <JobProgress id={id}>{(done) => <Told job={done} onTold={setJob} />}</JobProgress>
      </Section>
      {job?.id === id && children(job)}
    </>
  );
}

/** Hands the finished job to what stands below its progress. */
function Told({ job, onTold }: { readonly job: JobView; readonly onTold: (job: JobView) => void }) {
  useEffect(() => onTold(job), [job, onTold]);
  return null;
}

function Done({ id }: { readonly id: string }) {
  const found = useCaseImport(id);
  if (found.error) return <ErrorNotice error={found.error} retry={() => void found.refetch()} />;
  if (!found.data) return null;
  return (
    <>
      <ImportOutcome done={found.data.import} />
      <RefusedRows items={found.data.refused} total={found.data.import.refused} more={found.more} />
    </>
  );
}

interface Looked {
  readonly upload: string;
  readonly check: string;
  readonly asOf?: string;
  readonly sheet?: string;
}

function FileStep({ onCheck }: { readonly onCheck: (search: Looked) => void }) {
  const { t, format } = useLanguage();
  const [file, setFile] = useState<File | null>(null);
  const [asOf, setAsOf] = useState("");
  const [sheet, setSheet] = useState("");
  const looking = useCheckCaseFile();
  const sent = useSendCaseFile();
  const order = { ...(asOf === "" ? {} : { asOf }), ...(sheet.trim() === "" ? {} : { sheet: sheet.trim() }) };
  const { send, bar } = useSending({
    isPending: sent.isPending,
    mutate: (given) =>
      sent.mutate(given, {
        onSuccess: ({ id: upload }) =>
          looking.mutate({ upload, ...order }, { onSuccess: ({ id: check }) => onCheck({ upload, check, ...order }) }),
      }),
  });
  const error = sent.error ?? looking.error;
  return (
    <Section title={t("caseImports.file")}>
      <div className="stack" style={{ maxWidth: 640 }}>
        <FileDrop onFile={setFile} accept=".csv,.tsv,.txt,.xlsx,.json,.ndjson,.jsonl,.zip" label={t("caseImports.file")}>
          <FileAddOutlined aria-hidden style={{ fontSize: 20 }} />
          {file ? (
            <span>
              <strong className="file-name">{file.name}</strong> <span className="muted">{format.bytes(file.size)}</span>
            </span>
          ) : (
            <span>{t("import.drop")}</span>
          )}
        </FileDrop>
        <div className="field">
          <label htmlFor="as-of">{t("caseImports.asOf")}</label>
          <Input id="as-of" type="date" value={asOf} style={{ maxWidth: 200 }} onChange={(event) => setAsOf(event.target.value)} />
          <span className="muted">{t("caseImports.asOfWhy")}</span>
        </div>
        <div className="field">
          <label htmlFor="sheet">{t("caseImports.sheet")}</label>
          <Input id="sheet" value={sheet} style={{ maxWidth: 240 }} onChange={(event) => setSheet(event.target.value)} />
        </div>
        {error && !isCancelled(error) && <ErrorNotice error={error} />}
        {bar}
        <div>
          <Button type="primary" disabled={!file} loading={sent.isPending || looking.isPending} onClick={() => file && send(file)}>
            {t("caseImports.look")}
          </Button>
        </div>
      </div>
    </Section>
  );
}

function History() {
  const { t } = useLanguage();
  const navigate = useNavigate();
  return (
    <List
      list={useCaseImports()}
      label={t("caseImports.history")}
      title={(n) => t("caseImports.count", { n })}
      columns={useColumns()}
      idOf={(each) => each.id}
      place="case-imports"
      hasKeys
      onOpen={(each) => void navigate({ to: "/cases/imports/$import", params: { import: each.id } })}
      empty={<Nothing title={t("caseImports.none")}>{t("caseImports.noneWhy")}</Nothing>}
    />
  );
}

function useColumns(): readonly ListColumn<CaseImportView>[] {
  const { t, format } = useLanguage();
  const isNarrow = useIsNarrow();
  const number = (key: "added" | "changed" | "same" | "refused", title: string): ListColumn<CaseImportView> => ({
    key,
    title,
    width: isNarrow ? 76 : 100,
    align: "right",
    render: (each) => <span className="number">{format.count(each[key])}</span>,
  });
  const file: ListColumn<CaseImportView> = {
    key: "file",
    title: t("caseImports.file"),
    render: (each) => (
      <>
        <Link to="/cases/imports/$import" params={{ import: each.id }} className="file-name">
          {each.file}
        </Link>
        {each.applied < each.accepted && (
          <div className="muted">{t("caseImports.brokenOff", { n: each.applied, total: each.accepted })}</div>
        )}
      </>
    ),
  };
  if (isNarrow) return [file, number("added", t("caseImports.added")), number("refused", t("caseImports.refusedCount"))];
  return [
    file,
    { key: "asOf", title: t("caseImports.asOf"), width: 130, render: (each) => <span className="number">{format.day(each.asOf)}</span> },
    number("added", t("caseImports.added")),
    number("changed", t("caseImports.changed")),
    number("same", t("caseImports.asBefore")),
    number("refused", t("caseImports.refusedCount")),
    { key: "who", title: t("caseImports.who"), width: 140, render: (each) => each.actorName },
    { key: "at", title: t("caseImports.at"), width: 150, render: (each) => <Time at={each.at} relative /> },
  ];
}
