import { YuejianError } from "@yuejian/contracts";
import type { Home } from "../home/index.ts";
import type { Actor, Policy } from "../policy/index.ts";

/** Data may be taken in for an office of one's scope and, into a dataset that exists, of one's business lines. */
export function intakeTarget(
  home: Pick<Home, "schemas" | "offices">,
  policy: Policy,
): (actor: Actor, dataset: string | undefined, office: string | undefined) => void {
  return (actor, dataset, office) => {
    const schema = dataset === undefined ? undefined : home.schemas.get(dataset);
    policy.demand(actor, "data.intake", {
      office: office ?? actor.office,
      ...(schema ? { businessLines: schema.businessLines, dataClass: schema.dataClass } : {}),
    });
    if (office !== undefined && !home.offices.some(({ id }) => id === office)) throw new YuejianError("OFFICE_UNKNOWN", { office });
  };
}
