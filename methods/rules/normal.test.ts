import { canonicalJson } from "@yuejian/contracts";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { interpretRule } from "./interpret.ts";
import { normalRule } from "./normal.ts";
import { parseRule } from "./parse.ts";
import { CONTEXT, drawParameters, drawRelation, drawRows } from "./testing/random-rule.ts";

test("a rule that went through canonical JSON gives the same rows, its constant tables included", { timeout: 60_000 }, () => {
  let tables = 0;
  fc.assert(
    fc.property(fc.gen(), (draw) => {
      const relation = drawRelation(draw, 4);
      const json = canonicalJson(normalRule(relation));
      const parsed = parseRule(JSON.parse(json));
      const interpretation = { context: CONTEXT, parameters: drawParameters(draw), rows: memoized((dataset) => drawRows(draw, dataset)) };
      const rows = (of: typeof relation) =>
        interpretRule(of, interpretation)
          .rows.map((row) => canonicalJson(row))
          .sort();
      expect(rows(parsed)).toEqual(rows(relation));
      expect(canonicalJson(normalRule(parsed))).toBe(json);
      if (json.includes('"op":"values"')) tables++;
    }),
    { numRuns: 300 },
  );
  expect(tables).toBeGreaterThan(20);
});

function memoized<Value>(make: (name: string) => Value): (name: string) => Value {
  const made = new Map<string, Value>();
  return (name) => {
    const value = made.get(name) ?? make(name);
    made.set(name, value);
    return value;
  };
}
