import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { FINDING_DECISIONS } from "@yuejian/contracts";
import type { DocumentEvaluationView, DocumentExamplesPage } from "@yuejian/contracts/api";
import { Button, Select } from "antd";
import { type ExamplesFilter, useDocumentEvaluation, useDocumentExamples } from "../../api/document-examples.ts";
import { DownloadButton } from "../../kit/download-button.tsx";
import { FilterBar } from "../../kit/filter-bar.tsx";
import { PageHeader, Section } from "../../kit/layout.tsx";
import type { ListColumn } from "../../kit/list-column.ts";
import { ListTable } from "../../kit/list-table.tsx";
import { useIsNarrow } from "../../kit/media.ts";
import { useOfficeName } from "../../kit/offices.ts";
import { Nothing, PageState } from "../../kit/page-state.tsx";
import { usePageTitle } from "../../kit/page-title.tsx";
import { Pager } from "../../kit/pager.tsx";
import { withChange } from "../../kit/with-change.ts";
import { useLanguage } from "../../language/locale.tsx";
import { DocumentsTabs } from "./documents-tabs.tsx";
import { FiguresFilter } from "./figures-filter.tsx";
import { RateChart } from "./rate-chart.tsx";
import { RuleEvaluation } from "./rule-evaluation.tsx";
import "./documents.css";

/** For analysts: what people decided, without persons; what it says of each rule; which rules are muted and why. */
export function DocumentExamplesPage() {
  const { t, text } = useLanguage();
  const navigate = useNavigate({ from: "/documents/examples" });
  const { offset = 0, ...search } = useSearch({ from: "/frame/documents/examples" });
  const evaluation = useDocumentEvaluation(search);
  const change = (next: object) => void navigate({ search: withChange(search, next), replace: true });
  usePageTitle(t("documentExamples.title"));
  const rules = evaluation.data?.rules ?? [];
  return (
    <>
      <PageHeader title={t("documentExamples.title")} about={t("documentExamples.about")} actions={<DocumentsTabs />} />
      <FilterBar>
        <FiguresFilter search={search} answered={evaluation.data} onChange={change} />
        <Select
          allowClear
          style={{ width: 200 }}
          aria-label={t("documents.rule")}
          placeholder={t("documents.anyRule")}
          value={search.rule ?? null}
          options={rules.map(({ rule, title }) => ({ value: rule, label: text(title) }))}
          onChange={(rule: string | null) => change({ rule: rule ?? undefined })}
        />
        <Select
          allowClear
          style={{ width: 130 }}
          aria-label={t("documentExamples.decision")}
          placeholder={t("documentExamples.anyDecision")}
          value={search.decision ?? null}
          options={(["accepted", "rejected"] as const).map((value) => ({ value, label: text(FINDING_DECISIONS[value]) }))}
          onChange={(decision: string | null) => change({ decision: decision ?? undefined })}
        />
        {search.kind !== undefined && (
          <Button size="small" onClick={() => change({ kind: undefined })}>
            {t("documentExamples.kindOnly", { kind: search.kind })} ×
          </Button>
        )}
      </FilterBar>
      <PageState query={evaluation} rows={4}>
        {(view) => (
          <>
            <PrecisionOverTime view={view} rule={search.rule} />
            <RuleEvaluation view={view} onRule={(rule) => change({ rule })} />
            <Muted view={view} />
          </>
        )}
      </PageState>
      <Examples search={search} offset={offset} onChange={change} />
    </>
  );
}

/** Of the rule that is chosen, else nothing: twenty lines in one drawing say nothing. */
function PrecisionOverTime({ view, rule }: { readonly view: DocumentEvaluationView; readonly rule: string | undefined }) {
  const { t, text } = useLanguage();
  const chosen = view.rules.find((each) => each.rule === rule);
  if (!chosen) return null;
  const points = chosen.months.flatMap(({ month, precision }) =>
    precision === null ? [] : [{ month, value: 100 * precision.share, low: 100 * precision.low, high: 100 * precision.high }],
  );
  return (
    <Section title={t("documentExamples.overTime", { rule: text(chosen.title) })}>
      {points.length === 0 ? (
        <Nothing title={t("documentExamples.noMonths", { least: view.leastPeople })} />
      ) : (
        <RateChart label={t("documentExamples.chart")} unit="%" series={[{ key: chosen.rule, label: text(chosen.title), points }]} />
      )}
      {chosen.withheld > 0 && <p className="muted">{t("documentExamples.withheld", { n: chosen.withheld, least: view.leastPeople })}</p>}
    </Section>
  );
}

/** Which rules say nothing, by which decisions, and what letting them speak again does. */
function Muted({ view: { muted, bar } }: { readonly view: DocumentEvaluationView }) {
  const { t, text, format } = useLanguage();
  const officeName = useOfficeName();
  return (
    <Section
      title={t("documentExamples.muted")}
      hint={t("documentRules.barWhy", { n: bar.leastDecisions, bar: format.percent(bar.precision, 1) })}
    >
      {muted.length === 0 ? (
        <Nothing title={t("documentExamples.noneMuted")} />
      ) : (
        <ul className="bullets">
          {muted.map(({ office, rule, title, at, accepted, rejected, high, mayUnmute }) => (
            <li key={`${office} ${rule}`}>
              <strong>{text(title)}</strong> <code className="muted">{rule}</code> · {officeName(office)} ·{" "}
              {t("documentExamples.mutedWhy", {
                day: format.day(at.slice(0, 10)),
                accepted,
                all: accepted + rejected,
                high: format.percent(high, 1),
                bar: format.percent(bar.precision, 1),
              })}
              <div className="muted">
                {t("documentExamples.unmuteDoes", { all: accepted + rejected, least: bar.leastDecisions })}{" "}
                <Link to="/documents/rules" search={{ office }}>
                  {t(mayUnmute ? "documentExamples.toUnmute" : "documentExamples.toRules")}
                </Link>
              </div>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

interface ExamplesProperties {
  readonly search: ExamplesFilter;
  readonly offset: number;
  readonly onChange: (next: object) => void;
}

function Examples({ search, offset, onChange }: ExamplesProperties) {
  const { t } = useLanguage();
  const found = useDocumentExamples(search, offset);
  const columns = useColumns((kind) => onChange({ kind }));
  const address = new URLSearchParams(Object.entries(search).filter((entry): entry is [string, string] => typeof entry[1] === "string"));
  return (
    <Section
      flush
      title={t("documentExamples.examples")}
      hint={t("documentExamples.examplesHint")}
      actions={
        <DownloadButton subject={null} path={`/api/documents/examples?${address}`} name="examples.ndjson">
          {t("documentExamples.export")}
        </DownloadButton>
      }
    >
      <PageState query={found} rows={6}>
        {({ items, total, limit }) =>
          items.length === 0 ? (
            <Nothing title={t("documentExamples.none")} />
          ) : (
            <>
              <ListTable
                label={t("documentExamples.examples")}
                columns={columns}
                items={items.map((item, at) => ({ ...item, at: offset + at }))}
                total={total}
                hasKeys
                idOf={({ at }) => String(at)}
              />
              <Pager offset={offset} limit={limit} total={total} onGo={(next) => onChange({ offset: next })} />
            </>
          )
        }
      </PageState>
    </Section>
  );
}

type Example = DocumentExamplesPage["items"][number] & { readonly at: number };

function useColumns(onKind: (kind: string) => void): readonly ListColumn<Example>[] {
  const { t, text, format } = useLanguage();
  const isNarrow = useIsNarrow();
  const words = ({ words: said }: Example) =>
    said === null ? (
      <span className="muted">{t("documentExamples.noWords")}</span>
    ) : (
      <span className="example-words">
        <span className="muted">{said.before}</span>
        {said.suggestion === null ? (
          <mark>{said.text}</mark>
        ) : (
          <>
            <del>{said.text}</del>
            <ins>{said.suggestion}</ins>
          </>
        )}
        <span className="muted">{said.after}</span>
      </span>
    );
  const rule: ListColumn<Example> = { key: "rule", title: t("documents.rule"), width: 170, render: ({ title }) => text(title) };
  const decision: ListColumn<Example> = {
    key: "decision",
    title: t("documentExamples.decision"),
    width: 100,
    render: ({ decision: said }) => <span className={said === "accepted" ? "tag good" : "tag quiet"}>{text(FINDING_DECISIONS[said])}</span>,
  };
  const shown: ListColumn<Example> = { key: "words", title: t("documentExamples.words"), render: words };
  if (isNarrow) return [rule, shown, decision];
  return [
    rule,
    {
      key: "kind",
      title: t("documents.kind"),
      width: 150,
      render: ({ kind, kindName }) => (
        <Button size="small" type="link" onClick={() => onKind(kind)} title={t("documentExamples.filterKind")}>
          {text(kindName)}
        </Button>
      ),
    },
    { key: "month", title: t("documentFigures.month"), width: 90, render: ({ month }) => <span className="number">{month}</span> },
    shown,
    {
      key: "probability",
      title: t("documentExamples.probability"),
      width: 90,
      align: "right",
      render: ({ probability }) => <span className="number">{probability === null ? "—" : format.percent(probability, 1)}</span>,
    },
    decision,
  ];
}
