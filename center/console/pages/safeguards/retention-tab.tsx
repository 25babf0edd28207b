import { Button } from "antd";
import { useState } from "react";
import { useRetention, useSafeguardAct } from "../../api/safeguards.ts";
import { useMay } from "../../api/session.ts";
import { Facts, Section } from "../../kit/layout.tsx";
import { ErrorNotice, PageState } from "../../kit/page-state.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { FieldsForm } from "./fields-form.tsx";

export function RetentionTab() {
  const { t, format } = useLanguage();
  const retention = useRetention();
  const mayExpire = useMay("retention.expire");
  const act = useSafeguardAct();
  const [isStarted, setStarted] = useState(false);
  return (
    <PageState query={retention}>
      {({ standard, byLine, law, article, due, expired }) => (
        <div className="columns">
          <Section title={t("safeguards.tabRetention")}>
            <Facts
              items={[
                [t("safeguards.retentionDays"), format.count(standard)],
                ...Object.entries(byLine).map(([line, days]) => [line, format.count(days)] as const),
                [t("safeguards.retentionLaw"), `${law}${article}`],
                [t("safeguards.dueNow"), format.count(due)],
                [t("safeguards.expired"), format.count(expired)],
              ]}
            />
            {act.error && <ErrorNotice error={act.error} />}
            {mayExpire && due > 0 && !isStarted && (
              <Button
                danger
                loading={act.isPending}
                onClick={() => act.mutate({ path: "/api/retention/expire", body: {} }, { onSuccess: () => setStarted(true) })}
              >
                {t("safeguards.expireNow")}
              </Button>
            )}
          </Section>
          {mayExpire && (
            <Section title={t("safeguards.retentionDays")}>
              <FieldsForm
                initial={{ standard: String(standard) }}
                fields={[{ name: "standard", label: t("safeguards.retentionDays"), kind: "text" }]}
                acts={[
                  {
                    label: t("safeguards.save"),
                    path: "/api/retention",
                    bodyOf: (values) => ({ standard: Number(values["standard"]), byLine }),
                  },
                ]}
              />
            </Section>
          )}
        </div>
      )}
    </PageState>
  );
}
