import { Link } from "@tanstack/react-router";
import type { QualityHistory } from "@yuejian/contracts/api";
import { useQualityHistory } from "../../api/data.ts";
import { Section } from "../../kit/layout.tsx";
import type { ListColumn } from "../../kit/list-column.ts";
import { ListTable } from "../../kit/list-table.tsx";
import { Nothing, PageState } from "../../kit/page-state.tsx";
import { Share, Time } from "../../kit/small.tsx";
import { useLanguage } from "../../language/locale.tsx";

type Point = QualityHistory["items"][number];

/** The score over time, newest first, each with the load it was measured after. */
export function QualityHistorySection({ dataset }: { readonly dataset: string }) {
  const { t, text, format } = useLanguage();
  const history = useQualityHistory(dataset);
  const columns: readonly ListColumn<Point>[] = [
    { key: "at", title: t("quality.at"), width: 180, render: ({ at }) => <Time at={at} /> },
    {
      key: "score",
      title: t("quality.history"),
      width: 220,
      render: ({ score }) =>
        score === null ? (
          <span className="missing">{t("quality.notMeasured")}</span>
        ) : (
          <span className="bar" style={{ margin: 0 }}>
            <b className="number">{score.toFixed(1)}</b>
            <Share part={score} whole={100} />
          </span>
        ),
    },
    {
      key: "rows",
      title: t("data.rows"),
      width: 120,
      align: "right",
      render: ({ rows }) => (rows === null ? <span className="missing">—</span> : <span className="number">{format.count(rows)}</span>),
    },
    {
      key: "load",
      title: t("quality.load"),
      width: 260,
      render: ({ batch, fileName }) => (
        <Link to="/batches/$batch" params={{ batch }}>
          {fileName}
        </Link>
      ),
    },
    {
      key: "worst",
      title: t("quality.worst"),
      render: ({ rules }) =>
        rules
          .filter(({ status }) => status === "broken")
          .map(({ title, broken }) => `${text(title)} ${format.count(broken)}`)
          .join(" · ") || <span className="missing">—</span>,
    },
  ];
  return (
    <PageState query={history}>
      {({ items }) => (
        <Section flush title={t("quality.history")} hint={t("quality.historyHint")}>
          {items.length === 0 ? (
            <Nothing title={t("quality.noHistory")}>{t("quality.noHistoryWhy")}</Nothing>
          ) : (
            <ListTable label={t("quality.history")} columns={columns} items={items.toReversed()} idOf={({ batch }) => batch} />
          )}
        </Section>
      )}
    </PageState>
  );
}
