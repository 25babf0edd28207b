import { DATA_CLASSES, RETENTION_ACTIONS } from "@yuejian/contracts";
import type { RetentionRules, RetentionRuleView } from "@yuejian/contracts/api";
import { Facts, Section } from "../../kit/layout.tsx";
import { ListTable } from "../../kit/list-table.tsx";
import { Nothing } from "../../kit/page-state.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { FieldsForm } from "../safeguards/fields-form.tsx";

interface RulesProperties {
  readonly rules: readonly RetentionRuleView[];
  readonly datasets: RetentionRules["datasets"];
  readonly mayManage: boolean;
}

export function RulesSection({ rules, datasets, mayManage }: RulesProperties) {
  const { t, text } = useLanguage();
  const words = useRuleWords(datasets);
  return (
    <Section flush title={t("retention.rules")}>
      {rules.length === 0 ? (
        <Nothing title={t("retention.noRules")}>{t("retention.noRulesWhy")}</Nothing>
      ) : (
        <ListTable
          label={t("retention.rules")}
          items={rules}
          idOf={({ id }) => id}
          detailOf={(rule) => <RuleDetail rule={rule} mayManage={mayManage} />}
          columns={[
            { key: "name", title: t("retention.name"), render: (rule) => rule.title },
            { key: "scope", title: t("retention.scope"), width: 180, render: words.scope },
            { key: "term", title: t("retention.term"), width: 190, render: words.term },
            { key: "action", title: t("retention.action"), width: 130, render: (rule) => text(RETENTION_ACTIONS[rule.action]) },
            {
              key: "how",
              title: t("retention.how"),
              width: 100,
              render: (rule) =>
                rule.endedAt !== null ? (
                  <span className="muted">{t("retention.ended")}</span>
                ) : (
                  t(rule.isAutomatic ? "retention.automatic" : "retention.byHand")
                ),
            },
          ]}
        />
      )}
    </Section>
  );
}

const TERM_WORDS = { day: "retention.days", month: "retention.months", year: "retention.years" } as const;

function useRuleWords(datasets: RetentionRules["datasets"]) {
  const { t, text } = useLanguage();
  const columnTitle = (scope: RetentionRuleView["scope"], column: string): string => {
    const known = datasets.find(({ dataset }) => scope.kind === "dataset" && dataset === scope.dataset);
    const title = known?.dates.find(({ name }) => name === column)?.title;
    return title ? text(title) : column;
  };
  return {
    scope: ({ scope }: RetentionRuleView) =>
      scope.kind === "dataset" ? <code>{scope.dataset}</code> : t("retention.classOf", { name: text(DATA_CLASSES[scope.dataClass]) }),
    term: ({ term, from, scope }: RetentionRuleView) =>
      t("retention.termFrom", {
        term: t(TERM_WORDS[term.unit], { n: term.count }),
        from: from.kind === "batch" ? t("retention.fromBatch") : columnTitle(scope, from.column),
      }),
  };
}

function RuleDetail({ rule, mayManage }: { readonly rule: RetentionRuleView; readonly mayManage: boolean }) {
  const { t, format } = useLanguage();
  return (
    <div className="stack">
      <Facts
        wide
        items={[
          [t("retention.basis"), `${rule.basis.law}${rule.basis.article}：${rule.basis.text}`],
          [t("retention.datasets"), rule.datasets.length === 0 ? "—" : rule.datasets.join(", ")],
          ...(rule.action === "redact"
            ? [[t("retention.columns"), rule.columns.length === 0 ? t("retention.allPersonal") : rule.columns.join(", ")] as const]
            : []),
          [
            t("retention.file"),
            rule.fileDays === null ? t("retention.fileWithRows") : t("retention.fileAfter", { n: format.count(rule.fileDays) }),
          ],
          ["", t("retention.setBy", { who: rule.setByName, at: format.time(rule.setAt), n: rule.version })],
        ]}
      />
      {mayManage && rule.endedAt === null && (
        <FieldsForm
          fields={[]}
          acts={[{ label: t("retention.end"), isDanger: true, path: `/api/retention/rules/${rule.id}/end`, bodyOf: () => ({}) }]}
        />
      )}
    </div>
  );
}
