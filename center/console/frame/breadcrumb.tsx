import { Link, useRouterState } from "@tanstack/react-router";
import { useEffect } from "react";
import { usePageName } from "../kit/page-title.tsx";
import { useLanguage } from "../language/locale.tsx";
import { PLACES } from "./navigation.tsx";

/** Pages that stand under a place other than their address says. */
const UNDER: Readonly<Record<string, string>> = { records: "/data", batches: "/data", lineage: "/data" };

/** Reached by the bell, not from the map of the house. */
const BELL = { to: "/reminders", title: "reminders.title" } as const;

export function Breadcrumb() {
  const { t } = useLanguage();
  const title = usePageName();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const segments = path.split("/").filter(Boolean);
  const first = segments[0] ?? "";
  const place = first === "reminders" ? BELL : PLACES.find((each) => each.to === (UNDER[first] ?? `/${first}`));
  const placeTitle = place ? t(place.title) : "";
  const isInside = segments.length > 1 || first in UNDER;
  const last = title || (isInside ? (segments.at(-1) ?? "") : placeTitle);
  useEffect(() => {
    document.title = [...new Set([last, placeTitle, t("nav.product")])].filter(Boolean).join(" · ");
  }, [last, placeTitle, t]);
  return (
    <nav aria-label={t("nav.breadcrumb")} style={{ flex: 1, minWidth: 0 }}>
      <ol className="crumbs">
        {place && isInside && (
          <li>
            <Link to={place.to}>{placeTitle}</Link>
          </li>
        )}
        <li>
          {isInside && <span>/</span>}
          <span>{last}</span>
        </li>
      </ol>
    </nav>
  );
}
