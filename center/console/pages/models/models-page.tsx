import { Link, useNavigate } from "@tanstack/react-router";
import { BUSINESS_LINES } from "@yuejian/contracts";
import type { ModelSummary } from "@yuejian/contracts/api";
import { Button } from "antd";
import { wholeList } from "../../api/list.ts";
import { useModels } from "../../api/models.ts";
import { useMay } from "../../api/session.ts";
import { PageHeader } from "../../kit/layout.tsx";
import { List } from "../../kit/list.tsx";
import type { ListColumn } from "../../kit/list-column.ts";
import { Nothing } from "../../kit/page-state.tsx";
import { Time } from "../../kit/small.tsx";
import { DataClassTag } from "../../kit/tags.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { ModelStopped } from "./model-stopped.tsx";
import { Precision, Recall } from "./precision.tsx";

export function ModelsPage() {
  const { t } = useLanguage();
  const models = useModels();
  const maySample = useMay("model.sample");
  const navigate = useNavigate();
  const columns = useColumns();
  return (
    <>
      <PageHeader
        title={t("nav.models")}
        about={t("models.about")}
        actions={
          <>
            <Link to="/models/detection">
              <Button>{t("detection.title")}</Button>
            </Link>
            {maySample && (
              <Link to="/checks">
                <Button>{t("checks.nav")}</Button>
              </Link>
            )}
          </>
        }
      />
      <List
        list={wholeList({ ...models, data: models.data?.items })}
        label={t("nav.models")}
        title={(n) => t("models.count", { n })}
        columns={columns}
        idOf={(model) => model.id}
        place="models"
        hasKeys
        onOpen={(model) => void navigate({ to: "/models/$model", params: { model: model.id } })}
        empty={<Nothing title={t("models.none")}>{t("models.noneWhy")}</Nothing>}
      />
    </>
  );
}

function useColumns(): readonly ListColumn<ModelSummary>[] {
  const { t, text, format } = useLanguage();
  return [
    {
      key: "number",
      title: t("models.number"),
      width: 60,
      align: "right",
      render: (model) => <span className="number">{model.number}</span>,
    },
    {
      key: "title",
      title: t("models.model"),
      render: (model) => (
        <>
          <Link to="/models/$model" params={{ model: model.id }}>
            {text(model.title)}
          </Link>
          <div className="muted two-lines">{text(model.summary)}</div>
        </>
      ),
    },
    { key: "line", title: t("models.line"), width: 140, render: (model) => text(BUSINESS_LINES[model.businessLine]) },
    { key: "class", title: t("data.class"), width: 110, render: (model) => <DataClassTag dataClass={model.dataClass} /> },
    {
      key: "leads",
      title: t("nav.leads"),
      width: 80,
      align: "right",
      render: (model) => (
        <Link to="/leads" search={{ model: model.id }} className="count-link">
          {format.count(model.leads)}
        </Link>
      ),
    },
    { key: "precision", title: t("models.precision"), width: 170, render: (model) => <PrecisionOf model={model} /> },
    { key: "recall", title: t("models.recall"), width: 140, render: (model) => <Recall model={model} /> },
    {
      key: "run",
      title: t("models.lastRun"),
      width: 130,
      render: (model) =>
        model.lastRunAt ? <Time at={model.lastRunAt} relative /> : <span className="missing">{t("models.neverRun")}</span>,
    },
  ];
}

function PrecisionOf({ model }: { readonly model: ModelSummary }) {
  return (
    <>
      <Precision model={model} />
      <ModelStopped model={model.id} />
    </>
  );
}
