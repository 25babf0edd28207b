import { isoOfDay } from "@yuejian/identifiers";
import { labelObjects } from "@yuejian/imagery";
import { areaElement } from "./area-element.ts";
import type { Classification } from "./classify.ts";
import { isLargeEnoughToConfirm, isSliver, PAIR_PARAMETERS } from "./detect-changes.ts";
import { membersOf } from "./members-of.ts";
import { measureExtent } from "./object-extent.ts";
import { objectYears } from "./object-years.ts";
import { measureObjects } from "./objects.ts";
import { PLANTATION_LEVELS } from "./plantation.ts";
import type { FoundObject, ObjectContext, SeriesViolation } from "./series-violation.ts";

/** Objects of pixels on which the crop cycle gave way to what stays green, outside of what is owned already. */
export function plantationObjects(context: ObjectContext, owned: Uint8Array): FoundObject[] {
  const { observed, trees, ground, controlsSince, onDate, watchDay } = context;
  const { levels, lastCrop, firstTrees } = trees;
  const objects = labelObjects(
    levels.map((level, at) => Number(level > 0 && owned[at] === 0)),
    observed.series.grid,
  );
  if (objects.count === 0) return [];
  // Trees grow for years: what was one field is asked of the time before any of an object's stood.
  const planted = membersOf(objects).map((pixels) => pixels.reduce((first, at) => Math.min(first, lastCrop[at] ?? watchDay), watchDay));
  const extent = measureExtent(objects, {
    observed,
    controlsOf: (label) => controlsSince(planted[label - 1] ?? watchDay),
    changes: Array.from({ length: objects.count }, () => watchDay),
    mayGrow: (at) => owned[at] === 0 && (ground.counted?.[at] ?? 1) > 0,
  });
  const members = membersOf(extent.objects);
  return measureObjects(extent.objects, ground, PAIR_PARAMETERS.leastPixels, extent).map((object): FoundObject => {
    const all = members[object.label - 1] ?? [];
    const pixels = all.filter((at) => (levels[at] ?? 0) > 0);
    const middle = (of: (at: number) => number) => pixels.map(of).sort((left, right) => left - right)[Math.floor(pixels.length / 2)] ?? 0;
    const level = PLANTATION_LEVELS[middle((at) => levels[at] ?? 0)] ?? "possible";
    const years = objectYears(observed, pixels, watchDay);
    const classification = plantationOf(years);
    return {
      pixels: all,
      violation: {
        ...object,
        ...classification,
        confidence:
          isSliver(object, classification) || level === "none"
            ? "possible"
            : level === "confirmed" && !isLargeEnoughToConfirm(object)
              ? "probable"
              : level,
        element: areaElement(object.areaByKind, { onDate, isFarmland: ground.parcels !== null }),
        changed: { from: isoOfDay(middle((at) => lastCrop[at] ?? 0)), to: isoOfDay(middle((at) => firstTrees[at] ?? 0)) },
        surroundings: { compared: 0, cutShare: 0 },
        years,
      },
    };
  });
}

function plantationOf(years: SeriesViolation["years"]): Classification {
  const values = (of: (year: SeriesViolation["years"][number]) => number) => years.map((year) => of(year).toFixed(2)).join(", ");
  const [lows, swings] = [values(({ p10 }) => p10), values(({ amplitude }) => amplitude)];
  return {
    class: "plantation",
    reason: {
      zh: `逐年最低植被指数上升（${lows}），作物起伏消失（${swings}），全年保持绿色：像林木、果园或多年生草地`,
      en: `year by year the lowest vegetation index rises (${lows}) and the swing of crops goes (${swings}); it stays green all year, like trees, an orchard or a meadow`,
    },
  };
}
