import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import type { ErrorCode } from "@yuejian/contracts";
import { DOCUMENT_BATCH_STATES, type DocumentBatchDetail, type DocumentBatchFileView } from "@yuejian/contracts/api";
import { App, Button, Checkbox } from "antd";
import { useDocumentBatch, useDocumentBatchStep } from "../../api/document-batches.ts";
import { DownloadButton } from "../../kit/download-button.tsx";
import { FilterBar } from "../../kit/filter-bar.tsx";
import { FolderChoice } from "../../kit/folder-choice.tsx";
import { JobProgress } from "../../kit/job-progress.tsx";
import { PageHeader, Section } from "../../kit/layout.tsx";
import type { ListColumn } from "../../kit/list-column.ts";
import { ListTable } from "../../kit/list-table.tsx";
import { useIsNarrow } from "../../kit/media.ts";
import { ErrorNotice, Nothing, PageState } from "../../kit/page-state.tsx";
import { usePageTitle } from "../../kit/page-title.tsx";
import { usePurpose, usePurposeId } from "../../kit/purpose.tsx";
import { withChange } from "../../kit/with-change.ts";
import { useLanguage } from "../../language/locale.tsx";
import type { MessageKey } from "../../messages/index.ts";
import { BATCH_TONES, useSendingDocuments } from "./batch-sending.tsx";
import { CaseLink } from "./case-link.tsx";
import { SeverityTags } from "./severity-tags.tsx";
import "./documents.css";

/** One batch: how far it is, what was found in each document, what could not be read and what to do about it. */
export function DocumentBatchPage() {
  const { t } = useLanguage();
  const { batch } = useParams({ from: "/frame/documents/batches/$batch" });
  const found = useDocumentBatch(batch);
  usePageTitle(found.data?.batch.name ?? t("documentBatches.title"));
  return <PageState query={found}>{(detail) => <Shown detail={detail} />}</PageState>;
}

function Shown({ detail: { batch, files } }: { readonly detail: DocumentBatchDetail }) {
  const { t, text, format } = useLanguage();
  const search = useSearch({ from: "/frame/documents/batches/$batch" });
  const navigate = useNavigate({ from: "/documents/batches/$batch" });
  const columns = useColumns(batch.state === "running");
  const shown = files.filter(
    ({ state, check }) => (search.refused !== true || state === "refused") && (search.open !== true || (check?.open ?? 0) > 0),
  );
  const change = (next: object) => void navigate({ search: withChange(search, next), replace: true });
  const isEnded = batch.state === "done";
  return (
    <>
      <PageHeader
        title={batch.name ?? t(batch.erasedAt === null ? "documentBatches.unnamed" : "documents.erased")}
        about={
          <>
            <span className={`tag ${BATCH_TONES[batch.state]}`}>{text(DOCUMENT_BATCH_STATES[batch.state])}</span>{" "}
            {t("documentBatches.facts", {
              checked: format.count(batch.files.checked),
              all: format.count(batch.files.all),
              refused: format.count(batch.files.refused),
              characters: format.count(batch.characters),
            })}{" "}
            · <SeverityTags counts={batch.findings} />
            {batch.caseNumber !== null && (
              <>
                {" · "}
                <CaseLink of={batch} />
              </>
            )}
            {batch.erasedAt === null && ` · ${t("documents.until", { day: format.day(batch.keepUntil.slice(0, 10)) })}`}
          </>
        }
        actions={batch.erasedAt === null && <Actions batch={batch} isEnded={isEnded} />}
      />
      {batch.job !== null && !isEnded && batch.erasedAt === null && <JobProgress id={batch.job} />}
      <GoOn batch={batch} />
      <FilterBar>
        <Checkbox checked={search.refused === true} onChange={(event) => change({ refused: event.target.checked || undefined })}>
          {t("documentBatches.onlyRefused", { n: batch.files.refused })}
        </Checkbox>
        <Checkbox checked={search.open === true} onChange={(event) => change({ open: event.target.checked || undefined })}>
          {t("documentBatches.onlyOpen")}
        </Checkbox>
      </FilterBar>
      <Section flush title={t("documentBatches.each")}>
        {shown.length === 0 ? (
          <Nothing title={t(files.length === 0 ? "documentBatches.noFiles" : "documents.noneLeft")} />
        ) : (
          <ListTable
            label={t("documentBatches.each")}
            columns={columns}
            items={shown}
            hasKeys
            idOf={({ position }) => String(position)}
            onOpen={({ check }) => {
              if (check) void navigate({ to: "/documents/checks/$check", params: { check: check.id } });
            }}
          />
        )}
      </Section>
    </>
  );
}

/** What stopped goes on; what was not sent yet is sent. */
function GoOn({ batch: { id, state, files, case: of } }: Pick<DocumentBatchDetail, "batch">) {
  const { t } = useLanguage();
  const start = useDocumentBatchStep("start");
  const { send, bar, error } = useSendingDocuments();
  const { askAfter } = usePurpose();
  const purpose = usePurposeId();
  const goOn = () => start.mutate({ batch: id, purpose }, { onError: (failure) => askAfter(failure, of) });
  if (state !== "collecting" && state !== "stopped") return null;
  return (
    <div className="notice attention">
      <div>
        {t(state === "stopped" ? "documentBatches.stoppedWhy" : "documentBatches.collectingWhy", { n: files.waiting })}
        {start.error && <ErrorNotice error={start.error} />}
        {error && <ErrorNotice error={error} />}
        {bar}
      </div>
      {state === "collecting" && bar === null && (
        <FolderChoice
          label={t("documentBatches.sendRest")}
          onFiles={(chosen) =>
            send({
              batch: id,
              order: {},
              of,
              documents: chosen.map((file) => ({ path: file.webkitRelativePath || file.name, file })),
              onDone: () => {},
            })
          }
        />
      )}
      {files.waiting > 0 && (
        <Button type="primary" loading={start.isPending} onClick={goOn}>
          {t("documentBatches.goOn")}
        </Button>
      )}
    </div>
  );
}

function Actions({ batch: { id, name, files, case: of }, isEnded }: Pick<DocumentBatchDetail, "batch"> & { readonly isEnded: boolean }) {
  const { t, locale } = useLanguage();
  const { modal } = App.useApp();
  const erase = useDocumentBatchStep("erase");
  const path = `/api/documents/batches/${id}`;
  const stem = name ?? t("documentBatches.unnamed");
  const ask = () =>
    void modal.confirm({
      title: t("documentBatches.erase"),
      content: t("documentBatches.eraseWhat", { name: stem, n: files.all }),
      okText: t("documentBatches.erase"),
      cancelText: t("action.cancel"),
      onOk: () => erase.mutateAsync({ batch: id }),
    });
  return (
    <>
      {isEnded && (
        <>
          {(["docx", "html", "json"] as const).map((form) => (
            <DownloadButton
              key={form}
              subject={of}
              path={`${path}/report?form=${form}&language=${locale}`}
              name={`${t("documentBatches.report")} ${stem}.${form}`}
              label={t("documentBatches.reportAs", { form: form.toUpperCase() })}
            >
              {form === "docx" ? t("documentBatches.report") : form.toUpperCase()}
            </DownloadButton>
          ))}
          {(["changes", "remarks"] as const).map((form) => (
            <DownloadButton key={form} subject={of} path={`${path}/documents?form=${form}&language=${locale}`} name={`${stem}.zip`}>
              {t(form === "changes" ? "documentBatches.allChanges" : "documentBatches.allRemarks")}
            </DownloadButton>
          ))}
        </>
      )}
      <Button size="small" onClick={ask}>
        {t("documentBatches.erase")}
      </Button>
      {erase.error && <ErrorNotice error={erase.error} />}
    </>
  );
}

/** What a person does about a file that was not checked. */
const ADVICE = {
  DOCUMENT_UNREADABLE: "documentBatches.adviceWord",
  FILE_UNREADABLE: "documentBatches.adviceFile",
  DOCUMENT_EMPTY: "documentBatches.adviceEmpty",
  DOCUMENT_TOO_LARGE: "documentBatches.adviceLarge",
  DOCUMENT_TOO_LONG: "documentBatches.adviceLarge",
} as const satisfies Partial<Record<ErrorCode, MessageKey>>;
const adviceOn = (code: string) => (Object.hasOwn(ADVICE, code) ? ADVICE[code as keyof typeof ADVICE] : null);

function useColumns(isRunning: boolean): readonly ListColumn<DocumentBatchFileView>[] {
  const { t, text, format } = useLanguage();
  const isNarrow = useIsNarrow();
  const waiting = ({ isScan, ahead }: DocumentBatchFileView) => {
    if (!isRunning || ahead === null) return t(isScan ? "documentBatches.scanWaiting" : "documentBatches.waiting");
    if (ahead === 0) return t(isScan ? "documentBatches.scanNext" : "documentBatches.next");
    return t(isScan ? "documentBatches.scanWaitingBehind" : "documentBatches.waitingBehind", { n: ahead });
  };
  const found = (file: DocumentBatchFileView) => {
    const { state, check, refused } = file;
    if (check)
      return (
        <>
          <SeverityTags counts={check.findings} />
          {check.open > 0 && <span className="muted"> · {t("documents.open", { n: check.open })}</span>}
          {check.format === "doc" && <div className="muted">{t("documents.oldWord")}</div>}
          {check.scanned > 0 && <div className="muted">{t("documents.scanned", { n: check.scanned })}</div>}
          {!check.isCounted && <div className="muted">{t("documents.again")}</div>}
        </>
      );
    if (refused) {
      const advice = adviceOn(refused.code);
      return (
        <>
          <span className="tag attention">{t("documentBatches.unread")}</span> {text(refused.text)}
          {advice && <div className="muted">{t(advice)}</div>}
        </>
      );
    }
    return <span className="muted">{state === "waiting" ? waiting(file) : t("documents.erased")}</span>;
  };
  const path: ListColumn<DocumentBatchFileView> = {
    key: "path",
    title: t("documents.name"),
    width: isNarrow ? 160 : 360,
    render: ({ path: place, check, size }) => (
      <>
        {check ? (
          <Link to="/documents/checks/$check" params={{ check: check.id }}>
            {place ?? t("documents.erased")}
          </Link>
        ) : (
          (place ?? t("documents.erased"))
        )}
        <div className="muted number">{format.bytes(size)}</div>
      </>
    ),
  };
  const result: ListColumn<DocumentBatchFileView> = { key: "found", title: t("documents.findings"), render: found };
  if (isNarrow) return [path, result];
  return [
    path,
    {
      key: "kind",
      title: t("documents.kind"),
      width: 150,
      render: ({ check }) => (check ? text(check.kindName) : <span className="muted">—</span>),
    },
    {
      key: "characters",
      title: t("documentFigures.characters"),
      width: 100,
      align: "right",
      render: ({ check }) => <span className="number">{check ? format.count(check.characters) : "—"}</span>,
    },
    result,
  ];
}
