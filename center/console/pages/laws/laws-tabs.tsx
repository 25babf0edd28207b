import { PageTabs } from "../../kit/page-tabs.tsx";
import { useLanguage } from "../../language/locale.tsx";

const TABS = [
  { to: "/laws", title: "lawUse.reading" },
  { to: "/laws/collections", title: "lawCollections.title" },
  { to: "/laws/rules", title: "lawUse.rulesTitle" },
  { to: "/laws/like", title: "likeCases.title" },
  { to: "/laws/imports", title: "lawImports.title" },
] as const;

/** The pages about laws stand beside each other. */
export function LawsTabs() {
  const { t } = useLanguage();
  return <PageTabs label={t("nav.laws")} tabs={TABS.map(({ to, title }) => ({ to, title: t(title) }))} />;
}
