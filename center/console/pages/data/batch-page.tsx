import { useQueries } from "@tanstack/react-query";
import { Navigate, useParams } from "@tanstack/react-router";
import { datasetQuery, useDatasets } from "../../api/data.ts";
import { Nothing, PageLoading, PageProblem } from "../../kit/page-state.tsx";
import { useLanguage } from "../../language/locale.tsx";

/** A batch is named without its dataset in links and on the ledger: finds the dataset and opens the batch there. */
export function BatchPage() {
  const { t } = useLanguage();
  const { batch: id } = useParams({ from: "/frame/batches/$batch" });
  const datasets = useDatasets();
  const views = useQueries({ queries: (datasets.data?.items ?? []).map(({ id: dataset }) => datasetQuery(dataset)) });
  const found = views.flatMap(({ data }) => data?.batches ?? []).find((batch) => batch.id === id);
  if (found) {
    const tab = found.rowsQuarantined > 0 ? "quarantine" : "rows";
    return <Navigate to="/data/$dataset" params={{ dataset: found.dataset }} search={{ tab, batch: id }} replace />;
  }
  const error = datasets.error ?? views.find((view) => view.error)?.error;
  if (error) return <PageProblem error={error} />;
  if (datasets.isPending || views.some((view) => view.isPending)) return <PageLoading />;
  return <Nothing title={t("batch.unknown", { batch: id })} />;
}
