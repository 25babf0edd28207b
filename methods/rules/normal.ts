import type { Relation } from "@yuejian/contracts";

/** The same rule with the columns of constant tables by name, their rows with them: canonical JSON sorts the names of an object, and the cells of a
 *  row stand by position. What is digested or written down as canonical JSON must be this. */
export function normalRule(relation: Relation): Relation {
  switch (relation.op) {
    case "source":
      return relation;
    case "values": {
      const names = Object.keys(relation.columns);
      const order = names.map((_, position) => position).sort((left, right) => ((names[left] ?? "") < (names[right] ?? "") ? -1 : 1));
      return {
        op: "values",
        columns: Object.fromEntries(Object.entries(relation.columns).sort(([left], [right]) => (left < right ? -1 : 1))),
        rows: relation.rows.map((row) => order.map((position) => row[position] ?? null)),
      };
    }
    case "join":
    case "absent":
      return { ...relation, left: normalRule(relation.left), right: normalRule(relation.right) };
    case "union":
      return { ...relation, parts: relation.parts.map(normalRule) };
    case "filter":
    case "project":
    case "group":
    case "rank":
    case "sequence":
    case "connect":
      return { ...relation, from: normalRule(relation.from) };
  }
}
