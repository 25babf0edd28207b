import type { Text } from "./text.ts";

/** A procuratorate: one city office (`parent` null) and those below it. */
export interface Office {
  readonly id: string;
  /** GB/T 2260 region code; the office's own code where the standard has none. */
  readonly regionCode: string;
  readonly parent: string | null;
  readonly name: Text;
}

export const BUSINESS_LINES = {
  "ordinary-crime": { zh: "普通犯罪检察", en: "Ordinary crime" },
  "major-crime": { zh: "重大犯罪检察", en: "Major crime" },
  "official-crime": { zh: "职务犯罪检察", en: "Crime by officials" },
  "economic-crime": { zh: "经济犯罪检察", en: "Economic crime" },
  "penal-execution": { zh: "刑事执行和司法人员犯罪检察", en: "Penal execution and judicial officers' crime" },
  civil: { zh: "民事检察", en: "Civil" },
  administrative: { zh: "行政检察", en: "Administrative" },
  "public-interest": { zh: "公益诉讼检察", en: "Public interest" },
  minors: { zh: "未成年人检察", en: "Minors" },
  complaints: { zh: "控告申诉检察", en: "Complaints" },
} as const satisfies Record<string, Text>;

export type BusinessLine = keyof typeof BUSINESS_LINES;

export const ROLES = {
  "chief-procurator": { zh: "检察长", en: "Chief procurator" },
  "deputy-chief": { zh: "副检察长", en: "Deputy chief procurator" },
  "department-head": { zh: "部门负责人", en: "Department head" },
  procurator: { zh: "检察官", en: "Procurator" },
  assistant: { zh: "检察官助理", en: "Procurator's assistant" },
  clerk: { zh: "书记员", en: "Clerk" },
  "case-manager": { zh: "案管人员", en: "Case-management officer" },
  analyst: { zh: "数据分析员", en: "Data analyst" },
  technician: { zh: "技术人员", en: "Technician" },
  auditor: { zh: "审计员", en: "Auditor" },
  operator: { zh: "系统操作员", en: "Operator" },
} as const satisfies Record<string, Text>;

export type Role = keyof typeof ROLES;

/** How far content may travel, from open to closed. `sealed` is closed to models, searches and extracts (DOMAIN: CPL 286, Penalties Law 136). */
export const DATA_CLASSES = {
  public: { zh: "公开", en: "Public" },
  internal: { zh: "内部", en: "Internal" },
  personal: { zh: "个人信息", en: "Personal" },
  sensitive: { zh: "敏感个人信息", en: "Sensitive personal" },
  sealed: { zh: "封存", en: "Sealed" },
} as const satisfies Record<string, Text>;

export type DataClass = keyof typeof DATA_CLASSES;
