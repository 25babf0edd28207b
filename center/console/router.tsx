import type { QueryClient } from "@tanstack/react-query";
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { ApiError } from "./api/client.ts";
import { sessionQuery } from "./api/session.ts";
import { caseRoutes } from "./case-routes.ts";
import { documentRoutes } from "./document-routes.ts";
import { farmlandRoutes } from "./farmland-routes.ts";
import { Frame } from "./frame/frame.tsx";
import { MissingPage, PageFailed, PagePending } from "./frame/page-failed.tsx";
import {
  auditSearch,
  catalogueSearch,
  checkpointsSearch,
  checksSearch,
  datasetSearch,
  entitiesSearch,
  entriesSearch,
  importSearch,
  jobsSearch,
  leadSearch,
  leadsSearch,
  recordSearch,
  recordsSearch,
  signInSearch,
} from "./frame/search.ts";
import { governanceRoutes } from "./governance-routes.ts";
import { lawRoutes } from "./law-routes.ts";
import { likeCaseRoutes } from "./like-case-routes.ts";

/** One page per address; filters live in the search part, so that back, reload and copied links work. */
export function createConsoleRouter(queries: QueryClient) {
  const root = createRootRoute({ notFoundComponent: MissingPage });

  const signIn = createRoute({
    getParentRoute: () => root,
    path: "/sign-in",
    validateSearch: signInSearch,
    component: lazyRouteComponent(() => import("./pages/sign-in/sign-in-page.tsx"), "SignInPage"),
  });

  /** For the receiver of an instrument, who has a link and no account. */
  const portal = createRoute({
    getParentRoute: () => root,
    path: "/reply",
    component: lazyRouteComponent(() => import("./pages/portal/portal-page.tsx"), "PortalPage"),
  });

  /** A page of its own, outside of this one, which works without a network: going there is a fresh load. */
  const field = createRoute({
    getParentRoute: () => root,
    path: "/field",
    beforeLoad: ({ location }) => globalThis.location.replace(location.href),
    component: PagePending,
  });

  const frame = createRoute({
    getParentRoute: () => root,
    id: "frame",
    component: Frame,
    beforeLoad: async ({ location }) => {
      try {
        await queries.ensureQueryData(sessionQuery);
      } catch (error) {
        if (error instanceof ApiError && error.kind === "signed-out") throw redirect({ to: "/sign-in", search: { from: location.href } });
        throw error;
      }
    },
  });
  const under = () => frame;

  const home = createRoute({
    getParentRoute: under,
    path: "/",
    beforeLoad: () => {
      throw redirect({ to: "/work", replace: true });
    },
  });
  const work = createRoute({
    getParentRoute: under,
    path: "/work",
    component: lazyRouteComponent(() => import("./pages/work/work-page.tsx"), "WorkPage"),
  });
  const leads = createRoute({
    getParentRoute: under,
    path: "/leads",
    validateSearch: leadsSearch,
    component: lazyRouteComponent(() => import("./pages/leads/leads-page.tsx"), "LeadsPage"),
  });
  const lead = createRoute({
    getParentRoute: under,
    path: "/leads/$lead",
    validateSearch: leadSearch,
    component: lazyRouteComponent(() => import("./pages/leads/lead-page.tsx"), "LeadPage"),
  });
  const data = createRoute({
    getParentRoute: under,
    path: "/data",
    component: lazyRouteComponent(() => import("./pages/data/datasets-page.tsx"), "DatasetsPage"),
  });
  const dataImport = createRoute({
    getParentRoute: under,
    path: "/data/import",
    validateSearch: importSearch,
    component: lazyRouteComponent(() => import("./pages/data/import-page.tsx"), "ImportPage"),
  });
  const entities = createRoute({
    getParentRoute: under,
    path: "/data/entities",
    validateSearch: entitiesSearch,
    component: lazyRouteComponent(() => import("./pages/entities/entities-page.tsx"), "EntitiesPage"),
  });
  const entityReviews = createRoute({
    getParentRoute: under,
    path: "/data/entities/reviews",
    component: lazyRouteComponent(() => import("./pages/entities/reviews-page.tsx"), "EntityReviewsPage"),
  });
  const entity = createRoute({
    getParentRoute: under,
    path: "/data/entities/$entity",
    component: lazyRouteComponent(() => import("./pages/entities/entity-page.tsx"), "EntityPage"),
  });
  const query = createRoute({
    getParentRoute: under,
    path: "/data/query",
    component: lazyRouteComponent(() => import("./pages/data/query-page.tsx"), "QueryPage"),
  });
  const dataSearch = createRoute({
    getParentRoute: under,
    path: "/data/search",
    validateSearch: recordsSearch,
    component: lazyRouteComponent(() => import("./pages/data/search-page.tsx"), "SearchPage"),
  });
  const dataSources = createRoute({
    getParentRoute: under,
    path: "/data/sources",
    component: lazyRouteComponent(() => import("./pages/data/sources-page.tsx"), "SourcesPage"),
  });
  const dataSource = createRoute({
    getParentRoute: under,
    path: "/data/sources/$source",
    component: lazyRouteComponent(() => import("./pages/data/source-page.tsx"), "SourcePage"),
  });
  const dataCatalogue = createRoute({
    getParentRoute: under,
    path: "/data/catalogue",
    validateSearch: catalogueSearch,
    component: lazyRouteComponent(() => import("./pages/data/catalogue-page.tsx"), "CataloguePage"),
  });
  const dataRetention = createRoute({
    getParentRoute: under,
    path: "/data/retention",
    component: lazyRouteComponent(() => import("./pages/retention/retention-page.tsx"), "RetentionPage"),
  });
  const lineage = createRoute({
    getParentRoute: under,
    path: "/lineage/$subject",
    component: lazyRouteComponent(() => import("./pages/lineage/lineage-page.tsx"), "LineagePage"),
  });
  const dataset = createRoute({
    getParentRoute: under,
    path: "/data/$dataset",
    validateSearch: datasetSearch,
    component: lazyRouteComponent(() => import("./pages/data/dataset-page.tsx"), "DatasetPage"),
  });
  const batch = createRoute({
    getParentRoute: under,
    path: "/batches/$batch",
    component: lazyRouteComponent(() => import("./pages/data/batch-page.tsx"), "BatchPage"),
  });
  const record = createRoute({
    getParentRoute: under,
    path: "/records/$ref",
    validateSearch: recordSearch,
    component: lazyRouteComponent(() => import("./pages/data/record-page.tsx"), "RecordPage"),
  });
  const models = createRoute({
    getParentRoute: under,
    path: "/models",
    component: lazyRouteComponent(() => import("./pages/models/models-page.tsx"), "ModelsPage"),
  });
  const model = createRoute({
    getParentRoute: under,
    path: "/models/$model",
    component: lazyRouteComponent(() => import("./pages/models/model-page.tsx"), "ModelPage"),
  });
  const detection = createRoute({
    getParentRoute: under,
    path: "/models/detection",
    component: lazyRouteComponent(() => import("./pages/detection/detection-page.tsx"), "DetectionPage"),
  });
  const checks = createRoute({
    getParentRoute: under,
    path: "/checks",
    validateSearch: checksSearch,
    component: lazyRouteComponent(() => import("./pages/checks/checks-page.tsx"), "ChecksPage"),
  });
  const check = createRoute({
    getParentRoute: under,
    path: "/checks/$check",
    component: lazyRouteComponent(() => import("./pages/checks/check-page.tsx"), "CheckPage"),
  });
  const chain = createRoute({
    getParentRoute: under,
    path: "/chain",
    component: lazyRouteComponent(() => import("./pages/chain/chain-page.tsx"), "ChainPage"),
  });
  const chainVerify = createRoute({
    getParentRoute: under,
    path: "/chain/verify",
    component: lazyRouteComponent(() => import("./pages/chain/verify-page.tsx"), "VerifyPage"),
  });
  const chainEntries = createRoute({
    getParentRoute: under,
    path: "/chain/entries",
    validateSearch: entriesSearch,
    component: lazyRouteComponent(() => import("./pages/chain/entries-page.tsx"), "EntriesPage"),
  });
  const chainEntry = createRoute({
    getParentRoute: under,
    path: "/chain/entries/$index",
    component: lazyRouteComponent(() => import("./pages/chain/entry-page.tsx"), "EntryPage"),
  });
  const chainCheckpoints = createRoute({
    getParentRoute: under,
    path: "/chain/checkpoints",
    validateSearch: checkpointsSearch,
    component: lazyRouteComponent(() => import("./pages/chain/checkpoints-page.tsx"), "CheckpointsPage"),
  });
  const chainCheckpoint = createRoute({
    getParentRoute: under,
    path: "/chain/checkpoints/$size",
    component: lazyRouteComponent(() => import("./pages/chain/checkpoint-page.tsx"), "CheckpointPage"),
  });
  const chainNodes = createRoute({
    getParentRoute: under,
    path: "/chain/nodes",
    component: lazyRouteComponent(() => import("./pages/chain/nodes-page.tsx"), "NodesPage"),
  });
  const chainNode = createRoute({
    getParentRoute: under,
    path: "/chain/nodes/$node",
    component: lazyRouteComponent(() => import("./pages/chain/node-page.tsx"), "NodePage"),
  });
  const chainAnchors = createRoute({
    getParentRoute: under,
    path: "/chain/anchors",
    component: lazyRouteComponent(() => import("./pages/chain/anchors-page.tsx"), "AnchorsPage"),
  });
  const chainCaptures = createRoute({
    getParentRoute: under,
    path: "/chain/captures",
    component: lazyRouteComponent(() => import("./pages/chain/captures-page.tsx"), "CapturesPage"),
  });
  const chainEvidence = createRoute({
    getParentRoute: under,
    path: "/chain/evidence/$evidence",
    component: lazyRouteComponent(() => import("./pages/chain/evidence-page.tsx"), "EvidencePage"),
  });
  const jobs = createRoute({
    getParentRoute: under,
    path: "/jobs",
    validateSearch: jobsSearch,
    component: lazyRouteComponent(() => import("./pages/jobs/jobs-page.tsx"), "JobsPage"),
  });
  const job = createRoute({
    getParentRoute: under,
    path: "/jobs/$job",
    component: lazyRouteComponent(() => import("./pages/jobs/job-page.tsx"), "JobPage"),
  });
  const safeguardsHome = createRoute({
    getParentRoute: under,
    path: "/safeguards",
    beforeLoad: () => {
      throw redirect({ to: "/safeguards/$tab", params: { tab: "approvals" }, replace: true });
    },
  });
  const safeguards = createRoute({
    getParentRoute: under,
    path: "/safeguards/$tab",
    component: lazyRouteComponent(() => import("./pages/safeguards/safeguards-page.tsx"), "SafeguardsPage"),
  });
  const schedules = createRoute({
    getParentRoute: under,
    path: "/jobs/schedules",
    component: lazyRouteComponent(() => import("./pages/jobs/schedules-page.tsx"), "SchedulesPage"),
  });
  const people = createRoute({
    getParentRoute: under,
    path: "/people",
    component: lazyRouteComponent(() => import("./pages/people/people-page.tsx"), "PeoplePage"),
  });
  const audit = createRoute({
    getParentRoute: under,
    path: "/audit",
    validateSearch: auditSearch,
    component: lazyRouteComponent(() => import("./pages/audit/audit-page.tsx"), "AuditPage"),
  });

  const reminders = createRoute({
    getParentRoute: under,
    path: "/reminders",
    component: lazyRouteComponent(() => import("./pages/reminders/reminders-page.tsx"), "RemindersPage"),
  });
  const reminderSettings = createRoute({
    getParentRoute: under,
    path: "/reminders/settings",
    component: lazyRouteComponent(() => import("./pages/reminders/settings-page.tsx"), "ReminderSettingsPage"),
  });

  const alerts = createRoute({
    getParentRoute: under,
    path: "/reminders/alerts",
    component: lazyRouteComponent(() => import("./pages/reminders/alerts-page.tsx"), "AlertsPage"),
  });

  const onReminders = [reminders, reminderSettings, alerts];
  const onEntities = [entities, entityReviews, entity];
  const inside = [
    home,
    work,
    leads,
    lead,
    data,
    dataImport,
    dataSearch,
    dataSources,
    dataSource,
    query,
    dataCatalogue,
    dataRetention,
    dataset,
    lineage,
    batch,
    record,
  ];
  const more = [
    models,
    model,
    detection,
    checks,
    check,
    chain,
    chainVerify,
    jobs,
    job,
    schedules,
    safeguardsHome,
    safeguards,
    audit,
    people,
  ];
  const onChain = [
    chainEntries,
    chainEntry,
    chainCheckpoints,
    chainCheckpoint,
    chainNodes,
    chainNode,
    chainEvidence,
    chainAnchors,
    chainCaptures,
  ];
  return createRouter({
    routeTree: root.addChildren([
      signIn,
      portal,
      field,
      frame.addChildren([
        ...inside,
        ...caseRoutes(frame),
        ...governanceRoutes(frame),
        ...documentRoutes(frame),
        ...farmlandRoutes(frame),
        ...lawRoutes(frame),
        ...likeCaseRoutes(frame),
        ...onReminders,
        ...onEntities,
        ...more,
        ...onChain,
      ]),
    ]),
    defaultPreload: "intent",
    defaultErrorComponent: PageFailed,
    defaultPendingComponent: PagePending,
    defaultPendingMs: 200,
    scrollRestoration: true,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createConsoleRouter>;
  }
}
