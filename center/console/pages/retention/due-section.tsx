import type { RetentionRuleView } from "@yuejian/contracts/api";
import { Button, Select } from "antd";
import { useState } from "react";
import { useDeletionPlan } from "../../api/retention.ts";
import { Section } from "../../kit/layout.tsx";
import { ErrorNotice } from "../../kit/page-state.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { PlanView } from "./plan-view.tsx";

const ALL = "";

export function DueSection({ rules, mayApply }: { readonly rules: readonly RetentionRuleView[]; readonly mayApply: boolean }) {
  const { t } = useLanguage();
  const plan = useDeletionPlan();
  const inForce = rules.filter(({ endedAt }) => endedAt === null);
  const nightly = inForce.filter(({ isAutomatic }) => isAutomatic);
  const [chosen, setRule] = useState<string | null>(null);
  if (inForce.length === 0) return null;
  const rule = chosen ?? (nightly.length > 0 ? ALL : (inForce[0]?.id ?? ALL));
  const order = rule === ALL ? {} : { rule };
  return (
    <Section
      title={t("retention.due")}
      hint={t("retention.dueHint")}
      actions={
        <>
          <Select
            size="small"
            style={{ width: 220 }}
            aria-label={t("retention.rules")}
            value={rule}
            onChange={(value) => {
              setRule(value);
              plan.reset();
            }}
            options={[
              ...(nightly.length > 0 ? [{ value: ALL, label: t("retention.nightly") }] : []),
              ...inForce.map(({ id, title }) => ({ value: id, label: title })),
            ]}
          />
          <Button size="small" type="primary" loading={plan.isPending} onClick={() => plan.mutate(order)}>
            {t("retention.look")}
          </Button>
        </>
      }
    >
      {!plan.data && !plan.error && <p className="muted">{t("retention.lookFirst")}</p>}
      {plan.error && <ErrorNotice error={plan.error} />}
      {plan.data && <PlanView key={rule} plan={plan.data} order={order} mayApply={mayApply} />}
    </Section>
  );
}
