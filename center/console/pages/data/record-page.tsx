import { Link, useParams, useSearch } from "@tanstack/react-router";
import type { DatasetView, RecordView } from "@yuejian/contracts/api";
import { Button } from "antd";
import { ApiError } from "../../api/client.ts";
import { useDataset, useRecord } from "../../api/data.ts";
import { useMay } from "../../api/session.ts";
import { CellValue } from "../../kit/cells.tsx";
import { EntryLink } from "../../kit/entry-link.tsx";
import { Facts, PageHeader, Section } from "../../kit/layout.tsx";
import { ErrorNotice, PageState } from "../../kit/page-state.tsx";
import { usePageTitle } from "../../kit/page-title.tsx";
import { ProofButton } from "../../kit/proof-button.tsx";
import { usePurpose } from "../../kit/purpose.tsx";
import { Digest, Time } from "../../kit/small.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { RecordCorrection } from "./record-correction.tsx";

export function RecordPage() {
  const { ref } = useParams({ from: "/frame/records/$ref" });
  const { purpose } = usePurpose();
  const record = useRecord(ref, purpose?.id ?? null);
  if (record.error instanceof ApiError && record.error.code === "RECORD_DELETED")
    return <DeletedRecord reference={ref} error={record.error} />;
  return <PageState query={record}>{(data) => <RecordOfDataset record={data} />}</PageState>;
}

/** What it said is gone; that it was here and under what it was deleted is proven. */
function DeletedRecord({ reference, error }: { readonly reference: string; readonly error: ApiError }) {
  const { t } = useLanguage();
  usePageTitle(t("retention.rowDeleted"));
  return (
    <>
      <PageHeader
        title={t("retention.rowDeleted")}
        about={<Digest value={reference} whole />}
        actions={
          <ProofButton
            needs="record.prove"
            path={`/api/records/${encodeURIComponent(reference)}/proof`}
            title={t("retention.proof", { ref: reference })}
          />
        }
      />
      <ErrorNotice error={error} />
    </>
  );
}

function RecordOfDataset({ record }: { readonly record: RecordView }) {
  const view = useDataset(record.dataset);
  return <PageState query={view}>{(data) => <RecordContent record={record} view={data} />}</PageState>;
}

function RecordContent({ record, view }: { readonly record: RecordView; readonly view: DatasetView }) {
  const { t, text, format } = useLanguage();
  const { for: subject } = useSearch({ from: "/frame/records/$ref" });
  const { ask } = usePurpose();
  const mayReveal = useMay("record.reveal");
  const title = t("record.title", { dataset: text(view.summary.title), row: format.count(record.row) });
  usePageTitle(title);
  const canOpen = record.masked.length > 0 && mayReveal;
  const open = () => ask(subject);
  const batch = view.batches.find((each) => each.id === record.batch);
  return (
    <>
      <PageHeader
        title={title}
        about={t("record.from", { file: record.fileName, line: format.count(record.line) })}
        actions={
          <>
            {canOpen && <Button onClick={open}>{t("purpose.openPersonal")}</Button>}
            <ProofButton
              needs="record.prove"
              path={`/api/records/${encodeURIComponent(record.ref)}/proof`}
              title={t("proof.ofRecord", { ref: record.ref })}
            />
          </>
        }
      />
      <div className="columns">
        <Section title={t("record.values")} hint={record.masked.length > 0 ? t("purpose.maskedHint") : ""}>
          <Facts
            items={view.columns.map((column) => [
              text(column.title),
              <CellValue
                key={column.name}
                value={record.values[column.name] ?? null}
                column={column}
                dataset={record.dataset}
                isMasked={record.masked.includes(column.name)}
                {...(canOpen ? { onOpen: open } : {})}
              />,
            ])}
          />
        </Section>
        <Section title={t("record.source")}>
          <Facts
            items={[
              [
                t("data.dataset"),
                <Link key="dataset" to="/data/$dataset" params={{ dataset: record.dataset }}>
                  {text(view.summary.title)}
                </Link>,
              ],
              [t("data.owner"), text(view.summary.owner)],
              [t("batch.file"), record.fileName],
              [t("record.line"), format.count(record.line)],
              [t("record.row"), format.count(record.row)],
              [t("batch.parser"), <code key="parser">{record.parserVersion}</code>],
              [t("batch.id"), <Digest key="batch" value={record.batch} />],
              ...(batch
                ? ([
                    [t("batch.loaded"), <Time key="at" at={batch.createdAt} />],
                    ["SHA-256", <Digest key="sha256" value={batch.file.sha256} />],
                    [t("batch.ledger"), <EntryLink key="entry" index={batch.ledgerIndex} />],
                  ] as const)
                : []),
              ...(subject?.startsWith("led_")
                ? [
                    [
                      t("record.for"),
                      <Link key="lead" to="/leads/$lead" params={{ lead: subject }}>
                        {t("record.backToLead")}
                      </Link>,
                    ] as const,
                  ]
                : []),
            ]}
          />
        </Section>
        <RecordCorrection record={record} view={view} />
      </div>
    </>
  );
}
