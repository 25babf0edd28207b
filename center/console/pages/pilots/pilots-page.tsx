import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { FEATURES, PILOT_SOURCES } from "@yuejian/contracts";
import type { PilotView } from "@yuejian/contracts/api";
import { Button } from "antd";
import { useState } from "react";
import { useClosePilot, usePilots } from "../../api/features.ts";
import { useMay, useSession } from "../../api/session.ts";
import { todayHere } from "../../kit/days.ts";
import { PageHeader, Section } from "../../kit/layout.tsx";
import { useShortOfficeName } from "../../kit/offices.ts";
import { Nothing, PageState } from "../../kit/page-state.tsx";
import { usePageTitle } from "../../kit/page-title.tsx";
import { ReasonDialog } from "../../kit/reason-dialog.tsx";
import { Time } from "../../kit/small.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { CasesTabs } from "../cases/cases-tabs.tsx";
import { FeaturesSection } from "./features-section.tsx";
import { PilotComparison } from "./pilot-comparison.tsx";
import { PilotForm } from "./pilot-form.tsx";
import "./pilots.css";

interface Closing {
  readonly pilot: PilotView;
  readonly step: "end" | "withdraw";
}

/** The register of pilots, what they changed, and what is on where because of them. */
export function PilotsPage() {
  const { t } = useLanguage();
  const navigate = useNavigate({ from: "/cases/pilots" });
  const { pilot: chosen } = useSearch({ from: "/frame/cases/pilots" });
  const { offices } = useSession();
  const mayConfigure = useMay("case.configure");
  const seesAll = offices.some(({ parent }) => parent === null);
  const register = usePilots(seesAll);
  const closing = useClosePilot();
  const [asked, setAsked] = useState<Closing | null>(null);
  usePageTitle(t("pilots.title"));
  const show = (pilot: string | undefined) => void navigate({ search: pilot === undefined ? {} : { pilot }, replace: true });
  return (
    <>
      <PageHeader title={t("pilots.title")} about={t("pilots.about")} />
      <CasesTabs />
      <FeaturesSection />
      {!seesAll && <p className="muted">{t("pilots.cityOnly")}</p>}
      {seesAll && (
        <PageState query={register} rows={3}>
          {({ items }) => {
            const compared = items.find(({ id }) => id === chosen);
            return (
              <>
                {compared && <PilotComparison key={compared.id} pilot={compared} onClose={() => show(undefined)} />}
                <Section title={t("pilots.count", { n: items.length })}>
                  {items.length === 0 && <Nothing title={t("pilots.none")}>{t("pilots.noneWhy")}</Nothing>}
                  <div className="stack" style={{ gap: 16 }}>
                    {items.map((pilot) => (
                      <PilotEntry
                        key={pilot.id}
                        pilot={pilot}
                        onCompare={() => show(pilot.id)}
                        onClose={mayConfigure ? (step) => setAsked({ pilot, step }) : null}
                      />
                    ))}
                  </div>
                </Section>
              </>
            );
          }}
        </PageState>
      )}
      {seesAll && mayConfigure && <PilotForm />}
      {asked && (
        <ReasonDialog
          title={t(asked.step === "end" ? "pilots.endTitle" : "pilots.withdrawTitle", { title: asked.pilot.title })}
          step={closing}
          orderOf={(reason) => ({ pilot: asked.pilot.id, step: asked.step, reason })}
          onEnd={() => setAsked(null)}
        >
          <p>{t(asked.step === "end" ? "pilots.endWhat" : "pilots.withdrawWhat")}</p>
        </ReasonDialog>
      )}
    </>
  );
}

interface EntryProperties {
  readonly pilot: PilotView;
  readonly onCompare: () => void;
  readonly onClose: ((step: Closing["step"]) => void) | null;
}

function PilotEntry({ pilot, onCompare, onClose }: EntryProperties) {
  const { t, text, format } = useLanguage();
  const officeName = useShortOfficeName();
  const { title, function: what, offices, startsOn, source, feature, fixedBy, fixedAt, withdrawn, ended, ledgerIndex } = pilot;
  const isOver = withdrawn !== null || ended !== null;
  const hasBegun = startsOn <= todayHere();
  return (
    <article data-pilot={pilot.id}>
      <div>
        <strong>{title}</strong> <PilotState pilot={pilot} />
      </div>
      <div>{what}</div>
      <div>
        {offices.map(officeName).join("、")} · <span className="number">{format.day(startsOn)}</span> {t("pilots.starts")} ·{" "}
        {text(PILOT_SOURCES[source])} · {feature === null ? t("pilots.noFeature") : text(FEATURES[feature])}
      </div>
      <div className="muted">
        {fixedBy.name} · <Time at={fixedAt} />{" "}
        {ledgerIndex !== null && (
          <Link to="/chain/entries/$index" params={{ index: String(ledgerIndex) }}>
            {t("caseImports.onLedger")} {ledgerIndex}
          </Link>
        )}
        {(withdrawn ?? ended) && <div>{(withdrawn ?? ended)?.reason}</div>}
      </div>
      <div className="bar" style={{ margin: "6px 0 0" }}>
        <Button size="small" onClick={onCompare}>
          {t("pilots.compare")}
        </Button>
        {onClose && !isOver && hasBegun && (
          <Button size="small" onClick={() => onClose("end")}>
            {t("pilots.end")}
          </Button>
        )}
        {onClose && withdrawn === null && (
          <Button size="small" onClick={() => onClose("withdraw")}>
            {t("pilots.withdraw")}
          </Button>
        )}
      </div>
    </article>
  );
}

function PilotState({ pilot: { withdrawn, ended, startsOn } }: { readonly pilot: PilotView }) {
  const { t, format } = useLanguage();
  if (withdrawn !== null) return <span className="tag quiet">× {t("pilots.withdrawn")}</span>;
  if (ended !== null) return <span className="tag quiet">■ {t("pilots.ended", { day: format.day(ended.on) })}</span>;
  if (startsOn > todayHere()) return <span className="tag">○ {t("pilots.toCome")}</span>;
  return <span className="tag accent">◐ {t("pilots.running")}</span>;
}
