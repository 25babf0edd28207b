import { type AnyRoute, createRoute, lazyRouteComponent } from "@tanstack/react-router";
import {
  documentBatchSearch,
  documentCheckSearch,
  documentExamplesSearch,
  documentRulesSearch,
  documentStatisticsSearch,
} from "./frame/search.ts";

/** The pages of the document assistant. */
export function documentRoutes<const Frame extends AnyRoute>(frame: Frame) {
  const documents = createRoute({
    getParentRoute: () => frame,
    path: "/documents",
    component: lazyRouteComponent(() => import("./pages/documents/documents-page.tsx"), "DocumentsPage"),
  });
  const check = createRoute({
    getParentRoute: () => frame,
    path: "/documents/checks/$check",
    validateSearch: documentCheckSearch,
    component: lazyRouteComponent(() => import("./pages/documents/document-check-page.tsx"), "DocumentCheckPage"),
  });
  const rules = createRoute({
    getParentRoute: () => frame,
    path: "/documents/rules",
    validateSearch: documentRulesSearch,
    component: lazyRouteComponent(() => import("./pages/documents/document-rules-page.tsx"), "DocumentRulesPage"),
  });
  const statistics = createRoute({
    getParentRoute: () => frame,
    path: "/documents/statistics",
    validateSearch: documentStatisticsSearch,
    component: lazyRouteComponent(() => import("./pages/documents/document-statistics-page.tsx"), "DocumentStatisticsPage"),
  });
  const batches = createRoute({
    getParentRoute: () => frame,
    path: "/documents/batches",
    component: lazyRouteComponent(() => import("./pages/documents/document-batches-page.tsx"), "DocumentBatchesPage"),
  });
  const batch = createRoute({
    getParentRoute: () => frame,
    path: "/documents/batches/$batch",
    validateSearch: documentBatchSearch,
    component: lazyRouteComponent(() => import("./pages/documents/document-batch-page.tsx"), "DocumentBatchPage"),
  });
  const watches = createRoute({
    getParentRoute: () => frame,
    path: "/documents/folders",
    component: lazyRouteComponent(() => import("./pages/documents/document-watches-page.tsx"), "DocumentWatchesPage"),
  });
  const watch = createRoute({
    getParentRoute: () => frame,
    path: "/documents/folders/$watch",
    component: lazyRouteComponent(() => import("./pages/documents/document-watch-page.tsx"), "DocumentWatchPage"),
  });
  const examples = createRoute({
    getParentRoute: () => frame,
    path: "/documents/examples",
    validateSearch: documentExamplesSearch,
    component: lazyRouteComponent(() => import("./pages/documents/document-examples-page.tsx"), "DocumentExamplesPage"),
  });
  return [examples, watches, watch, documents, check, batches, batch, rules, statistics] as const;
}
