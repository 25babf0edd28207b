import type { DocumentEvaluationView } from "@yuejian/contracts/api";
import { Button } from "antd";
import { Section } from "../../kit/layout.tsx";
import type { ListColumn } from "../../kit/list-column.ts";
import { ListTable } from "../../kit/list-table.tsx";
import { useIsNarrow } from "../../kit/media.ts";
import { Nothing } from "../../kit/page-state.tsx";
import { useLanguage } from "../../language/locale.tsx";

type Rule = DocumentEvaluationView["rules"][number];

interface RuleEvaluationProperties {
  readonly view: DocumentEvaluationView;
  readonly onRule: (rule: string) => void;
}

/** What each rule is worth: how much of it people accepted, with its interval against the bar. */
export function RuleEvaluation({ view, onRule }: RuleEvaluationProperties) {
  const { t, text, format } = useLanguage();
  const isNarrow = useIsNarrow();
  const rule: ListColumn<Rule> = {
    key: "rule",
    title: t("documents.rule"),
    render: ({ rule: id, title }) => (
      <Button size="small" type="link" onClick={() => onRule(id)} title={t("documentExamples.showRule")}>
        {text(title)}
      </Button>
    ),
  };
  const share: ListColumn<Rule> = {
    key: "share",
    title: t("documentRules.precision"),
    width: isNarrow ? 150 : 190,
    render: ({ accepted, rejected, precision }) => (
      <span className="number">
        {precision === null
          ? "—"
          : t("documentRules.interval", {
              accepted,
              all: accepted + rejected,
              low: format.percent(precision.low, 1),
              high: format.percent(precision.high, 1),
            })}
      </span>
    ),
  };
  const bar: ListColumn<Rule> = {
    key: "bar",
    title: t("documentExamples.intervalDrawn", { bar: format.percent(view.bar.precision, 1) }),
    width: 260,
    render: ({ precision }) =>
      precision === null ? null : (
        <span
          className="interval-bar"
          aria-hidden
          style={{
            "--low": `${100 * precision.low}%`,
            "--high": `${100 * precision.high}%`,
            "--share": `${100 * precision.share}%`,
            "--bar": `${100 * view.bar.precision}%`,
          }}
        >
          <i />
          <b />
          <s />
        </span>
      ),
  };
  return (
    <Section flush title={t("documentExamples.evaluation")} hint={t("documentExamples.evaluationHint")}>
      {view.rules.length === 0 ? (
        <Nothing title={t("documentExamples.undecided")} />
      ) : (
        <ListTable
          label={t("documentExamples.evaluation")}
          columns={isNarrow ? [rule, share] : [rule, share, bar]}
          items={view.rules}
          idOf={({ rule: id }) => id}
        />
      )}
    </Section>
  );
}
