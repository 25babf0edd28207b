import type { Relation } from "@yuejian/contracts";
import { DICTIONARY } from "@yuejian/contracts/dictionary";
import { describe, expect, it } from "vitest";
import { findingColumns } from "./finding-columns.ts";

const ground = {
  columnsOf: (dataset: string) => DICTIONARY.find((each) => each.id === dataset)?.columns ?? null,
  parameterType: () => "integer",
};

const payments: Relation = { op: "source", dataset: "pension-payments", columns: ["person_id", "paid_for", "amount"] };
const served: Relation = { op: "source", dataset: "sentence-execution", columns: ["person_id", "admitted_on"] };
const joined: Relation = {
  op: "join",
  kind: "inner",
  left: payments,
  right: served,
  prefix: "s_",
  on: [{ left: "person_id", right: "person_id" }],
};

describe("columns of a finding", () => {
  it("keep unit and origin through joins and groups; counts and differences have a type and no origin", () => {
    const rule: Relation = {
      op: "group",
      from: joined,
      by: ["person_id"],
      aggregates: {
        months: { fn: "count-distinct", of: { op: "column", name: "paid_for" } },
        total: { fn: "sum", of: { op: "column", name: "amount" } },
        since: { fn: "min", of: { op: "column", name: "s_admitted_on" } },
        days: {
          fn: "max",
          of: { op: "days-between", from: { op: "column", name: "s_admitted_on" }, to: { op: "column", name: "paid_for" } },
        },
      },
    };
    const columns = findingColumns(rule, ground);
    const brief = Object.fromEntries(
      Object.entries(columns).map(([name, { type, origin }]) => [name, [type, origin?.column.name ?? null]]),
    );
    expect(brief).toEqual({
      person_id: ["text", "person_id"],
      months: ["integer", null],
      total: ["amount", "amount"],
      since: ["date", "admitted_on"],
      days: ["integer", null],
    });
  });

  it("take the types of a constant table and know nothing of a dataset that is not loaded", () => {
    const floors: Relation = { op: "values", columns: { floor: "amount" }, rows: [[200_000]] };
    expect(findingColumns(floors, ground)).toEqual({ floor: { type: "amount", origin: null } });
    expect(findingColumns({ op: "source", dataset: "unknown", columns: ["x"] }, ground)).toEqual({});
  });
});
