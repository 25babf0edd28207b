import type { Text } from "./text.ts";

/** On what ground personal data may be opened; a purpose names one of them. */
export const LEGAL_BASES = {
  "criminal-procedure-law-supervision": {
    zh: "刑事诉讼监督（刑事诉讼法第八条）",
    en: "Supervision of criminal proceedings (Criminal Procedure Law art. 8)",
  },
  "penal-execution-supervision": {
    zh: "刑罚执行监督（刑事诉讼法第二百七十六条）",
    en: "Supervision of penal execution (Criminal Procedure Law art. 276)",
  },
  "civil-supervision": { zh: "民事诉讼监督（民事诉讼法第十四条）", en: "Supervision of civil proceedings (Civil Procedure Law art. 14)" },
  "administrative-supervision": {
    zh: "行政诉讼监督（行政诉讼法第十一条）",
    en: "Supervision of administrative proceedings (Administrative Litigation Law art. 11)",
  },
  "public-interest-investigation": { zh: "公益诉讼调查核实", en: "Public-interest investigation" },
  "sealed-record-inquiry": {
    zh: "封存记录查询（刑事诉讼法第二百八十六条第二款，办案需要）",
    en: "Inquiry into sealed records that a case needs (Criminal Procedure Law art. 286 para. 2)",
  },
  "data-quality": { zh: "数据质量核对（个人信息保护法第八条）", en: "Correcting data (Personal Information Protection Law art. 8)" },
} as const satisfies Record<string, Text>;

export type LegalBasisId = keyof typeof LEGAL_BASES;
