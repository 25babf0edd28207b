import { createHash } from "node:crypto";
import { canonicalJson, type Progress, YuejianError } from "@yuejian/contracts";
import { readSource, tableRecords } from "@yuejian/data";
import { mapHeadings, readDate, readFlag } from "@yuejian/identifiers";
import { CHARGES, chargeNumber, chargesNamed, portraitOf, readSentence, type Sentence, withoutPersons } from "@yuejian/legal-research";
import { JUDGMENT_COLUMNS } from "./judgment-columns.ts";

/** A judgment as it is kept: names and numbers of persons struck out as far as rules find them. */
export interface ReadJudgment {
  readonly identity: string;
  readonly number: string;
  readonly title: string;
  readonly court: string;
  readonly decidedOn: string | null;
  /** Without 罪. */
  readonly charges: readonly string[];
  readonly sentence: Sentence | null;
  readonly text: string;
  readonly sha256: string;
}

export const REFUSALS = {
  "text-missing": { zh: "没有文书内容，或者过短", en: "there is no text, or too little of it" },
  sealed: { zh: "已封存，不得导入", en: "it is sealed" },
  "minor-sealed": {
    zh: "犯罪时未成年且判处五年有期徒刑以下，犯罪记录依法封存（刑事诉讼法第二百八十六条），不得导入",
    en: "a minor at the time and five years or less: the record is sealed by law (Criminal Procedure Law 286)",
  },
  "flag-unreadable": { zh: "“是否封存”读不懂，按封存处理", en: "whether it is sealed cannot be read: taken as sealed" },
  "date-unreadable": { zh: "裁判日期读不懂", en: "the day of the decision cannot be read" },
  "charge-unknown": { zh: "罪名不在罪名表中", en: "the charge is not in the table of charges" },
} as const;
export type JudgmentRefusal = keyof typeof REFUSALS;

export interface RefusedJudgment {
  readonly row: number;
  readonly line: number;
  readonly reason: JudgmentRefusal;
}

export interface ReadJudgments {
  readonly file: { readonly name: string; readonly sha256: string; readonly size: number };
  readonly rows: number;
  readonly judgments: readonly ReadJudgment[];
  readonly refused: readonly RefusedJudgment[];
  /** Numbers of refused rows that are sealed: what stands of them goes. */
  readonly sealed: readonly string[];
}

export interface ReadingPorts {
  readonly scratchFolder: string;
  readonly memoryLimit: string | undefined;
  readonly progress: Progress;
}

const LEAST_TEXT = 20;
/** Terms of minors up to this many months are sealed. */
const SEALED_TO_MONTHS = 60;

/** Reads a table of judgments (CSV, XLSX, JSON …). What `readSource` throws, COLUMNS_MISSING, JOB_CANCELLED */
export async function readJudgments(path: string, sheet: string | undefined, ports: ReadingPorts): Promise<ReadJudgments> {
  const { scratchFolder, memoryLimit, progress } = ports;
  const table = await readSource(path, { scratchFolder, progress, ...(sheet === undefined ? {} : { part: { sheet } }) });
  try {
    const { columns, missing } = mapHeadings(table.headings, { columns: JUDGMENT_COLUMNS });
    if (missing.length > 0)
      throw new YuejianError("COLUMNS_MISSING", {
        file: table.facts.name,
        row: 1,
        dataset: "judgments",
        columns: columns.flatMap(({ column }) => (missing.includes(column.name) ? [column.title.zh] : [])).join("、"),
        found: table.headings.join("、"),
      });
    const places = new Map(columns.map(({ column, index }) => [column.name, index]));
    const byIdentity = new Map<string, ReadJudgment>();
    const refused: RefusedJudgment[] = [];
    const sealed: string[] = [];
    let rows = 0;
    for await (const records of tableRecords(table, { scratchFolder, ...(memoryLimit === undefined ? {} : { memoryLimit }) })) {
      if (progress.signal.aborted) throw new YuejianError("JOB_CANCELLED");
      for (const { row, line, texts } of records) {
        rows += 1;
        const cell = (name: JudgmentColumn): string => (texts[places.get(name) ?? -1] ?? "").trim();
        const read = readRow(cell);
        if (typeof read === "string") {
          refused.push({ row, line, reason: read });
          if (SEALED.has(read) && cell("number") !== "") sealed.push(cell("number"));
        } else byIdentity.set(read.identity, read);
      }
    }
    const { name, sha256, size } = table.facts;
    return { file: { name, sha256, size }, rows, judgments: [...byIdentity.values()], refused, sealed };
  } finally {
    await table.dispose();
  }
}

type JudgmentColumn = "text" | "number" | "title" | "court" | "charge" | "sentence" | "decided_on" | "sealed";
const SEALED: ReadonlySet<JudgmentRefusal> = new Set(["sealed", "minor-sealed", "flag-unreadable"]);

function readRow(cell: (name: JudgmentColumn) => string): ReadJudgment | JudgmentRefusal {
  const whole = cell("text");
  if (whole.length < LEAST_TEXT) return "text-missing";
  const flag = cell("sealed") === "" ? { value: "false" as const } : readFlag(cell("sealed"));
  if (!("value" in flag)) return "flag-unreadable";
  if (flag.value === "true") return "sealed";
  const day = cell("decided_on") === "" ? { value: null } : readDate(cell("decided_on"));
  if (!("value" in day)) return "date-unreadable";
  const named = cell("charge")
    .split(/[;；,，\n]|罪、|罪和/)
    .map((one) => one.trim())
    .filter(Boolean);
  const numbers = cell("charge") === "" ? chargesNamed(dispositionOf(whole)) : [chargeNumber(cell("charge")), ...named.map(chargeNumber)];
  const charges = [...new Set(numbers.filter((number) => number !== null))];
  if (cell("charge") !== "" && charges.length === 0) return "charge-unknown";
  const sentence = (cell("sentence") === "" ? null : readSentence(cell("sentence"), true)) ?? readSentence(whole);
  if (portraitOf(whole).circumstances.has("minor") && (sentence?.months ?? 0) <= SEALED_TO_MONTHS) return "minor-sealed";
  const kept = {
    number: cell("number"),
    title: withoutPersons(cell("title")),
    court: cell("court"),
    decidedOn: day.value,
    charges: charges.map((charge) => CHARGES[charge]!.name),
    sentence,
    text: withoutPersons(whole),
  };
  const sha256 = createHash("sha256").update(canonicalJson(kept)).digest("hex");
  return { ...kept, identity: kept.number === "" ? sha256 : kept.number, sha256 };
}

/** Where a judgment says what it finds; the whole text where it has no such part. */
function dispositionOf(text: string): string {
  const from = text.search(/(?:判决|裁定)如下|本院认为/);
  return from < 0 ? text : text.slice(from);
}
