import type { Aggregate, Order, Relation, Scalar, Text } from "@yuejian/contracts";
import { describeScalar } from "./describe-scalar.ts";

/** Titles for people: of a dataset, and of a column. Names stand for themselves where there is none. */
export interface Titles {
  dataset(id: string): Text | null;
  column(name: string): Text | null;
}

const untitled: Titles = { dataset: () => null, column: () => null };

/** The rule in words, one line per step in the order of computing. Later lines refer to earlier ones by their number; a relation that stands in several
 *  places is told once. */
export function describeRule(relation: Relation, titles: Titles = untitled): readonly Text[] {
  const told: Told = { lines: [], numbers: new Map() };
  describe(relation, titles, told);
  return told.lines;
}

interface Told {
  readonly lines: Text[];
  /** Of relations by their text: a rule that was read from JSON shares no objects. */
  readonly numbers: Map<string, number>;
}

/** The number of the relation's line, which is added with those below it where it was not told yet. */
function describe(relation: Relation, titles: Titles, told: Told): number {
  const key = JSON.stringify(relation);
  const number = told.numbers.get(key) ?? describeOnce(relation, titles, told);
  told.numbers.set(key, number);
  return number;
}

function describeOnce(relation: Relation, titles: Titles, told: Told): number {
  const { lines } = told;
  const column = (name: string): Text => titles.column(name) ?? { zh: name, en: name };
  const columns = (names: readonly string[]): Text => joinTexts(names.map(column), "、", ", ");
  const scalar = (part: Scalar): Text => describeScalar(part, column);
  const say = (zh: string, en: string): number => {
    const number = lines.length + 1;
    lines.push({ zh: `第${number}步：${zh}`, en: `Step ${number}: ${en}` });
    return number;
  };
  switch (relation.op) {
    case "source": {
      const title = titles.dataset(relation.dataset) ?? { zh: relation.dataset, en: relation.dataset };
      const of = columns(relation.columns);
      return say(`取「${title.zh}」的 ${of.zh}`, `take ${of.en} of “${title.en}”`);
    }
    case "values": {
      const of = columns(Object.keys(relation.columns));
      return say(`常量表（${relation.rows.length} 行）：${of.zh}`, `a constant table of ${relation.rows.length} rows: ${of.en}`);
    }
    case "filter": {
      const from = describe(relation.from, titles, told);
      const where = scalar(relation.where);
      return say(`在第${from}步中只留 ${where.zh}`, `of step ${from} keep where ${where.en}`);
    }
    case "project": {
      const from = describe(relation.from, titles, told);
      const parts = Object.entries(relation.columns).map(([name, part]) => {
        const [title, value] = [column(name), scalar(part)];
        return part.op === "column" && part.name === name ? title : { zh: `${title.zh}＝${value.zh}`, en: `${title.en} = ${value.en}` };
      });
      const all = joinTexts(parts, "，", ", ");
      return say(`由第${from}步算出 ${all.zh}`, `from step ${from} compute ${all.en}`);
    }
    case "join":
    case "absent": {
      const [left, right] = [describe(relation.left, titles, told), describe(relation.right, titles, told)];
      const conditions = relation.on.map((pair) => {
        const [a, b] = [column(pair.left), column(relation.prefix + pair.right)];
        return { zh: `${a.zh}＝${b.zh}`, en: `${a.en} = ${b.en}` };
      });
      if (relation.where) conditions.push(scalar(relation.where));
      const all = joinTexts(conditions, "，且 ", " and ");
      if (relation.op === "absent") {
        return say(
          `第${left}步中，在第${right}步里找不到满足条件的记录者：${all.zh}`,
          `rows of step ${left} for which step ${right} holds none with ${all.en}`,
        );
      }
      const kept = relation.kind === "left" ? { zh: "（无匹配者也保留）", en: " (unmatched rows stay)" } : { zh: "", en: "" };
      return say(`第${left}步与第${right}步碰撞${kept.zh}：${all.zh}`, `match step ${left} with step ${right}${kept.en} on ${all.en}`);
    }
    case "group": {
      const from = describe(relation.from, titles, told);
      const by = columns(relation.by);
      const parts = Object.entries(relation.aggregates).map(([name, aggregate]) => {
        const [title, value] = [column(name), describeAggregate(aggregate, scalar)];
        return { zh: `${title.zh}＝${value.zh}`, en: `${title.en} = ${value.en}` };
      });
      const all = parts.length === 0 ? { zh: "去重", en: "one row each" } : joinTexts(parts, "，", ", ");
      return say(`第${from}步按 ${by.zh} 归组：${all.zh}`, `group step ${from} by ${by.en}: ${all.en}`);
    }
    case "rank":
    case "sequence": {
      const from = describe(relation.from, titles, told);
      const by = columns(relation.partition);
      const order = describeOrder(relation.order, column);
      const within = relation.partition.length === 0 ? { zh: "", en: "" } : { zh: `在相同的 ${by.zh} 内`, en: ` within equal ${by.en}` };
      if (relation.op === "rank") {
        const as = column(relation.as);
        return say(
          `第${from}步${within.zh}按 ${order.zh} 排名次，记为 ${as.zh}`,
          `rank step ${from}${within.en} by ${order.en} as ${as.en}`,
        );
      }
      const previous = columns(Object.values(relation.previous));
      const back = relation.back ?? 1;
      const which = back === 1 ? { zh: "上一行", en: "the row before" } : { zh: `往前第${back}行`, en: `the row ${back} before` };
      return say(
        `第${from}步${within.zh}按 ${order.zh} 排列，取${which.zh}的 ${previous.zh}`,
        `order step ${from}${within.en} by ${order.en} and take ${previous.en} of ${which.en}`,
      );
    }
    case "connect": {
      const from = describe(relation.from, titles, told);
      const [left, right, as] = [column(relation.left), column(relation.right), column(relation.as)];
      return say(
        `第${from}步中以 ${left.zh} 与 ${right.zh} 相连（最多相隔${relation.steps}步）者归为一群，群以其中最小者记为 ${as.zh}`,
        `in step ${from}, what ${left.en} and ${right.en} connect (over at most ${relation.steps} steps) is one group, named by its smallest member as ${as.en}`,
      );
    }
    case "union": {
      const parts = relation.parts.map((part) => String(describe(part, titles, told)));
      return say(`合并第${parts.join("、")}步`, `put steps ${parts.join(", ")} together`);
    }
  }
}

function describeOrder(order: readonly Order[], column: (name: string) => Text): Text {
  const parts = order.map((each): Text => {
    const title = column(each.column);
    return each.direction === "ascending"
      ? { zh: `${title.zh}由小到大`, en: `${title.en} ascending` }
      : { zh: `${title.zh}由大到小`, en: `${title.en} descending` };
  });
  return joinTexts(parts, "、", ", ");
}

function describeAggregate(aggregate: Aggregate, scalar: (part: Scalar) => Text): Text {
  if (aggregate.fn === "count") return { zh: "行数", en: "number of rows" };
  const of = scalar(aggregate.of);
  switch (aggregate.fn) {
    case "count-distinct":
      return { zh: `不同的 ${of.zh} 的个数`, en: `number of different ${of.en}` };
    case "sum":
      return { zh: `${of.zh} 合计`, en: `sum of ${of.en}` };
    case "min":
      return { zh: `最小的 ${of.zh}`, en: `least ${of.en}` };
    case "max":
      return { zh: `最大的 ${of.zh}`, en: `greatest ${of.en}` };
  }
}

function joinTexts(parts: readonly Text[], zh: string, en: string): Text {
  return { zh: parts.map((part) => part.zh).join(zh), en: parts.map((part) => part.en).join(en) };
}
