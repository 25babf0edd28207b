/** What denies what follows it in its clause; 未成年, 未遂 and 无证 deny nothing. */
const DENIER =
  /(?:不(?:属于?|构成|是|具有|具备|存在|符合|认定|应认定|宜认定|予|再|区分)|没有|并无|亦无|也无|尚无|均无|并非|也非|亦非|也不|未能?(?!成年|遂|满|取得|经|按)|无(?!证|牌|业|照|罪|视|故|期|固定|名|偿)|(?<![是除莫])非(?!法)|缺乏|而不|排除)/g;
/** What begins anew in a clause, so that nothing before it is denied any more. */
const ANEW = /[且但并而系]|应当|可以|依法|属于/;
/** Behind it: 自首的意见不予采纳, 从犯不能成立. */
const BEHIND = /^[^。；\n]{0,24}?(?:不予采纳|不能成立|不成立|不予认定|不予支持|不予减轻|不应认定|无事实依据|未予采纳)/;

/** Whether what stands at a place is said not to hold: by what stands before it in its clause, also at the head of a list, or by what is said of it behind. */
export function isDenied(said: string, at: number): boolean {
  const clause = /[^，。；：\n]*$/.exec(said.slice(Math.max(0, at - 40), at))?.[0] ?? "";
  const denier = [...clause.matchAll(DENIER)].at(-1);
  if (denier && !ANEW.test(clause.slice(denier.index + denier[0].length))) return true;
  return BEHIND.test(said.slice(at, at + 40));
}

/** Whether words stand there and are not said not to hold. */
export const tells = (words: RegExp, said: string): boolean =>
  [...said.matchAll(new RegExp(words.source, "g"))].some(({ index }) => !isDenied(said, index));
