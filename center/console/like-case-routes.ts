import { type AnyRoute, createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { likeCasesSearch } from "./frame/search.ts";

/** The page of charges and like cases. */
export function likeCaseRoutes<const Frame extends AnyRoute>(frame: Frame) {
  const likeCases = createRoute({
    getParentRoute: () => frame,
    path: "/laws/like",
    validateSearch: likeCasesSearch,
    component: lazyRouteComponent(() => import("./pages/like-cases/like-cases-page.tsx"), "LikeCasesPage"),
  });
  return [likeCases] as const;
}
