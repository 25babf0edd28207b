import type { Text } from "@yuejian/contracts";
import type { SpectralIndex } from "@yuejian/imagery";

/** What became of the land, as far as an image tells. */
export const CHANGE_CLASSES = {
  "building-road": { zh: "建筑或道路", en: "building or road" },
  "pond-lake": { zh: "坑塘或水面", en: "pond or lake" },
  "mining-bare": { zh: "采挖或裸地", en: "mining or bare ground" },
  plantation: { zh: "林木", en: "plantation" },
  "changed-unknown": { zh: "有变化，类别不明", en: "changed, class unknown" },
} as const satisfies Record<string, Text>;

export type ChangeClass = keyof typeof CHANGE_CLASSES;

/** Mean indices of an object; absent where the bands do not give them. */
export type Signature = Readonly<Partial<Record<SpectralIndex | "redness", number>>>;

export interface Classification {
  readonly class: ChangeClass;
  readonly reason: Text;
}

/** Below it there is hardly any living vegetation. */
export const SPARSE_NDVI = 0.3;
/** A fall of the index by which vegetation counts as gone. */
const LOST_NDVI = 0.1;
/** Soils reflect red more than blue; concrete and roofs hardly do. */
export const SOIL_REDNESS = 0.2;

/** Two dates tell water, vegetation gone, and soil from grey surfaces. A plantation and a crop look alike on one day: never told here. */
export function classifyPair(before: Signature, after: Signature): Classification {
  const water = (signature: Signature) => signature.mndwi ?? signature.ndwi;
  const [wasWet, isWet] = [water(before), water(after)];
  const number = (value: number) => value.toFixed(2);
  if (wasWet !== undefined && isWet !== undefined && isWet > 0 && wasWet <= 0)
    return {
      class: "pond-lake",
      reason: {
        zh: `水体指数由 ${number(wasWet)} 升至 ${number(isWet)}；单日的水面也可能是灌水的稻田或洪水`,
        en: `the water index rose from ${number(wasWet)} to ${number(isWet)}; on one day it may also be a flooded paddy or a flood`,
      },
    };
  const [green, left] = [before.ndvi, after.ndvi];
  if (green === undefined || left === undefined || left >= SPARSE_NDVI || green - left < LOST_NDVI || after.redness === undefined)
    return {
      class: "changed-unknown",
      reason: { zh: "两个日期的指数不足以说明变成了什么", en: "the indices of the two dates do not tell what it became" },
    };
  const isSoil = after.redness >= SOIL_REDNESS;
  return {
    class: isSoil ? "mining-bare" : "building-road",
    reason: {
      zh: `植被指数由 ${number(green)} 降至 ${number(left)}，地表${isSoil ? "偏红，像土壤" : "偏灰，像硬化地面"}（红蓝差 ${number(after.redness)}）；单日的裸地也可能是翻耕`,
      en: `the vegetation index fell from ${number(green)} to ${number(left)}, the ground is ${isSoil ? "reddish like soil" : "grey like a sealed surface"} (red against blue ${number(after.redness)}); on one day bare ground may also be ploughing`,
    },
  };
}
