import type { ColumnType } from "./dataset.ts";
import type { BusinessLine, DataClass } from "./organisation.ts";
import type { Relation } from "./rule.ts";
import type { Text } from "./text.ts";

/** A supervision model as a package: `applications/models/<id>/`. */
export interface ModelManifest {
  /** Equals the folder's name. */
  readonly id: string;
  /** Number in the catalogue of supervision models (docs/data-dictionary.md). */
  readonly number: number;
  readonly version: string;
  readonly title: Text;
  readonly summary: Text;
  readonly businessLine: BusinessLine;
  readonly legalBasis: readonly LegalBasis[];
  /** Result column that identifies the subject; with the model id it names a lead. */
  readonly subjectKey: string;
  /** Result column with the name to show for the subject. */
  readonly subjectName: string;
  /** Result column with the office concerned, or null: then leads go to the office that ran the model. */
  readonly officeColumn: string | null;
  readonly inputs: readonly ModelInput[];
  readonly parameters: readonly ModelParameter[];
  /** Innocent explanations that a person rules out before filing. */
  readonly lawfulExplanations: readonly LawfulExplanation[];
  /** What would settle it: the record or inquiry that confirms or refutes the finding. */
  readonly settledBy: readonly Text[];
  readonly finds: Text;
  readonly cannotFind: Text;
  readonly verifyByHand: Text;
  /** Highest class among the declared columns. */
  readonly dataClass: DataClass;
  /** Measured precision below this floor stops the model (0…1). */
  readonly precisionFloor: number;
}

/** A source the rule reads. `absent`: the rule relies on rows of it not existing. */
export interface ModelInput {
  readonly dataset: string;
  readonly presence: "present" | "absent";
  readonly columns: readonly string[];
}

export interface ModelParameter {
  readonly name: string;
  readonly type: ColumnType;
  readonly title: Text;
  readonly default: string | number | boolean;
  /** Id in the table of legal numbers that the default comes from. */
  readonly legalNumber?: string;
}

export interface LegalBasis {
  readonly law: string;
  readonly article: string;
  readonly text: Text;
}

export interface LawfulExplanation {
  readonly id: string;
  readonly title: Text;
  readonly howToCheck: Text;
}

/** One result row of a rule, values in the rule's column order. */
export interface Finding {
  readonly subject: string;
  readonly values: Readonly<Record<string, string | number | boolean | null>>;
  /** References of the rows behind it, sorted, without repeats. */
  readonly rows: readonly string[];
}

export interface SupervisionModel {
  readonly manifest: ModelManifest;
  /** The rule, given values of the parameters and the legal numbers on which it stands. */
  readonly rule: Relation;
  /** One sentence why, with the values that collide; pure. */
  explain(finding: Finding): Text;
}

/** A golden case: rows per dataset and the subjects that must and must not be found. */
export interface ModelCase {
  readonly name: string;
  readonly title: Text;
  readonly kind: "positive" | "negative";
  readonly rows: Readonly<Record<string, readonly Readonly<Record<string, string | number | boolean | null>>[]>>;
  /** Subjects found, in order. Empty for negative cases. */
  readonly expected: readonly string[];
}
