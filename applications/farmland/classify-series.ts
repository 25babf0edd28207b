import { type Classification, SOIL_REDNESS } from "./classify.ts";
import { type ObservedSeries, observedValue } from "./observed-series.ts";

/** What some pixels showed from a day on. */
export interface GroundSeen {
  /** Observations with a water index, and those of them that show water. */
  seen: number;
  wet: number;
  /** Observations without water whose colour is known, and the sum of their redness. */
  told: number;
  red: number;
}

/** Colour counts in the later half of the dates only: ground is often cleared before it is built on. */
export function groundSeen(observed: ObservedSeries, pixels: readonly number[], fromDay: number): GroundSeen {
  const ground = { seen: 0, wet: 0, told: 0, red: 0 };
  const { days } = observed;
  const half = (fromDay + (days.at(-1) ?? fromDay)) / 2;
  for (let scene = 0; scene < days.length; scene++) {
    const day = days[scene] ?? 0;
    if (day < fromDay) continue;
    for (const at of pixels) {
      const wetness = observedValue(observed, { scene, at, index: "water" });
      const red = observedValue(observed, { scene, at, index: "redness" });
      if (!Number.isNaN(wetness)) ground.seen++;
      if (wetness > 0) ground.wet++;
      if (Number.isNaN(red) || wetness > 0 || day < half) continue;
      ground.told++;
      ground.red += red;
    }
  }
  return ground;
}

/** A flooded paddy or a flood is water for a part of the time only. */
const WET_SHARE = 0.8;

export function isWater({ seen, wet }: GroundSeen): boolean {
  return seen > 0 && wet >= WET_SHARE * seen;
}

/** What a pixel became, as far as its colour and water tell; bare soil and too little seen are unknown. */
export const Surface = { unknown: 0, water: 1, grey: 2 } as const;

/** Fewer observations than this tell no colour. */
const LEAST_TOLD = 3;

export function surfaceOf(observed: ObservedSeries, at: number, fromDay: number): number {
  const ground = groundSeen(observed, [at], fromDay);
  if (isWater(ground)) return Surface.water;
  return ground.told >= LEAST_TOLD && ground.red < SOIL_REDNESS * ground.told ? Surface.grey : Surface.unknown;
}

export function classifySeries(ground: GroundSeen): Classification {
  if (isWater(ground)) {
    const percent = Math.round((100 * ground.wet) / ground.seen);
    return {
      class: "pond-lake",
      reason: {
        zh: `自变化以来 ${percent} % 的清晰观测是水面，作物没有再出现`,
        en: `${percent} % of the clear observations since the change show water, and no crop came back`,
      },
    };
  }
  const gone = {
    zh: "植被低于往年同期的全部观测，且至今没有恢复",
    en: "vegetation lies below all observations of the same season in the years before and has not come back",
  };
  if (ground.told === 0) return { class: "changed-unknown", reason: gone };
  const redness = ground.red / ground.told;
  const isSoil = redness >= SOIL_REDNESS;
  return {
    class: isSoil ? "mining-bare" : "building-road",
    reason: {
      zh: `${gone.zh}；地表${isSoil ? "偏红，像土壤" : "偏灰，像硬化地面"}（红蓝差 ${redness.toFixed(2)}）`,
      en: `${gone.en}; the ground is ${isSoil ? "reddish like soil" : "grey like a sealed surface"} (red against blue ${redness.toFixed(2)})`,
    },
  };
}
