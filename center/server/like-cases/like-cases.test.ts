import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { ChargesView, JobView } from "@yuejian/contracts/api";
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
});
