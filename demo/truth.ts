import type { QuarantineCode } from "@yuejian/contracts";

/** - plant: the model must find it
 *  - decoy: looks alike and is lawful; the model must not find it
 *  - plant-needs-linkage: true, but no join on standardised ids can find it; counted apart */
export type TruthKind = "plant" | "decoy" | "plant-needs-linkage";

/** One planted subject of a supervision model. */
export interface PlantedSubject {
  /** Number of the model (DOMAIN: supervision models in practice). */
  readonly model: number;
  readonly kind: TruthKind;
  /** Family of demo/README.md. */
  readonly family: string;
  /** The person's true resident id; for models 16, 21 and 22 the judgment number, a space and the id; for 13 the credit code; for 36 the credit
   *  code, a space and the day. */
  readonly subject: string;
  /** All that identifies it, by the names that columns of findings may bear. */
  readonly keys: Readonly<Record<string, string>>;
  /** Office of the district. */
  readonly office: string;
  readonly why: string;
  /** For payments: the months (first days) paid without ground, and their sum in fen. */
  readonly months?: readonly string[];
  readonly amountFen?: number;
}

/** One record that was made faulty on purpose; intake must quarantine it with this reason. */
export interface PlantedError {
  readonly file: string;
  /** 1-based record number in the file. */
  readonly row: number;
  /** Null for errors of the whole record. */
  readonly column: string | null;
  readonly code: QuarantineCode;
}

export interface CityTruth {
  readonly seed: number;
  readonly asOf: string;
  readonly subjects: readonly PlantedSubject[];
  readonly errors: readonly PlantedError[];
}
