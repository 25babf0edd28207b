import { Link, useNavigate } from "@tanstack/react-router";
import type { DatasetSummary } from "@yuejian/contracts/api";
import { Button } from "antd";
import { useDatasets } from "../../api/data.ts";
import { wholeList } from "../../api/list.ts";
import { useMay } from "../../api/session.ts";
import { PageHeader } from "../../kit/layout.tsx";
import { List } from "../../kit/list.tsx";
import type { ListColumn } from "../../kit/list-column.ts";
import { Nothing } from "../../kit/page-state.tsx";
import { Time } from "../../kit/small.tsx";
import { DataClassTag } from "../../kit/tags.tsx";
import { useLanguage } from "../../language/locale.tsx";

export function DatasetsPage() {
  const { t } = useLanguage();
  const datasets = useDatasets();
  const mayImport = useMay("data.intake");
  const navigate = useNavigate();
  const columns = useColumns();
  const mayQuery = useMay("query.run");
  const mayRetain = useMay("retention.read");
  const queryButton = (
    <Link to="/data/query">
      <Button>{t("queries.title")}</Button>
    </Link>
  );
  const importButton = (
    <Link to="/data/import">
      <Button type="primary">{t("data.import")}</Button>
    </Link>
  );
  const entitiesButton = (
    <Link to="/data/entities">
      <Button>{t("entities.title")}</Button>
    </Link>
  );
  return (
    <>
      <PageHeader
        title={t("nav.data")}
        about={t("data.about")}
        actions={
          <>
            <Link to="/data/search">
              <Button>{t("searching.title")}</Button>
            </Link>
            <Link to="/data/sources">
              <Button>{t("sources.title")}</Button>
            </Link>
            {entitiesButton}
            {mayQuery && queryButton}
            <Link to="/data/catalogue">
              <Button>{t("data.catalogue")}</Button>
            </Link>
            {mayRetain && (
              <Link to="/data/retention">
                <Button>{t("retention.title")}</Button>
              </Link>
            )}
            {mayImport && importButton}
          </>
        }
      />
      <List
        list={wholeList({ ...datasets, data: datasets.data?.items })}
        label={t("nav.data")}
        title={(n) => t("data.datasets", { n })}
        columns={columns}
        idOf={(dataset) => dataset.id}
        place="datasets"
        hasKeys
        onOpen={(dataset) => void navigate({ to: "/data/$dataset", params: { dataset: dataset.id } })}
        empty={
          <Nothing title={t("data.noDatasets")} action={mayImport && importButton}>
            {t("data.noDatasetsWhy")}
          </Nothing>
        }
      />
    </>
  );
}

function useColumns(): readonly ListColumn<DatasetSummary>[] {
  const { t, text, format } = useLanguage();
  return [
    {
      key: "title",
      title: t("data.dataset"),
      render: (dataset) => (
        <span style={{ display: "flex", alignItems: "baseline", gap: 8, flexWrap: "wrap" }}>
          <Link to="/data/$dataset" params={{ dataset: dataset.id }}>
            {text(dataset.title)}
          </Link>
          <code className="muted">{dataset.id}</code>
        </span>
      ),
    },
    { key: "owner", title: t("data.owner"), width: 200, render: (dataset) => text(dataset.owner) },
    {
      key: "class",
      title: t("data.class"),
      width: 190,
      render: (dataset) => (
        <>
          <DataClassTag dataClass={dataset.dataClass} /> {dataset.isInternal && <span className="tag quiet">{t("data.own")}</span>}
        </>
      ),
    },
    {
      key: "rows",
      title: t("data.rows"),
      width: 110,
      align: "right",
      render: (dataset) => (
        <Link to="/data/$dataset" params={{ dataset: dataset.id }} search={{ tab: "rows" }} className="count-link">
          {format.count(dataset.rows)}
        </Link>
      ),
    },
    {
      key: "quarantined",
      title: t("data.quarantined"),
      width: 110,
      align: "right",
      render: (dataset) =>
        dataset.quarantined === 0 ? (
          <span className="missing">0</span>
        ) : (
          <Link to="/data/$dataset" params={{ dataset: dataset.id }} search={{ tab: "quarantine" }} className="count-link">
            {format.count(dataset.quarantined)}
          </Link>
        ),
    },
    {
      key: "batches",
      title: t("data.batches"),
      width: 80,
      align: "right",
      render: (dataset) => (
        <Link to="/data/$dataset" params={{ dataset: dataset.id }} search={{ tab: "batches" }} className="count-link">
          {format.count(dataset.batches)}
        </Link>
      ),
    },
    {
      key: "last",
      title: t("data.lastBatch"),
      width: 150,
      render: (dataset) => (dataset.lastBatchAt ? <Time at={dataset.lastBatchAt} relative /> : <span className="missing">—</span>),
    },
  ];
}
