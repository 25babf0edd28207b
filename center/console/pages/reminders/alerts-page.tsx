import { ALERT_SUBJECTS, BUSINESS_LINES, ROLES } from "@yuejian/contracts";
import type { AlertRuleView } from "@yuejian/contracts/api";
import { Button, Space, Switch } from "antd";
import { useState } from "react";
import { useAlertRules, useRemoveAlertRule, useSaveAlertRule } from "../../api/alerts.ts";
import { useModels } from "../../api/models.ts";
import { PageHeader, Section } from "../../kit/layout.tsx";
import type { ListColumn } from "../../kit/list-column.ts";
import { ListTable } from "../../kit/list-table.tsx";
import { useOfficeName } from "../../kit/offices.ts";
import { ErrorNotice, Nothing, PageState } from "../../kit/page-state.tsx";
import { usePageTitle } from "../../kit/page-title.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { AlertForm } from "./alert-form.tsx";

/** What the person, and the groups of their offices, subscribe to. */
export function AlertsPage() {
  const { t } = useLanguage();
  const rules = useAlertRules();
  const [changed, setChanged] = useState<AlertRuleView | null>(null);
  const { columns, error } = useColumns(setChanged);
  usePageTitle(t("alertRules.title"));
  return (
    <>
      <PageHeader title={t("alertRules.title")} about={t("alertRules.about")} />
      {error && <ErrorNotice error={error} />}
      <PageState query={rules}>
        {({ items }) => (
          <Section flush title={t("alertRules.count", { n: items.length })}>
            {items.length === 0 ? (
              <Nothing title={t("alertRules.none")}>{t("alertRules.noneWhy")}</Nothing>
            ) : (
              <ListTable label={t("alertRules.title")} columns={columns} items={items} idOf={({ id }) => id} hasKeys />
            )}
          </Section>
        )}
      </PageState>
      <AlertForm key={changed?.id ?? "new"} changed={changed} onDone={() => setChanged(null)} />
    </>
  );
}

function useColumns(onChange: (rule: AlertRuleView) => void): { columns: readonly ListColumn<AlertRuleView>[]; error: Error | null } {
  const { t, text } = useLanguage();
  const officeName = useOfficeName();
  const save = useSaveAlertRule();
  const remove = useRemoveAlertRule();
  const columns: readonly ListColumn<AlertRuleView>[] = [
    {
      key: "on",
      title: t("alertRules.on"),
      width: 70,
      render: (rule) => (
        <Switch
          size="small"
          checked={rule.isEnabled}
          disabled={!rule.mayChange}
          aria-label={t("alertRules.enable", { title: rule.title })}
          onChange={(isEnabled) => {
            const { owner: _owner, createdAt: _created, mayChange: _may, ...order } = rule;
            save.mutate({ ...order, isEnabled });
          }}
        />
      ),
    },
    { key: "title", title: t("alertRules.name"), width: 200, render: (rule) => rule.title },
    { key: "subject", title: t("alertRules.subject"), width: 170, render: (rule) => text(ALERT_SUBJECTS[rule.subject]) },
    { key: "conditions", title: t("alertRules.conditions"), render: (rule) => <Conditions rule={rule} /> },
    {
      key: "to",
      title: t("alertRules.to"),
      width: 220,
      render: ({ recipient, owner }) =>
        recipient.kind === "me"
          ? owner.name
          : `${officeName(recipient.office)}：${recipient.roles.map((role) => text(ROLES[role])).join("、")}`,
    },
    {
      key: "act",
      title: "",
      width: 150,
      align: "right",
      render: (rule) =>
        rule.mayChange && (
          <Space>
            <Button size="small" onClick={() => onChange(rule)}>
              {t("alertRules.changeAct")}
            </Button>
            <Button size="small" loading={remove.isPending && remove.variables === rule.id} onClick={() => remove.mutate(rule.id)}>
              {t("alertRules.remove")}
            </Button>
          </Space>
        ),
    },
  ];
  return { columns, error: save.error ?? remove.error };
}

function Conditions({ rule: { conditions } }: { readonly rule: AlertRuleView }) {
  const { t, text } = useLanguage();
  const officeName = useOfficeName();
  const models = useModels();
  const nameOf = (id: string) => {
    const model = models.data?.items.find((each) => each.id === id);
    return model ? text(model.title) : id;
  };
  const { models: chosen = [], offices = [], lines = [], leastAmount, window, authorities = [], isOwn = false, sources = [] } = conditions;
  const words = [
    ...chosen.map(nameOf),
    ...offices.map(officeName),
    ...lines.map((line) => text(BUSINESS_LINES[line])),
    ...(leastAmount === undefined ? [] : [t("alertRules.atLeast", { n: leastAmount / 100 })]),
    ...(window === undefined ? [] : [t("alertRules.within", { n: window.count, days: window.days })]),
    ...authorities,
    ...(isOwn ? [t("alertRules.own")] : []),
    ...sources,
  ];
  return words.length === 0 ? <span className="muted">{t("alertRules.all")}</span> : words.join(" · ");
}
