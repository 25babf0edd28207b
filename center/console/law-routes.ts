import { type AnyRoute, createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { lawImportsSearch, lawRulesSearch, lawsSearch } from "./frame/search.ts";

/** The pages of laws. */
export function lawRoutes<const Frame extends AnyRoute>(frame: Frame) {
  const laws = createRoute({
    getParentRoute: () => frame,
    path: "/laws",
    validateSearch: lawsSearch,
    component: lazyRouteComponent(() => import("./pages/laws/laws-page.tsx"), "LawsPage"),
  });
  const rules = createRoute({
    getParentRoute: () => frame,
    path: "/laws/rules",
    validateSearch: lawRulesSearch,
    component: lazyRouteComponent(() => import("./pages/laws/law-rules-page.tsx"), "LawRulesPage"),
  });
  const notice = createRoute({
    getParentRoute: () => frame,
    path: "/laws/rules/$notice",
    component: lazyRouteComponent(() => import("./pages/laws/law-notice-page.tsx"), "LawNoticePage"),
  });
  const collections = createRoute({
    getParentRoute: () => frame,
    path: "/laws/collections",
    component: lazyRouteComponent(() => import("./pages/laws/law-collections-page.tsx"), "LawCollectionsPage"),
  });
  const collection = createRoute({
    getParentRoute: () => frame,
    path: "/laws/collections/$collection",
    component: lazyRouteComponent(() => import("./pages/laws/law-collection-page.tsx"), "LawCollectionPage"),
  });
  const imports = createRoute({
    getParentRoute: () => frame,
    path: "/laws/imports",
    validateSearch: lawImportsSearch,
    component: lazyRouteComponent(() => import("./pages/laws/law-imports-page.tsx"), "LawImportsPage"),
  });
  return [laws, rules, notice, collections, collection, imports] as const;
}
