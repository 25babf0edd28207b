import { useFeatures } from "../../api/features.ts";
import { useSession } from "../../api/session.ts";
import { PageTabs } from "../../kit/page-tabs.tsx";
import { useLanguage } from "../../language/locale.tsx";

const TABS = [
  { to: "/cases", title: "cases.tabSupervision" },
  { to: "/cases/handled", title: "casework.title" },
  { to: "/cases/board", title: "board.title", feature: "smart-boards" },
  { to: "/cases/calendar", title: "calendar.title", feature: "smart-boards" },
  { to: "/cases/notices", title: "casework.notices" },
  { to: "/cases/process", title: "process.title", feature: "smart-boards" },
  { to: "/cases/imports", title: "caseImports.title", right: "casework.import" },
  { to: "/cases/pilots", title: "pilots.title" },
  { to: "/cases/templates", title: "templates.title" },
  { to: "/cases/settings", title: "caseSettings.title" },
] as const;

/** The pages about cases stand beside each other. */
export function CasesTabs() {
  const { t } = useLanguage();
  const { may } = useSession();
  const isOn = useFeatures();
  const shown = TABS.filter((tab) => (!("right" in tab) || may.includes(tab.right)) && (!("feature" in tab) || isOn(tab.feature)));
  return <PageTabs label={t("nav.cases")} tabs={shown.map(({ to, title }) => ({ to, title: t(title) }))} />;
}
