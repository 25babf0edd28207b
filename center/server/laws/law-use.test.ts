import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { text as readText } from "node:stream/consumers";
import { LAW_HISTORY_KEPT } from "@yuejian/contracts";
import type {
  JobView,
  LawAnswerView,
  LawCitationCountsView,
  LawCitedByView,
  LawCollectionDetail,
  LawCollectionsView,
  LawHistoryView,
  LawNoticeDetail,
  LawNoticesView,
  LawRulesView,
} from "@yuejian/contracts/api";
import { readWordParagraphs } from "@yuejian/documents";
import { afterAll, beforeAll, expect, it } from "vitest";
import { fileCase } from "../http/testing/file-case.ts";
import { codeOf, openServedCity, type Person, type ServedCity } from "../http/testing/served-city.ts";
import { describeOnBothStores } from "../testing/stores.ts";
import { createLawLibrary, draftAnswer } from "./index.ts";

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

  it("what a person looked for and read is theirs alone, bounded, the same again moves up, and can be deleted", async () => {
    const history = async (person: Person, more = "") => (await person.get<LawHistoryView>(`/api/laws/history?limit=500${more}`)).body;
    const note = (body: object) => procurator.post("/api/laws/history", body);
    await note({ kind: "search", query: "罚金" });
    await note({ kind: "reading", law: "刑法", article: "52", on: "2026-01-01" });
    await note({ kind: "search", query: "罚金" });
    expect((await history(procurator)).items.map(({ kind, query, law, article }) => [kind, query, law, article])).toEqual([
      ["search", "罚金", "", ""],
      ["reading", "", "刑法", "52"],
    ]);
    expect((await history(procurator, "&kind=reading")).total).toBe(1);
    expect((await history(head)).total).toBe(0);
    const [first] = (await history(procurator)).items;
    expect((await head.post("/api/laws/history/removal", { id: first?.id })).body).toEqual({ removed: 0 });
    expect((await procurator.post("/api/laws/history/removal", { id: first?.id })).body).toEqual({ removed: 1 });
    const now = new Date().toISOString();
    const { id: person } = procurator.session.user;
    for (let at = 0; at < LAW_HISTORY_KEPT; at += 100)
      await city.home.store.write((trx) =>
        trx
          .insertInto("law_history")
          .values(
            Array.from({ length: 100 }, (_, each) => {
              return {
                id: `lhs_${at + each}`,
                person,
                kind: "search" as const,
                query: `${at + each}`,
                law: "",
                article: "",
                on_day: null,
                at: now,
              };
            }),
          )
          .execute(),
      );
    await note({ kind: "search", query: "最后" });
    expect((await history(procurator)).total).toBe(LAW_HISTORY_KEPT);
    expect((await procurator.post("/api/laws/history/removal", {})).body).toEqual({ removed: LAW_HISTORY_KEPT });
    expect((await history(procurator)).total).toBe(0);
  });

  const collection = "/api/laws/collections";
  const open = async (person: Person, body: object) => (await person.post<LawCollectionDetail>(collection, body)).body.collection;
  const add = (person: Person, id: string, body: object) =>
    person.post<LawCollectionDetail>(`${collection}/${id}/items`, { law: "刑法", on: "2010-01-01", ...body });

  it("a collection holds articles in the wording of a day and passages of them, with notes, in the order that its owner gives", async () => {
    const { id } = await open(procurator, { title: "罚金", note: "量刑建议用" });
    await add(procurator, id, { article: "第五十二条", note: "决定数额" });
    await add(procurator, id, { article: "53", quote: "在判决指定的期限内缴纳" });
    expect(codeOf(await add(procurator, id, { article: "53", quote: "在缴纳之后" }))).toBe("LAW_QUOTE_ABSENT");
    expect(codeOf(await add(procurator, id, { article: "99" }))).toBe("LAW_ARTICLE_UNKNOWN");
    const read = async () => (await procurator.get<LawCollectionDetail>(`${collection}/${id}`)).body;
    const { collection: row, items } = await read();
    expect(items.map(({ article, quote, note, versionOn, effectiveOn }) => [article, quote, note, versionOn, effectiveOn])).toEqual([
      ["第五十二条", "", "决定数额", "1997-03-14", "1997-03-14"],
      ["第五十三条", "在判决指定的期限内缴纳", "", "1997-03-14", "1997-03-14"],
    ]);
    const ids = items.map((item) => item.id).toReversed();
    const order = (version: number, wanted: readonly string[]) =>
      procurator.post<LawCollectionDetail>(`${collection}/${id}/order`, { version, items: wanted });
    expect(codeOf(await order(row.version, ids.slice(1)))).toBe("LAW_ORDER_WRONG");
    expect((await order(row.version, ids)).body.items.map((item) => item.id)).toEqual(ids);
    expect(codeOf(await order(row.version, ids))).toBe("VERSION_CONFLICT");
    await procurator.post(`${collection}/${id}/items/${ids[0]}/removal`, {});
    const { collection: last } = await read();
    expect(last.items).toBe(1);
    expect((await procurator.post(`${collection}/${id}/removal`, { version: last.version })).body).toEqual({ removed: 1 });
    expect(codeOf(await procurator.get(`${collection}/${id}`))).toBe("LAW_COLLECTION_UNKNOWN");
  });

  it("a private collection is its owner's; one that is shared is seen by the office or the line and no further, and others change only what they added", async () => {
    const mine = await open(procurator, { title: "自己看" });
    expect(codeOf(await head.get(`${collection}/${mine.id}`))).toBe("LAW_COLLECTION_UNKNOWN");
    expect(codeOf(await head.post(`${collection}/${mine.id}/removal`, { version: 1 }))).toBe("LAW_COLLECTION_UNKNOWN");
    const shared = await open(procurator, { title: "本院共用", sharing: "office" });
    const listed = async (person: Person) => (await person.get<LawCollectionsView>(collection)).body.items.map(({ title }) => title);
    expect(await listed(head)).toEqual(["本院共用"]);
    expect(await listed(stranger)).toEqual([]);
    expect(codeOf(await add(stranger, shared.id, { article: "52" }))).toBe("LAW_COLLECTION_UNKNOWN");
    await add(procurator, shared.id, { article: "52" });
    const { items } = (await add(head, shared.id, { article: "53" })).body;
    const [own, heads] = items.map(({ id }) => id);
    expect(codeOf(await head.post(`${collection}/${shared.id}/items/${own}`, { note: "改" }))).toBe("LAW_COLLECTION_NOT_YOURS");
    expect((await head.post(`${collection}/${shared.id}/items/${heads}`, { note: "期限" })).status).toBe(200);
    expect(codeOf(await head.post(`${collection}/${shared.id}`, { version: 4, title: "改名" }))).toBe("LAW_COLLECTION_NOT_YOURS");
    const { collection: now } = (await procurator.get<LawCollectionDetail>(`${collection}/${shared.id}`)).body;
    const change = (body: object) =>
      procurator.post<LawCollectionDetail>(`${collection}/${shared.id}`, { version: now.version, title: "条线共用", ...body });
    // Of several lines one has to be named.
    expect(codeOf(await change({ sharing: "line" }))).toBe("REQUEST_INVALID");
    const line = procurator.session.user.businessLines[0];
    expect((await change({ sharing: "line", line })).body.collection).toMatchObject({ sharing: "line", line });
    expect(await listed(head)).toEqual(["条线共用"]);
    expect(await listed(stranger)).toEqual([]);
  });

  it("a collection and a search leave as Word, each article with law, number, days of its wording, file and digest", async () => {
    const { id } = await open(procurator, { title: "出庭用" });
    await add(procurator, id, { article: "52", note: "宣读" });
    const file = await readFile(path.join(folder, "刑法.md"));
    const digest = createHash("sha256").update(file).digest("hex");
    const response = await city.web.inject({ method: "GET", url: `${collection}/${id}/document`, headers: { cookie: procurator.cookie } });
    const words = readWordParagraphs("a.docx", new Uint8Array(response.rawPayload)).map(({ text }) => text);
    expect(words).toContain("出庭用");
    expect(words).toContain("判处罚金，应当根据犯罪情节决定罚金数额。");
    expect(words).toContain("批注：宣读");
    expect(words.join("\n")).toContain("《中华人民共和国刑法》第五十二条（1997-03-14 文本，1997-03-14 起施行，至 2020-03-14）");
    expect(words.join("\n")).toContain(digest);
    const searched = await city.web.inject({
      method: "POST",
      url: "/api/laws/search/document",
      headers: { cookie: procurator.cookie, "x-csrf": procurator.session.csrf },
      payload: { query: "刑法52", on: "2010-01-01", limit: 3 },
    });
    const found = readWordParagraphs("b.docx", new Uint8Array(searched.rawPayload)).map(({ text }) => text);
    expect(found).toContain("检索词：刑法52");
    expect(found).toContain("1. 《中华人民共和国刑法》第五十二条");
    const audit = await city.home.store.db.selectFrom("audit").select("detail").where("action", "=", "law.collect").execute();
    expect(audit.map(({ detail }) => detail)).toEqual(
      expect.arrayContaining(["exported, 1 articles", expect.stringMatching(/^search exported/)]),
    );
  });

  it("without a language model nothing is drafted; with one that an operator chose on a listed host only sentences are kept that cite a given article", async () => {
    let reply: (answer: ServerResponse) => void = () => {};
    const asked: { authorization: string | undefined; body: string }[] = [];
    const model = createServer((request, answer) => {
      void readText(request).then((body) => {
        asked.push({ authorization: request.headers.authorization, body });
        reply(answer);
      });
    });
    await once(model.listen(0, "127.0.0.1"), "listening");
    const url = `http://127.0.0.1:${(model.address() as AddressInfo).port}/v1/chat/completions`;
    const says = (content: string) => (answer: ServerResponse) => void answer.end(JSON.stringify({ choices: [{ message: { content } }] }));
    const ask = (query = "罚金怎么定") => procurator.post<LawAnswerView>("/api/laws/answers", { query, on: "2010-01-01" });
    const choose = (person: Person, assistant: object | null) => person.post("/api/laws/assistant", { assistant, reason: "本地模型" });
    const chosen = { url, model: "local", secret: { from: "file", name: "model" } };
    try {
      expect(codeOf(await ask())).toBe("LAW_ASSISTANT_NONE");
      expect(codeOf(await choose(procurator, chosen))).toBe("NOT_ALLOWED");
      expect(codeOf(await choose(technician, chosen))).toBe("NOTIFY_HOST_REFUSED");
      await technician.post("/api/notify/hosts", { host: "127.0.0.1", isAllowed: true, isPrivate: true, reason: "本机模型" });
      expect(codeOf(await choose(technician, { ...chosen, secret: { from: "env", name: "PATH" } }))).toBe("LAW_ASSISTANT_SECRET");
      expect((await choose(technician, chosen)).status).toBe(200);
      expect(codeOf(await ask())).toBe("LAW_ASSISTANT_SECRET");
      await mkdir(path.join(city.home.paths.secrets, "laws"), { recursive: true });
      await writeFile(path.join(city.home.paths.secrets, "laws", "model"), "key\n", { mode: 0o600 });

      reply = says(
        "根据《刑法》第五十二条，判处罚金应当根据犯罪情节决定数额。罚金很重要。根据《刑法》第九百条，罚金五千元。根据《刑法》第五十二条，罚金不少于3000元。",
      );
      const { body } = await ask();
      expect(body.sentences.map(({ text, cites }) => [text, cites.map((at) => body.given[at]?.key)])).toEqual([
        ["根据《刑法》第五十二条，判处罚金应当根据犯罪情节决定数额。", ["52"]],
      ]);
      expect(body.dropped.toSorted((one, other) => (one.reason < other.reason ? -1 : 1))).toEqual([
        { reason: "no-citation", count: 1 },
        { reason: "number", count: 1 },
        { reason: "unresolved", count: 1 },
      ]);
      expect(asked[0]?.authorization).toBe("Bearer key");
      expect(asked[0]?.body).toContain("判处罚金，应当根据犯罪情节决定罚金数额。");
      for (const bad of [
        (answer: ServerResponse) => void answer.end("<html>"),
        (answer: ServerResponse) => void answer.writeHead(500).end(),
        (answer: ServerResponse) => void answer.end(JSON.stringify({ choices: [] })),
        (answer: ServerResponse) => void answer.end("x".repeat(400_000)),
        (answer: ServerResponse) => void answer.writeHead(302, { location: "http://127.0.0.1:1/" }).end(),
        (answer: ServerResponse) => void answer.destroy(),
      ]) {
        reply = bad;
        expect(codeOf(await ask())).toBe("LAW_ASSISTANT_FAILED");
      }
      reply = () => {};
      const { store, paths } = city.home;
      const library = createLawLibrary({ store, scratchFolder: paths.scratch });
      const slow = draftAnswer(
        { db: store.db, library, secretsFolder: paths.secrets, timeoutMs: 200 },
        { query: "罚金", on: "2010-01-01" },
      );
      await expect(slow).rejects.toMatchObject({ code: "LAW_ASSISTANT_FAILED" });
      const before = asked.length;
      expect((await ask("？！")).body).toMatchObject({ given: [], sentences: [] });
      expect(asked.length).toBe(before);
      expect((await choose(technician, null)).body).toEqual({ assistant: null });
      expect(codeOf(await ask())).toBe("LAW_ASSISTANT_NONE");
    } finally {
      model.closeAllConnections();
      model.close();
    }
  });
});
