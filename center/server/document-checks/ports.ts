import type { Clock, Ids, Office } from "@yuejian/contracts";
import type { Audit } from "../audit/index.ts";
import type { KeptFiles } from "../files/index.ts";
import type { LawLibrary } from "../laws/index.ts";
import type { Outbox } from "../outbox/index.ts";
import type { Store } from "../store/index.ts";
import type { CheckDesk } from "./check-desk.ts";

/** What checking documents works with. */
export interface DocumentPorts {
  readonly store: Store;
  readonly outbox: Pick<Outbox, "record">;
  readonly audit: Audit;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly offices: readonly Office[];
  readonly laws: LawLibrary;
  readonly documents: CheckDesk;
  readonly files: Pick<KeptFiles, "put" | "read" | "remove">;
}
