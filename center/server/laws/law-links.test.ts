import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { JobView, LawCitationCountsView, LawCitedByView } from "@yuejian/contracts/api";
import { afterAll, beforeAll, expect, it } from "vitest";
import { fileCase } from "../http/testing/file-case.ts";
import { codeOf, openServedCity, type Person, type ServedCity } from "../http/testing/served-city.ts";
import { describeOnBothStores } from "../testing/stores.ts";

const FINES = "最高人民法院关于适用财产刑若干问题的规定";
const rules = (day: string, floor: string, tail = "") => `# ${FINES}
${day}最高人民法院审判委员会第1139次会议通过
第一条 刑法规定“并处”没收财产或者罚金的犯罪，人民法院应当在判处主刑的同时，依法判处相应的财产刑。
第二条 刑法没有明确规定罚金数额标准的，罚金的最低数额不能少于${floor}元。
${tail}`;
const CRIMINAL = `# 中华人民共和国刑法
1997年3月14日第八届全国人民代表大会第五次会议修订
第一条 为了惩罚犯罪，保护人民，制定本法。
第五十二条 判处罚金，应当根据犯罪情节决定罚金数额。
第五十三条 罚金依照前条的规定判处，在判决指定的期限内缴纳。
`;

describeOnBothStores("links of laws, over HTTP", (place) => {
  let city: ServedCity;
  let folder = "";
  let [procurator, stranger, technician] = [] as unknown as [Person, Person, Person];

  const put = async (name: string, content: string): Promise<void> => {
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, name), content);
  };
  const importAll = async () => city.finished((await city.asLocal<JobView>("POST", "/api/laws/imports", { path: folder })).body);
  const citedBy = async (person: Person, law: string, article: string, more = "") =>
    (await person.get<LawCitedByView>(`/api/laws/cited-by?law=${encodeURIComponent(law)}&article=${encodeURIComponent(article)}${more}`))
      .body;

  beforeAll(async () => {
    city = await openServedCity(place);
    folder = path.join(await place.emptyFolder(), "laws");
    [procurator, stranger, technician] = await city.signInAll("procurator.yueyanglou", "procurator.miluo", "technician");
  });
  afterAll(() => city.close());

  it("before the first import nothing is linked, and that is said", async () => {
    expect(codeOf(await procurator.get("/api/laws/cited-by?law=x"))).toBe("LAWS_NONE");
  });

  it("an article tells which articles of laws in force refer to it, and whether it still reads as they knew it", async () => {
    await put("财产刑2000.md", rules("2000年11月15日", "一千"));
    await put("刑法.md", CRIMINAL);
    await put(
      "解释.md",
      "# 最高人民法院关于审理某类案件的解释\n2005年1月1日最高人民法院审判委员会第1300次会议通过\n第一条 判处罚金的，依照《最高人民法院关于适用财产刑若干问题的规定》第二条的规定执行。\n",
    );
    await importAll();
    const { laws } = await citedBy(procurator, FINES, "第二条");
    expect(laws.items.map(({ law, article, paragraph, isSame }) => [law, article, paragraph, isSame])).toEqual([
      ["最高人民法院关于审理某类案件的解释", "第一条", 1, true],
    ]);
    const own = await citedBy(procurator, "刑法", "52");
    expect(own.laws.items.map(({ law, key }) => `${law} ${key}`)).toEqual(["刑法 53"]);
    await put("财产刑2010.md", rules("2010年5月1日", "二千"));
    await importAll();
    expect((await citedBy(procurator, FINES, "2")).laws.items.map(({ isSame }) => isSame)).toEqual([false]);
    expect((await citedBy(procurator, FINES, "2", "&on=2006-01-01")).laws.items.map(({ isSame }) => isSame)).toEqual([true]);
    expect((await citedBy(procurator, FINES, "2", "&on=2001-01-01")).laws.total).toBe(0);
  });

  it("models that rest on an article stand with their leads and cases, of what each person may see", async () => {
    const { rules: bound } = await citedBy(procurator, FINES, "2");
    const model = bound.find(({ kind }) => kind === "model");
    expect(model).toMatchObject({ id: "wrong-fines", places: ["2"], link: "/models/wrong-fines", touched: { handled: null } });
    const found = (await procurator.get<{ total: number }>("/api/leads?model=wrong-fines")).body.total;
    expect(found).toBeGreaterThan(0);
    expect(model?.touched.leads).toEqual({ total: found, isAtLeast: false });
    const other = (await citedBy(stranger, FINES, "2")).rules.find(({ kind }) => kind === "model");
    expect(other?.touched.leads?.total).toBe((await stranger.get<{ total: number }>("/api/leads?model=wrong-fines")).body.total);
    expect(bound.map(({ kind }) => kind)).toContain("number");
    const blind = await citedBy(technician, FINES, "2");
    expect(blind.rules.map(({ kind }) => kind)).not.toContain("model");
    expect(blind.instruments.total).toBe(0);
  });

  it("an instrument that cites an article is found by those who may see its case, and no more when its draft is taken back", async () => {
    const filed = await fileCase(city, procurator);
    const command = {
      action: "draft",
      kind: "suggestion-correction",
      receiver: "岳阳楼区人民法院",
      title: "关于规范罚金适用的检察建议",
      body: "依照《最高人民法院关于适用财产刑若干问题的规定》第一条、第二条，刑法第五十二条。",
      isUrgent: false,
      replyBy: null,
    };
    const drafted = await procurator.post<{ case: { version: number } }>(`/api/cases/${filed.id}/commands`, {
      version: filed.version,
      command,
    });
    expect([drafted.status, codeOf(drafted)]).toEqual([200, "200"]);
    for (const [law, article] of [
      [FINES, "1"],
      [FINES, "2"],
      ["刑法", "52"],
    ] as const)
      expect((await citedBy(procurator, law, article)).instruments.items).toMatchObject([
        { case: filed.id, kind: "suggestion-correction" },
      ]);
    expect((await citedBy(stranger, FINES, "2")).instruments.total).toBe(0);
    const counts = await procurator.get<LawCitationCountsView>(`/api/laws/citation-counts?law=${encodeURIComponent(FINES)}`);
    expect(counts.body.articles.find(({ key }) => key === "2")).toMatchObject({ laws: 1, instruments: 1 });
    await importAll();
    expect((await citedBy(procurator, FINES, "2")).instruments.total).toBe(1);
    const detail = await procurator.get<{ undoable: { event: string } | null }>(`/api/cases/${filed.id}`);
    const undone = await procurator.post(`/api/cases/${filed.id}/undo`, {
      version: drafted.body.case.version,
      undoes: detail.body.undoable?.event ?? "",
    });
    expect([undone.status, codeOf(undone)]).toEqual([200, "200"]);
    expect((await citedBy(procurator, FINES, "2")).instruments.total).toBe(0);
  });
});
