import { type Approval, type AreaFile, type GridPlace, type Parcel, readApprovals, readParcels } from "./areas.ts";
import { coveredParts, type Ground } from "./objects.ts";

export interface DetectionAreas {
  readonly parcels?: AreaFile;
  readonly approvals?: AreaFile;
}

/** Days between which something changed; null where it is not known. */
export interface DateInterval {
  readonly from: string | null;
  readonly to: string | null;
}

/** Parcels and approvals on the grid. An approval counts where it was valid from the first day to the last; where it was so for a part of the time, or the days
 *  are not known, nobody can tell, and it is not subtracted. */
export function groundOf(
  areas: DetectionAreas,
  place: GridPlace,
  interval: DateInterval,
  { mayLieOutside = false } = {},
): Ground & { readonly subtracted: readonly Approval[] } {
  const parcels = areas.parcels === undefined ? null : readParcels(areas.parcels, place, mayLieOutside);
  const approvals = areas.approvals === undefined ? [] : readApprovals(areas.approvals, place);
  const subtracted = approvals.filter((each) => isAlways(each, interval));
  const approved = subtracted.length === 0 ? null : coveredParts(subtracted, place.grid);
  return {
    ...place,
    parcels,
    counted: countedParts(parcels, approved, place),
    approved,
    subtracted,
    questionable: approvals.filter((each) => !isAlways(each, interval) && !isNever(each, interval)),
  };
}

function countedParts(parcels: readonly Parcel[] | null, approved: Float32Array | null, { grid }: GridPlace): Float32Array | null {
  const farmland = parcels === null ? null : coveredParts(parcels, grid);
  return approved === null ? farmland : approved.map((part, at) => (farmland?.[at] ?? 1) * (1 - part));
}

function isAlways({ validFrom, validTo }: Approval, { from, to }: DateInterval): boolean {
  return (validFrom === null || (from !== null && validFrom <= from)) && (validTo === null || (to !== null && validTo >= to));
}

function isNever({ validFrom, validTo }: Approval, { from, to }: DateInterval): boolean {
  return (validFrom !== null && to !== null && validFrom > to) || (validTo !== null && from !== null && validTo <= from);
}
