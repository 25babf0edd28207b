import type { Clock, Ids } from "@yuejian/contracts";
import type { Outbox } from "../outbox/index.ts";
import type { Store } from "../store/index.ts";

/** What identity and audit need of the home. */
export interface Ground {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly outbox: Pick<Outbox, "record">;
}
