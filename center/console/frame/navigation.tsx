import AuditOutlined from "@ant-design/icons/AuditOutlined";
import BlockOutlined from "@ant-design/icons/BlockOutlined";
import CheckSquareOutlined from "@ant-design/icons/CheckSquareOutlined";
import DatabaseOutlined from "@ant-design/icons/DatabaseOutlined";
import EnvironmentOutlined from "@ant-design/icons/EnvironmentOutlined";
import FileDoneOutlined from "@ant-design/icons/FileDoneOutlined";
import FolderOpenOutlined from "@ant-design/icons/FolderOpenOutlined";
import FunctionOutlined from "@ant-design/icons/FunctionOutlined";
import FundOutlined from "@ant-design/icons/FundOutlined";
import HourglassOutlined from "@ant-design/icons/HourglassOutlined";
import InboxOutlined from "@ant-design/icons/InboxOutlined";
import ReadOutlined from "@ant-design/icons/ReadOutlined";
import SafetyCertificateOutlined from "@ant-design/icons/SafetyCertificateOutlined";
import TeamOutlined from "@ant-design/icons/TeamOutlined";
import { Link } from "@tanstack/react-router";
import type { Action, FeatureId } from "@yuejian/contracts";
import type { ComponentType } from "react";
import { useFeatures } from "../api/features.ts";
import { useWork } from "../api/leads.ts";
import { useMay, useSession } from "../api/session.ts";
import { useNewSourceAlerts } from "../api/sources.ts";
import { useLanguage } from "../language/locale.tsx";
import type { MessageKey } from "../messages/index.ts";

export interface Place {
  readonly to:
    | "/work"
    | "/leads"
    | "/cases"
    | "/laws"
    | "/documents"
    | "/farmland"
    | "/governance"
    | "/data"
    | "/models"
    | "/chain"
    | "/jobs"
    | "/safeguards"
    | "/audit"
    | "/people";
  readonly title: Extract<MessageKey, `nav.${string}`>;
  /** Second key after `g`. */
  readonly key: string;
  readonly icon: ComponentType<{ "aria-hidden"?: boolean }>;
  /** Shown only to those whose session allows this action. */
  readonly needs?: Action;
  /** Shown only where this is on. */
  readonly feature?: FeatureId;
  readonly startsGroup?: boolean;
}

/** The map of the house, as far as it is built. */
export const PLACES: readonly Place[] = [
  { to: "/work", title: "nav.work", key: "w", icon: CheckSquareOutlined },
  { to: "/leads", title: "nav.leads", key: "l", icon: InboxOutlined, needs: "lead.read" },
  { to: "/cases", title: "nav.cases", key: "c", icon: FolderOpenOutlined, needs: "case.read" },
  { to: "/laws", title: "nav.laws", key: "f", icon: ReadOutlined, needs: "law.read" },
  {
    to: "/documents",
    title: "nav.documents",
    key: "e",
    icon: FileDoneOutlined,
    needs: "document.statistics",
    feature: "document-assistant",
  },
  { to: "/farmland", title: "nav.farmland", key: "t", icon: EnvironmentOutlined, needs: "farmland.read" },
  { to: "/governance", title: "nav.governance", key: "v", icon: FundOutlined, needs: "pattern.read" },
  { to: "/data", title: "nav.data", key: "d", icon: DatabaseOutlined, needs: "data.read", startsGroup: true },
  { to: "/models", title: "nav.models", key: "m", icon: FunctionOutlined, needs: "model.read" },
  { to: "/chain", title: "nav.chain", key: "h", icon: BlockOutlined, needs: "ledger.read" },
  { to: "/jobs", title: "nav.jobs", key: "j", icon: HourglassOutlined, needs: "job.read", startsGroup: true },
  { to: "/safeguards", title: "nav.safeguards", key: "s", icon: SafetyCertificateOutlined },
  { to: "/audit", title: "nav.audit", key: "a", icon: AuditOutlined, needs: "audit.read" },
  { to: "/people", title: "nav.people", key: "p", icon: TeamOutlined, needs: "user.manage" },
];

export function usePlaces(): readonly Place[] {
  const { may } = useSession();
  const isOn = useFeatures();
  return PLACES.filter(({ needs, feature }) => (!needs || may.includes(needs)) && (!feature || isOn(feature)));
}

export function Navigation() {
  const { t, format } = useLanguage();
  const places = usePlaces();
  const work = useWork();
  const alerts = useNewSourceAlerts(useMay("source.manage"));
  return (
    <nav aria-label={t("nav.label")}>
      {places.map(({ to, title, icon: Icon, startsGroup }) => (
        <div key={to}>
          {startsGroup && <div className="frame-side-gap" />}
          <Link to={to} activeOptions={{ includeSearch: false }} activeProps={{ className: "active", "aria-current": "page" }}>
            <Icon aria-hidden />
            {t(title)}
            {to === "/data" && alerts.data && alerts.data.length > 0 && (
              <span className="frame-side-count number" title={t("sources.newAlerts", { n: alerts.data.length })}>
                {format.count(alerts.data.length)}
              </span>
            )}
            {to === "/work" && work.data && work.data.total > 0 && (
              <span className="frame-side-count number">{format.count(work.data.total)}</span>
            )}
          </Link>
        </div>
      ))}
      <div className="frame-side-foot">
        <kbd>?</kbd> {t("nav.keysHint")}
      </div>
    </nav>
  );
}
