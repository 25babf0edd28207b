import type { Text } from "@yuejian/contracts";
import { isoOfDay } from "@yuejian/identifiers";
import { ALERT_LEVELS, type AlertLevel, CYCLE_PARAMETERS, dilated, type Labels, labelObjects } from "@yuejian/imagery";
import { type AreaElement, areaElement } from "./area-element.ts";
import type { Classification } from "./classify.ts";
import { classifySeries, groundSeen, Surface, surfaceOf } from "./classify-series.ts";
import { CONTROL_PARAMETERS, type ControlPixels, type CutEvidence } from "./control-pixels.ts";
import { PAIR_PARAMETERS } from "./detect-changes.ts";
import type { DateInterval } from "./ground.ts";
import type { JudgedPixels } from "./judge-pixels.ts";
import { measureExtent } from "./object-extent.ts";
import { type ChangedObject, type Ground, measureObjects } from "./objects.ts";
import type { ObservedSeries } from "./observed-series.ts";

/** A change that stands until the last images. */
export interface SeriesViolation extends ChangedObject, Classification {
  readonly confidence: Extract<AlertLevel, "possible" | "probable" | "confirmed">;
  readonly element: AreaElement;
  /** The last clear day on which it was still normal, and the first on which it was not: of the pixel that a quarter of its pixels preceded. */
  readonly changed: DateInterval;
  readonly surroundings: CutEvidence;
}

export interface ObjectContext {
  readonly observed: ObservedSeries;
  readonly judged: JudgedPixels;
  readonly ground: Ground;
  readonly controls: ControlPixels;
  readonly onDate: string;
}

/** First what became water or grey, which no crop does; then bare ground that was cut out of a field; then what the rest of its field alone shows; last what is merely possible. */
export function seriesObjects(context: ObjectContext): SeriesViolation[] {
  const { judged, observed } = context;
  const levels = ALERT_LEVELS.map((_, place) => judged.levels.map((level) => Number(level === place)));
  const [possible, alerted] = [levelOf(levels, "possible"), levelOf(levels, "probable", "confirmed")];
  const surfaces = alerted.map((is, at) => (is === 1 ? surfaceOf(observed, at, judged.firstAbnormal[at] ?? 0) : Surface.unknown));
  const owned = new Uint8Array(alerted.length);
  const taken = (mask: Uint8Array, accepts: Acceptance): SeriesViolation[] =>
    takenObjects(
      mask.map((is, at) => is & Number(owned[at] === 0)),
      { ...context, owned },
      accepts,
    );
  const certain = [
    ...taken(
      alerted.map((_, at) => Number(surfaces[at] === Surface.water)),
      () => true,
    ),
    ...taken(
      alerted.map((_, at) => Number(surfaces[at] === Surface.grey)),
      () => true,
    ),
    ...taken(alerted, ({ cutShare }) => cutShare >= CONTROL_PARAMETERS.cutShare),
  ];
  const early = taken(
    possible,
    ({ cutShare }, controlHits) => cutShare >= CONTROL_PARAMETERS.earlyCutShare && controlHits() >= CYCLE_PARAMETERS.probableHits,
  );
  // From north to south.
  const found = [...certain, ...early].sort((left, right) => right.centre[1] - left.centre[1]);
  return [
    ...found,
    ...possibleObjects(
      alerted.map((is, at) => (is | (possible[at] ?? 0)) & Number(owned[at] === 0)),
      context,
    ),
  ];
}

type Acceptance = (evidence: CutEvidence, controlHits: () => number) => boolean;

function levelOf(masks: readonly Uint8Array[], ...levels: AlertLevel[]): Uint8Array {
  const wanted = levels.map((level) => masks[ALERT_LEVELS.indexOf(level)] ?? new Uint8Array(0));
  return (wanted[0] ?? new Uint8Array(0)).map((_, at) => Number(wanted.some((mask) => mask[at] === 1)));
}

/** Objects of a mask that are accepted, with their extent; their pixels and fringes become owned. */
function takenObjects(mask: Uint8Array, context: ObjectContext & { readonly owned: Uint8Array }, accepts: Acceptance): SeriesViolation[] {
  const { observed, judged, ground, controls, onDate, owned } = context;
  const all = labelObjects(mask, observed.series.grid);
  const [allMembers, allEvidence] = [membersOf(all), controls.cutEvidence(all, judged.abnormalScenes)];
  const accepted = allMembers.map((pixels, index) => {
    const evidence = allEvidence[index];
    if (evidence === undefined || pixels.length < PAIR_PARAMETERS.leastPixels) return false;
    return accepts(evidence, () => controls.hits(pixels, { labels: all, fromDay: beginOf(pixels, judged).first }));
  });
  const evidence = allEvidence.filter((_, index) => accepted[index] === true);
  const objects = labelObjects(
    Uint8Array.from(all.labels, (label) => Number(accepted[label - 1] === true)),
    all,
  );
  const before = membersOf(objects);
  const extent = measureExtent(objects, {
    observed,
    controls,
    changes: before.map((pixels) => beginOf(pixels, judged).first),
    mayGrow: (at) => owned[at] === 0 && (ground.counted?.[at] ?? 1) > 0,
  });
  extent.owners.forEach((owner, at) => {
    if (owner > 0) owned[at] = 1;
  });
  const confirmed = ALERT_LEVELS.indexOf("confirmed");
  const nextToApproved = dilated(
    Uint8Array.from(owned, (_, at) => Number((ground.approved?.[at] ?? 0) > 0)),
    observed.series.grid,
    1,
  );
  return measureObjects(extent.objects, ground, PAIR_PARAMETERS.leastPixels, extent).flatMap((object): SeriesViolation[] => {
    const index = object.label - 1;
    const joined = extent.joined[index] ?? [];
    const pixels = joined.flatMap((label) => before[label - 1] ?? []);
    const begin = beginOf(pixels, judged);
    const surroundings = togetherOf(joined.flatMap((label) => evidence[label - 1] ?? []));
    const classification = classifySeries(groundSeen(observed, extent.pure[index] ?? [], begin.first));
    const isConfirmed =
      pixels.filter((at) => judged.levels[at] === confirmed).length * 2 > pixels.length &&
      object.pixels >= PAIR_PARAMETERS.confirmedLeastPixels &&
      object.area.hectares >= PAIR_PARAMETERS.confirmedLeastHectares &&
      (classification.class === "pond-lake" || surroundings.cutShare >= CONTROL_PARAMETERS.cutShare);
    const isFringe = object.area.squareMetres <= object.area.errorSquareMetres && pixels.some((at) => nextToApproved[at] === 1);
    return [
      {
        ...object,
        ...classification,
        ...(isFringe ? { reason: fringeOf(classification.reason) } : {}),
        confidence: isFringe ? "possible" : isConfirmed ? "confirmed" : "probable",
        element: areaElement(object.areaByKind, { onDate, isFarmland: ground.parcels !== null }),
        changed: intervalOf(begin),
        surroundings,
      },
    ];
  });
}

function possibleObjects(mask: Uint8Array, { observed, judged, ground, controls, onDate }: ObjectContext): SeriesViolation[] {
  const objects = labelObjects(mask, observed.series.grid);
  const members = membersOf(objects);
  const evidence = controls.cutEvidence(objects, judged.abnormalScenes);
  return measureObjects(objects, ground, PAIR_PARAMETERS.leastPixels).map((object): SeriesViolation => {
    const pixels = members[object.label - 1] ?? [];
    const begin = beginOf(pixels, judged);
    return {
      ...object,
      ...classifySeries(groundSeen(observed, pixels, begin.first)),
      confidence: "possible",
      element: areaElement(object.areaByKind, { onDate, isFarmland: ground.parcels !== null }),
      changed: intervalOf(begin),
      surroundings: evidence[object.label - 1] ?? { compared: 0, cutShare: 0 },
    };
  });
}

/** What reaches out of an approval by no more than its error may as well be the edge of what was approved. */
function fringeOf({ zh, en }: Text): Text {
  return {
    zh: `${zh}；图斑紧邻已批准用地，面积不超过误差，可能只是其边缘`,
    en: `${en}; it lies along approved land and is no larger than its error: it may be no more than that land's edge`,
  };
}

function togetherOf(parts: readonly CutEvidence[]): CutEvidence {
  const compared = parts.reduce((sum, part) => sum + part.compared, 0);
  return { compared, cutShare: compared === 0 ? 0 : parts.reduce((sum, part) => sum + part.compared * part.cutShare, 0) / compared };
}

/** Pixels by label from 1. */
function membersOf({ labels, count }: Labels): number[][] {
  const members: number[][] = Array.from({ length: count }, () => []);
  labels.forEach((label, at) => {
    members[label - 1]?.push(at);
  });
  return members;
}

/** Days since 1970-01-01; 0 where none is known. */
interface Begin {
  readonly first: number;
  readonly last: number;
}

function beginOf(pixels: readonly number[], { firstAbnormal, lastNormal }: JudgedPixels): Begin {
  const begun = pixels.filter((at) => (firstAbnormal[at] ?? 0) > 0);
  const ordered = begun.sort((left, right) => (firstAbnormal[left] ?? 0) - (firstAbnormal[right] ?? 0));
  const at = ordered[Math.floor(ordered.length / 4)] ?? -1;
  return { first: firstAbnormal[at] ?? 0, last: lastNormal[at] ?? 0 };
}

function intervalOf({ first, last }: Begin): DateInterval {
  return { from: last === 0 ? null : isoOfDay(last), to: first === 0 ? null : isoOfDay(first) };
}
