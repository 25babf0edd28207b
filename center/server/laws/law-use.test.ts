import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { JobView, LawCitationCountsView, LawCitedByView, LawNoticeDetail, LawNoticesView, LawRulesView } from "@yuejian/contracts/api";
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

describeOnBothStores("what is done with laws, over HTTP", (place) => {
  let city: ServedCity;
  let folder = "";
  let [procurator, stranger, technician, analyst, head] = [] as unknown as [Person, Person, Person, Person, Person];

  const put = async (name: string, content: string): Promise<void> => {
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, name), content);
  };
  const importAll = async () => city.finished((await city.asLocal<JobView>("POST", "/api/laws/imports", { path: folder })).body);
  const citedBy = async (person: Person, law: string, article: string, more = "") =>
    (await person.get<LawCitedByView>(`/api/laws/cited-by?law=${encodeURIComponent(law)}&article=${encodeURIComponent(article)}${more}`))
      .body;

  const notices = async (person: Person, more = "") => (await person.get<LawNoticesView>(`/api/laws/notices?limit=200${more}`)).body;
  const ofModel = (items: LawNoticesView["items"]) =>
    items.find(({ rule }) => rule.id === "wrong-fines") as LawNoticesView["items"][number];

  beforeAll(async () => {
    city = await openServedCity(place);
    folder = path.join(await place.emptyFolder(), "laws");
    [procurator, stranger, technician, analyst, head] = await city.signInAll(
      "procurator.yueyanglou",
      "procurator.miluo",
      "technician",
      "analyst",
      "head.yueyanglou",
    );
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

  it("a wording that changes the article of a rule opens one notice a rule, once, with the difference and what the rule touched since", async () => {
    const { items } = await notices(analyst);
    expect(
      items
        .filter(({ law }) => law === FINES)
        .map(({ rule, key, change, changesOn, status }) => [rule.kind, rule.id, key, change, changesOn, status]),
    ).toEqual(expect.arrayContaining([["model", "wrong-fines", "2", "changed", "2010-05-01", "open"]]));
    const total = items.length;
    await importAll();
    expect((await notices(analyst)).total).toBe(total);
    const id = ofModel(items).id;
    const { notice, pieces, touched, leads, cases, from, to } = (await procurator.get<LawNoticeDetail>(`/api/laws/notices/${id}`)).body;
    expect([from, to, notice.label, notice.mayJudge]).toEqual(["2000-11-15", "2010-05-01", "第二条", false]);
    expect(pieces.filter(({ kind }) => kind !== "same").map(({ kind, text }) => kind + text)).toEqual(["removed一", "added二"]);
    const found = (await procurator.get<{ total: number }>("/api/leads?model=wrong-fines")).body.total;
    expect(touched.leads?.total).toBe(found);
    expect(leads.length).toBe(Math.min(found, 50));
    expect(cases).toHaveLength(1);
    const elsewhere = (await stranger.get<LawNoticeDetail>(`/api/laws/notices/${id}`)).body;
    expect(elsewhere.cases).toEqual([]);
    expect(codeOf(await technician.get(`/api/laws/notices/${id}`))).toBe("LAW_NOTICE_UNKNOWN");
    expect((await analyst.get<{ items: { kind: string; id: string }[] }>("/api/work")).body.items).toContainEqual(
      expect.objectContaining({ kind: "law-change", id }),
    );
  });

  it("only who may judge the rule says what the change means, with a reason; the rule then stands under the new wording", async () => {
    const first = ofModel((await notices(analyst)).items);
    const decide = (person: Person, decision: string, number: number, reason = "第二条的下限仍按新规定执行") =>
      person.post<LawNoticeDetail>(`/api/laws/notices/${first.id}/decision`, { number, decision, reason });
    expect(codeOf(await decide(procurator, "right", 1))).toBe("NOT_ALLOWED");
    expect(codeOf(await decide(head, "right", 1))).toBe("NOT_ALLOWED");
    expect(codeOf(await decide(analyst, "right", 1, " "))).toBe("REASON_NEEDED");
    const changed = await decide(analyst, "must-change", 1, "模型中的下限需要改为二千元");
    expect(changed.body.notice).toMatchObject({
      status: "must-change",
      number: 2,
      mayJudge: true,
      decision: { reason: "模型中的下限需要改为二千元" },
    });
    expect(codeOf(await decide(analyst, "right", 1))).toBe("VERSION_CONFLICT");
    expect((await decide(analyst, "right", 2)).body.notice).toMatchObject({ status: "right", mayJudge: false });
    expect(codeOf(await decide(analyst, "right", 3))).toBe("LAW_NOTICE_DECIDED");
    await importAll();
    expect((await notices(analyst, "&status=any")).items.filter(({ rule }) => rule.id === "wrong-fines")).toHaveLength(1);
    const audit = await city.home.store.db
      .selectFrom("audit")
      .selectAll()
      .where("action", "=", "law.judge")
      .where("outcome", "=", "done")
      .execute();
    expect(audit.map(({ subject }) => subject)).toEqual([first.id, first.id]);
    const entries = await city.home.store.db.selectFrom("outbox").select("type").where("subject", "=", first.id).execute();
    expect(entries.map(({ type }) => type)).toEqual(["law-notice.decided", "law-notice.decided"]);
  });

  it("a repeal, an article taken out and a corrected text are each told as what they are, from the new state on", async () => {
    await put(
      "财产刑2015.md",
      rules("2015年5月1日", "二千").replace(/第二条.*\n/, "第三条 刑法没有明确规定罚金数额标准的，由人民法院根据犯罪情节决定。\n"),
    );
    await importAll();
    expect(ofModel((await notices(analyst)).items)).toMatchObject({ change: "removed", changesOn: "2015-05-01", key: "2" });
    await put("财产刑2015.md", rules("2015年5月1日", "二千"));
    await importAll();
    expect((await notices(analyst)).items.filter(({ rule }) => rule.id === "wrong-fines")).toEqual([]);
    expect((await notices(analyst, "&status=over")).items.map(({ rule, change }) => `${rule.id} ${change}`)).toContain(
      "wrong-fines removed",
    );
    await put("财产刑2010.md", rules("2010年5月1日", "二千五百"));
    await put(
      "新规定.md",
      `# 最高人民法院关于财产刑的规定\n2020年1月1日最高人民法院审判委员会第1800次会议通过\n第一条 罚金的数额依照刑法。\n第二条 本规定自2020年3月1日起施行。《${FINES}》同时废止。\n`,
    );
    await importAll();
    const now = (await notices(analyst)).items.filter(({ rule }) => rule.id === "wrong-fines");
    expect(now.map(({ change, changesOn }) => `${change} ${changesOn}`).toSorted()).toEqual([
      "changed 2015-05-01",
      "corrected 2010-05-01",
      "repealed 2020-03-01",
    ]);
  });

  it("a template that cites an article is its office's own: others neither see nor judge it", async () => {
    const texts = { title: "{{标题}}", text: "依照刑法第五十二条的规定，\n{{正文}}", copies: "", outline: "" };
    const set = await head.post("/api/instrument-templates/suggestion-other", {
      office: "yueyanglou",
      version: 0,
      texts,
      note: "写明依据",
    });
    expect([set.status, codeOf(set)]).toEqual([200, "200"]);
    await put("刑法2030.md", CRIMINAL.replace("1997年3月14日", "2020年3月14日").replace("犯罪情节", "犯罪情节和缴纳能力"));
    await importAll();
    const own = (await notices(head)).items.find(({ rule }) => rule.kind === "template");
    expect(own).toMatchObject({
      rule: { id: "yueyanglou/suggestion-other", office: "yueyanglou" },
      law: "刑法",
      key: "52",
      mayJudge: true,
    });
    expect((await notices(stranger)).items.find(({ rule }) => rule.kind === "template")).toBeUndefined();
    expect(codeOf(await stranger.get(`/api/laws/notices/${own?.id}`))).toBe("LAW_NOTICE_UNKNOWN");
    const decided = await head.post<LawNoticeDetail>(`/api/laws/notices/${own?.id}/decision`, {
      number: 1,
      decision: "right",
      reason: "仍然适用",
    });
    expect(decided.body.notice.status).toBe("right");
  });

  it("every rule is listed with what the wording of today says to its article", async () => {
    const { items } = (await procurator.get<LawRulesView>("/api/laws/rules?kind=model&limit=500")).body;
    expect(items.filter(({ id }) => id === "wrong-fines").map(({ place, state }) => `${place} ${state}`)).toContain("2 law-repealed");
    const unresolved = (await procurator.get<LawRulesView>("/api/laws/rules?state=unresolved&limit=500")).body.items;
    expect(unresolved.every(({ state }) => state !== "resolved")).toBe(true);
    expect(unresolved.find(({ id }) => id === "school-employment-bans")?.state).toBe("law-unknown");
  });
});
