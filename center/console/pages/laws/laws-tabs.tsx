import { Link } from "@tanstack/react-router";
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
  return (
    <nav className="page-tabs" aria-label={t("nav.laws")}>
      {TABS.map(({ to, title }) => (
        <Link
          key={to}
          to={to}
          activeOptions={{ exact: true, includeSearch: false }}
          activeProps={{ className: "active", "aria-current": "page" }}
        >
          {t(title)}
        </Link>
      ))}
    </nav>
  );
}
