import { Link } from "@tanstack/react-router";
import { QUALITY_SEVERITIES, QUALITY_STATUSES, type QualityStatus } from "@yuejian/contracts";
import type { QualityHistory, QualityReport, QualityRuleView } from "@yuejian/contracts/api";
import { Button, Popconfirm } from "antd";
import { useQualityHistory } from "../../api/data.ts";
import { useRemoveQualityRule } from "../../api/quality.ts";
import { useMay } from "../../api/session.ts";
import { Section } from "../../kit/layout.tsx";
import type { ListColumn } from "../../kit/list-column.ts";
import { ListTable } from "../../kit/list-table.tsx";
import { useOfficeName } from "../../kit/offices.ts";
import { ErrorNotice } from "../../kit/page-state.tsx";
import { Share, Time } from "../../kit/small.tsx";
import { useLanguage } from "../../language/locale.tsx";

const LOOK: Record<QualityStatus, { sign: string; look: string }> = {
  met: { sign: "✓", look: "good" },
  broken: { sign: "!", look: "attention" },
  "not-checked": { sign: "–", look: "quiet" },
};

/** The score with how it comes about, and the rules behind it; a row opens what became of its rule after each load. */
export function QualityRules({ report }: { readonly report: QualityReport }) {
  const { t, text, format } = useLanguage();
  const history = useQualityHistory(report.dataset);
  const officeName = useOfficeName();
  const mayManage = useMay("quality.manage");
  const isBroken = ({ status }: QualityRuleView) => status === "broken";
  const rules = [...report.rules].sort((left, right) => Number(isBroken(right)) - Number(isBroken(left)));
  const counts = t("quality.rules", { n: rules.length, broken: rules.filter(isBroken).length });
  return (
    <Section
      flush
      title={
        <>
          <span data-score={report.score ?? ""}>
            {report.score === null ? t("quality.noScore") : t("quality.score", { score: report.score.toFixed(1) })}
          </span>{" "}
          · {counts}
        </>
      }
      hint={text(report.scoreBasis)}
    >
      <ListTable
        label={counts}
        columns={ruleColumns(report.dataset)}
        items={rules}
        idOf={({ id }) => id}
        detailOf={({ id }) => <RuleHistory rule={id} history={history.data} />}
      />
    </Section>
  );

  function ruleColumns(dataset: string): readonly ListColumn<QualityRuleView>[] {
    return [
      { key: "rule", title: t("quality.rule"), render: ({ title }) => text(title) },
      { key: "severity", title: t("quality.severity"), width: 90, render: ({ severity }) => text(QUALITY_SEVERITIES[severity]) },
      {
        key: "status",
        title: t("quality.status"),
        width: 120,
        render: ({ status }) => (
          <span className={`tag ${LOOK[status].look}`}>
            <span aria-hidden>{LOOK[status].sign}</span>
            {text(QUALITY_STATUSES[status])}
          </span>
        ),
      },
      {
        key: "kept",
        title: t("quality.kept"),
        width: 170,
        render: ({ checked, broken }) =>
          checked === 0 ? <span className="missing">—</span> : <Share part={checked - broken} whole={checked} />,
      },
      {
        key: "checked",
        title: t("quality.checked"),
        width: 100,
        align: "right",
        render: ({ checked }) => <span className="number">{format.count(checked)}</span>,
      },
      {
        key: "broken",
        title: t("quality.broken"),
        width: 100,
        align: "right",
        render: (rule) => <BrokenLink rule={rule} dataset={dataset} />,
      },
      {
        key: "from",
        title: t("quality.from"),
        width: 190,
        render: ({ id, office, title }) =>
          office === null ? (
            <span className="muted">{t("quality.dictionary")}</span>
          ) : (
            <>
              {officeName(office)} {mayManage && <RemoveRule dataset={dataset} rule={id} title={text(title)} />}
            </>
          ),
      },
    ];
  }
}

/** Asks before it removes, with the rule's words. */
function RemoveRule({ dataset, rule, title }: { readonly dataset: string; readonly rule: string; readonly title: string }) {
  const { t } = useLanguage();
  const remove = useRemoveQualityRule(dataset);
  return (
    <Popconfirm
      title={t("quality.removeAsk", { rule: title })}
      description={remove.error ? <ErrorNotice error={remove.error} /> : undefined}
      okText={t("quality.remove")}
      cancelText={t("catalogued.cancel")}
      onConfirm={() => remove.mutateAsync(rule)}
    >
      <Button size="small" type="link" aria-label={t("quality.removeOf", { rule: title })}>
        {t("quality.remove")}
      </Button>
    </Popconfirm>
  );
}

/** Leads to the rows that break the rule, to what is set aside, or to the loads. */
function BrokenLink({ rule, dataset }: { readonly rule: QualityRuleView; readonly dataset: string }) {
  const { format } = useLanguage();
  const { id, broken, check } = rule;
  if (broken === 0) return <span className="missing">0</span>;
  const search =
    check.kind === "accepted"
      ? ({ tab: "quarantine" } as const)
      : check.kind === "fresh" || check.kind === "row-change"
        ? ({ tab: "batches" } as const)
        : ({ tab: "rows", rule: id } as const);
  return (
    <Link to="/data/$dataset" params={{ dataset }} search={search} className="count-link">
      {format.count(broken)}
    </Link>
  );
}

function RuleHistory({ rule, history }: { readonly rule: string; readonly history: QualityHistory | undefined }) {
  const { t, format } = useLanguage();
  const points = (history?.items ?? []).flatMap(({ batch, at, rules }) => {
    const point = rules.find(({ id }) => id === rule);
    return point ? [{ batch, at, ...point }] : [];
  });
  if (points.length === 0) return <span className="muted">{t("quality.noHistory")}</span>;
  return (
    <div className="bar">
      <span className="muted">{t("quality.ruleHistory")}</span>
      {points.slice(-12).map(({ batch, at, checked, broken }) => (
        <span key={batch} className="number">
          <Time at={at} />
          {": "}
          {format.count(broken)} / {format.count(checked)}
        </span>
      ))}
    </div>
  );
}
