import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { silentProgress } from "@yuejian/contracts";
import { afterAll, describe, expect, it } from "vitest";
import { linkFiles } from "./link-files.ts";
import type { LinkedFiles, LinkFilesRequest } from "./link-files-types.ts";

const folder = mkdtempSync(join(tmpdir(), "yuejian-link-files-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, lines: readonly string[]): string {
  const path = join(folder, name);
  writeFileSync(path, `${lines.join("\n")}\n`);
  return path;
}

const link = (request: LinkFilesRequest): Promise<LinkedFiles> => linkFiles(request, { scratchFolder: folder, progress: silentProgress });

const SURNAMES = "李王刘陈张周黄彭杨胡罗谢唐曾吴邓肖何谭曹蒋徐龙赵袁朱欧许易贺";
const GIVEN = "国德福金华明文炳桂柏云清正光荣贵富寿春祥秀英兰珍玉梅淑凤莲芝";

/** People with two records each, the second with another slip; a sister of every fifth lives at the same address with the same telephone. */
function people(count: number): { rows: string[]; truth: string[] } {
  const [rows, truth] = [["编号,姓名,公民身份号码,出生日期,住址,联系电话,cluster"], ["编号,cluster"]];
  const add = (person: number, cells: readonly string[]): void => {
    rows.push([rows.length, ...cells, person].join(","));
    truth.push(`${rows.length - 1},${person}`);
  };
  let state = 1;
  const below = (limit: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  for (let at = 0; at < count; at++) {
    const [surname, one, two] = [SURNAMES[below(30)] ?? "", GIVEN[below(30)] ?? "", GIVEN[below(30)] ?? ""];
    const born = `19${50 + below(45)}-${String(1 + below(12)).padStart(2, "0")}-${String(1 + below(28)).padStart(2, "0")}`;
    const phone = `138${String(below(100_000_000)).padStart(8, "0")}`;
    const address = `岳阳市岳阳楼区${GIVEN[below(30)]}${GIVEN[below(30)]}路${1 + below(390)}号`;
    add(at, [`${surname}${one}${two}`, "", born, address, phone]);
    const slip = [`${surname}${two}${one}`, `${one}${two}${surname}`, `${surname}${one}${two}`][at % 3] ?? "";
    add(at, [slip, "", at % 2 === 0 ? born : born.replaceAll("-", ""), at % 7 === 0 ? "" : address.replace("号", "號"), phone]);
    if (at % 5 === 0)
      add(count + at, [`${surname}${GIVEN[below(30)]}${GIVEN[below(30)]}`, "", `19${50 + below(45)}-11-${10 + below(19)}`, address, phone]);
  }
  return { rows, truth };
}

describe("linking of a person's own tables", () => {
  const { rows, truth } = people(300);

  it("finds the records of one person, not those of one house, and leaves the column of answers alone", async () => {
    const linked = await link({ paths: [file("people.csv", rows)], truthPath: file("truth.csv", truth), explained: 3 });
    expect(linked.id).toBe("编号");
    expect(linked.columns.find(({ heading }) => heading === "cluster")?.kind).toBeNull();
    expect(linked.quality?.f1).toBeGreaterThan(0.97);
    expect(linked.quality?.overMerged).toBe(0);
    expect(linked.explained).toHaveLength(3);
    expect(linked.explained[0]?.comparisons.map(({ comparison }) => comparison)).toContain("姓名");
    const again = await link({ paths: [file("people.csv", rows)] });
    expect(again.clusters).toEqual(linked.clusters);
  });

  it("a file that is plain at its beginning only is read as it is, quoted values and ragged lines too", async () => {
    const many = people(2600).rows;
    const [header = "", first = ""] = many;
    const [, ...cells] = first.split(",");
    const last = ["99999", ...cells.map((cell) => `"${cell}"`)].join(",");
    const linked = await link({ paths: [file("late.csv", [header, ...many.slice(1), "1,2", last])], listed: 0 });
    expect(Buffer.byteLength(many.join("\n"))).toBeGreaterThan(300_000);
    expect(linked.records).toBe(many.length);
    const plain = await link({ paths: [file("plain.csv", [header, ...many.slice(1), last.replaceAll('"', "")])], listed: 0 });
    expect({ ...linked, seconds: 0, steps: {} }).toEqual({ ...plain, seconds: 0, steps: {} });
  });

  it("records of two files are linked across them, and the order of rows does not change who belongs together", async () => {
    const [header = "", ...records] = rows;
    const half = Math.floor(records.length / 2);
    const linked = await link({
      paths: [file("one.csv", [header, ...records.slice(0, half)]), file("two.csv", [header, ...records.slice(half).toReversed()])],
      truthPath: file("truth.csv", truth),
    });
    expect(linked.quality?.f1).toBeGreaterThan(0.97);
  });

  it("a truth of pairs judges these pairs", async () => {
    const path = file("pairs.csv", ["id_l,id_r,score", "1,2,1.0", "1,3,0.0", "2,5,0.0"]);
    const { quality } = await link({ paths: [file("people.csv", rows)], truthPath: path });
    expect(quality).toMatchObject({ right: 1, wrong: 0, missed: 0, overMerged: null });
  });

  it("decisions hold against the evidence in every run, and without them the evidence speaks again", async () => {
    const path = file("people.csv", rows);
    const first = await link({ paths: [path] });
    const [one, two] = first.clusters[0] ?? [];
    const [stranger] = first.clusters[1] ?? [];
    const clusterOf = ({ clusters }: LinkedFiles, id: string | undefined) => clusters.find((ids) => ids.includes(id ?? "")) ?? [];
    const decisionsPath = file("decisions.csv", [
      "left,right,decision",
      `${two},${one},different`,
      `${one},${stranger},same`,
      "1,nobody,same",
    ]);
    const decided = await link({ paths: [path], decisionsPath });
    expect(decided.decisions).toEqual({ applied: 2, waiting: 1 });
    expect(clusterOf(decided, one)).toContain(stranger);
    expect(clusterOf(decided, one)).not.toContain(two);
    expect((await link({ paths: [path] })).clusters).toEqual(first.clusters);
    const bad = file("bad.csv", ["left,right,decision", "1,2,perhaps"]);
    await expect(link({ paths: [path], decisionsPath: bad })).rejects.toMatchObject({ code: "LINK_DECISIONS_UNREADABLE" });
  });

  it("a cluster keeps its name when new records come", async () => {
    const [header = "", ...records] = rows;
    const early = file("early.csv", [header, ...records.slice(0, 500)]);
    const outPath = join(folder, "out.csv");
    const namesIn = (path: string): Map<string, string> =>
      new Map(
        readFileSync(path, "utf8")
          .trim()
          .split("\n")
          .slice(1)
          .map((line): [string, string] => line.split(",") as [string, string]),
      );
    const { entities, records: count } = await link({ paths: [early], outPath });
    const before = namesIn(outPath);
    expect(before.size).toBe(count);
    expect(before.get("1")).toBe("e-1");
    const previousPath = file("previous.csv", ["id,cluster", ...before.entries().map(([id, name]) => `${id},P${name}`)]);
    const later = await link({ paths: [file("all.csv", [header, ...records.toReversed()])], previousPath, outPath });
    const after = namesIn(outPath);
    expect(later.kept).toBeGreaterThan(0.97 * entities);
    expect(after.get("7")).toBe(`P${before.get("7")}`);
    expect(after.size).toBe(later.records);
    expect(new Set(after.values()).size).toBe(later.entities);
  });

  it("a new cluster does not take a name that an earlier one kept", async () => {
    const outPath = join(folder, "names.csv");
    const path = file("people.csv", rows);
    const previousPath = file("previous.csv", ["id,cluster", "4,e-1"]);
    const { entities } = await link({ paths: [path], previousPath, outPath });
    const lines = readFileSync(outPath, "utf8").trim().split("\n");
    expect(lines).toContain("4,e-1");
    expect(lines).toContain("1,e-1-2");
    expect(new Set(lines.slice(1).map((line) => line.split(",")[1])).size).toBe(entities);
  });

  it("what cannot be linked is refused with a code", async () => {
    const one = file("single.csv", ["姓名,电话", "张三,1"]);
    await expect(link({ paths: [one] })).rejects.toMatchObject({ code: "LINK_TOO_FEW" });
    const same = file("same.csv", ["a,b", "1,x", "1,x", "1,x"]);
    await expect(link({ paths: [same] })).rejects.toMatchObject({ code: "LINK_NOTHING_TO_COMPARE" });
    await expect(link({ paths: [same], idHeading: "a" })).rejects.toMatchObject({ code: "LINK_ID_REPEATED" });
    await expect(link({ paths: [same], idHeading: "c" })).rejects.toMatchObject({ code: "LINK_ID_UNKNOWN" });
    const strange = file("strange.csv", ["x,y,z", "1,2,3"]);
    await expect(link({ paths: [file("people.csv", rows)], truthPath: strange })).rejects.toMatchObject({ code: "LINK_TRUTH_UNREADABLE" });
  });
});

const published = fileURLToPath(new URL("../../../../shared/data/linkage/fake_1000.csv", import.meta.url));

it.runIf(existsSync(published))("on fake_1000 no worse than Splink at its best threshold (skipped without ../shared/data)", async () => {
  const linked = await link({ paths: [published], idHeading: "unique_id", truthPath: published });
  expect(linked.quality?.f1).toBeGreaterThan(0.855);
});
