import type { CheckedDocument } from "../document.ts";
import { type CountMention, countMentions } from "./count-mentions.ts";
import type { OtherCount } from "./counted-parts.ts";
import { readOnce } from "./read-once.ts";
import { type Row, rowsIn } from "./rows.ts";

const LEAST_ROWS = 3;
const MOST_KINDS = 4;
const LONGEST_KIND = 8;
const BEHIND = 600;

interface Kinds {
  /** How many rows have what in a cell of one column. */
  readonly rows: ReadonlyMap<string, number>;
  readonly start: number;
  readonly end: number;
}

/** Rows of as many cells, one behind the other. */
function* runsOf(all: readonly Row[]): Generator<readonly Row[]> {
  let run: Row[] = [];
  for (const cells of [...all, []]) {
    if (cells.length >= 2 && run[0]?.length === cells.length) {
      run.push(cells);
      continue;
    }
    if (run.length > LEAST_ROWS) yield run;
    run = cells.length >= 2 ? [cells] : [];
  }
}

const kindsIn = readOnce((document: CheckedDocument): readonly Kinds[] =>
  [...runsOf(rowsIn(document))].flatMap((run) => {
    const [headings, ...listed] = run;
    const rows = listed.filter((row) => !/^(?:合计|总计|共计|小计)/.test(row[0]?.text ?? ""));
    const end = run.at(-1)?.at(-1);
    return (headings ?? []).flatMap(({ text: heading, start }, at): Kinds[] => {
      const cells = rows.map((row) => row[at]?.text ?? "");
      const kinds = new Map<string, number>();
      for (const cell of cells) kinds.set(cell, (kinds.get(cell) ?? 0) + 1);
      const isOfKinds =
        rows.length >= LEAST_ROWS &&
        kinds.size > 1 &&
        kinds.size <= MOST_KINDS &&
        kinds.size < rows.length &&
        !kinds.has(heading) &&
        [...kinds.keys()].every((kind) => kind.length <= LONGEST_KIND && /^\p{Script=Han}+$/u.test(kind));
      return isOfKinds ? [{ rows: kinds, start, end: end ? end.start + end.text.length : start }] : [];
    });
  }),
);

const PLAIN = /^(?:已经?|为)|(?:的|者)$/g;
/** What stands between a kind and its number. */
const BETWEEN = /^(?:性|者|的)?(?:单位|人员|被告人|对象)?(?:共?有|共计?|为|是|合计|计|：|达)?$/;
const NOT_ALL = /其中|另|仅|约|近|每|各|同[比期]|[去上往前]年|此前|曾/;

/** The kind that a number is of by the words right before it: the longest, so that 不合格 is not 合格. */
function kindOf(kinds: ReadonlyMap<string, number>, { lead }: CountMention): string | null {
  const clause = /[^，。；：、（]*$/.exec(lead.replace(/：$/, ""))?.[0] ?? "";
  const fits = [...kinds.keys()].filter((kind) => {
    const core = kind.replaceAll(PLAIN, "");
    const at = clause.lastIndexOf(core);
    return core !== "" && at >= 0 && BETWEEN.test(clause.slice(at + core.length)) && !/[未不没非无]$/.test(clause.slice(0, at));
  });
  return NOT_ALL.test(clause) ? null : (fits.toSorted((one, other) => other.length - one.length)[0] ?? null);
}

interface OfKind extends OtherCount {
  readonly isRight: boolean;
}

/** Numbers of the rows that have so in a table: 合格三家, 不起诉一人. */
export const countsOfKinds = readOnce((document: CheckedDocument): readonly OfKind[] => {
  const tables = kindsIn(document);
  if (tables.length === 0) return [];
  return countMentions(document).flatMap((mention): OfKind[] => {
    const near = tables.filter(({ start, end }) =>
      mention.start > end ? mention.start - end < BEHIND : start - mention.end < BEHIND / 2 && mention.end < start,
    );
    const found = near.flatMap(({ rows }) => {
      const kind = mention.isEach || mention.isLoose ? null : kindOf(rows, mention);
      return kind === null ? [] : [rows.get(kind) ?? 0];
    });
    const [meant, ...more] = new Set(found);
    return meant === undefined || more.length > 0 ? [] : [{ mention, meant, isRight: meant === mention.value }];
  });
});
