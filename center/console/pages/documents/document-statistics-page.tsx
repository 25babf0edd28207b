import { useNavigate, useSearch } from "@tanstack/react-router";
import { DOCUMENT_STAGES } from "@yuejian/contracts";
import type { DocumentEffectView, DocumentStatisticsView, PilotView } from "@yuejian/contracts/api";
import { Select } from "antd";
import { useDocumentEffect, useDocumentStatistics } from "../../api/documents.ts";
import { usePilots } from "../../api/features.ts";
import { useSession } from "../../api/session.ts";
import { FilterBar } from "../../kit/filter-bar.tsx";
import { Bullets, Facts, PageHeader, Reason, Section } from "../../kit/layout.tsx";
import type { ListColumn } from "../../kit/list-column.ts";
import { ListTable } from "../../kit/list-table.tsx";
import { useIsNarrow } from "../../kit/media.ts";
import { Nothing, PageState } from "../../kit/page-state.tsx";
import { usePageTitle } from "../../kit/page-title.tsx";
import { withChange } from "../../kit/with-change.ts";
import { useLanguage } from "../../language/locale.tsx";
import { DocumentsTabs } from "./documents-tabs.tsx";
import { FiguresFilter } from "./figures-filter.tsx";
import { RateChart, type RatePoint } from "./rate-chart.tsx";
import "./documents.css";

/** Errors by kind and month, and what pilots of the assistant changed. */
export function DocumentStatisticsPage() {
  const { t } = useLanguage();
  const navigate = useNavigate({ from: "/documents/statistics" });
  const search = useSearch({ from: "/frame/documents/statistics" });
  const { offices } = useSession();
  const { kind: _kind, ...filter } = search;
  const found = useDocumentStatistics(filter);
  usePageTitle(t("documentFigures.title"));
  const change = (next: object) => void navigate({ search: withChange(search, next), replace: true });
  const seesAll = offices.some(({ parent }) => parent === null);
  return (
    <>
      <PageHeader title={t("documentFigures.title")} about={t("documentFigures.about")} actions={<DocumentsTabs />} />
      <FilterBar>
        <FiguresFilter search={search} answered={found.data} onChange={change} />
      </FilterBar>
      <PageState query={found}>
        {(view) => (
          <>
            <Course view={view} kind={search.kind} onKind={(kind) => change({ kind })} />
            <Figures view={view} />
          </>
        )}
      </PageState>
      {seesAll && <Effects />}
    </>
  );
}

interface CourseProperties {
  readonly view: DocumentStatisticsView;
  readonly kind: string | undefined;
  readonly onKind: (kind: string | undefined) => void;
}

/** Errors for 10,000 characters by month, of all kinds together or of one, drafts and documents as they left apart. */
function Course({ view: { months, cells, kinds }, kind, onKind }: CourseProperties) {
  const { t, text } = useLanguage();
  if (months.length === 0) return null;
  const names = new Map(kinds.map((each) => [each.kind, text(each.kindName)]));
  const shown =
    kind === undefined ? months : cells.filter((cell) => cell.kind === kind).toSorted((one, other) => (one.month < other.month ? -1 : 1));
  const series = (["final", "draft"] as const).map((stage) => ({
    key: stage,
    label: text(DOCUMENT_STAGES[stage]),
    points: shown.filter((each) => each.stage === stage).map(({ month, rate }) => ({ month, ...rate })),
  }));
  return (
    <Section
      title={t("documentFigures.course")}
      actions={
        <Select
          allowClear
          size="small"
          style={{ width: 220 }}
          aria-label={t("documents.kind")}
          placeholder={t("documentFigures.allKinds")}
          value={kind ?? null}
          options={[...names].map(([value, label]) => ({ value, label }))}
          onChange={(chosen: string | null) => onKind(chosen ?? undefined)}
        />
      }
    >
      <RateChart
        label={`${t("documentFigures.rate")} · ${kind === undefined ? t("documentFigures.allKinds") : (names.get(kind) ?? kind)}`}
        series={series}
      />
      <KindRates kinds={kinds} />
    </Section>
  );
}

/** Which kinds of documents the errors are in. */
function KindRates({ kinds }: Pick<DocumentStatisticsView, "kinds">) {
  const { t, text, format } = useLanguage();
  return (
    <Facts
      wide
      items={kinds.map((each) => [
        `${text(each.kindName)} · ${text(DOCUMENT_STAGES[each.stage])}`,
        <span key="rate" className="number">
          {rateText(each.rate)} <span className="muted">{t("documentFigures.ofDocuments", { n: format.count(each.documents) })}</span>
        </span>,
      ])}
    />
  );
}

const rateText = ({ value, low, high }: DocumentStatisticsView["totals"][number]["rate"]): string =>
  low === null || high === null ? value.toFixed(1) : `${value.toFixed(1)}（${low.toFixed(1)}–${high.toFixed(1)}）`;

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
    render: ({ counts }) => <span className="number">{rateText(counts.rate)}</span>,
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
  const { t, text, format } = useLanguage();
  const found = useDocumentEffect(id);
  return (
    <article>
      <strong>{title}</strong> <span className="muted number">{format.day(startsOn)}</span>
      <PageState query={found} rows={2}>
        {({ sentence, doubts, result, course }) => (
          <>
            <Reason>{text(sentence)}</Reason>
            <RateChart
              label={t("documentFigures.effectChart")}
              mark={{ month: startsOn.slice(0, 7), label: t("documentFigures.begins") }}
              series={[
                { key: "own", label: t("documentFigures.own"), points: pointsOf(course, "own") },
                { key: "others", label: t("documentFigures.others"), points: pointsOf(course, "others") },
              ]}
            />
            {result !== null && (
              <Facts
                items={[
                  [t("governance.meanChange"), changeText(result.effect)],
                  [t("documentFigures.atOnce"), changeText(result.step)],
                  [t("governance.byYear"), changeText(result.yearlyTrend)],
                ]}
              />
            )}
            {doubts.length > 0 && <Bullets items={doubts.map((doubt) => text(doubt))} />}
          </>
        )}
      </PageState>
    </article>
  );

  function changeText({ value, low, high }: { readonly value: number; readonly low: number; readonly high: number }): string {
    const percent = (share: number) => `${share < 0 ? "−" : "+"}${Math.abs(100 * share).toFixed(0)} %`;
    return t("governance.interval", { value: percent(value), low: percent(low), high: percent(high) });
  }
}

/** Errors for 10,000 characters in the months of a pilot's course; one without documents has no point. */
function pointsOf(course: DocumentEffectView["course"], side: "own" | "others"): RatePoint[] {
  return course.flatMap((each) => {
    const [errors, characters] = side === "own" ? [each.own, each.ownExposure] : [each.others, each.othersExposure];
    return characters === 0 ? [] : [{ month: each.month, value: (10_000 * errors) / characters, low: null, high: null }];
  });
}
