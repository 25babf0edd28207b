import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { canonical, type Field, featuresOf, patternOf, planFor, type RecordTexts } from "@yuejian/matching";
import { afterAll, beforeAll, expect, it } from "vitest";
import { Engine } from "../engine/engine.ts";
import { quoteName } from "../engine/sql-text.ts";
import { isPlainSql, readySql } from "./canonical-sql.ts";
import { linkRecords } from "./link-records.ts";

/** Every kind of field, so that every derivation and every test is compiled; all pairs of the records are compared by the engine and by the plain
 *  interpreter. */
const FIELDS: readonly Field[] = [
  { name: "姓名", kind: "han-name" },
  { name: "given", kind: "name" },
  { name: "surname", kind: "name" },
  { name: "firm", kind: "organisation" },
  { name: "id", kind: "resident-id" },
  { name: "code", kind: "credit-code" },
  { name: "phone", kind: "number" },
  { name: "born", kind: "day" },
  { name: "sex", kind: "sex" },
  { name: "opened", kind: "day" },
  { name: "mail", kind: "email" },
  { name: "住址", kind: "han-address" },
  { name: "street", kind: "address" },
  { name: "state", kind: "category" },
];

const VALUES: Readonly<Record<string, readonly (string | null)[]>> = {
  姓名: ["张伟", "張偉", "章卫", "伟张", "张伟国", "张伟民", "欧阳娜娜", "阿依古丽·买买提", "张三", "Zhang", null],
  given: ["Robert", "robert", "Rob", "Roberta", "Allen", "Müller", "", null],
  surname: ["Allen", "Alan", "Alen", "Robert", "de la Cruz", "delacruz", null],
  firm: ["湖南省岳阳市洞庭建筑有限公司", "洞庭建筑有限责任公司", "岳阳市洞庭建筑", "洞庭劳务有限公司", "洞庭（湖南）建筑公司", null],
  id: [
    "990602199001010012",
    "990602199001010021",
    "990602900101001",
    "990602199001010039",
    "990602199013010012",
    "９９０６０２１９９００１０１００１２",
    "990602199002290017",
    "990602199003010E13",
    "099060219900301001",
    "99O602",
    null,
  ],
  code: ["91430600MA4L16JK0B", "91430600MA4L16JK0C", "91430600ma4l16jk0b", "430600000012345", null],
  phone: [
    "13807301234",
    "13807301243",
    "43807301231",
    "13807301432",
    "138 0730 1235",
    "+8613807301234",
    "1380730123",
    "湘F12345",
    "粤F12345",
    null,
  ],
  born: ["1990-01-01", "19900110", "1990/10/01", "1990-02-30", "1991-01-01", "1985-06-30", "未知", null],
  sex: ["男", "女", "m", "不详", null],
  opened: ["2020-03-05", "2020-05-03", "2020-03-25", "2019-03-05", "1820-03-05", "1990年1月1日", null],
  mail: ["a.b@x.com", "a.b@y.org", "ab@x.com", "A.B@X.com", "nobody", "@x.com", null],
  住址: [
    "湖南省岳阳市南湖路65号14栋2001室",
    "岳阳市南湖路65号14幢2001房",
    "南湖路６５號",
    "南湖路第七村民小组3号",
    "南湖路7组3号",
    "城陵矶",
    null,
  ],
  street: ["12 Wallaby Place", "wallaby place 12", "12, wallabyplace", "hoseason street", null],
  state: ["nsw", "NSW ", "vic", null],
};

const folder = mkdtempSync(join(tmpdir(), "yuejian-linking-"));
let engine: Engine;
beforeAll(async () => {
  engine = await Engine.open({ scratchFolder: folder, files: [], folders: [folder], subject: "test" });
});
afterAll(() => {
  engine.close();
  rmSync(folder, { recursive: true, force: true });
});

it("the engine's SQL sees in every pair what the plain interpreter sees", async () => {
  const plan = planFor(FIELDS, { interchangeable: [["given", "surname"]], birth: "born", sex: "sex" });
  // Places by multiples that share no factor with the numbers of values: all values meet each other.
  const records: RecordTexts[] = Array.from({ length: 97 }, (_, at) =>
    Object.fromEntries(
      FIELDS.map(({ name }, field) => {
        const values = VALUES[name] ?? [];
        return [name, values[(at * (field + 3) + Math.floor(at / 7) * (field + 1)) % values.length] || null];
      }),
    ),
  );
  await engine.run(`CREATE TABLE texts (_i INTEGER, ${FIELDS.map(({ name }) => `${quoteName(name)} VARCHAR`).join(", ")})`);
  for (const [at, record] of records.entries())
    await engine.run(
      `INSERT INTO texts VALUES (${[at, ...FIELDS.map((_, n) => `$${n + 1}`)].join(", ")})`,
      FIELDS.map(({ name }) => record[name] ?? null),
    );
  await linkRecords(engine, plan);
  const features = records.map((record) => featuresOf(record, plan.features));
  const seen = await engine.rows("SELECT l, r, pattern FROM pairs ORDER BY l, r");
  expect(seen).toHaveLength((97 * 96) / 2);
  const differing = seen.filter(
    ([l, r, pattern]) => Number(pattern) !== patternOf(plan.comparisons, features[Number(l)] ?? {}, features[Number(r)] ?? {}),
  );
  expect(differing.slice(0, 5)).toEqual([]);
});

it("an id that the engine makes ready is what the plain reading makes of it", async () => {
  const field: Field = { name: "id", kind: "resident-id" };
  const figures = (sequence: number): string => String(sequence).padStart(3, "0");
  const days = ["900101", "000229", "991231", "650230", "651301", "850028", "850615", "120928"];
  const given = [
    ...days.flatMap((day) => [0, 1, 12, 995, 996, 999].map((sequence) => `990602${day}${figures(sequence)}`)),
    "090602900101001",
    "99060290010100X",
    "9906021990010100",
    "99060219900101001X",
    "99060219900101001x",
    " 990602900101001",
    "９９０６０２９００１０１００１",
  ];
  await engine.run("CREATE TABLE given_ids (id VARCHAR)");
  for (const id of given) await engine.run("INSERT INTO given_ids VALUES ($1)", [id]);
  const rows = await engine.rows(
    `SELECT id, ready, ${isPlainSql(field, "ready")} FROM (SELECT id, ${readySql(field, "id")} AS ready FROM given_ids)`,
  );
  expect(rows).toHaveLength(given.length);
  expect(rows.filter(([, , isPlain]) => isPlain === true).length).toBeGreaterThan(15);
  for (const [id, ready, isPlain] of rows) {
    expect(canonical(String(ready), field), String(id)).toBe(canonical(String(id), field));
    if (isPlain === true) expect(ready).toBe(canonical(String(id), field));
  }
});
