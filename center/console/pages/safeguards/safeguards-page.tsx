import { useNavigate, useParams } from "@tanstack/react-router";
import { Tabs } from "antd";
import { useSession } from "../../api/session.ts";
import { PageHeader } from "../../kit/layout.tsx";
import { usePageTitle } from "../../kit/page-title.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { ApprovalsTab } from "./approvals-tab.tsx";
import { ContestsTab } from "./contests-tab.tsx";
import { CorrectionsTab } from "./corrections-tab.tsx";
import { RetentionTab } from "./retention-tab.tsx";
import { SealsTab } from "./seals-tab.tsx";

const TABS = [
  { key: "approvals", title: "safeguards.tabApprovals", needs: "approval.read", Content: ApprovalsTab },
  { key: "seals", title: "safeguards.tabSeals", needs: "seal.read", Content: SealsTab },
  { key: "corrections", title: "safeguards.tabCorrections", needs: "correction.read", Content: CorrectionsTab },
  { key: "contests", title: "safeguards.tabContests", needs: "contest.read", Content: ContestsTab },
  { key: "retention", title: "safeguards.tabRetention", needs: "lead.read", Content: RetentionTab },
] as const;

export function SafeguardsPage() {
  const { t } = useLanguage();
  const { may } = useSession();
  const { tab } = useParams({ from: "/frame/safeguards/$tab" });
  const navigate = useNavigate();
  const tabs = TABS.filter(({ needs }) => may.includes(needs));
  const active = tabs.find(({ key }) => key === tab) ?? tabs[0];
  usePageTitle(active && t(active.title));
  return (
    <>
      <PageHeader title={t("nav.safeguards")} about={t("safeguards.about")} />
      <Tabs
        {...(active ? { activeKey: active.key } : {})}
        onChange={(next) => void navigate({ to: "/safeguards/$tab", params: { tab: next } })}
        items={tabs.map(({ key, title }) => ({ key, label: t(title) }))}
      />
      {active && <active.Content />}
    </>
  );
}
