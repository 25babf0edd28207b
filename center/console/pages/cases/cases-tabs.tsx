import { Link } from "@tanstack/react-router";
import { useSession } from "../../api/session.ts";
import { useLanguage } from "../../language/locale.tsx";

const TABS = [
  { to: "/cases", title: "cases.tabSupervision" },
  { to: "/cases/handled", title: "casework.title" },
  { to: "/cases/board", title: "board.title" },
  { to: "/cases/calendar", title: "calendar.title" },
  { to: "/cases/notices", title: "casework.notices" },
  { to: "/cases/process", title: "process.title" },
  { to: "/cases/imports", title: "caseImports.title", right: "casework.import" },
  { to: "/cases/templates", title: "templates.title" },
] as const;

/** The pages about cases stand beside each other. */
export function CasesTabs() {
  const { t } = useLanguage();
  const { may } = useSession();
  return (
    <nav className="page-tabs" aria-label={t("nav.cases")}>
      {TABS.filter((tab) => !("right" in tab) || may.includes(tab.right)).map(({ to, title }) => (
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
