import { Link } from "@tanstack/react-router";
import { useMay } from "../../api/session.ts";
import { useLanguage } from "../../language/locale.tsx";

/** Ways between the pages of governance. */
export function GovernanceTabs() {
  const { t } = useLanguage();
  const mayReport = useMay("governance.report");
  return (
    <nav className="tabs-line" aria-label={t("nav.governance")}>
      <Link to="/governance">{t("governance.patterns")}</Link>
      <Link to="/governance/suggestions">{t("governance.suggestions")}</Link>
      {mayReport && <Link to="/governance/white-paper">{t("governance.whitePaper")}</Link>}
      <Link to="/governance/wall">{t("governance.wall")}</Link>
    </nav>
  );
}
