import { REMINDER_BOUNDS } from "@yuejian/contracts";
import type { ReminderRulesView } from "@yuejian/contracts/api";
import { Button } from "antd";
import { useState } from "react";
import { useReminderRules } from "../../api/reminders.ts";
import { Section } from "../../kit/layout.tsx";
import type { ListColumn } from "../../kit/list-column.ts";
import { ListTable } from "../../kit/list-table.tsx";
import { PageState } from "../../kit/page-state.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { type Field, FieldsForm } from "../safeguards/fields-form.tsx";

/** When each office tells whom. */
export function RulesSection() {
  const { t, text } = useLanguage();
  const rules = useReminderRules();
  const [edited, setEdited] = useState<string | null>(null);
  const columns: readonly ListColumn<ReminderRulesView>[] = [
    { key: "office", title: t("reminders.office"), render: (each) => text(each.officeName) },
    {
      key: "handler",
      title: t("reminders.ruleHandler"),
      width: 160,
      render: (each) => t("reminders.daysBefore", { n: each.handlerDaysBefore }),
    },
    {
      key: "head",
      title: t("reminders.ruleHead"),
      width: 160,
      render: (each) => (each.headDaysBefore === 0 ? t("reminders.lastDay") : t("reminders.daysBefore", { n: each.headDaysBefore })),
    },
    { key: "lead", title: t("reminders.ruleLead"), width: 160, render: (each) => t("reminders.daysAfter", { n: each.leadDaysAfter }) },
    { key: "hours", title: t("reminders.hours"), width: 130, render: (each) => `${each.sendFrom}–${each.sendUntil}` },
    { key: "reason", title: t("reminders.reason"), render: (each) => <span className="two-lines">{each.reason}</span> },
    {
      key: "act",
      title: "",
      width: 80,
      align: "right",
      render: (each) =>
        each.mayChange && (
          <Button size="small" onClick={() => setEdited(edited === each.office ? null : each.office)}>
            {t("reminders.change")}
          </Button>
        ),
    },
  ];
  return (
    <PageState query={rules}>
      {({ items }) => {
        const own = items.find(({ office }) => office === edited);
        return (
          <>
            <Section flush title={t("reminders.rules")} hint={t("reminders.rulesHint")}>
              <ListTable label={t("reminders.rules")} columns={columns} items={items} idOf={({ office }) => office} hasKeys />
            </Section>
            {own && <RulesForm key={`${own.office} ${own.version}`} rules={own} onDone={() => setEdited(null)} />}
          </>
        );
      }}
    </PageState>
  );
}

function RulesForm({ rules, onDone }: { readonly rules: ReminderRulesView; readonly onDone: () => void }) {
  const { t, text } = useLanguage();
  const days = (name: keyof typeof REMINDER_BOUNDS, label: string): Field => {
    const { least, most } = REMINDER_BOUNDS[name];
    return {
      name,
      label,
      kind: "choice",
      options: Array.from({ length: most - least + 1 }, (_, at) => ({ value: String(least + at), label: String(least + at) })),
    };
  };
  const hour = { kind: "text" as const, pattern: /^([01]\d|2[0-3]):[0-5]\d$/, patternHint: t("reminders.hour") };
  return (
    <Section title={text(rules.officeName)}>
      <FieldsForm
        initial={{
          handlerDaysBefore: String(rules.handlerDaysBefore),
          headDaysBefore: String(rules.headDaysBefore),
          leadDaysAfter: String(rules.leadDaysAfter),
          sendFrom: rules.sendFrom,
          sendUntil: rules.sendUntil,
        }}
        fields={[
          days("handlerDaysBefore", t("reminders.formHandler")),
          days("headDaysBefore", t("reminders.formHead")),
          days("leadDaysAfter", t("reminders.formLead")),
          { name: "sendFrom", label: t("reminders.sendFrom"), ...hour },
          { name: "sendUntil", label: t("reminders.sendUntil"), ...hour },
          { name: "reason", label: t("reminders.reason"), kind: "area" },
        ]}
        acts={[
          {
            label: t("reminders.save"),
            path: "/api/notify/rules",
            bodyOf: ({ handlerDaysBefore, headDaysBefore, leadDaysAfter, ...rest }) => ({
              ...rest,
              handlerDaysBefore: Number(handlerDaysBefore),
              headDaysBefore: Number(headDaysBefore),
              leadDaysAfter: Number(leadDaysAfter),
              office: rules.office,
              version: rules.version,
            }),
          },
        ]}
        onDone={onDone}
      />
    </Section>
  );
}
