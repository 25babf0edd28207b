import { type DatasetSchema, ENTITY_MEMBERS, type SemanticType } from "@yuejian/contracts";
import { mentionsOf } from "@yuejian/matching";

/** What the index of a batch holds of a dataset. */
export interface IndexedColumns {
  /** Columns by whose values records are found: numbers of persons, firms, vehicles, parcels, telephones, documents. */
  readonly identifiers: readonly string[];
  /** Columns that are looked up together: what names one record of the source. */
  readonly keys: readonly (readonly string[])[];
  /** Columns whose words are found. None of them is personal: a word that finds a masked value would open it. */
  readonly texts: readonly string[];
  /** The day that a record is about. */
  readonly time: string | null;
}

const NUMBERS: ReadonlySet<SemanticType> = new Set(["resident-id", "credit-code", "phone", "document-number"]);
const WORDS: ReadonlySet<SemanticType> = new Set([
  "person-name",
  "organisation-name",
  "address",
  "agency",
  "charge",
  "document-number",
  "free-text",
  "code",
]);
const BIRTH = /birth|born|出生/i;

const known = new WeakMap<DatasetSchema, IndexedColumns>();

export function indexedColumns(schema: DatasetSchema): IndexedColumns {
  const found = known.get(schema) ?? columnsOf(schema);
  known.set(schema, found);
  return found;
}

function columnsOf(schema: DatasetSchema): IndexedColumns {
  const { columns, recordKey = [] } = schema;
  const time = timeColumn(schema);
  if (schema.id === ENTITY_MEMBERS) return { identifiers: ["entity", "number"], keys: [["batch", "row"]], texts: [], time };
  const named = new Set(mentionsOf(schema).flatMap(({ columns: parts }) => [parts.number, parts.frame]));
  const identifiers = columns
    .filter(({ name, type, semantic }) => type === "text" && (NUMBERS.has(semantic) || named.has(name)))
    .map(nameOf);
  const [first] = recordKey;
  const isFound = first === undefined || (recordKey.length === 1 && identifiers.includes(first));
  return {
    identifiers,
    keys: isFound ? [] : [recordKey],
    texts: columns
      .filter(
        ({ type, semantic, dataClass, allowed }) =>
          type === "text" && allowed === undefined && WORDS.has(semantic) && (dataClass === "public" || dataClass === "internal"),
      )
      .map(nameOf),
    time,
  };
}

const nameOf = ({ name }: { readonly name: string }): string => name;

/** Of several days the first that every record has; when somebody was born tells nothing of when something happened. */
function timeColumn({ columns }: DatasetSchema): string | null {
  const days = columns.filter(({ type, name, title }) => type === "date" && !BIRTH.test(name) && !BIRTH.test(title.zh));
  return (days.find(({ required }) => required) ?? days[0])?.name ?? null;
}
