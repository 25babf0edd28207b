import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { ChargesView, JobView, JudgmentImportsView, JudgmentView, LikeCasesView } from "@yuejian/contracts/api";
import { afterAll, beforeAll, expect, it } from "vitest";
import { codeOf, openServedCity, type Person, type ServedCity } from "../http/testing/served-city.ts";
import { describeOnBothStores } from "../testing/stores.ts";

const CRIMINAL_LAW = `# 中华人民共和国刑法
1997年3月14日第八届全国人民代表大会第五次会议修订
第二百六十四条 盗窃公私财物，数额较大的，或者多次盗窃、入户盗窃、携带凶器盗窃、扒窃的，处三年以下有期徒刑。
第四百五十二条 本法自1997年10月1日起施行。
`;
const THEFT = "2024年3月2日夜，甲某趁无人之机翻窗进入乙某家中，窃得现金三千元和手机一部。";

describeOnBothStores("charges and like cases, over HTTP", (place) => {
  let city: ServedCity;
  let folder = "";
  let reader: Person;

  const charges = (body: object) => reader.post<ChargesView>("/api/laws/charges", body);

  beforeAll(async () => {
    city = await openServedCity(place);
    folder = path.join(await place.emptyFolder(), "laws");
    await mkdir(folder);
    await writeFile(path.join(folder, "刑法.md"), CRIMINAL_LAW);
    reader = await city.signIn("procurator.yueyanglou");
  });
  afterAll(() => city.close());

  it("facts are answered with charges, reasons and articles before any law was imported; then with the article's text", async () => {
    const before = (await charges({ text: THEFT })).body;
    expect(before.charges[0]).toMatchObject({ charge: "盗窃罪", articles: [{ label: "刑法 第264条", key: "264", text: null }] });
    expect([before.named, before.isCut]).toEqual([1, false]);
    expect(before.charges[0]?.reasons.flatMap(({ places }) => places.map(({ start, end }) => THEFT.slice(start, end)))).toContain("窃得");
    const started = await city.asLocal<JobView>("POST", "/api/laws/imports", { path: folder });
    await city.finished(started.body);
    const [first] = (await charges({ text: THEFT })).body.charges;
    expect(first?.articles).toEqual([{ label: "刑法 第二百六十四条", law: "刑法", key: "264", text: expect.stringContaining("入户盗窃") }]);
    expect((await charges({ text: THEFT, on: "1990-01-01" })).body.charges[0]?.articles[0]?.text).toBeNull();
  });

  it("a text of no crime is answered with «cannot tell», a text that is empty is refused, a long one is cut", async () => {
    const { body } = await charges({ text: "原告诉称，双方签订房屋租赁合同，被告拖欠租金，请求判令被告支付租金并承担诉讼费。" });
    expect([body.named, body.verdict.en.slice(0, 11)]).toEqual([0, "Cannot tell"]);
    const empty = await charges({ text: "" });
    expect([empty.status, codeOf(empty)]).toEqual([400, "REQUEST_INVALID"]);
    expect((await charges({ text: `${THEFT}${"。".repeat(30_000)}` })).body.isCut).toBe(true);
  });

  const judgment = (number: number, months: number, extra = ""): string[] => [
    `（2024）湘0602刑初${number}号`,
    "岳阳市岳阳楼区人民法院",
    "盗窃罪",
    `有期徒刑${months}个月`,
    "2024-05-01",
    `被告人王小明于夜间翻窗进入被害人李大华家中，窃得现金${number}千元，联系电话13812345678。${extra}`,
    "",
  ];
  const tableOf = (rows: readonly string[][]): string =>
    [["案号", "法院", "罪名", "刑期", "裁判日期", "全文", "是否封存"], ...rows].map((row) => row.join(",")).join("\n");
  async function importTable(name: string, rows: readonly string[][]): Promise<JudgmentImportsView["items"][number] | undefined> {
    const file = path.join(folder, name);
    await writeFile(file, tableOf(rows));
    const started = await city.asLocal<JobView>("POST", "/api/judgments/imports", { path: file });
    expect([started.status, codeOf(started)]).toEqual([202, "202"]);
    await city.finished(started.body);
    return (await city.asLocal<JudgmentImportsView>("GET", "/api/judgments/imports?limit=1")).body.items[0];
  }
  const like = async (person: Person, more: object = {}) =>
    (await person.post<LikeCasesView>("/api/like-cases", { text: THEFT, ...more })).body;

  it("judgments come in without names and numbers of persons, sealed ones are refused with the reason, the same table again changes nothing", async () => {
    const rows = [1, 2, 3, 4, 5, 6, 7, 8].map((number) => judgment(number, number * 3));
    const sealed = [
      judgment(20, 6).with(6, "是"),
      judgment(21, 6, "作案时未满十八周岁。"),
      judgment(22, 6).with(5, "短"),
      judgment(23, 6).with(2, "某某罪"),
    ];
    const first = await importTable("judgments.csv", [...rows, ...sealed]);
    expect(first).toMatchObject({ rows: 12, added: 8, changed: 0, same: 0, refused: 4 });
    expect(first?.refusals.map(({ line, code }) => `${line} ${code}`)).toEqual([
      "10 sealed",
      "11 minor-sealed",
      "12 text-missing",
      "13 charge-unknown",
    ]);
    const again = [...rows.slice(1), judgment(1, 12)];
    expect(await importTable("judgments.csv", again)).toMatchObject({ added: 0, changed: 1, same: 7, refused: 0 });
    const stated = await city.home.store.db.selectFrom("outbox").select("id").where("type", "=", "judgments.imported").execute();
    expect(stated).toHaveLength(2);
    const texts = await city.home.store.db.selectFrom("judgments").select("text").execute();
    expect(texts.filter(({ text }) => /王小明|李大华|13812345678/.test(text))).toEqual([]);
  });

  it("eight like cases are listed singly without a distribution; with four more there is one, with every case behind it", async () => {
    const insider = await city.signIn("chief-procurator");
    const few = await like(insider);
    expect(few.results[0]).toMatchObject({ source: "office", charges: ["盗窃罪"] });
    expect(few.results[0]?.why.map(({ code }) => code)).toEqual(expect.arrayContaining(["charge", "circumstances", "words"]));
    expect([few.sentences.spread, few.sentences.cases.length]).toEqual([null, 8]);
    await importTable(
      "more.csv",
      [9, 10, 11, 12].map((number) => judgment(number, number * 3)),
    );
    const { sentences, compared } = await like(insider);
    expect(sentences.spread).toEqual({ count: 12, lowest: 6, lowerQuartile: 12, median: 19.5, upperQuartile: 27.8, highest: 36 });
    expect([sentences.cases.length, compared]).toEqual([12, 12]);
    const opened = (await insider.get<JudgmentView>(`/api/judgments/${sentences.cases[0]?.id}`)).body;
    expect(opened.circumstances.map(({ code }) => code)).toContain("into-home");
    await importTable("sealed.csv", [judgment(12, 36).with(6, "是")]);
    expect((await like(insider)).compared).toBe(11);
    expect((await like(insider, { court: "长沙" })).compared).toBe(0);
    expect((await like(insider, { charge: "诈骗罪" })).compared).toBe(0);
    const unknown = await insider.post("/api/like-cases", { text: THEFT, charge: "不存在罪" });
    expect([unknown.status, codeOf(unknown)]).toEqual([400, "CHARGE_UNKNOWN"]);
    const outsider = await city.signIn("procurator.miluo");
    const outside = await like(outsider);
    expect([outside.compared, outside.sentences.cases]).toEqual([0, []]);
    const closed = await outsider.get(`/api/judgments/${sentences.cases[0]?.id}`);
    expect([closed.status, codeOf(closed)]).toEqual([404, "JUDGMENT_UNKNOWN"]);
  });
});
