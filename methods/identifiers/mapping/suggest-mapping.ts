import type { ColumnSchema, DatasetSchema, Text } from "@yuejian/contracts";
import { readDate } from "../dates.ts";
import { readResidentId } from "../resident-id.ts";
import { bestAssignment } from "./assignment.ts";
import { type ContentFit, ContentJudge, contentReason, type SourceValues, sourceValues } from "./content-fit.ts";
import { type HeadingLikeness, headingLikeness, headingReason } from "./heading-likeness.ts";

export interface SourceColumn {
  readonly heading: string;
  /** Some of its values as written, empty cells included. */
  readonly sample: readonly string[];
}

/** What a source column seems to mean. */
export interface MappingSuggestion {
  readonly heading: string;
  /** Column of the schema; null: none, or it cannot be told. */
  readonly column: string | null;
  readonly certainty: "sure" | "likely" | "cannot-tell" | "none";
  /** One sentence why. */
  readonly reason: Text;
  /** Columns between which it cannot be told. */
  readonly candidates: readonly string[];
}

export interface SuggestedMapping {
  /** One for each source column, in the order given. */
  readonly suggestions: readonly MappingSuggestion[];
  /** Required columns that no source column fills. */
  readonly missing: readonly string[];
  /** Sum of what speaks for the assignment, to compare datasets with. */
  readonly score: number;
}

/** Less than this does not suffice to suggest anything. */
const LEAST = 0.3;
/** Two ways that differ by less than this are equally good. */
const EQUAL = 0.04;
const SURE = 1.2;

interface Evidence {
  readonly likeness: HeadingLikeness;
  readonly content: ContentFit;
  readonly bonus: Text | null;
  readonly score: number;
}

/** Suggests which column of a dataset each column of a file means, from headings and values: the one-to-one assignment for which most speaks in sum.
 *  The order of the file's columns is irrelevant. Where two ways are equally good it says that it cannot tell. */
export function suggestMapping(columns: readonly SourceColumn[], schema: Pick<DatasetSchema, "columns">): SuggestedMapping {
  return suggestFrom(prepare(columns), schema);
}

export interface PreparedSource {
  readonly values: SourceValues;
  readonly judge: ContentJudge;
  /** Its dates are the births in a column of resident ids. */
  readonly isBirth: boolean;
}

/** What is looked at once for all datasets. */
export function prepare(columns: readonly SourceColumn[]): readonly PreparedSource[] {
  const isBirth = birthColumns(columns);
  return columns.map(({ heading, sample }, index) => {
    const values = sourceValues(heading, sample);
    return { values, judge: new ContentJudge(values), isBirth: isBirth(index) };
  });
}

export function suggestFrom(source: readonly PreparedSource[], { columns }: Pick<DatasetSchema, "columns">): SuggestedMapping {
  const table = source.map((each) => columns.map((column) => weigh(each, column)));
  const gains = table.map((row) => row.map(({ score }) => score));
  const best = bestAssignment(gains, LEAST);
  const suggestions = source.map(({ values: { heading } }, row): MappingSuggestion => {
    const at = best.columnOfRow[row] ?? null;
    if (at === null) return none(heading);
    const without = gains.map((gain, each) => (each === row ? gain.map((value, index) => (index === at ? -1e3 : value)) : gain));
    const column = columns[at] as ColumnSchema;
    const evidence = table[row]?.[at] as Evidence;
    if (best.total - bestAssignment(without, LEAST).total < EQUAL) return cannotTell(heading, columns, gains[row] ?? []);
    const certainty = evidence.score >= SURE || (evidence.likeness.kind === "same" && evidence.content.evidence >= 0) ? "sure" : "likely";
    return { heading, column: column.name, certainty, reason: reasonOf(evidence, column), candidates: [] };
  });
  const taken = new Set(suggestions.map(({ column }) => column));
  return {
    suggestions,
    missing: columns.filter(({ required, name }) => required && !taken.has(name)).map(({ name }) => name),
    score: best.total - LEAST * best.columnOfRow.filter((column) => column === null).length,
  };
}

function weigh({ values, judge, isBirth }: PreparedSource, column: ColumnSchema): Evidence {
  const likeness = headingLikeness(values.heading, column);
  const content = judge.fit(column);
  const isBorn = isBirth && column.semantic === "day" && /出生|birth|born/i.test(`${column.title.zh} ${column.name}`);
  const bonus = isBorn ? { zh: "与身份证号中的出生日期一致", en: "they are the births in the resident ids" } : null;
  // A heading that names the column outweighs values that do not fit: those are for the quarantine to tell.
  const named = likeness.kind === "none" ? 0.3 * likeness.score : likeness.score * (likeness.kind === "same" ? 1.3 : 1);
  return { likeness, content, bonus, score: named + 0.7 * content.evidence + (bonus ? 0.3 : 0) };
}

function none(heading: string): MappingSuggestion {
  return {
    heading,
    column: null,
    certainty: "none",
    reason: { zh: "标题和内容都没有相符的列", en: "no column fits its heading or its values" },
    candidates: [],
  };
}

function cannotTell(heading: string, columns: readonly ColumnSchema[], gains: readonly number[]): MappingSuggestion {
  const most = Math.max(...gains);
  const equal = columns.filter((_, at) => (gains[at] ?? 0) >= most - EQUAL);
  const list = (locale: "zh" | "en") => equal.map(({ title }) => (locale === "zh" ? `「${title.zh}」` : `“${title.en}”`));
  const alone = equal.length < 2;
  return {
    heading,
    column: null,
    certainty: "cannot-tell",
    reason: alone
      ? {
          zh: `可能是${list("zh").join("")}，但另有一列同样相符，无法判断，请选择`,
          en: `it may be ${list("en").join("")}, but another column fits as well: cannot tell, please choose`,
        }
      : {
          zh: `与${list("zh").join("")}同样相符，无法判断，请选择`,
          en: `fits ${list("en").join(", ")} equally: cannot tell, please choose`,
        },
    candidates: equal.map(({ name }) => name),
  };
}

function reasonOf({ likeness, content, bonus }: Evidence, column: ColumnSchema): Text {
  const byHeading = headingReason(likeness, column);
  const isDoubtful = content.evidence < 0;
  const byContent = content.share > 0 || isDoubtful ? contentReason(content, column) : null;
  const parts = [byHeading, byContent, bonus].filter((part) => part !== null);
  const [only, ...more] = parts;
  if (!only) return { zh: "没有内容可看", en: "there are no values to look at" };
  if (byHeading && byContent && isDoubtful)
    return { zh: `${byHeading.zh}，但只有 ${byContent.zh}`, en: `${byHeading.en}, but only ${byContent.en}` };
  return { zh: [only, ...more].map(({ zh }) => zh).join("，"), en: [only, ...more].map(({ en }) => en).join("; ") };
}

/** Positions whose dates are, in nine records of ten, the births in the resident ids of another column. */
function birthColumns(columns: readonly SourceColumn[]): (index: number) => boolean {
  const births = columns.map(({ sample }) =>
    sample.map((value) => {
      const id = value.length < 15 ? null : readResidentId(value.trim());
      return id && "value" in id ? id.value.bornOn : null;
    }),
  );
  const holders = births.filter((each) => each.filter((birth) => birth !== null).length >= 5);
  return (index) =>
    holders.some((holder) => {
      const compared = (columns[index]?.sample ?? []).flatMap((value, row) => {
        const birth = holder[row] ?? null;
        const day = birth === null ? null : readDate(value.trim());
        return day && "value" in day ? [day.value === birth] : [];
      });
      return compared.length >= 5 && compared.filter(Boolean).length >= 0.9 * compared.length;
    });
}
