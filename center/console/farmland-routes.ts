import { type AnyRoute, createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { farmlandSearch } from "./frame/search.ts";

/** The page of farmland; its map is loaded with it alone. */
export function farmlandRoutes<const Frame extends AnyRoute>(frame: Frame) {
  const page = createRoute({
    getParentRoute: () => frame,
    path: "/farmland",
    validateSearch: farmlandSearch,
    component: lazyRouteComponent(() => import("./pages/farmland/farmland-page.tsx"), "FarmlandPage"),
  });
  return [page] as const;
}
