import type { Lineage } from "@yuejian/contracts/api";
import { expect, it } from "vitest";
import { edgePath, placeLineage } from "./lineage-layout.ts";

type Kind = Lineage["nodes"][number]["kind"];

const node = (kind: Kind, key: string): Lineage["nodes"][number] => ({
  id: `${kind}:${key}`,
  kind,
  title: { zh: key, en: key },
  detail: null,
  ref: key,
  dataset: null,
  subject: null,
  count: 1,
});
const edge = (from: string, to: string): Lineage["edges"][number] => ({ from, to, step: "mapped", note: null });

it("stands in layers from source to use, none over another, and untangles lines that cross", () => {
  const names = ["a", "b", "c", "d"];
  const nodes = [...names.map((key) => node("heading", key)), ...names.toReversed().map((key) => node("column", key)), node("run", "r")];
  const edges = [...names.map((key) => edge(`heading:${key}`, `column:${key}`)), ...names.map((key) => edge(`column:${key}`, "run:r"))];
  const placed = placeLineage({ nodes, edges });
  expect(new Set(placed.nodes.map(({ x, y }) => `${x}/${y}`)).size).toBe(nodes.length);
  expect(new Set(placed.nodes.map(({ layer }) => layer))).toEqual(new Set([0, 1, 2]));
  const order = (kind: Kind) =>
    placed.nodes
      .filter((each) => each.node.kind === kind)
      .sort((left, right) => left.y - right.y)
      .map((each) => each.node.ref);
  expect(order("heading")).toEqual(order("column"));
  expect(placed.nodes.every(({ x, y }) => x < placed.width && y < placed.height)).toBe(true);
});

it("draws a fault in the layer before what lacks it", () => {
  const nodes = [node("fault", "f"), node("column", "c"), node("heading", "h")];
  const placed = placeLineage({ nodes, edges: [edge("fault:f", "column:c"), edge("heading:h", "column:c")] });
  const at = (id: string) => placed.nodes.find((each) => each.node.id === id) ?? expect.fail(id);
  expect(at("fault:f").layer).toBe(at("heading:h").layer);
  expect(edgePath(at("fault:f"), at("column:c"))).toMatch(/^M\d+/);
});
