import { Link, useNavigate } from "@tanstack/react-router";
import type { DatasetSummary } from "@yuejian/contracts/api";
import { Button, Table, type TableProps } from "antd";
import { useDatasets } from "../../api/data.ts";
import { useMay } from "../../api/session.ts";
import { PageHeader, Section } from "../../kit/layout.tsx";
import { useListKeys } from "../../kit/list-keys.ts";
import { Nothing, PageState } from "../../kit/page-state.tsx";
import { Time } from "../../kit/small.tsx";
import { DataClassTag } from "../../kit/tags.tsx";
import { useLanguage } from "../../language/locale.tsx";

export function DatasetsPage() {
  const { t } = useLanguage();
  const datasets = useDatasets();
  const mayImport = useMay("data.intake");
  const importButton = (
    <Link to="/data/import">
      <Button type="primary">{t("data.import")}</Button>
    </Link>
  );
  return (
    <>
      <PageHeader title={t("nav.data")} about={t("data.about")} actions={mayImport && importButton} />
      <PageState query={datasets}>
        {({ items }) => (
          <Section flush title={t("data.datasets", { n: items.length })}>
            {items.length === 0 ? (
              <Nothing title={t("data.noDatasets")} action={mayImport && importButton}>
                {t("data.noDatasetsWhy")}
              </Nothing>
            ) : (
              <DatasetTable datasets={items} />
            )}
          </Section>
        )}
      </PageState>
    </>
  );
}

function DatasetTable({ datasets }: { readonly datasets: readonly DatasetSummary[] }) {
  const { t, text, format } = useLanguage();
  const navigate = useNavigate();
  const open = (dataset: DatasetSummary | undefined) => dataset && void navigate({ to: "/data/$dataset", params: { dataset: dataset.id } });
  const focused = useListKeys({ count: datasets.length, onOpen: (index) => open(datasets[index]) });
  const columns: TableProps<DatasetSummary>["columns"] = [
    {
      key: "title",
      title: t("data.dataset"),
      render: (_, dataset) => (
        <>
          <Link to="/data/$dataset" params={{ dataset: dataset.id }}>
            {text(dataset.title)}
          </Link>{" "}
          <code className="muted">{dataset.id}</code>
        </>
      ),
    },
    { key: "owner", title: t("data.owner"), render: (_, dataset) => text(dataset.owner) },
    {
      key: "class",
      title: t("data.class"),
      width: 190,
      render: (_, dataset) => (
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
      render: (_, dataset) => (
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
      render: (_, dataset) =>
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
      render: (_, dataset) => (
        <Link to="/data/$dataset" params={{ dataset: dataset.id }} search={{ tab: "batches" }} className="count-link">
          {format.count(dataset.batches)}
        </Link>
      ),
    },
    {
      key: "last",
      title: t("data.lastBatch"),
      width: 150,
      render: (_, dataset) => (dataset.lastBatchAt ? <Time at={dataset.lastBatchAt} relative /> : <span className="missing">—</span>),
    },
  ];
  return (
    <Table<DatasetSummary>
      size="small"
      rowKey="id"
      columns={columns}
      dataSource={datasets}
      pagination={false}
      rowClassName={(_, index) => (index === focused ? "focused-row" : "")}
    />
  );
}
