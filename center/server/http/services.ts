import type { Office } from "@yuejian/contracts";
import { type Audit, createAudit } from "../audit/index.ts";
import { type CatalogueNotes, createCatalogueNotes } from "../catalogue/index.ts";
import { type CheckDesk, createCheckDesk } from "../document-checks/index.ts";
import { createEntityDecisions, createEntityMappings, type EntityDecisions, type EntityMappings } from "../entities/index.ts";
import type { Home } from "../home/index.ts";
import {
  type AccountChanges,
  type Accounts,
  createAccountChanges,
  createAccounts,
  createPurposes,
  createSessions,
  type Ground,
  type PasswordCost,
  type Purposes,
  type Sessions,
} from "../identity/index.ts";
import { createLawLibrary, type LawLibrary } from "../laws/index.ts";
import { createMappings, createUploads, type Mappings, type Uploads } from "../mappings/index.ts";
import type { Outbox } from "../outbox/index.ts";
import { createPolicy, type Policy } from "../policy/index.ts";
import { createQualityRules, type QualityRules } from "../quality/index.ts";
import { createQueryDesk, createSavedQueries, type QueryDesk, type SavedQueries } from "../queries/index.ts";
import { createSchedules, type Schedules, schedulableKinds } from "../schedules/index.ts";
import { createSources, type Sources } from "../sources/index.ts";
import { type SharedAnswers, sharedAnswers } from "../store/index.ts";
import type { ModelLibrary, Work } from "../work/index.ts";

/** People and rules, as the routes use them. */
export interface Services extends Ground {
  readonly outbox: Outbox;
  readonly offices: readonly Office[];
  readonly policy: Policy;
  readonly audit: Audit;
  readonly accounts: Accounts;
  readonly accountChanges: AccountChanges;
  readonly sessions: Sessions;
  readonly purposes: Purposes;
  readonly schedules: Schedules;
  readonly mappings: Mappings;
  readonly uploads: Uploads;
  readonly qualityRules: QualityRules;
  readonly entityMappings: EntityMappings;
  readonly entityDecisions: EntityDecisions;
  readonly catalogueNotes: CatalogueNotes;
  readonly sources: Sources;
  readonly queries: QueryDesk;
  readonly savedQueries: SavedQueries;
  readonly laws: LawLibrary;
  readonly documents: CheckDesk;
  readonly shared: SharedAnswers;
}

export function createServices(
  home: Omit<Ground, "outbox"> &
    Pick<Services, "offices" | "outbox"> & { work: Work; models: ModelLibrary } & Pick<Home, "id" | "files" | "paths" | "queries">,
  { passwordCost }: { passwordCost?: PasswordCost } = {},
): Services {
  const { store, clock, ids, outbox, offices, work, models } = home;
  const ground = { store, clock, ids, outbox };
  const policy = createPolicy(offices);
  const audit = createAudit(ground);
  const schedules = createSchedules({ ...ground, audit, policy, kinds: schedulableKinds({ work, models, ids, clock }) });
  return {
    ...ground,
    offices,
    policy,
    audit,
    accounts: createAccounts({ ...ground, ...(passwordCost ? { passwordCost } : {}) }, audit, offices),
    accountChanges: createAccountChanges(ground, audit, offices),
    sessions: createSessions(ground, audit),
    purposes: createPurposes(ground, audit, policy),
    mappings: createMappings(ground, audit),
    uploads: createUploads(ground),
    qualityRules: createQualityRules(ground, audit),
    entityMappings: createEntityMappings(ground, audit),
    entityDecisions: createEntityDecisions(ground, audit),
    catalogueNotes: createCatalogueNotes(ground, audit),
    schedules,
    sources: createSources({ ...ground, audit, schedules, work }),
    queries: createQueryDesk({
      ...ground,
      audit,
      runners: home.queries,
      files: home.files,
      scratchFolder: home.paths.scratch,
      homeId: home.id,
    }),
    savedQueries: createSavedQueries(ground, audit),
    laws: createLawLibrary({ store, scratchFolder: home.paths.scratch }),
    documents: createCheckDesk(),
    shared: sharedAnswers(store),
  };
}
