import { Link, useNavigate } from "@tanstack/react-router";
import { BUSINESS_LINES } from "@yuejian/contracts";
import type { ModelSummary } from "@yuejian/contracts/api";
import { Table, type TableProps } from "antd";
import { useModels } from "../../api/models.ts";
import { PageHeader, Section } from "../../kit/layout.tsx";
import { useListKeys } from "../../kit/list-keys.ts";
import { Nothing, PageState } from "../../kit/page-state.tsx";
import { Time } from "../../kit/small.tsx";
import { DataClassTag } from "../../kit/tags.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { Precision } from "./precision.tsx";

export function ModelsPage() {
  const { t } = useLanguage();
  const models = useModels();
  return (
    <>
      <PageHeader title={t("nav.models")} about={t("models.about")} />
      <PageState query={models}>
        {({ items }) => (
          <Section flush title={t("models.count", { n: items.length })}>
            {items.length === 0 ? <Nothing title={t("models.none")}>{t("models.noneWhy")}</Nothing> : <ModelTable models={items} />}
          </Section>
        )}
      </PageState>
    </>
  );
}

function ModelTable({ models }: { readonly models: readonly ModelSummary[] }) {
  const { t, text, format } = useLanguage();
  const navigate = useNavigate();
  const open = (model: ModelSummary | undefined) => model && void navigate({ to: "/models/$model", params: { model: model.id } });
  const focused = useListKeys({ count: models.length, onOpen: (index) => open(models[index]) });
  const columns: TableProps<ModelSummary>["columns"] = [
    {
      key: "number",
      title: t("models.number"),
      width: 60,
      align: "right",
      render: (_, model) => <span className="number">{model.number}</span>,
    },
    {
      key: "title",
      title: t("models.model"),
      render: (_, model) => (
        <>
          <Link to="/models/$model" params={{ model: model.id }}>
            {text(model.title)}
          </Link>
          <div className="muted two-lines">{text(model.summary)}</div>
        </>
      ),
    },
    { key: "line", title: t("models.line"), width: 180, render: (_, model) => text(BUSINESS_LINES[model.businessLine]) },
    { key: "class", title: t("data.class"), width: 120, render: (_, model) => <DataClassTag dataClass={model.dataClass} /> },
    {
      key: "leads",
      title: t("nav.leads"),
      width: 80,
      align: "right",
      render: (_, model) => (
        <Link to="/leads" search={{ model: model.id }} className="count-link">
          {format.count(model.leads)}
        </Link>
      ),
    },
    { key: "precision", title: t("models.precision"), width: 210, render: (_, model) => <Precision model={model} /> },
    {
      key: "run",
      title: t("models.lastRun"),
      width: 130,
      render: (_, model) =>
        model.lastRunAt ? <Time at={model.lastRunAt} relative /> : <span className="missing">{t("models.neverRun")}</span>,
    },
  ];
  return (
    <Table<ModelSummary>
      size="small"
      rowKey="id"
      columns={columns}
      dataSource={models}
      pagination={false}
      rowClassName={(_, index) => (index === focused ? "focused-row" : "")}
    />
  );
}
