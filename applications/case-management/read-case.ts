import {
  type BusinessLine,
  HANDLED_CASE_DAYS,
  HANDLED_CASE_KINDS,
  type HandledCase,
  type HandledCaseDay,
  type HandledCaseKind,
  type HandledCaseOutcome,
  type HandledCaseRefusal,
  type Office,
} from "@yuejian/contracts";
import { applyMapping, createStandardiser, type ExplicitMapping, type HeadingMapping, readResidentId } from "@yuejian/identifiers";
import { checkCase } from "./check-case.ts";
import { CASE_COLUMNS } from "./columns.ts";
import { CASE_KINDS, clockOf } from "./kinds.ts";

export type CaseReading = { readonly handled: HandledCase } | { readonly refusals: readonly HandledCaseRefusal[] };

export interface CaseReader {
  readonly mapped: HeadingMapping;
  /** One record, as many texts as there are headings. */
  read(texts: readonly string[]): CaseReading;
}

export interface CaseReaderOptions {
  readonly offices: readonly Office[];
  /** Whether whoever imports may bring cases of the office. */
  readonly mayImport: (office: string) => boolean;
  /** Day of the export, `YYYY-MM-DD`. */
  readonly asOf: string;
  /** Source heading → column or null, where a person said so. */
  readonly mapping?: ExplicitMapping | undefined;
}

const DAYS = Object.keys(HANDLED_CASE_DAYS) as HandledCaseDay[];
const SUSPECT_NUMBER = /^[A-Za-z0-9][A-Za-z0-9-]{0,39}$/;
const SEPARATORS = /[;；,，、\s]+/;
const LONGEST = 200;

/** Reads records of a table with these headings. MAPPING_HEADING_UNKNOWN, MAPPING_COLUMN_UNKNOWN, MAPPING_COLUMN_TWICE */
export function caseReader(headings: readonly string[], { offices, mayImport, asOf, mapping }: CaseReaderOptions): CaseReader {
  const mapped = applyMapping(headings, { id: "casework", columns: CASE_COLUMNS }, mapping ?? {});
  const cells = mapped.columns.flatMap(({ column, index, unit }) =>
    index === null ? [] : [{ name: column.name, index, standardise: createStandardiser(column, unit) }],
  );
  const delivered = new Set(cells.map(({ name }) => name));
  const days = DAYS.filter((day) => delivered.has(day));
  const officeBySpelling = officeSpellings(offices);

  function read(texts: readonly string[]): CaseReading {
    const refusals: HandledCaseRefusal[] = [];
    const values: Record<string, string | null> = {};
    for (const { name, index, standardise } of cells) {
      const text = texts[index] ?? "";
      const read = standardise(text);
      if ("code" in read) refusals.push({ code: read.code, column: name, parameters: { value: text.slice(0, LONGEST) } });
      else values[name] = read.value;
    }
    for (const name of mapped.missing) refusals.push({ code: "required-missing", column: name, parameters: {} });
    if (refusals.length > 0) return { refusals };

    const refuse = (code: HandledCaseRefusal["code"], column: string, parameters: Record<string, string>) =>
      refusals.push({ code, column, parameters });
    const [officeText, kindText] = [values["office"] ?? "", values["kind"] ?? ""];
    const office = officeBySpelling.get(officeText);
    if (office === undefined) refuse("office-unknown", "office", { value: officeText.slice(0, LONGEST) });
    else if (!mayImport(office)) refuse("office-not-yours", "office", { value: officeText });
    const kind = KIND_BY_SPELLING.get(plain(kindText));
    if (kind === undefined) refuse("kind-unknown", "kind", { value: kindText.slice(0, LONGEST) });
    const suspects = (values["suspects"] ?? "").split(SEPARATORS).filter((each) => each !== "");
    if (suspects.some((each) => !SUSPECT_NUMBER.test(each) || isResidentId(each))) refuse("suspect-not-a-number", "suspects", {});
    for (const name of ["number", "department", "cause", "handler"])
      if ((values[name]?.length ?? 0) > LONGEST) refuse("value-too-long", name, {});
    if (office === undefined || kind === undefined || refusals.length > 0) return { refusals };

    const custody = values["in_custody"] ?? null;
    const ofDays = {
      days: Object.fromEntries(days.map((day) => [day, values[day] ?? null])) as HandledCase["days"],
      inCustody: custody === null ? null : custody === "yes",
    };
    const ground = groundOf(kind, ofDays, values["suspension_ground"] ?? null);
    if ("refusal" in ground) return { refusals: [ground.refusal] };
    const handled: HandledCase = {
      number: values["number"] ?? "",
      office,
      department: values["department"] ?? "",
      line: (values["line"] as BusinessLine | null | undefined) ?? CASE_KINDS[kind].line,
      kind,
      cause: values["cause"] ?? null,
      suspects,
      handler: values["handler"] ?? null,
      ...ofDays,
      suspensionGround: ground.id,
      outcome: (values["outcome"] as HandledCaseOutcome | null | undefined) ?? null,
    };
    const impossible = checkCase(handled, asOf);
    return impossible.length > 0 ? { refusals: impossible } : { handled };
  }
  return { mapped, read };
}

/** The ground of the time left out, by its id or its title; without any time left out the column says nothing. */
function groundOf(
  kind: HandledCaseKind,
  handled: Pick<HandledCase, "inCustody" | "days">,
  text: string | null,
): { readonly id: string | null } | { readonly refusal: HandledCaseRefusal } {
  const { term } = CASE_KINDS[kind];
  if (text === null || term === null || !handled.days.suspended_from) return { id: null };
  const { suspensions } = clockOf(term, handled);
  const found = suspensions.find(
    ({ id, title }) => [id, title.zh, title.en].includes(text) || (text.length > 1 && title.zh.includes(text)),
  );
  if (found || suspensions.length === 0) return { id: found?.id ?? null };
  const other = suspensions.map(({ title }) => title.zh).join("、");
  return { refusal: { code: "ground-unknown", column: "suspension_ground", parameters: { value: text.slice(0, LONGEST), other } } };
}

/** Also one with a wrong check digit: a mistyped id still names somebody. */
function isResidentId(text: string): boolean {
  const read = readResidentId(text);
  return !("code" in read) || read.code === "resident-id-check";
}

const plain = (text: string) => text.replaceAll(/[\s()（）]/g, "").toLowerCase();

const KIND_BY_SPELLING: ReadonlyMap<string, HandledCaseKind> = new Map(
  (Object.keys(CASE_KINDS) as HandledCaseKind[]).flatMap((kind) =>
    [kind, HANDLED_CASE_KINDS[kind].zh, HANDLED_CASE_KINDS[kind].en, ...CASE_KINDS[kind].spellings].map(
      (each) => [plain(each), kind] as const,
    ),
  ),
);

/** By id, region code, name in both languages, and the name without its last word (岳阳楼区). */
function officeSpellings(offices: readonly Office[]): ReadonlyMap<string, string> {
  return new Map(
    offices.flatMap(({ id, regionCode, name }) =>
      [id, regionCode, name.zh, name.en, name.zh.replace(/人民检察院$/, ""), name.zh.replace(/人民检察院$/, "检察院")].map(
        (each) => [each, id] as const,
      ),
    ),
  );
}
