import type { ModelManifest, Relation } from "@yuejian/contracts";
import { rule } from "@yuejian/rules";
import { expect, it } from "vitest";
import { subjectSource } from "./index.ts";

const { column, text } = rule;
const manifest = { subjectKey: "subject" } as ModelManifest;
const people: Relation = { op: "source", dataset: "people", columns: ["id", "name"] };
const deaths: Relation = { op: "source", dataset: "deaths", columns: ["id", "died_on"] };
const subjectOf = (relation: Relation) => subjectSource({ manifest, rule: relation });
const named = (from: Relation, name = "id"): Relation => ({ op: "project", from, columns: { subject: column(name) } });

it("is the dataset's column, without the conditions and joins of the rule", () => {
  const joined: Relation = { op: "join", kind: "inner", left: people, right: deaths, prefix: "d_", on: [{ left: "id", right: "id" }] };
  const filtered: Relation = { op: "filter", from: joined, where: { op: "is-not-null", of: column("d_died_on") } };
  const expected = {
    relation: { op: "project", from: { op: "source", dataset: "people", columns: ["id"] }, columns: { subject: column("id") } },
    datasets: [{ dataset: "people", columns: ["id"] }],
  };
  expect(subjectOf(named(filtered))).toMatchObject(expected);
  expect(subjectOf(named({ op: "absent", left: people, right: deaths, prefix: "d_", on: [{ left: "id", right: "id" }] }))).toMatchObject(
    expected,
  );
  expect(subjectOf(named({ op: "group", from: people, by: ["id"], aggregates: { count: { fn: "count" } } }))).toMatchObject(expected);
  expect(subjectOf(named(joined, "d_id"))).toMatchObject({ datasets: [{ dataset: "deaths", columns: ["id"] }] });
});

it("keeps the formula of a subject put together from columns, and unites what comes from several datasets", () => {
  const composed: Relation = { op: "project", from: people, columns: { subject: rule.concat(column("name"), text(" "), column("id")) } };
  expect(subjectOf(composed)).toMatchObject({ datasets: [{ dataset: "people", columns: ["id", "name"] }] });
  expect(subjectOf({ op: "union", parts: [named(people), named(deaths), named(people)] })).toMatchObject({
    relation: { op: "union" },
    datasets: [{ dataset: "people" }, { dataset: "deaths" }],
  });
});

it("cannot be determined where rows or datasets are put together", () => {
  const both: Relation = {
    op: "project",
    from: { op: "join", kind: "inner", left: people, right: deaths, prefix: "d_", on: [{ left: "id", right: "id" }] },
    columns: { subject: rule.concat(column("id"), column("d_id")) },
  };
  const summed: Relation = named({ op: "group", from: people, by: ["name"], aggregates: { id: { fn: "max", of: column("id") } } });
  const ranked: Relation = named({ op: "rank", from: people, partition: ["name"], order: [], as: "place" }, "place");
  for (const relation of [both, summed, ranked, { op: "values", columns: { subject: "text" }, rows: [] } as Relation])
    expect(subjectOf(relation)).toHaveProperty("unknown");
});
