import { readFile } from "node:fs/promises";
import { DOCUMENT_CASE_DAYS, type DocumentCasePerson, type DocumentCaseRecord, YuejianError } from "@yuejian/contracts";
import { readAmount, readDate } from "@yuejian/identifiers";
import { Type } from "typebox";
import { Value } from "typebox/value";

const Day = Type.String({ pattern: "^[12][0-9]{3}-[0-9]{2}-[0-9]{2}$" });
const Days = Type.Union([Day, Type.Array(Day, { maxItems: 100 })]);
/** What a file tells of a case; every member may be left out. */
const RecordShape = Type.Object(
  {
    source: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    people: Type.Optional(
      Type.Array(
        Type.Object(
          {
            name: Type.String({ minLength: 1, maxLength: 100 }),
            sex: Type.Optional(Type.Union([Type.Enum(["male", "female", "男", "女"]), Type.Null()])),
            bornOn: Type.Optional(Type.Union([Day, Type.Null()])),
            residentId: Type.Optional(Type.Union([Type.String({ pattern: "^[0-9]{17}[0-9Xx]$" }), Type.Null()])),
          },
          { additionalProperties: false },
        ),
        { maxItems: 1000 },
      ),
    ),
    charges: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 200 }), { maxItems: 100 })),
    days: Type.Optional(
      Type.Object(Object.fromEntries(DOCUMENT_CASE_DAYS.map((day) => [day, Type.Optional(Days)])), { additionalProperties: false }),
    ),
    /** Yuan, as a number or as it is written: 12.5万元. */
    amount: Type.Optional(Type.Union([Type.Number({ minimum: 0 }), Type.String({ maxLength: 60 }), Type.Null()])),
  },
  { additionalProperties: false },
);

/** What a JSON file tells of the case that documents are of. FILE_NOT_FOUND, FILE_UNREADABLE (with the member that is wrong) */
export async function readCaseRecord(file: string): Promise<DocumentCaseRecord> {
  try {
    return caseRecordOf(file, await readFile(file, "utf8"));
  } catch (cause) {
    if (cause instanceof YuejianError) throw cause;
    throw new YuejianError("FILE_NOT_FOUND", { file }, { cause });
  }
}

/** The same of JSON that is at hand; refusals call it `file`. FILE_UNREADABLE */
export function caseRecordOf(file: string, text: string): DocumentCaseRecord {
  const refused = (reason: string, cause?: unknown): YuejianError => new YuejianError("FILE_UNREADABLE", { file, reason }, { cause });
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch (cause) {
    throw refused("JSON", cause);
  }
  if (!Value.Check(RecordShape, given)) {
    const [first] = Value.Errors(RecordShape, given);
    throw refused(
      `${first?.instancePath || "/"}: ${first?.message ?? ""}; people, charges, days (${DOCUMENT_CASE_DAYS.join(", ")}), amount, source`,
    );
  }
  const people = given.people?.map(({ name, sex = null, bornOn = null, residentId = null }): DocumentCasePerson => {
    if (bornOn !== null && "code" in readDate(bornOn)) throw refused(`/people: ${bornOn}`);
    return { name, sex: sex === "男" ? "male" : sex === "女" ? "female" : sex, bornOn, residentId: residentId?.toUpperCase() ?? null };
  });
  const source = given.source ?? "案件登记信息";
  return {
    source: { zh: source, en: given.source ?? "the record of the case" },
    people: people ?? null,
    charges: given.charges ?? [],
    days: Object.fromEntries(Object.entries(given.days ?? {}).map(([day, on]) => [day, typeof on === "string" ? [on] : (on as string[])])),
    amount: given.amount == null ? null : fenOf(given.amount, refused),
  };
}

function fenOf(amount: number | string, refused: (reason: string) => YuejianError): bigint {
  if (typeof amount === "number") return BigInt(Math.round(amount * 100));
  const reading = readAmount(/[元圆]/.test(amount) ? amount : `${amount}元`);
  if ("code" in reading) throw refused(`/amount: ${amount}`);
  return reading.value;
}
