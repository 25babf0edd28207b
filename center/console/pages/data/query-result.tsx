import { Link } from "@tanstack/react-router";
import type { QueryView } from "@yuejian/contracts/api";
import { Button, Dropdown } from "antd";
import { useEffect, useState } from "react";
import { ApiError } from "../../api/client.ts";
import {
  exportedFile,
  exportManifest,
  type QueryText,
  RESULT_PAGE,
  useCancelQuery,
  useExportQuery,
  useRunningQuery,
} from "../../api/queries.ts";
import { useMay } from "../../api/session.ts";
import { Section } from "../../kit/layout.tsx";
import type { ListColumn } from "../../kit/list-column.ts";
import { ListTable } from "../../kit/list-table.tsx";
import { ErrorNotice, Nothing } from "../../kit/page-state.tsx";
import { Pager } from "../../kit/pager.tsx";
import { usePurpose, usePurposeId } from "../../kit/purpose.tsx";
import { saveFile } from "../../kit/save-file.ts";
import { useLanguage } from "../../language/locale.tsx";

interface ResultProperties {
  readonly id: string;
  readonly text: QueryText;
  readonly onConfirm: () => void;
  readonly onEnd: () => void;
}

/** What becomes of one query: how far it is, its error, or its rows. */
export function QueryResult({ id, text, onConfirm, onEnd }: ResultProperties) {
  const { t, format } = useLanguage();
  const [offset, setOffset] = useState(0);
  const { data: view, error } = useRunningQuery(id, offset);
  const status = view?.status ?? "running";
  useEffect(() => {
    if (status !== "running") onEnd();
    // oxlint-disable-next-line react/exhaustive-deps -- once for each end
  }, [status]);
  if (error) return <ErrorNotice error={error} />;
  if (!view || view.status === "running") return <Running id={id} percentage={view?.percentage ?? null} />;
  if (view.error)
    return (
      <ErrorNotice error={new ApiError(0, view.error)}>
        {view.error.code === "QUERY_COSTLY" && (
          <Button size="small" onClick={onConfirm}>
            {t("queries.confirm")}
          </Button>
        )}
      </ErrorNotice>
    );
  return (
    <Section
      flush
      title={t("queries.results", { n: view.rowCount })}
      hint={`${t("queries.took", { seconds: view.seconds.toFixed(2) })}${view.estimate ? ` · ${t("queries.plan", { scanned: format.count(view.estimate.scanned), widest: format.count(view.estimate.widest), step: view.estimate.step })}` : ""}`}
      actions={<ExportButton text={text} />}
    >
      <Remarks view={view} />
      <Rows view={view} />
      <Pager offset={offset} limit={RESULT_PAGE} total={view.rowCount} onGo={(next) => setOffset(next ?? 0)} />
    </Section>
  );
}

function Running({ id, percentage }: { readonly id: string; readonly percentage: number | null }) {
  const { t } = useLanguage();
  const cancel = useCancelQuery();
  const part = percentage === null || percentage === 0 ? null : Math.round(percentage);
  return (
    <Section
      title={t("queries.running")}
      actions={
        <Button size="small" loading={cancel.isPending} onClick={() => cancel.mutate(id)}>
          {t("queries.cancel")}
        </Button>
      }
    >
      <div
        className={part === null ? "meter unknown" : "meter"}
        role="progressbar"
        aria-label={t("queries.running")}
        aria-valuenow={part ?? 0}
        style={{ "--part": `${part ?? 0}%` }}
      />
    </Section>
  );
}

function Remarks({ view }: { readonly view: QueryView }) {
  const { t } = useLanguage();
  const { ask } = usePurpose();
  if (view.masked.length === 0 && !view.isTruncated) return null;
  return (
    <div style={{ padding: "8px 14px" }}>
      {view.isTruncated && <div className="muted">{t("queries.truncated")}</div>}
      {view.masked.length > 0 && <div className="muted">{t("queries.masked", { columns: view.masked.join(", ") })}</div>}
      {view.comparedMasked.length > 0 && (
        <div className="notice attention" role="alert">
          <div>{t("queries.compared", { columns: view.comparedMasked.join(", ") })}</div>
          <Button size="small" onClick={() => ask()}>
            {t("queries.purpose")}
          </Button>
        </div>
      )}
    </div>
  );
}

function Rows({ view }: { readonly view: QueryView }) {
  const { t, format } = useLanguage();
  if (view.rows.length === 0) return <Nothing title={t("queries.noRows")} />;
  const columns: readonly ListColumn<QueryView["rows"][number]>[] = view.columns.map(({ name }, at) => {
    const isNumber = view.rows.some((row) => typeof row[at] === "number");
    return {
      key: `${at}`,
      title: <code>{name}</code>,
      ...(isNumber ? { align: "right" as const } : {}),
      render: (row) => {
        const cell = row[at] ?? null;
        if (cell === null) return <span className="missing">—</span>;
        if (typeof cell === "number") return <span className="number">{Number.isInteger(cell) ? format.count(cell) : String(cell)}</span>;
        return String(cell);
      },
    };
  });
  const items = [...view.rows];
  return <ListTable label={t("queries.title")} columns={columns} items={items} idOf={(row) => String(view.offset + items.indexOf(row))} />;
}

function ExportButton({ text }: { readonly text: QueryText }) {
  const { t } = useLanguage();
  const may = useMay("query.export");
  const start = useExportQuery(usePurposeId());
  const { data: view } = useRunningQuery(start.data?.id ?? null, 0);
  if (!may) return null;
  const kept = view?.status === "done" ? view.export : null;
  const error = start.error ?? (view?.error ? new ApiError(0, view.error) : null);
  return (
    <>
      {error && <span role="alert">{error.message}</span>}
      {kept && (
        <>
          <span className="muted">{t("queries.exported", { n: view?.rowCount ?? 0, id: kept.id })}</span>
          <Button size="small" onClick={() => void exportedFile(kept.id).then((file) => saveFile(file, `${kept.id}.${kept.format}`))}>
            {t("queries.file")}
          </Button>
          <Button size="small" onClick={() => void exportManifest(kept.id).then((file) => saveFile(file, `${kept.id}.manifest.json`))}>
            {t("queries.manifest")}
          </Button>
          <Link to="/lineage/$subject" params={{ subject: kept.id }}>
            {t("catalogued.lineageOf")}
          </Link>
        </>
      )}
      <Dropdown
        trigger={["click"]}
        menu={{
          items: [
            { key: "xlsx", label: "XLSX" },
            { key: "csv", label: "CSV" },
            { key: "ndjson", label: "NDJSON" },
          ],
          onClick: ({ key }) => start.mutate({ ...text, confirmed: true, format: key }),
        }}
      >
        <Button size="small" loading={start.isPending || view?.status === "running"}>
          {t("queries.export")}
        </Button>
      </Dropdown>
    </>
  );
}
