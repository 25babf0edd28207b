import { Link, useRouterState } from "@tanstack/react-router";
import { createContext, type ReactNode, use, useEffect, useMemo, useState } from "react";
import { useLanguage } from "../language/locale.tsx";
import { PLACES } from "./navigation.tsx";

const CrumbContext = createContext<{ title: string; setTitle: (title: string) => void }>({ title: "", setTitle() {} });

/** Lets a page name the object that it shows, for the breadcrumb and the browser's tab. */
export function usePageTitle(title: string | undefined): void {
  const { setTitle } = use(CrumbContext);
  useEffect(() => {
    setTitle(title ?? "");
    return () => setTitle("");
  }, [title, setTitle]);
}

export function CrumbProvider({ children }: { readonly children: ReactNode }) {
  const [title, setTitle] = useState("");
  const value = useMemo(() => ({ title, setTitle }), [title]);
  return <CrumbContext value={value}>{children}</CrumbContext>;
}

/** Pages that stand under a place other than their address says. */
const UNDER: Readonly<Record<string, string>> = { records: "/data", batches: "/data" };

export function Breadcrumb() {
  const { t } = useLanguage();
  const { title } = use(CrumbContext);
  const path = useRouterState({ select: (state) => state.location.pathname });
  const segments = path.split("/").filter(Boolean);
  const first = segments[0] ?? "";
  const place = PLACES.find((each) => each.to === (UNDER[first] ?? `/${first}`));
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
