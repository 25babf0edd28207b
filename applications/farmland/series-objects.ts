import type { Text } from "@yuejian/contracts";
import { isoOfDay } from "@yuejian/identifiers";
import { ALERT_LEVELS, type AlertLevel, CYCLE_PARAMETERS, dilated, labelObjects } from "@yuejian/imagery";
import { areaElement } from "./area-element.ts";
import { classifySeries, groundSeen, Surface, surfaceOf } from "./classify-series.ts";
import { CONTROL_PARAMETERS, type CutEvidence } from "./control-pixels.ts";
import { isLargeEnoughToConfirm, isSliver, PAIR_PARAMETERS } from "./detect-changes.ts";
import type { DateInterval } from "./ground.ts";
import type { JudgedPixels } from "./judge-pixels.ts";
import { membersOf } from "./members-of.ts";
import { measureExtent } from "./object-extent.ts";
import { objectYears } from "./object-years.ts";
import { measureObjects } from "./objects.ts";
import { plantationObjects } from "./plantation-objects.ts";
import type { FoundObject, ObjectContext } from "./series-violation.ts";

/** First what became water or grey, which no crop does; then bare ground that was cut out of a field; then what the rest of its field alone shows; then where crops gave way to trees; last what is merely possible. */
export function seriesObjects(context: ObjectContext): { readonly found: FoundObject[]; readonly possible: FoundObject[] } {
  const { judged, observed } = context;
  const pixelsOf = (...wanted: AlertLevel[]) => judged.levels.map((place) => Number(wanted.includes(ALERT_LEVELS[place] ?? "unknown")));
  const [possible, alerted] = [pixelsOf("possible"), pixelsOf("probable", "confirmed")];
  const surfaces = alerted.map((is, at) => (is === 1 ? surfaceOf(observed, at, judged.firstAbnormal[at] ?? 0) : Surface.unknown));
  const owned = new Uint8Array(alerted.length);
  const taken = (mask: Uint8Array, accepts: Acceptance): FoundObject[] =>
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
    ({ cutShare, controlHits }) => cutShare >= CONTROL_PARAMETERS.earlyCutShare && controlHits() >= CYCLE_PARAMETERS.probableHits,
  );
  const trees = plantationObjects(context, owned);
  return {
    found: [...certain, ...early, ...trees],
    possible: possibleObjects(
      alerted.map((is, at) => (is | (possible[at] ?? 0)) & Number(owned[at] === 0)),
      context,
    ),
  };
}

interface Surrounded extends CutEvidence {
  readonly controlHits: () => number;
}

type Acceptance = (object: Surrounded) => boolean;

/** Objects of a mask that are accepted, with their extent; their pixels and fringes become owned. */
function takenObjects(mask: Uint8Array, context: ObjectContext & { readonly owned: Uint8Array }, accepts: Acceptance): FoundObject[] {
  if (!mask.includes(1)) return [];
  const { observed, judged, ground, controls, onDate, owned } = context;
  const all = labelObjects(mask, observed.series.grid);
  const [allMembers, allEvidence] = [membersOf(all), controls.cutEvidence(all, judged)];
  const accepted = allMembers.map((pixels, index) => {
    const evidence = allEvidence[index];
    if (evidence === undefined || pixels.length < PAIR_PARAMETERS.leastPixels) return false;
    const place = { labels: all, fromDay: beginOf(pixels, judged).first };
    return accepts({
      ...evidence,
      controlHits: () => controls.hits(pixels, place),
    });
  });
  const evidence = allEvidence.filter((_, index) => accepted[index] === true);
  const objects = labelObjects(
    Uint8Array.from(all.labels, (label) => Number(accepted[label - 1] === true)),
    all,
  );
  const before = membersOf(objects);
  const extent = measureExtent(objects, {
    observed,
    controlsOf: () => controls,
    changes: before.map((pixels) => beginOf(pixels, judged).first),
    // Where nothing was green before the watch, nothing new can have happened.
    mayGrow: (at) => owned[at] === 0 && (judged.historyYears[at] ?? 0) > 0 && (ground.counted?.[at] ?? 1) > 0,
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
  const members = membersOf(extent.objects);
  return measureObjects(extent.objects, ground, PAIR_PARAMETERS.leastPixels, extent).map((object): FoundObject => {
    const index = object.label - 1;
    const joined = extent.joined[index] ?? [];
    const pixels = joined.flatMap((label) => before[label - 1] ?? []);
    const begin = beginOf(pixels, judged);
    const surroundings = togetherOf(joined.flatMap((label) => evidence[label - 1] ?? []));
    const classification = classifySeries(groundSeen(observed, extent.pure[index] ?? [], begin.first));
    const isConfirmed =
      pixels.filter((at) => judged.levels[at] === confirmed).length * 2 > pixels.length &&
      isLargeEnoughToConfirm(object) &&
      (classification.class === "pond-lake" || surroundings.cutShare >= CONTROL_PARAMETERS.cutShare);
    const isFringe = object.area.squareMetres <= object.area.errorSquareMetres && pixels.some((at) => nextToApproved[at] === 1);
    return {
      pixels: members[index] ?? [],
      violation: {
        ...object,
        ...classification,
        ...(isFringe ? { reason: fringeOf(classification.reason) } : {}),
        confidence: isFringe || isSliver(object, classification) ? "possible" : isConfirmed ? "confirmed" : "probable",
        element: areaElement(object.areaByKind, { onDate, isFarmland: ground.parcels !== null }),
        changed: intervalOf(begin),
        surroundings,
        years: objectYears(observed, extent.pure[index] ?? [], context.watchDay),
      },
    };
  });
}

function possibleObjects(mask: Uint8Array, { observed, judged, ground, controls, onDate, watchDay }: ObjectContext): FoundObject[] {
  const objects = labelObjects(mask, observed.series.grid);
  const members = membersOf(objects);
  const evidence = controls.cutEvidence(objects, judged);
  return measureObjects(objects, ground, PAIR_PARAMETERS.leastPixels).map((object): FoundObject => {
    const pixels = members[object.label - 1] ?? [];
    const begin = beginOf(pixels, judged);
    return {
      pixels,
      violation: {
        ...object,
        ...classifySeries(groundSeen(observed, pixels, begin.first)),
        confidence: "possible",
        element: areaElement(object.areaByKind, { onDate, isFarmland: ground.parcels !== null }),
        changed: intervalOf(begin),
        surroundings: evidence[object.label - 1] ?? { compared: 0, cutShare: 0 },
        years: objectYears(observed, pixels, watchDay),
      },
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
