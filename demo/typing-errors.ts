import type { ColumnSchema, QuarantineCode } from "@yuejian/contracts";
import { residentIdCheckCharacter } from "@yuejian/identifiers";
import type { Random } from "./random.ts";

interface Mistake {
  readonly code: QuarantineCode;
  readonly applies: (column: ColumnSchema, text: string) => boolean;
  readonly make: (text: string, random: Random) => string;
}

const isId = (column: ColumnSchema, text: string): boolean => column.semantic === "resident-id" && /^\d{17}[\dX]$/.test(text);

/** Mistakes that clerks make, each with the reason for which intake must set the row aside. */
const MISTAKES: readonly Mistake[] = [
  { code: "resident-id-check", applies: isId, make: (text, random) => wrongDigit(text, random.between(14, 16)) },
  { code: "resident-id-check", applies: isId, make: (text) => transposeSequence(text) },
  { code: "resident-id-length", applies: isId, make: (text, random) => text.slice(0, random.between(15, 16)) + text.slice(17) },
  { code: "resident-id-characters", applies: isId, make: (text) => `${text.slice(0, 4)}O${text.slice(5)}` },
  { code: "resident-id-birth", applies: isId, make: (text) => impossibleBirth(text) },
  {
    code: "date-impossible",
    applies: (column, text) => column.semantic === "day" && /\d{4}/.test(text),
    make: (text, random) => impossibleDay(text, random),
  },
  {
    code: "date-unreadable",
    applies: (column, text) => column.type === "date" && text !== "",
    make: (_, random) => random.pick(["待核实", "同上", "去年"]),
  },
  { code: "required-missing", applies: (column, text) => column.required === true && text !== "", make: () => "" },
  { code: "value-not-allowed", applies: (column, text) => column.allowed !== undefined && text !== "", make: (text) => `${text}？` },
  { code: "amount-unreadable", applies: (column, text) => column.type === "amount" && text !== "", make: (text) => `约${text}` },
  {
    code: "credit-code-check",
    applies: (column, text) => column.semantic === "credit-code" && /\d$/.test(text),
    make: (text) => text.slice(0, 17) + ((Number(text.slice(17)) + 3) % 10),
  },
];

/** Changes one cell of a record so that it must be quarantined, or returns null when the chosen mistake fits no cell. */
export function makeMistake(
  cells: string[],
  columns: readonly ColumnSchema[],
  random: Random,
): { column: string | null; code: QuarantineCode } | null {
  if (random.chance(0.08)) {
    if (random.chance(0.5)) cells.push("补录");
    else cells.pop();
    return { column: null, code: "field-count" };
  }
  const mistake = random.pick(MISTAKES);
  const fitting = columns.flatMap((column, index) => (mistake.applies(column, cells[index] ?? "") ? [index] : []));
  if (fitting.length === 0) return null;
  const index = random.pick(fitting);
  cells[index] = mistake.make(cells[index] ?? "", random);
  return { column: columns[index]?.name ?? null, code: mistake.code };
}

/** One digit changed and the check character left: ISO 7064 catches every such error. */
export function wrongDigit(id: string, position: number): string {
  return id.slice(0, position) + ((Number(id[position]) + 1) % 10) + id.slice(position + 1);
}

/** Two neighbouring digits of the sequence exchanged; where they are equal, a wrong digit instead. */
export function transposeSequence(id: string): string {
  for (const position of [14, 15])
    if (id[position] !== id[position + 1]) return id.slice(0, position) + id[position + 1] + id[position] + id.slice(position + 2);
  return wrongDigit(id, 14);
}

function impossibleBirth(id: string): string {
  const digits = `${id.slice(0, 10)}0230${id.slice(14, 17)}`;
  return digits + residentIdCheckCharacter(digits);
}

/** The day becomes the thirty-second or 30 February, in the form in which the date was written. */
function impossibleDay(text: string, random: Random): string {
  const compact = /^(\d{4})\d{4}$/.exec(text);
  if (compact) return `${compact[1]}${random.chance(0.5) ? "0230" : "1132"}`;
  return text.replace(/^(\d{4})([-/.年])\d{1,2}([-/.月])\d{1,2}/, random.chance(0.5) ? "$1$202$330" : "$1$211$332");
}
