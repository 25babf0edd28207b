import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import type { DatasetView } from "@yuejian/contracts/api";
import { Button } from "antd";
import { type RowFilters, useRows } from "../../api/data.ts";
import { useMay } from "../../api/session.ts";
import { useCellText } from "../../kit/cells.tsx";
import { Section } from "../../kit/layout.tsx";
import { Nothing, PageState } from "../../kit/page-state.tsx";
import { Pager } from "../../kit/pager.tsx";
import { usePurpose } from "../../kit/purpose.tsx";
import { RecordTable } from "../../kit/record-table.tsx";
import { useLanguage } from "../../language/locale.tsx";

const PAGE_SIZE = 50;

export function RowsTab({ view }: { readonly view: DatasetView }) {
  const { t } = useLanguage();
  const { batch, column, missing, equals, offset = 0 } = useSearch({ from: "/frame/data/$dataset" });
  const navigate = useNavigate({ from: "/data/$dataset" });
  const goTo = useNavigate();
  const { purpose, ask } = usePurpose();
  const mayReveal = useMay("record.reveal");
  const dataset = view.summary.id;
  const filters: RowFilters = { batch, column, missing, equals };
  const rows = useRows(dataset, filters, offset, PAGE_SIZE, purpose?.id ?? null);
  return (
    <>
      <ActiveFilters view={view} filters={filters} />
      <PageState query={rows}>
        {({ items, total }) => {
          const hasMasked = items.some((record) => record.masked.length > 0);
          return (
            <Section
              flush
              title={t("data.rowsFound", { n: total })}
              hint={hasMasked ? t("purpose.maskedHint") : ""}
              actions={
                hasMasked &&
                mayReveal &&
                !purpose && (
                  <Button size="small" onClick={() => ask()}>
                    {t("purpose.openPersonal")}
                  </Button>
                )
              }
            >
              {items.length === 0 ? (
                <Nothing title={t("data.noRows")}>{t("data.noRowsWhy")}</Nothing>
              ) : (
                <RecordTable
                  hasKeys
                  dataset={dataset}
                  columns={view.columns}
                  records={items}
                  isLoading={rows.isPlaceholderData}
                  subject={purpose?.subject}
                  onOpen={(record) => void goTo({ to: "/records/$ref", params: { ref: record.ref } })}
                  {...(mayReveal && !purpose ? { onUnmask: () => ask() } : {})}
                />
              )}
              <Pager
                offset={offset}
                limit={PAGE_SIZE}
                total={total}
                onGo={(next) =>
                  void navigate({
                    search: ({ offset: _offset, ...old }) => (next ? { ...old, offset: next } : old),
                  })
                }
              />
            </Section>
          );
        }}
      </PageState>
    </>
  );
}

/** Says in words which rows are shown, and shows all again. */
function ActiveFilters({ view, filters }: { readonly view: DatasetView; readonly filters: RowFilters }) {
  const { t, text } = useLanguage();
  const cellText = useCellText();
  const { batch, column: name, missing, equals } = filters;
  if (!batch && !name) return null;
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
      <Link to="/data/$dataset" params={{ dataset: view.summary.id }} search={{ tab: "rows" }}>
        {t("data.showAll")}
      </Link>
    </div>
  );
}
