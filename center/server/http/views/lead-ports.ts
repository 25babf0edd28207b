import type { Home } from "../../home/index.ts";
import type { LeadChangePorts } from "../../work/index.ts";

/** What changing leads needs, from the open home. */
export function leadPorts({ store, outbox, clock, ids, offices, models }: Home): LeadChangePorts {
  return { store, outbox, clock, ids, offices, manifestOf: (model) => models.get(model)?.manifest ?? null };
}
