import { type AnyRoute, createRoute, lazyRouteComponent } from "@tanstack/react-router";
import {
  boardSearch,
  calendarSearch,
  caseImportsSearch,
  caseNoticesSearch,
  caseSettingsSearch,
  casesSearch,
  handledCasesSearch,
  pilotsSearch,
  processSearch,
  templatesSearch,
} from "./frame/search.ts";

/** The pages of cases: those of supervision and those of the business system. */
export function caseRoutes<const Frame extends AnyRoute>(frame: Frame) {
  const cases = createRoute({
    getParentRoute: () => frame,
    path: "/cases",
    validateSearch: casesSearch,
    component: lazyRouteComponent(() => import("./pages/cases/cases-page.tsx"), "CasesPage"),
  });
  const supervisionCase = createRoute({
    getParentRoute: () => frame,
    path: "/cases/$case",
    component: lazyRouteComponent(() => import("./pages/cases/case-page.tsx"), "CasePage"),
  });
  const handledCases = createRoute({
    getParentRoute: () => frame,
    path: "/cases/handled",
    validateSearch: handledCasesSearch,
    component: lazyRouteComponent(() => import("./pages/casework/handled-cases-page.tsx"), "HandledCasesPage"),
  });
  const handledCase = createRoute({
    getParentRoute: () => frame,
    path: "/cases/handled/$case",
    component: lazyRouteComponent(() => import("./pages/casework/handled-case-page.tsx"), "HandledCasePage"),
  });
  const caseNotices = createRoute({
    getParentRoute: () => frame,
    path: "/cases/notices",
    validateSearch: caseNoticesSearch,
    component: lazyRouteComponent(() => import("./pages/casework/notices-page.tsx"), "CaseNoticesPage"),
  });
  const templates = createRoute({
    getParentRoute: () => frame,
    path: "/cases/templates",
    validateSearch: templatesSearch,
    component: lazyRouteComponent(() => import("./pages/templates/templates-page.tsx"), "TemplatesPage"),
  });
  const imports = createRoute({
    getParentRoute: () => frame,
    path: "/cases/imports",
    validateSearch: caseImportsSearch,
    component: lazyRouteComponent(() => import("./pages/casework/case-imports-page.tsx"), "CaseImportsPage"),
  });
  const importDone = createRoute({
    getParentRoute: () => frame,
    path: "/cases/imports/$import",
    component: lazyRouteComponent(() => import("./pages/casework/case-import-page.tsx"), "CaseImportPage"),
  });
  const calendar = createRoute({
    getParentRoute: () => frame,
    path: "/cases/calendar",
    validateSearch: calendarSearch,
    component: lazyRouteComponent(() => import("./pages/calendar/calendar-page.tsx"), "CalendarPage"),
  });
  const process = createRoute({
    getParentRoute: () => frame,
    path: "/cases/process",
    validateSearch: processSearch,
    component: lazyRouteComponent(() => import("./pages/process/process-page.tsx"), "ProcessPage"),
  });
  const board = createRoute({
    getParentRoute: () => frame,
    path: "/cases/board",
    validateSearch: boardSearch,
    component: lazyRouteComponent(() => import("./pages/board/board-page.tsx"), "BoardPage"),
  });
  const pilots = createRoute({
    getParentRoute: () => frame,
    path: "/cases/pilots",
    validateSearch: pilotsSearch,
    component: lazyRouteComponent(() => import("./pages/pilots/pilots-page.tsx"), "PilotsPage"),
  });
  const settings = createRoute({
    getParentRoute: () => frame,
    path: "/cases/settings",
    validateSearch: caseSettingsSearch,
    component: lazyRouteComponent(() => import("./pages/case-settings/case-settings-page.tsx"), "CaseSettingsPage"),
  });
  return [
    board,
    pilots,
    settings,
    calendar,
    process,
    cases,
    supervisionCase,
    handledCases,
    handledCase,
    caseNotices,
    templates,
    imports,
    importDone,
  ] as const;
}
