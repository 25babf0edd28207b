import { Link } from "@tanstack/react-router";
import type { WallView } from "@yuejian/contracts/api";
import { useRef } from "react";
import { useWall } from "../../api/governance.ts";
import { useShortOfficeName } from "../../kit/offices.ts";
import { PageState } from "../../kit/page-state.tsx";
import { usePageTitle } from "../../kit/page-title.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { placed } from "./office-places.ts";
import { WallDeadlines, WallFunnel, WallTrends } from "./wall-parts.tsx";
import "./wall.css";

/** Full screen for a meeting room: dark, legible from afar, refreshed by itself, nothing to type. Every number opens to its rows. */
export function WallPage() {
  const { t, format } = useLanguage();
  const wall = useWall();
  const screen = useRef<HTMLDivElement>(null);
  usePageTitle(t("governance.wall"));
  return (
    <div className="wall" ref={screen}>
      <header>
        <h1>{t("governance.wallTitle")}</h1>
        <p role="status">
          {wall.data && t(wall.isError ? "governance.wallStale" : "governance.wallAt", { at: format.time(wall.data.at) })}
        </p>
        <button type="button" onClick={() => void screen.current?.requestFullscreen()}>
          {t("governance.fullScreen")}
        </button>
        <Link to="/governance">{t("governance.leave")}</Link>
      </header>
      {wall.data === undefined ? <PageState query={wall}>{() => null}</PageState> : <Figures view={wall.data} />}
    </div>
  );
}

function Figures({ view }: { readonly view: WallView }) {
  return (
    <div className="wall-parts">
      <WallFunnel funnel={view.funnel} />
      <WallMap offices={view.offices} />
      <WallTrends months={view.months} />
      <WallDeadlines deadlines={view.deadlines} at={view.at} />
    </div>
  );
}

function WallMap({ offices }: Pick<WallView, "offices">) {
  const { t, format } = useLanguage();
  const officeName = useShortOfficeName();
  return (
    <section className="wall-map">
      <h2>{t("governance.map")}</h2>
      <div className="wall-tiles">
        {placed(offices).map(({ item, column, row }) => (
          <article key={item.office} style={{ gridColumn: column, gridRow: row }}>
            <h3>{officeName(item.office)}</h3>
            <Link to="/leads" search={{ office: item.office, status: "new,assigned,verified" }}>
              <span>{t("governance.mapOpenLeads")}</span> <strong>{format.compact(item.openLeads)}</strong>
            </Link>
            <Link to="/cases" search={{ office: item.office, open: true }}>
              <span>{t("governance.mapOpenCases")}</span> <strong>{format.compact(item.openCases)}</strong>
            </Link>
            {item.overdue > 0 && (
              <Link className="late" to="/cases" search={{ office: item.office, overdue: true }}>
                ! {t("governance.mapOverdue", { n: format.compact(item.overdue) })}
              </Link>
            )}
          </article>
        ))}
      </div>
    </section>
  );
}
