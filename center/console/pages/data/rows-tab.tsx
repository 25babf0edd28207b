import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import type { DatasetView } from "@yuejian/contracts/api";
import { Button } from "antd";
import { type RowFilters, useQualityRule, useRows } from "../../api/data.ts";
import { useMay } from "../../api/session.ts";
import { useCellText } from "../../kit/cells.tsx";
import { Nothing } from "../../kit/page-state.tsx";
import { usePurpose } from "../../kit/purpose.tsx";
import { RecordList } from "../../kit/record-table.tsx";
import { useLanguage } from "../../language/locale.tsx";

export function RowsTab({ view }: { readonly view: DatasetView }) {
  const { t } = useLanguage();
  const { batch, column, missing, equals, shape, rule } = useSearch({ from: "/frame/data/$dataset" });
  const navigate = useNavigate();
  const { purpose, ask } = usePurpose();
  const mayReveal = useMay("record.reveal");
  const dataset = view.summary.id;
  const filters: RowFilters = { batch, column, missing, equals, shape, rule };
  const rows = useRows(dataset, filters, purpose?.id ?? null);
  const hasMasked = rows.items?.some((record) => record.masked.length > 0) ?? false;
  const canOpen = hasMasked && mayReveal && !purpose;
  return (
    <>
      <ActiveFilters view={view} filters={filters} />
      <RecordList
        list={rows}
        label={t("data.rows")}
        title={(n) => t("data.rowsFound", { n })}
        hint={hasMasked ? t("purpose.maskedHint") : ""}
        actions={
          canOpen && (
            <Button size="small" onClick={() => ask()}>
              {t("purpose.openPersonal")}
            </Button>
          )
        }
        empty={<Nothing title={t("data.noRows")}>{t("data.noRowsWhy")}</Nothing>}
        place={`rows ${dataset} ${JSON.stringify(filters)}`}
        dataset={dataset}
        columns={view.columns}
        subject={purpose?.subject}
        onOpen={(record) => void navigate({ to: "/records/$ref", params: { ref: record.ref } })}
        {...(canOpen ? { onUnmask: () => ask() } : {})}
      />
    </>
  );
}

/** Says in words which rows are shown, and shows all again. */
function ActiveFilters({ view, filters }: { readonly view: DatasetView; readonly filters: RowFilters }) {
  const { t, text } = useLanguage();
  const cellText = useCellText();
  const { batch, column: name, missing, equals, shape, rule } = filters;
  const named = useQualityRule(view.summary.id, rule);
  if (!batch && !name && !rule) return null;
  const column = view.columns.find((each) => each.name === name);
  const title = column ? text(column.title) : (name ?? "");
  const file = view.batches.find((each) => each.id === batch)?.file.name ?? batch;
  return (
    <div className="bar">
      <span className="muted">{t("data.only")}</span>
      {batch && <span className="tag">{t("data.onlyBatch", { file: file ?? "" })}</span>}
      {name && missing && <span className="tag">{t("data.onlyMissing", { column: title })}</span>}
      {name && equals !== undefined && (
        <span className="tag">{t("data.onlyEquals", { column: title, value: cellText(equals, column, view.summary.id) })}</span>
      )}
      {name && shape !== undefined && <span className="tag">{t("data.onlyShape", { column: title, shape })}</span>}
      {rule && <span className="tag">{t("data.onlyBroken", { rule: named ? text(named.title) : rule })}</span>}
      <Link to="/data/$dataset" params={{ dataset: view.summary.id }} search={{ tab: "rows" }}>
        {t("data.showAll")}
      </Link>
    </div>
  );
}
