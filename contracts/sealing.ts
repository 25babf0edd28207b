import type { DatasetSchema } from "./dataset.ts";
import type { Scalar } from "./rule.ts";
import type { Text } from "./text.ts";

/** Why a record is sealed: the article that closes it and the one that opens it again. */
export const SEAL_BASES = {
  "juvenile-record": {
    title: { zh: "未成年人犯罪记录封存", en: "Juvenile crime record" },
    law: "中华人民共和国刑事诉讼法",
    article: "第二百八十六条",
    text: {
      zh: "犯罪的时候不满十八周岁，被判处五年有期徒刑以下刑罚的，应当对相关犯罪记录予以封存；不得向任何单位和个人提供，但司法机关为办案需要或者有关单位根据国家规定进行查询的除外。",
      en: "The record of a crime committed before eighteen and punished with five years or less is sealed and given to nobody, except to judicial organs that need it for a case or bodies that inquire under state provisions.",
    },
  },
  "juvenile-non-prosecution": {
    title: { zh: "未成年人不起诉记录封存", en: "Record of a juvenile's non-prosecution" },
    law: "人民检察院刑事诉讼规则（高检发释字〔2019〕4号）",
    article: "第四百八十六条",
    text: {
      zh: "对未成年犯罪嫌疑人作出不起诉决定后，应当对相关记录予以封存。",
      en: "After a decision not to prosecute a juvenile suspect the records are sealed.",
    },
  },
  "public-security-record": {
    title: { zh: "违反治安管理记录封存", en: "Record of a public-security violation" },
    law: "中华人民共和国治安管理处罚法",
    article: "第一百三十六条",
    text: {
      zh: "违反治安管理的记录应当予以封存，不得向任何单位和个人提供或者公开，但有关国家机关为办案需要或者有关单位根据国家规定进行查询的除外。",
      en: "Records of public-security violations are sealed and neither given nor published, except to state organs that need them for a case or bodies that inquire under state provisions.",
    },
  },
} as const satisfies Record<string, { title: Text; law: string; article: string; text: Text }>;

export type SealBasisId = keyof typeof SEAL_BASES;

/** How a row is known to be closed by its own data. It holds the moment the row is committed: nothing has to be entered, so nothing can be
 *  forgotten. */
export interface SealRule {
  readonly id: string;
  readonly basis: SealBasisId;
  /** Rows of this dataset for which `where` is true are sealed. */
  readonly dataset: string;
  readonly columns: readonly string[];
  readonly where: Scalar;
  /** A flag that alone closes rows which were set aside in quarantine, where nothing else of them can be relied on; null: all of them are closed. */
  readonly flag: string | null;
  /** Column with the resident id of whom the seal protects. */
  readonly person: string;
  /** Rows of these datasets that say the same of the same person are sealed with it: their column → column of the sealed row. */
  readonly reaches: readonly { readonly dataset: string; readonly on: Readonly<Record<string, string>> }[];
}

const column = (name: string): Scalar => ({ op: "column", name });

/** Five years, of CPL 286. */
const SEALED_UP_TO_MONTHS = 60;

export const SEAL_RULES: readonly SealRule[] = [
  {
    id: "juvenile-judgment",
    basis: "juvenile-record",
    dataset: "judgments",
    columns: ["defendant_id", "judgment_number", "is_minor", "sentence", "sentence_months"],
    // A term that is not recorded is taken to be short: what cannot be determined stays closed.
    where: {
      op: "and",
      of: [
        { op: "coalesce", of: [column("is_minor"), { op: "literal", type: "boolean", value: false }] },
        {
          op: "or",
          of: [
            { op: "in", of: column("sentence"), values: ["detention", "control", "fine_only", "exempt"] },
            {
              op: "and",
              of: [
                { op: "equal", left: column("sentence"), right: { op: "literal", type: "text", value: "imprisonment" } },
                {
                  op: "at-most",
                  left: { op: "coalesce", of: [column("sentence_months"), { op: "literal", type: "integer", value: 0 }] },
                  right: { op: "literal", type: "integer", value: SEALED_UP_TO_MONTHS },
                },
              ],
            },
          ],
        },
      ],
    },
    flag: "is_minor",
    person: "defendant_id",
    reaches: [
      { dataset: "judgments", on: { defendant_id: "defendant_id", judgment_number: "judgment_number" } },
      { dataset: "sentence-execution", on: { person_id: "defendant_id", judgment_number: "judgment_number" } },
      { dataset: "community-correction", on: { person_id: "defendant_id", judgment_number: "judgment_number" } },
    ],
  },
  {
    id: "public-security-penalty",
    basis: "public-security-record",
    dataset: "public-security-penalties",
    columns: ["person_id", "decision_number"],
    // All of them: the law seals the record of a violation as such. Where they come in at all, a model reads them under an exception only.
    where: { op: "is-not-null", of: column("decision_number") },
    flag: null,
    person: "person_id",
    reaches: [],
  },
];

/** `release` takes a person's records out of the rules (人民检察院刑事诉讼规则第四百八十五条: later crimes, sentences beyond five years). */
export const SEAL_KINDS = {
  record: { zh: "单条记录", en: "One record" },
  person: { zh: "某人的记录", en: "A person's records" },
  release: { zh: "解除依规则的封存", en: "Release from the rules" },
} as const satisfies Record<string, Text>;

export type SealKind = keyof typeof SEAL_KINDS;

/** What is closed in the lake at one moment. */
export interface Closures {
  /** Changes whenever anything of it does. */
  readonly version: string;
  readonly records: readonly { readonly batch: string; readonly row: number; readonly basis: SealBasisId }[];
  /** `dataset` null: all that name the person. */
  readonly persons: readonly { readonly person: string; readonly dataset: string | null; readonly basis: SealBasisId }[];
  /** Persons to whom the rules of one basis no longer apply. */
  readonly released: readonly { readonly person: string; readonly basis: SealBasisId }[];
  readonly rules: readonly SealRule[];
  /** Rows that no longer count; `row` 0: the whole batch. They stay to be seen by reference. */
  readonly withdrawn: readonly { readonly batch: string; readonly row: number }[];
  /** Batches whose rows stand in a later file than the first, because rows were deleted or redacted. */
  readonly rewritten: readonly RewrittenBatch[];
}

export interface RewrittenBatch {
  readonly batch: string;
  /** 1 and up. */
  readonly generation: number;
}

/** Where the lake learns what is closed. It asks at each opening, so that no caller can forget to. */
export interface ClosurePort {
  /** The version alone, for those who keep what they opened. */
  version(): Promise<string>;
  read(): Promise<Closures>;
  /** Where a batch lies: its dataset's schema and the ids of all batches of it; null when there is no such batch. */
  datasetOf(batch: string): Promise<{ readonly dataset: string } | null>;
  /** All committed batches of a dataset with its schema, for rules that look across datasets. */
  batchesOf(dataset: string): Promise<{ readonly schema: DatasetSchema; readonly batches: readonly string[] } | null>;
}

/** A lake in which nothing is closed: for what holds no person's data, such as trial data of tests. */
export const nothingClosed: ClosurePort = {
  version: async () => "none",
  read: async () => ({ version: "none", records: [], persons: [], released: [], rules: [], withdrawn: [], rewritten: [] }),
  datasetOf: async () => null,
  batchesOf: async () => null,
};
