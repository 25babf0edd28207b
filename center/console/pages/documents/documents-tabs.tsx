import { useMay } from "../../api/session.ts";
import { PageTabs } from "../../kit/page-tabs.tsx";
import { useLanguage } from "../../language/locale.tsx";

/** The pages of the document assistant stand beside each other. */
export function DocumentsTabs() {
  const { t } = useLanguage();
  const mayCheck = useMay("document.check");
  const mayAnalyse = useMay("document.examples");
  const mayConfigure = useMay("document.configure");
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
    ...(mayAnalyse ? ([{ to: "/documents/examples", title: t("documentExamples.title") }] as const) : []),
    ...(mayConfigure ? ([{ to: "/documents/folders", title: t("documentWatches.title"), isOpenBelow: true }] as const) : []),
  ] as const;
  return <PageTabs label={t("nav.documents")} tabs={tabs} />;
}
