import { Link } from "@tanstack/react-router";
import { useMay } from "../../api/session.ts";
import { useLanguage } from "../../language/locale.tsx";
import "./chain.css";

const TABS = [
  { to: "/chain", title: "explorer.overview" },
  { to: "/chain/checkpoints", title: "explorer.checkpoints" },
  { to: "/chain/entries", title: "explorer.entries" },
  { to: "/chain/nodes", title: "explorer.nodes" },
  { to: "/chain/anchors", title: "explorer.anchorsTab" },
  { to: "/chain/captures", title: "explorer.captures", right: "device.read" },
  { to: "/chain/verify", title: "explorer.verify" },
] as const;

/** The pages of the chain, as links: each has its address. */
export function ChainTabs() {
  const { t } = useLanguage();
  const maySeeCaptures = useMay("device.read");
  return (
    <nav className="page-tabs" aria-label={t("explorer.tabs")}>
      {TABS.filter((tab) => !("right" in tab) || maySeeCaptures).map(({ to, title }) => (
        <Link
          key={to}
          to={to}
          activeOptions={{ exact: to === "/chain", includeSearch: false }}
          activeProps={{ className: "active", "aria-current": "page" }}
        >
          {t(title)}
        </Link>
      ))}
    </nav>
  );
}
