import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import type { JobView, LawImportView } from "@yuejian/contracts/api";
import { Button } from "antd";
import { useRef, useState } from "react";
import { useLawImport, useLawImports, useSendLaws } from "../../api/laws.ts";
import { useMay } from "../../api/session.ts";
import { isCancelled } from "../../api/upload.ts";
import { EntryLink } from "../../kit/entry-link.tsx";
import { FileDrop } from "../../kit/file-drop.tsx";
import { FolderChoice } from "../../kit/folder-choice.tsx";
import { JobProgress } from "../../kit/job-progress.tsx";
import { PageHeader, Section } from "../../kit/layout.tsx";
import { List } from "../../kit/list.tsx";
import type { ListColumn } from "../../kit/list-column.ts";
import { ErrorNotice, Nothing, PageState } from "../../kit/page-state.tsx";
import { usePageTitle } from "../../kit/page-title.tsx";
import { Time } from "../../kit/small.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { LawsTabs } from "./laws-tabs.tsx";
import "./laws.css";

const FORMS = ".md,.markdown,.txt,.text,.html,.htm,.xhtml,.docx,.doc";

/** Files and folders are sent, the job is watched, and what was not understood is read. */
export function LawImportsPage() {
  const { t } = useLanguage();
  const mayImport = useMay("law.import");
  const { job, import: chosen } = useSearch({ from: "/frame/laws/imports" });
  usePageTitle(t("lawImports.title"));
  return (
    <>
      <PageHeader title={t("lawImports.title")} about={t("lawImports.about")} actions={<LawsTabs />} />
      {mayImport && <Send />}
      {job !== undefined && (
        <Section title={t("lawImports.job")}>
          <JobProgress id={job}>{(done) => <Outcome id={importOf(done)} />}</JobProgress>
        </Section>
      )}
      {chosen !== undefined && (
        <Section title={t("lawImports.title")}>
          <Outcome id={chosen} />
        </Section>
      )}
      <Past />
    </>
  );
}

const importOf = ({ result }: JobView): string | null =>
  typeof result === "object" && result !== null && "import" in result && typeof result.import === "string" ? result.import : null;

function Send() {
  const { t, format } = useLanguage();
  const navigate = useNavigate({ from: "/laws/imports" });
  const send = useSendLaws();
  const abort = useRef<AbortController | null>(null);
  const [sent, setSent] = useState({ files: 0, done: 0, total: 0 });
  const waiting = useRef<File[]>([]);
  const begin = (files: readonly File[]) => {
    if (files.length === 0) return;
    abort.current = new AbortController();
    setSent({ files: files.length, done: 0, total: files.reduce((sum, { size }) => sum + size, 0) });
    send.mutate(
      { files, signal: abort.current.signal, onSent: (done, total) => setSent({ files: files.length, done, total }) },
      { onSuccess: ({ id }) => void navigate({ search: { job: id } }) },
    );
  };
  // Several files are dropped one by one: those of one moment go together.
  const gather = (file: File) => {
    waiting.current.push(file);
    if (waiting.current.length === 1) queueMicrotask(() => begin(waiting.current.splice(0)));
  };
  return (
    <Section title={t("lawImports.title")}>
      {send.isPending ? (
        <div className="bar" style={{ margin: 0 }}>
          <progress max={sent.total || 1} value={sent.done} aria-label={t("lawImports.title")} />
          <span className="number">
            {t("lawImports.sending", { n: sent.files, sent: format.bytes(sent.done), total: format.bytes(sent.total) })}
          </span>
          <Button size="small" onClick={() => abort.current?.abort()}>
            {t("lawImports.cancel")}
          </Button>
        </div>
      ) : (
        <div className="laws-send">
          <FileDrop accept={FORMS} label={t("lawImports.files")} isMany onFile={gather}>
            {t("lawImports.files")}
          </FileDrop>
          <FolderChoice label={t("lawImports.folder")} onFiles={begin} />
        </div>
      )}
      {send.error && !isCancelled(send.error) && <ErrorNotice error={send.error} />}
    </Section>
  );
}

const STEP = 50;

/** What became of an import, and what a person should know of it. */
function Outcome({ id }: { readonly id: string | null }) {
  return id === null ? null : <Notes id={id} />;
}

function Notes({ id }: { readonly id: string }) {
  const { t, text } = useLanguage();
  const [limit, setLimit] = useState(STEP);
  return (
    <PageState query={useLawImport(id, limit)}>
      {({ import: { files, texts, added, changed, same, refused, ledgerIndex }, notes }) => (
        <div className="stack">
          <p>
            {t("lawImports.outcome", { files, texts, added, changed, same, refused })} <EntryLink index={ledgerIndex} />
          </p>
          {notes.total === 0 ? (
            <p className="muted">{t("lawImports.noNotes")}</p>
          ) : (
            <details open={notes.total <= STEP}>
              <summary>{t("lawImports.notes", { n: notes.total })}</summary>
              <ul className="bullets">
                {notes.items.map(({ file, line, code, text: words }) => (
                  <li key={`${file} ${line ?? ""} ${code} ${words.zh}`}>
                    <code>
                      {file}
                      {line === null ? "" : `:${line}`}
                    </code>{" "}
                    {text(words)}
                  </li>
                ))}
              </ul>
              {notes.total > notes.items.length && limit < 500 && (
                <Button size="small" onClick={() => setLimit(500)}>
                  {t("lawImports.more", { n: Math.min(500, notes.total) - notes.items.length })}
                </Button>
              )}
            </details>
          )}
        </div>
      )}
    </PageState>
  );
}

const COUNTS = [
  ["texts", "lawImports.texts"],
  ["added", "lawImports.added"],
  ["changed", "lawImports.changed"],
  ["same", "lawImports.same"],
  ["refused", "lawImports.refused"],
] as const;

function Past() {
  const { t, format } = useLanguage();
  const columns: ListColumn<LawImportView>[] = [
    {
      key: "place",
      title: t("lawImports.place"),
      render: ({ id, place }) => (
        <Link to="/laws/imports" search={{ import: id }}>
          {place}
        </Link>
      ),
    },
    { key: "at", title: t("lawImports.at"), width: 160, render: ({ at }) => <Time at={at} /> },
    ...COUNTS.map(
      ([key, title]): ListColumn<LawImportView> => ({
        key,
        title: t(title),
        width: 80,
        align: "right",
        render: (one) => format.count(one[key]),
      }),
    ),
  ];
  return (
    <List
      list={useLawImports()}
      label={t("lawImports.title")}
      title={(n) => t("lawImports.past", { n })}
      columns={columns}
      idOf={({ id }) => id}
      place="law imports"
      empty={<Nothing title={t("lawImports.none")} />}
    />
  );
}
