import { useQueryClient } from "@tanstack/react-query";
import type { DatasetView, QualityReport } from "@yuejian/contracts/api";
import { Button } from "antd";
import { useState } from "react";
import { useMeasureAgain } from "../../api/quality.ts";
import { useMay } from "../../api/session.ts";
import { JobProgress } from "../../kit/job-progress.tsx";
import { Section } from "../../kit/layout.tsx";
import { ErrorNotice } from "../../kit/page-state.tsx";
import { Time } from "../../kit/small.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { QualityRuleForm } from "./quality-rule-form.tsx";

/** When the report was measured, measuring it again, and adding a rule. */
export function QualityMeasured({ view, report }: { readonly view: DatasetView; readonly report: QualityReport }) {
  const { t } = useLanguage();
  const client = useQueryClient();
  const measure = useMeasureAgain(view.summary.id);
  const mayManage = useMay("quality.manage");
  const [isAdding, setAdding] = useState(false);
  const job = measure.data?.id;
  return (
    <>
      {measure.error && <ErrorNotice error={measure.error} />}
      <div className="bar">
        <span className={report.isOutdated ? "tag attention" : "muted"}>
          {report.isOutdated ? t("quality.outdated") : t("quality.measured")} <Time at={report.measuredAt} />
        </span>
        <Button size="small" loading={measure.isPending} onClick={() => measure.mutate()}>
          {t("quality.again")}
        </Button>
        {mayManage && !isAdding && (
          <Button size="small" onClick={() => setAdding(true)}>
            {t("quality.addRule")}
          </Button>
        )}
        {job !== undefined && (
          <JobProgress key={job} id={job}>
            {() => (
              <Button
                size="small"
                type="link"
                onClick={() => {
                  measure.reset();
                  void client.invalidateQueries({ queryKey: ["dataset", view.summary.id, "quality"] });
                }}
              >
                {t("quality.show")}
              </Button>
            )}
          </JobProgress>
        )}
      </div>
      {isAdding && (
        <Section title={t("quality.addRule")} hint={t("quality.addHint")}>
          <QualityRuleForm view={view} onDone={() => setAdding(false)} />
        </Section>
      )}
    </>
  );
}
