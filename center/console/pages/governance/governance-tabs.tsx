import { Link } from "@tanstack/react-router";
import { useLanguage } from "../../language/locale.tsx";

/** Ways between the pages of governance. */
export function GovernanceTabs() {
  const { t } = useLanguage();
  return (
    <nav className="tabs-line" aria-label={t("nav.governance")}>
      <Link to="/governance">{t("governance.patterns")}</Link>
      <Link to="/governance/suggestions">{t("governance.suggestions")}</Link>
    </nav>
  );
}
