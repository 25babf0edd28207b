import { legalNumberEntry } from "@yuejian/deadlines";
import { type AgainstLimit, againstLimit, type MeasuredArea } from "@yuejian/imagery";
import type { FarmlandKind } from "./areas.ts";

/** Whether the area element of Criminal Law 342 is reached: only the area, never the offence, which needs destroyed planting conditions. */
export type ElementState = "reached" | "not-reached" | "cannot-tell";

export interface AreaElement {
  readonly state: ElementState;
  /** One limit a kind of farmland that the object touches. */
  readonly limits: readonly {
    readonly kind: Exclude<FarmlandKind, "unknown">;
    readonly limitMu: number;
    readonly law: string;
    readonly article: string;
    readonly against: AgainstLimit;
  }[];
}

/** Areas by kind of farmland. Land whose kind is unknown may be either: it counts for both limits, reached only where the higher one is.
 *  Land of which nobody said that it is farmland at all reaches nothing. */
export function areaElement(
  areas: ReadonlyMap<FarmlandKind, MeasuredArea>,
  { onDate, isFarmland }: { readonly onDate: string; readonly isFarmland: boolean },
): AreaElement {
  const unknown = areas.get("unknown");
  const limits = (["basic", "other"] as const).flatMap((kind) => {
    const area = areas.get(kind);
    if (area === undefined && unknown === undefined) return [];
    const { value, law, article } = legalNumberEntry(`farmland.area-${kind}`, onDate);
    const mu = (area?.mu ?? 0) + (unknown?.mu ?? 0);
    const errorMu = (area?.errorMu ?? 0) + (unknown?.errorMu ?? 0);
    return [{ kind, limitMu: value, law, article, against: againstLimit({ mu, errorMu }, value) }];
  });
  const states: readonly AgainstLimit[] = limits.map(({ against }) => against);
  const isAbove = unknown === undefined ? states.includes("above") : states.length > 0 && states.every((each) => each === "above");
  if (isAbove && isFarmland) return { state: "reached", limits };
  return { state: states.every((each) => each === "below") ? "not-reached" : "cannot-tell", limits };
}
