import { type AnyRoute, createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { patternsSearch, whitePaperSearch } from "./frame/search.ts";

/** The pages of governance. */
export function governanceRoutes<const Frame extends AnyRoute>(frame: Frame) {
  const patterns = createRoute({
    getParentRoute: () => frame,
    path: "/governance",
    validateSearch: patternsSearch,
    component: lazyRouteComponent(() => import("./pages/governance/patterns-page.tsx"), "PatternsPage"),
  });
  const pattern = createRoute({
    getParentRoute: () => frame,
    path: "/governance/patterns/$pattern",
    component: lazyRouteComponent(() => import("./pages/governance/pattern-page.tsx"), "PatternPage"),
  });
  const suggestions = createRoute({
    getParentRoute: () => frame,
    path: "/governance/suggestions",
    component: lazyRouteComponent(() => import("./pages/governance/suggestions-page.tsx"), "SuggestionsPage"),
  });
  const whitePaper = createRoute({
    getParentRoute: () => frame,
    path: "/governance/white-paper",
    validateSearch: whitePaperSearch,
    component: lazyRouteComponent(() => import("./pages/governance/white-paper-page.tsx"), "WhitePaperPage"),
  });
  const wall = createRoute({
    getParentRoute: () => frame,
    path: "/governance/wall",
    component: lazyRouteComponent(() => import("./pages/governance/wall-page.tsx"), "WallPage"),
  });
  return [patterns, pattern, suggestions, whitePaper, wall] as const;
}
