import type { DateForm } from "@yuejian/contracts";

/** What a field of the records to be linked holds; it decides canonical text, comparison and blocking.
 *  - han-name: names of Chinese characters; name: other names of persons; organisation: names of organisations
 *  - resident-id: GB 11643 numbers; credit-code: GB 32100 codes; number: telephones, plates and other codes
 *  - day, sex; category: a closed list in all but name; text: anything else
 *  - han-address, address */
export type FieldKind =
  | "han-name"
  | "name"
  | "organisation"
  | "resident-id"
  | "credit-code"
  | "number"
  | "day"
  | "sex"
  | "category"
  | "text"
  | "email"
  | "han-address"
  | "address";

export interface Field {
  /** Name of the column. */
  readonly name: string;
  readonly kind: FieldKind;
  /** Of days: how the column writes them. */
  readonly dateForm?: DateForm;
}

/** A value that is prepared once per record so that comparing pairs is cheap.
 *  - canonical: the one spelling of the text
 *  - characters: a name of one to four Chinese characters, to be compared place by place; reading, anagram: of the same
 *  - valid: the check character of an id is right
 *  - birth: the day of the field, else that inside the id; sex: likewise
 *  - numbers, tail: of a Chinese address, its figures and the last characters before the first of them
 *  - compact: letters and digits alone; local, domain: of an e-mail address
 *  - skeleton: how a Latin word begins and its consonants; initial: the first three letters
 *  - stem: the name of an organisation without form and place words */
export type Derivation =
  | "canonical"
  | "characters"
  | "reading"
  | "anagram"
  | "valid"
  | "birth"
  | "sex"
  | "numbers"
  | "tail"
  | "compact"
  | "local"
  | "domain"
  | "skeleton"
  | "initial"
  | "stem";

export interface Feature {
  readonly name: string;
  readonly derive: Derivation;
  /** Fields it comes from; `birth` and `sex` take the field itself first (where there is one) and the id second. */
  readonly from: readonly (Field | null)[];
}

export type FeatureValue = string | number | boolean | null;
export type FeatureRow = Readonly<Record<string, FeatureValue>>;
