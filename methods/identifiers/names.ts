/** Dots that stand between the parts of a minority or foreign name. */
const MIDDLE_DOTS = /\s*[\u2022\u2027\u2219\u22C5\u30FB\uFF65\u00B7]\s*/g;
const HAN_WITH_SPACES = /^[\p{Script=Han} ]+$/u;

/** The one spelling of a person's name, from a normalised label: middle dots are ·, a full stop between Chinese characters is one,
 *  and names of Chinese characters alone hold no spaces (张 三 → 张三). */
export function normaliseName(label: string): string {
  if (/^[\u4E00-\u9FFF]+$/.test(label)) return label;
  const dotted = label.replaceAll(MIDDLE_DOTS, "·").replaceAll(/(?<=\p{Script=Han})\.(?=\p{Script=Han})/gu, "·");
  return HAN_WITH_SPACES.test(dotted) ? dotted.replaceAll(" ", "") : dotted;
}

/** Names of organisations and agencies: spaces beside Chinese characters go, brackets are half-width (the label form). */
export function normaliseOrganisation(label: string): string {
  return label.includes(" ") ? label.replaceAll(/(?<=\p{Script=Han}) | (?=\p{Script=Han})/gu, "") : label;
}
