import { sentenceEnd, sentenceStart } from "./sentences.ts";

/** Said of two names that are alike on purpose. */
const TOLD_APART =
  /读音|同音|谐音|音同|音近|[一几]字之差|各异|有别|区分|并非同|不是同|[二两]者(?!同意)|三者|两[家地]|混淆|仿冒|近似|更名|改名|改称|变更为|曾用名|原名|又名|俗称|误写|笔误|写作/;
const JOINED = /^(?:（[^（）\n]*）)?(?:、|和|与|及|以及|至|到|或|即)[^，。；：\n]*$/;
const NEAR = 20;

/** Whether two places of a text name two by names that are alike, or one by two names, and the text says so or tells of them side by side. */
export function areToldApart(
  text: string,
  one: { readonly start: number; readonly end: number },
  other: { readonly start: number; readonly end: number },
): boolean {
  const [first, second] = one.start < other.start ? [one, other] : [other, one];
  const between = text.slice(first.end, second.start);
  if (between.length < NEAR && JOINED.test(between)) return true;
  return [first, second].some(({ start, end }) => {
    const sentence = text.slice(sentenceStart(text, start), sentenceEnd(text, end));
    return TOLD_APART.test(sentence);
  });
}
