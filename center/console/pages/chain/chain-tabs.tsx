import { useMay } from "../../api/session.ts";
import { PageTabs } from "../../kit/page-tabs.tsx";
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

/** The pages of the chain stand beside each other. */
export function ChainTabs() {
  const { t } = useLanguage();
  const maySeeCaptures = useMay("device.read");
  const shown = TABS.filter((tab) => !("right" in tab) || maySeeCaptures);
  return (
    <PageTabs label={t("explorer.tabs")} tabs={shown.map(({ to, title }) => ({ to, title: t(title), isOpenBelow: to !== "/chain" }))} />
  );
}
