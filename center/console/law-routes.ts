import { type AnyRoute, createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { lawsSearch } from "./frame/search.ts";

/** The page of laws. */
export function lawRoutes<const Frame extends AnyRoute>(frame: Frame) {
  const laws = createRoute({
    getParentRoute: () => frame,
    path: "/laws",
    validateSearch: lawsSearch,
    component: lazyRouteComponent(() => import("./pages/laws/laws-page.tsx"), "LawsPage"),
  });
  return [laws] as const;
}
