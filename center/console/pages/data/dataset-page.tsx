import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import type { DatasetView } from "@yuejian/contracts/api";
import { Button, Tabs } from "antd";
import { useDataset } from "../../api/data.ts";
import { useMay } from "../../api/session.ts";
import { DATASET_TABS } from "../../frame/search.ts";
import { PageHeader } from "../../kit/layout.tsx";
import { PageState } from "../../kit/page-state.tsx";
import { usePageTitle } from "../../kit/page-title.tsx";
import { DataClassTag } from "../../kit/tags.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { LineageSection } from "../lineage/lineage-section.tsx";
import { BatchesTab } from "./batches-tab.tsx";
import { ColumnsTab } from "./columns-tab.tsx";
import { QualityTab } from "./quality-tab.tsx";
import { QuarantineTab } from "./quarantine-tab.tsx";
import { RowsTab } from "./rows-tab.tsx";

type Tab = (typeof DATASET_TABS)[number];

export function DatasetPage() {
  const { dataset } = useParams({ from: "/frame/data/$dataset" });
  const { text } = useLanguage();
  const view = useDataset(dataset);
  usePageTitle(view.data ? text(view.data.summary.title) : undefined);
  return <PageState query={view}>{(data) => <DatasetContent view={data} />}</PageState>;
}

function DatasetContent({ view }: { readonly view: DatasetView }) {
  const { t, text, format } = useLanguage();
  const { tab = "rows" } = useSearch({ from: "/frame/data/$dataset" });
  const navigate = useNavigate({ from: "/data/$dataset" });
  const mayImport = useMay("data.intake");
  const { summary } = view;
  const titles: Record<Tab, string> = {
    rows: t("data.tabRows", { n: format.count(summary.rows) }),
    quality: t("data.tabQuality"),
    quarantine: t("data.tabQuarantine", { n: format.count(summary.quarantined) }),
    batches: t("data.tabBatches", { n: format.count(summary.batches) }),
    columns: t("data.tabColumns", { n: format.count(view.columns.length) }),
    lineage: t("data.tabLineage"),
  };
  return (
    <>
      <PageHeader
        title={
          <>
            {text(summary.title)} <DataClassTag dataClass={summary.dataClass} />
          </>
        }
        about={
          <>
            <code>{summary.id}</code> · {text(summary.owner)}
          </>
        }
        actions={
          mayImport && (
            <Link to="/data/import" search={{ dataset: summary.id }}>
              <Button>{t("data.importHere")}</Button>
            </Link>
          )
        }
      />
      <Tabs
        activeKey={tab}
        onChange={(next) => void navigate({ search: { tab: next as Tab } })}
        items={DATASET_TABS.map((each) => ({ key: each, label: titles[each] }))}
      />
      {tab === "rows" && <RowsTab view={view} />}
      {tab === "quality" && <QualityTab view={view} />}
      {tab === "quarantine" && <QuarantineTab view={view} />}
      {tab === "batches" && <BatchesTab view={view} />}
      {tab === "columns" && <ColumnsTab dataset={summary.id} />}
      {tab === "lineage" && <LineageSection subject={summary.id} />}
    </>
  );
}
