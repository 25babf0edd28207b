import { useRetentionRules } from "../../api/retention.ts";
import { useMay } from "../../api/session.ts";
import { PageHeader } from "../../kit/layout.tsx";
import { PageState } from "../../kit/page-state.tsx";
import { usePageTitle } from "../../kit/page-title.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { DueSection } from "./due-section.tsx";
import { HistorySection } from "./history-section.tsx";
import { RequestForm } from "./request-form.tsx";
import { RuleForm } from "./rule-form.tsx";
import { RulesSection } from "./rules-section.tsx";

/** How long records are kept, what is due, and what was deleted. */
export function RetentionPage() {
  const { t } = useLanguage();
  const rules = useRetentionRules();
  const [mayManage, mayApply] = [useMay("retention.manage"), useMay("retention.apply")];
  usePageTitle(t("retention.title"));
  return (
    <>
      <PageHeader title={t("retention.title")} about={t("retention.about")} />
      <PageState query={rules}>
        {(data) => (
          <div className="columns">
            <div>
              <RulesSection rules={data.rules} datasets={data.datasets} mayManage={mayManage} />
              <DueSection rules={data.rules} mayApply={mayApply} />
              <HistorySection runs={data.runs} rules={data.rules} />
            </div>
            <div>
              {mayManage && <RuleForm data={data} />}
              {mayApply && <RequestForm />}
            </div>
          </div>
        )}
      </PageState>
    </>
  );
}
