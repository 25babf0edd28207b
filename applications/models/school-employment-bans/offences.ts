/** Stems of the charges of Minors Protection Law 62: sexual assault, abuse, trafficking, violent injury. Stems rather than names, because judgments name
 *  selective charges in part and with or without 罪. The first that stands in the charge is shown. */
export const OFFENCES: readonly string[] = [
  // sexual assault, of adults too
  "强奸",
  "奸淫",
  "猥亵",
  "负有照护职责人员性侵",
  "强迫卖淫",
  "引诱幼女卖淫",
  "引诱未成年人聚众淫乱",
  // abuse
  "虐待",
  // trafficking
  "拐卖",
  "拐骗",
  // violent injury
  "故意伤害",
  "故意杀人",
  "绑架",
];

/** Charges that contain a stem and are another matter: what soldiers and guards do to prisoners in war. */
export const OTHER_MATTERS: readonly string[] = ["虐待俘虏"];

/** Kinds of places that are no school or other place for minors (Minors Protection Law 130). */
export const ADULT_PLACES: readonly string[] = ["university", "adult"];
