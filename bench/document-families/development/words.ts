/** Right word in a document → the wrong one that is planted for it. */
export const CONFUSED: readonly (readonly [right: string, wrong: string])[] = [
  ["账户", "帐户"],
  ["截至", "截止"],
  ["其他", "其它"],
  ["并处罚金", "并处罚款"],
  ["诉讼权利", "诉讼权力"],
  ["做工", "作工"],
  ["台账", "台帐"],
  ["辩护人", "辨护人"],
  ["检察官", "检查官"],
];

/** A sentence with a term that is no more used → the term of today. */
export const OUTDATED: readonly (readonly [sentence: string, term: string, today: string])[] = [
  ["另查明，其系残废人。", "残废人", "残疾人"],
  ["相关登记由工商局提供。", "工商局", "市场监督管理局"],
  ["该地块由国土资源局管理。", "国土资源局", "自然资源局"],
];
