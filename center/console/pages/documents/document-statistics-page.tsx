import { useNavigate, useSearch } from "@tanstack/react-router";
import { DOCUMENT_STAGES } from "@yuejian/contracts";
import type { DocumentStatisticsView, PilotView } from "@yuejian/contracts/api";
import { Input, Select } from "antd";
import { useDocumentEffect, useDocumentStatistics } from "../../api/documents.ts";
import { usePilots } from "../../api/features.ts";
import { useSession } from "../../api/session.ts";
import { FilterBar } from "../../kit/filter-bar.tsx";
import { Bullets, PageHeader, Reason, Section } from "../../kit/layout.tsx";
import type { ListColumn } from "../../kit/list-column.ts";
import { ListTable } from "../../kit/list-table.tsx";
import { useIsNarrow } from "../../kit/narrow.ts";
import { useOfficeName } from "../../kit/offices.ts";
import { Nothing, PageState } from "../../kit/page-state.tsx";
import { usePageTitle } from "../../kit/page-title.tsx";
import { withChange } from "../../kit/with-change.ts";
import { useLanguage } from "../../language/locale.tsx";
import { DocumentsTabs } from "./documents-tabs.tsx";
import "./documents.css";

/** Errors by kind and month, and what pilots of the assistant changed. */
export function DocumentStatisticsPage() {
  const { t } = useLanguage();
  const navigate = useNavigate({ from: "/documents/statistics" });
  const search = useSearch({ from: "/frame/documents/statistics" });
  const { offices } = useSession();
  const officeName = useOfficeName();
  const found = useDocumentStatistics(search);
  usePageTitle(t("documentFigures.title"));
  const change = (next: object) => void navigate({ search: withChange(search, next), replace: true });
  const seesAll = offices.some(({ parent }) => parent === null);
  return (
    <>
      <PageHeader title={t("documentFigures.title")} about={t("documentFigures.about")} actions={<DocumentsTabs />} />
      <FilterBar>
        {offices.length > 1 && (
          <Select
            allowClear
            style={{ width: 260 }}
            aria-label={t("documentFigures.office")}
            placeholder={t("documentFigures.allOffices")}
            value={search.office ?? null}
            options={offices.map(({ id }) => ({ value: id, label: officeName(id) }))}
            onChange={(office: string | null) => change({ office: office ?? undefined })}
          />
        )}
        {(["from", "to"] as const).map((end) => (
          <span key={end}>
            <label className="muted" htmlFor={`month-${end}`}>
              {t(end === "from" ? "documentFigures.from" : "documentFigures.to")}
            </label>{" "}
            <Input
              id={`month-${end}`}
              type="month"
              style={{ width: 160 }}
              value={search[end] ?? found.data?.[end] ?? ""}
              onChange={(event) => change({ [end]: event.target.value || undefined })}
            />
          </span>
        ))}
      </FilterBar>
      <PageState query={found}>{(view) => <Figures view={view} />}</PageState>
      {seesAll && <Effects />}
    </>
  );
}

interface Line {
  readonly key: string;
  readonly month: string;
  readonly kind: string;
  readonly counts: DocumentStatisticsView["totals"][number];
}

function Figures({ view: { cells, totals, withheld, leastPeople } }: { readonly view: DocumentStatisticsView }) {
  const { t, text } = useLanguage();
  const columns = useColumns();
  const lines: Line[] = [
    ...totals.map((counts) => ({ key: counts.stage, month: t("documentFigures.total"), kind: "", counts })),
    ...cells.map((cell) => ({
      key: `${cell.month} ${cell.kind} ${cell.stage}`,
      month: cell.month,
      kind: text(cell.kindName),
      counts: cell,
    })),
  ];
  return (
    <Section flush title={t("documentFigures.rate")}>
      {lines.length === 0 ? (
        <Nothing title={t("documentFigures.none")} />
      ) : (
        <ListTable label={t("documentFigures.title")} columns={columns} items={lines} idOf={({ key }) => key} />
      )}
      {withheld > 0 && (
        <p className="muted" style={{ padding: "8px 14px", margin: 0 }}>
          {t("documentFigures.withheld", { n: withheld, least: leastPeople })}
        </p>
      )}
    </Section>
  );
}

function useColumns(): readonly ListColumn<Line>[] {
  const { t, text, format } = useLanguage();
  const isNarrow = useIsNarrow();
  const rate = ({ value, low, high }: Line["counts"]["rate"]) =>
    low === null || high === null ? value.toFixed(1) : `${value.toFixed(1)}（${low.toFixed(1)}–${high.toFixed(1)}）`;
  const count = (key: "documents" | "characters" | "errors", title: string): ListColumn<Line> => ({
    key,
    title,
    width: 110,
    align: "right",
    render: ({ counts }) => <span className="number">{format.count(counts[key])}</span>,
  });
  const last: ListColumn<Line> = {
    key: "rate",
    title: t("documentFigures.rate"),
    width: isNarrow ? 130 : 200,
    align: "right",
    render: ({ counts }) => <span className="number">{rate(counts.rate)}</span>,
  };
  const month: ListColumn<Line> = { key: "month", title: t("documentFigures.month"), width: 110, render: (line) => line.month };
  const kind: ListColumn<Line> = {
    key: "kind",
    title: t("documents.kind"),
    render: (line) => (
      <>
        {line.kind} <span className="muted">{text(DOCUMENT_STAGES[line.counts.stage])}</span>
      </>
    ),
  };
  if (isNarrow) return [month, kind, last];
  return [
    month,
    kind,
    count("documents", t("documentFigures.documents")),
    count("characters", t("documentFigures.characters")),
    count("errors", t("documentFigures.errors")),
    last,
  ];
}

function Effects() {
  const { t } = useLanguage();
  const register = usePilots(true);
  return (
    <Section title={t("documentFigures.effects")} hint={t("documentFigures.effectsAbout")}>
      <PageState query={register} rows={2}>
        {({ items }) => {
          const pilots = items.filter(({ feature }) => feature === "document-assistant");
          return pilots.length === 0 ? (
            <Nothing title={t("documentFigures.noPilots")} />
          ) : (
            <div className="stack">
              {pilots.map((pilot) => (
                <PilotEffect key={pilot.id} pilot={pilot} />
              ))}
            </div>
          );
        }}
      </PageState>
    </Section>
  );
}

function PilotEffect({ pilot: { id, title, startsOn } }: { readonly pilot: PilotView }) {
  const { text, format } = useLanguage();
  const found = useDocumentEffect(id);
  return (
    <article>
      <strong>{title}</strong> <span className="muted number">{format.day(startsOn)}</span>
      <PageState query={found} rows={2}>
        {({ sentence, doubts }) => (
          <>
            <Reason>{text(sentence)}</Reason>
            {doubts.length > 0 && <Bullets items={doubts.map((doubt) => text(doubt))} />}
          </>
        )}
      </PageState>
    </article>
  );
}
