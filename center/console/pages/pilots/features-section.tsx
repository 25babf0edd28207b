import { Link } from "@tanstack/react-router";
import type { FeaturesView } from "@yuejian/contracts/api";
import { Switch } from "antd";
import { useState } from "react";
import { useFeatureStates, useSwitchFeature } from "../../api/features.ts";
import { Section } from "../../kit/layout.tsx";
import type { ListColumn } from "../../kit/list-column.ts";
import { ListTable } from "../../kit/list-table.tsx";
import { useIsNarrow } from "../../kit/media.ts";
import { useShortOfficeName } from "../../kit/offices.ts";
import { PageState } from "../../kit/page-state.tsx";
import { ReasonDialog } from "../../kit/reason-dialog.tsx";
import { useLanguage } from "../../language/locale.tsx";

type Feature = FeaturesView["items"][number];

/** Which feature of the house is on where, and by what. */
export function FeaturesSection() {
  const { t, text } = useLanguage();
  const states = useFeatureStates();
  const switching = useSwitchFeature();
  const [asked, setAsked] = useState<Feature | null>(null);
  const columns = useColumns(states.data?.mayManage === true, setAsked);
  return (
    <Section flush title={t("features.title")} hint={t("features.hint")}>
      <PageState query={states} rows={3}>
        {({ items }) => <ListTable label={t("features.title")} columns={columns} items={items} idOf={({ feature }) => feature} />}
      </PageState>
      {asked && (
        <ReasonDialog
          title={t("features.switchTitle", { feature: text(asked.title), state: t(asked.isOn ? "features.off" : "features.on") })}
          step={switching}
          orderOf={(reason) => ({ feature: asked.feature, isOn: !asked.isOn, reason, version: asked.version })}
          onEnd={() => setAsked(null)}
        />
      )}
    </Section>
  );
}

function useColumns(mayManage: boolean, onAsk: (feature: Feature) => void): readonly ListColumn<Feature>[] {
  const { t, text } = useLanguage();
  const officeName = useShortOfficeName();
  const isNarrow = useIsNarrow();
  const where = ({ offices }: Feature) => {
    const on = offices.filter(({ isOn }) => isOn);
    if (on.length === offices.length) return t("features.everywhere");
    return on.length === 0 ? t("features.nowhere") : on.map(({ office }) => officeName(office)).join("、");
  };
  const columns: readonly ListColumn<Feature>[] = [
    {
      key: "feature",
      title: t("pilots.feature"),
      render: (each) => (
        <>
          {text(each.title)}
          <div className="muted">{text(each.about)}</div>
          {isNarrow && where(each)}
        </>
      ),
    },
    {
      key: "here",
      title: t("features.here"),
      width: 90,
      render: ({ isOnHere }) => <span className={isOnHere ? "tag good" : "tag quiet"}>{t(isOnHere ? "features.on" : "features.off")}</span>,
    },
    {
      key: "where",
      title: t("features.where"),
      render: (each) => {
        const pilot = each.offices.find((office) => office.pilot !== null)?.pilot ?? null;
        return (
          <>
            {where(each)}
            {pilot !== null && (
              <div>
                <Link to="/cases/pilots" search={{ pilot }}>
                  {t("features.byPilot")}
                </Link>
              </div>
            )}
          </>
        );
      },
    },
    {
      key: "house",
      title: t("features.house"),
      width: isNarrow ? 96 : 150,
      render: (each) => (
        <>
          <Switch
            size="small"
            checked={each.isOn}
            disabled={!mayManage}
            aria-label={`${t("features.house")} ${text(each.title)}`}
            onChange={() => onAsk(each)}
          />
          {each.reason !== "" && (
            <div className="muted">
              {each.changedBy} {each.reason}
            </div>
          )}
        </>
      ),
    },
  ];
  // On a telephone where it is on stands below its name.
  return isNarrow ? columns.filter(({ key }) => key === "feature" || key === "house") : columns;
}
