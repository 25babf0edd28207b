/** Right word in a document → the wrong one that is planted for it. */
export const CONFUSED: readonly (readonly [right: string, wrong: string])[] = [
  ["赃款", "脏款"],
  ["辨认", "辩认"],
  ["权利义务", "权力义务"],
  ["辩护人", "辨护人"],
  ["均并处罚金", "均并处罚款"],
  ["羁押", "羁压"],
];

/** A sentence with a term that is no more used → the term of today. */
export const OUTDATED: readonly (readonly [sentence: string, term: string, today: string])[] = [
  ["材料已抄送质监局。", "质监局", "市场监督管理局"],
  ["另抄送环保局备查。", "环保局", "生态环境局"],
  ["据查，同行者系聋哑残废。", "残废", "残疾"],
];
