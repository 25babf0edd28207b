import { Link } from "@tanstack/react-router";
import type { DatasetView, Quality } from "@yuejian/contracts/api";
import { useQuality } from "../../api/data.ts";
import { CellValue } from "../../kit/cells.tsx";
import { Section } from "../../kit/layout.tsx";
import type { ListColumn } from "../../kit/list-column.ts";
import { ListTable } from "../../kit/list-table.tsx";
import { Nothing, PageState } from "../../kit/page-state.tsx";
import { Share } from "../../kit/small.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { QualityHistorySection } from "./quality-history.tsx";
import { QualityMeasured } from "./quality-measured.tsx";
import { QualityRules } from "./quality-rules.tsx";

type ColumnQuality = Quality["columns"][number];

/** One line per column; every number opens its rows. */
export function QualityTab({ view }: { readonly view: DatasetView }) {
  const { t } = useLanguage();
  const dataset = view.summary.id;
  const quality = useQuality(dataset);
  return (
    <PageState query={quality}>
      {(data) => (
        <>
          <QualityMeasured view={view} report={data} />
          <QualityRules report={data} />
          <Section
            flush
            title={t("quality.title", { n: data.rows })}
            hint={`${t("quality.hint")}; ${t("quality.shapesHint", { han: "汉" })}`}
          >
            {data.columns.length === 0 ? <Nothing title={t("data.noRows")} /> : <QualityTable view={view} quality={data} />}
          </Section>
          <QualityHistorySection dataset={dataset} />
        </>
      )}
    </PageState>
  );
}

function QualityTable({ view, quality }: { readonly view: DatasetView; readonly quality: Quality }) {
  const { t, text, format } = useLanguage();
  const dataset = view.summary.id;
  const columnOf = (name: string) => view.columns.find((each) => each.name === name);
  const columns: readonly ListColumn<ColumnQuality>[] = [
    {
      key: "column",
      title: t("quality.column"),
      render: (each) => (
        <>
          {text(each.title)} <code className="muted">{each.column}</code>
        </>
      ),
    },
    {
      key: "filled",
      title: t("quality.filled"),
      width: 170,
      render: (each) => <Share part={each.rows - each.missing} whole={each.rows} />,
    },
    {
      key: "missing",
      title: t("quality.missing"),
      width: 90,
      align: "right",
      render: (each) =>
        each.missing === 0 ? (
          <span className="missing">0</span>
        ) : (
          <Link
            to="/data/$dataset"
            params={{ dataset }}
            search={{ tab: "rows", column: each.column, missing: true }}
            className="count-link"
          >
            {format.count(each.missing)}
          </Link>
        ),
    },
    {
      key: "quarantined",
      title: t("quality.quarantined"),
      width: 90,
      align: "right",
      render: (each) =>
        each.quarantined === 0 ? (
          <span className="missing">0</span>
        ) : (
          <Link to="/data/$dataset" params={{ dataset }} search={{ tab: "quarantine", column: each.column }} className="count-link">
            {format.count(each.quarantined)}
          </Link>
        ),
    },
    {
      key: "distinct",
      title: t("quality.distinct"),
      width: 90,
      align: "right",
      render: (each) => (
        <span className="number" title={each.isEstimated ? t("quality.estimated") : undefined}>
          {each.isEstimated && "≈ "}
          {format.count(each.distinct)}
        </span>
      ),
    },
    {
      key: "range",
      title: t("quality.range"),
      width: 230,
      render: (each) =>
        each.least === null ? (
          <span className="missing">—</span>
        ) : (
          <>
            <CellValue value={each.least} column={columnOf(each.column)} dataset={dataset} /> –{" "}
            <CellValue value={each.greatest} column={columnOf(each.column)} dataset={dataset} />
          </>
        ),
    },
    {
      key: "shapes",
      title: t("quality.shapes"),
      width: 230,
      render: (each) => <Shapes quality={each} dataset={dataset} isOpen={isOpen(columnOf(each.column))} />,
    },
    {
      key: "top",
      title: t("quality.top"),
      render: (each) => (
        <span className="bar" style={{ margin: 0, columnGap: 12, rowGap: 0 }}>
          {each.top.slice(0, 4).map((top) => (
            <span key={String(top.value)} style={{ whiteSpace: "nowrap" }}>
              <CellValue value={top.value} column={columnOf(each.column)} dataset={dataset} />{" "}
              {top.value === null ? (
                <span className="muted number">{format.count(top.rows)}</span>
              ) : (
                <Link
                  to="/data/$dataset"
                  params={{ dataset }}
                  search={{ tab: "rows", column: each.column, equals: String(top.value) }}
                  className="count-link"
                >
                  {format.count(top.rows)}
                </Link>
              )}
            </span>
          ))}
        </span>
      ),
    },
  ];
  return <ListTable label={t("data.tabQuality")} columns={columns} items={quality.columns} idOf={(each) => each.column} />;
}

const isOpen = (column: DatasetView["columns"][number] | undefined) => column?.dataClass === "public" || column?.dataClass === "internal";

/** Shapes of the texts; those of open columns lead to their rows. */
function Shapes({ quality, dataset, isOpen }: { readonly quality: ColumnQuality; readonly dataset: string; readonly isOpen: boolean }) {
  const { t, format } = useLanguage();
  const shown = quality.shapes.slice(0, 3);
  const others = quality.otherShapes + quality.shapes.slice(3).reduce((sum, { rows }) => sum + rows, 0);
  return (
    <span className="bar" style={{ margin: 0, columnGap: 12, rowGap: 0 }}>
      {quality.lengths && (
        <span className="muted" style={{ whiteSpace: "nowrap" }}>
          {t("quality.lengths")} {quality.lengths.shortest}–{quality.lengths.longest}
        </span>
      )}
      {quality.validCodes !== null && (
        <span style={{ whiteSpace: "nowrap" }}>
          {t("quality.validCodes")} <span className="number">{format.count(quality.validCodes)}</span>
        </span>
      )}
      {shown.map(({ shape, rows }) => (
        <span key={shape}>
          <code>{shape}</code>{" "}
          {isOpen ? (
            <Link to="/data/$dataset" params={{ dataset }} search={{ tab: "rows", column: quality.column, shape }} className="count-link">
              {format.count(rows)}
            </Link>
          ) : (
            <span className="number">{format.count(rows)}</span>
          )}
        </span>
      ))}
      {others > 0 && <span className="muted">{t("quality.otherShapes", { n: format.count(others) })}</span>}
    </span>
  );
}
