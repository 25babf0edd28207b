import { Link, useNavigate } from "@tanstack/react-router";
import { MOST_SCANNED_PAGES } from "@yuejian/contracts";
import { DOCUMENT_BATCH_LIMITS, DOCUMENT_BATCH_STATES, type DocumentBatchView } from "@yuejian/contracts/api";
import { Button, Input } from "antd";
import { useState } from "react";
import { useDocumentBatches } from "../../api/document-batches.ts";
import type { DocumentFields } from "../../api/documents.ts";
import { useMay } from "../../api/session.ts";
import { FilesDrop, type PlacedFile } from "../../kit/files-drop.tsx";
import { FilterBar } from "../../kit/filter-bar.tsx";
import { FolderChoice } from "../../kit/folder-choice.tsx";
import { PageHeader, Section } from "../../kit/layout.tsx";
import type { ListColumn } from "../../kit/list-column.ts";
import { ListTable } from "../../kit/list-table.tsx";
import { useIsNarrow } from "../../kit/media.ts";
import { ErrorNotice, Nothing, PageState } from "../../kit/page-state.tsx";
import { usePageTitle } from "../../kit/page-title.tsx";
import { Time } from "../../kit/small.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { BATCH_TONES, useSendingDocuments } from "./batch-sending.tsx";
import { CaseChoice } from "./case-choice.tsx";
import { CheckOptions } from "./check-options.tsx";
import { DocumentsTabs } from "./documents-tabs.tsx";
import { SeverityTags } from "./severity-tags.tsx";
import "./documents.css";

/** Many documents at once: a folder in, one result a document out; and the batches one had checked before. */
export function DocumentBatchesPage() {
  const { t } = useLanguage();
  const mayCheck = useMay("document.check");
  usePageTitle(t("documentBatches.title"));
  return (
    <>
      <PageHeader title={t("documentBatches.title")} about={t("documentBatches.about")} actions={<DocumentsTabs />} />
      {mayCheck && <Begin />}
      {mayCheck && <Mine />}
    </>
  );
}

function Begin() {
  const { t, format } = useLanguage();
  const navigate = useNavigate();
  const [fields, setFields] = useState<DocumentFields>({});
  const [name, setName] = useState("");
  const [chosen, setChosen] = useState<readonly PlacedFile[]>([]);
  const { send, bar, error } = useSendingDocuments();
  const take = (files: readonly PlacedFile[]) => {
    const wanted = documentsAmong(files);
    setChosen(wanted);
    // A folder is a good name for what lies in it.
    const folder = wanted[0]?.path.includes("/") ? (wanted[0].path.split("/")[0] ?? "") : "";
    if (name === "") setName(folder);
  };
  const bytes = chosen.reduce((sum, { file }) => sum + file.size, 0);
  const isTooMany = chosen.length > DOCUMENT_BATCH_LIMITS.files;
  const begin = () =>
    send({
      batch: null,
      order: { ...fields, ...(name.trim() === "" ? {} : { name: name.trim() }) },
      documents: chosen,
      of: fields.case ?? null,
      onDone: (batch) => void navigate({ to: "/documents/batches/$batch", params: { batch } }),
    });
  return (
    <Section title={t("documentBatches.begin")}>
      <div className="stack">
        {bar ?? (
          <div className="document-drops">
            <FilesDrop label={t("documentBatches.drop")} onFiles={take} />
            <FolderChoice
              label={t("documentBatches.folder")}
              onFiles={(files) => take(files.map((file) => ({ path: file.webkitRelativePath || file.name, file })))}
            />
          </div>
        )}
        <FilterBar>
          <Button type="primary" disabled={chosen.length === 0 || isTooMany || bar !== null} onClick={begin}>
            {t("documentBatches.check")}
          </Button>
          <Input
            aria-label={t("documentBatches.name")}
            placeholder={t("documentBatches.name")}
            style={{ width: 200 }}
            maxLength={200}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <CheckOptions fields={fields} onChange={setFields} />
        </FilterBar>
        <FilterBar>
          <label className="muted" htmlFor="document-case">
            {t("documents.ofCase")}
          </label>
          <CaseChoice
            value={fields.case}
            onChange={(id) => setFields(({ case: _before, ...rest }) => (id === "" ? rest : { ...rest, case: id }))}
          />
          <span className="muted">{t("documentBatches.ofCaseHint")}</span>
        </FilterBar>
        <span className="muted" aria-live="polite">
          {chosen.length === 0
            ? t("documentBatches.limits", {
                files: DOCUMENT_BATCH_LIMITS.files,
                size: format.bytes(DOCUMENT_BATCH_LIMITS.fileBytes),
                pages: MOST_SCANNED_PAGES,
              })
            : t(isTooMany ? "documentBatches.tooMany" : "documentBatches.chosen", {
                n: chosen.length,
                size: format.bytes(bytes),
                files: DOCUMENT_BATCH_LIMITS.files,
              })}
        </span>
        {error && <ErrorNotice error={error} />}
      </div>
    </Section>
  );
}

/** Hidden files, and Word's own of what is open, are no documents. */
const documentsAmong = (files: readonly PlacedFile[]): readonly PlacedFile[] =>
  files
    .filter(({ path }) => !/(?:^|\/)(?:[.~]|Thumbs\.db$)/i.test(path))
    .toSorted((one, other) => (one.path < other.path ? -1 : one.path > other.path ? 1 : 0));

function Mine() {
  const { t } = useLanguage();
  const navigate = useNavigate();
  const found = useDocumentBatches();
  const columns = useColumns();
  return (
    <Section flush title={t("documentBatches.mine")}>
      <PageState query={found} rows={4}>
        {({ items, total }) =>
          items.length === 0 ? (
            <Nothing title={t("documentBatches.none")} />
          ) : (
            <ListTable
              label={t("documentBatches.mine")}
              columns={columns}
              items={items}
              total={total}
              hasKeys
              idOf={({ id }) => id}
              onOpen={({ id }) => void navigate({ to: "/documents/batches/$batch", params: { batch: id } })}
            />
          )
        }
      </PageState>
    </Section>
  );
}

function useColumns(): readonly ListColumn<DocumentBatchView>[] {
  const { t, text, format } = useLanguage();
  const isNarrow = useIsNarrow();
  const name: ListColumn<DocumentBatchView> = {
    key: "name",
    title: t("documentBatches.batch"),
    render: ({ id, name: given, erasedAt }) => (
      <Link to="/documents/batches/$batch" params={{ batch: id }}>
        {given ?? (erasedAt === null ? t("documentBatches.unnamed") : t("documents.erased"))}
      </Link>
    ),
  };
  const state: ListColumn<DocumentBatchView> = {
    key: "state",
    title: t("documentBatches.state"),
    width: isNarrow ? 130 : 220,
    render: (batch) => (
      <>
        <span className={`tag ${BATCH_TONES[batch.state]}`}>{text(DOCUMENT_BATCH_STATES[batch.state])}</span>{" "}
        <span className="muted number">
          {t("documentBatches.done", { n: batch.files.checked + batch.files.refused, all: batch.files.all })}
        </span>
      </>
    ),
  };
  if (isNarrow) return [name, state];
  return [
    name,
    state,
    {
      key: "refused",
      title: t("documentBatches.refused"),
      width: 100,
      align: "right",
      render: ({ files }) => <span className="number">{format.count(files.refused)}</span>,
    },
    { key: "findings", title: t("documents.findings"), width: 260, render: ({ findings }) => <SeverityTags counts={findings} /> },
    { key: "at", title: t("documentBatches.at"), width: 170, render: ({ at }) => <Time at={at} /> },
  ];
}
