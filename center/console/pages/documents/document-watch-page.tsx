import { Link, useParams } from "@tanstack/react-router";
import type { ErrorCode } from "@yuejian/contracts";
import { DOCUMENT_WATCH_STATES, type DocumentWatchDetail } from "@yuejian/contracts/api";
import { useDocumentWatch, useDocumentWatches } from "../../api/document-watches.ts";
import { JobProgress } from "../../kit/job-progress.tsx";
import { Facts, PageHeader, Section } from "../../kit/layout.tsx";
import type { ListColumn } from "../../kit/list-column.ts";
import { ListTable } from "../../kit/list-table.tsx";
import { useIsNarrow } from "../../kit/media.ts";
import { useOfficeName } from "../../kit/offices.ts";
import { Nothing, PageState } from "../../kit/page-state.tsx";
import { usePageTitle } from "../../kit/page-title.tsx";
import { Time } from "../../kit/small.tsx";
import { useLanguage } from "../../language/locale.tsx";
import type { MessageKey } from "../../messages/index.ts";
import { WATCH_TONES, WatchSteps } from "./watch-steps.tsx";
import "./documents.css";

/** One watched folder: how it stands, what was worked on last, and what could not be read. */
export function DocumentWatchPage() {
  const { t } = useLanguage();
  const { watch } = useParams({ from: "/frame/documents/folders/$watch" });
  const found = useDocumentWatch(watch);
  usePageTitle(found.data?.watch.name ?? t("documentWatches.title"));
  return <PageState query={found}>{(detail) => <Shown detail={detail} />}</PageState>;
}

function Shown({ detail: { watch, files } }: { readonly detail: DocumentWatchDetail }) {
  const { t, text, format } = useLanguage();
  const officeName = useOfficeName();
  const mayConfigure = useDocumentWatches().data?.mayConfigure === true;
  const columns = useColumns();
  return (
    <>
      <PageHeader
        title={watch.name}
        about={
          <>
            <span className={`tag ${WATCH_TONES[watch.state]}`}>{text(DOCUMENT_WATCH_STATES[watch.state])}</span>{" "}
            {watch.pausedUntil !== null && t("documentWatches.until", { at: format.time(watch.pausedUntil) })}
          </>
        }
        actions={mayConfigure && <WatchSteps watch={watch} />}
      />
      {watch.trouble && (
        <div className="notice alarm" role="alert">
          <div>
            <strong>{text(watch.trouble.text)}</strong>
            {watch.troubleSince !== null && <div>{t("documentWatches.troubleSince", { at: format.time(watch.troubleSince) })}</div>}
            <div>{t(adviceOn(watch.trouble.code))}</div>
            <div className="muted">{t("documentWatches.troubleWhat")}</div>
          </div>
        </div>
      )}
      {watch.state === "working" && watch.job !== null && <JobProgress id={watch.job} />}
      <Section title={t("documentWatches.facts")}>
        <Facts
          wide
          items={[
            [t("documentWatches.pathIn"), <code key="in">{watch.pathIn}</code>],
            [t("documentWatches.pathOut"), <code key="out">{watch.pathOut}</code>],
            [t("documentWatches.rulesOf"), officeName(watch.office)],
            ...(watch.handledCase === null
              ? []
              : [
                  [
                    t("documentWatches.ofCase"),
                    <Link key="case" to="/cases/handled/$case" params={{ case: watch.handledCase }}>
                      {watch.caseNumber}
                    </Link>,
                  ] as const,
                ]),
            [
              t("documentWatches.counts"),
              `${t("documentWatches.countsOf", { checked: watch.counts.checked, refused: watch.counts.refused })} · ${t(
                "documentWatches.sums",
                { characters: format.count(watch.counts.characters), findings: format.count(watch.counts.findings) },
              )}`,
            ],
            [t("documentWatches.looked"), watch.lookedAt === null ? "—" : <Time key="looked" at={watch.lookedAt} />],
            [
              t("documentWatches.job"),
              watch.job === null ? (
                "—"
              ) : (
                <Link key="job" to="/jobs/$job" params={{ job: watch.job }}>
                  {watch.job}
                </Link>
              ),
            ],
            [
              t("documentWatches.changed"),
              <span key="changed">
                {watch.changedBy} · <Time at={watch.changedAt} /> · {watch.reason}
              </span>,
            ],
          ]}
        />
      </Section>
      <Section flush title={t("documentWatches.files")} hint={t("documentWatches.filesHint")}>
        {files.length === 0 ? (
          <Nothing title={t("documentWatches.noFiles")} />
        ) : (
          <ListTable
            label={t("documentWatches.files")}
            columns={columns}
            items={files}
            hasKeys
            idOf={({ at, name }) => `${at} ${name ?? ""}`}
          />
        )}
      </Section>
    </>
  );
}

/** What somebody does about a folder that cannot be looked at. */
const ADVICE = {
  DOCUMENT_WATCH_PATH: "documentWatches.advicePath",
  FILE_NOT_FOUND: "documentWatches.advicePath",
  FILE_UNREADABLE: "documentWatches.advicePath",
  DOCUMENT_WATCH_UNSEEN: "documentWatches.adviceMachine",
  CASE_UNKNOWN: "documentWatches.adviceCase",
} as const satisfies Partial<Record<ErrorCode, MessageKey>>;
const adviceOn = (code: string) => (Object.hasOwn(ADVICE, code) ? ADVICE[code as keyof typeof ADVICE] : "documentWatches.adviceJob");

type WatchedFile = DocumentWatchDetail["files"][number];

function useColumns(): readonly ListColumn<WatchedFile>[] {
  const { t, text, format } = useLanguage();
  const isNarrow = useIsNarrow();
  const name: ListColumn<WatchedFile> = {
    key: "name",
    title: t("documents.name"),
    render: ({ name: given, refused, isRefused }) => (
      <>
        {given ?? t("documents.erased")}
        {isRefused && (
          <div>
            <span className="tag attention">{t("documentBatches.unread")}</span> {refused && text(refused.text)}
          </div>
        )}
      </>
    ),
  };
  const findings: ListColumn<WatchedFile> = {
    key: "findings",
    title: t("documents.findings"),
    width: 90,
    align: "right",
    render: ({ findings: count, isRefused }) => <span className="number">{isRefused ? "—" : format.count(count)}</span>,
  };
  if (isNarrow) return [name, findings];
  return [
    name,
    {
      key: "characters",
      title: t("documentFigures.characters"),
      width: 110,
      align: "right",
      render: ({ characters, isRefused }) => <span className="number">{isRefused ? "—" : format.count(characters)}</span>,
    },
    findings,
    { key: "at", title: t("documents.at"), width: 170, render: ({ at }) => <Time at={at} /> },
  ];
}
