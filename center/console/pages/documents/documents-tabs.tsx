import { useMay } from "../../api/session.ts";
import { PageTabs } from "../../kit/page-tabs.tsx";
import { useLanguage } from "../../language/locale.tsx";

/** The pages of the document assistant stand beside each other. */
export function DocumentsTabs() {
  const { t } = useLanguage();
  const mayCheck = useMay("document.check");
  const mayRead = useMay("document.statistics");
  const tabs = [
    { to: "/documents", title: t("documents.title") },
    ...(mayCheck ? ([{ to: "/documents/batches", title: t("documentBatches.title"), isOpenBelow: true }] as const) : []),
    ...(mayRead
      ? ([
          { to: "/documents/statistics", title: t("documentFigures.tab") },
          { to: "/documents/rules", title: t("documents.rulesTitle") },
        ] as const)
      : []),
  ] as const;
  return <PageTabs label={t("nav.documents")} tabs={tabs} />;
}
