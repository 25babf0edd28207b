import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type {
  JobView,
  LawArticleHistoryView,
  LawCitationsView,
  LawDifferencesView,
  LawImportDetail,
  LawSearchView,
  LawSuggestionsView,
  LawsView,
  LawTextView,
} from "@yuejian/contracts/api";
import { encodeGb18030 } from "@yuejian/demo";
import { Document, HeadingLevel, Packer, Paragraph } from "docx";
import { afterAll, beforeAll, expect, it } from "vitest";
import { codeOf, openServedCity, type Person, type ServedCity } from "../http/testing/served-city.ts";
import { describeOnBothStores } from "../testing/stores.ts";

const OLD = `# 中华人民共和国耕地保护法
2010年1月1日第十一届全国人民代表大会常务委员会第十二次会议通过
第一条 为了保护耕地，制定本法。
第二条 禁止占用耕地建窑、建坟。
第三条 违反前条规定的，责令改正，处一万元以下罚款。
第四条 本法自2010年5月1日起施行。
`;
const CURRENT = `# 中华人民共和国耕地保护法
2010年1月1日第十一届全国人民代表大会常务委员会第十二次会议通过
根据2022年6月1日第十三届全国人民代表大会常务委员会第三十五次会议《关于修改〈中华人民共和国耕地保护法〉的决定》修正
第一条 为了保护耕地，制定本法。
第二条 禁止占用耕地建窑、建坟或者擅自在耕地上建房。
第三条 违反前条规定的，有下列情形之一的，责令改正，处五万元以下罚款：
（一）面积较大的；
（二）拒不恢复的。
第三条之一 造成种植条件严重毁坏的，依法追究刑事责任。
第四条 本法自2022年9月1日起施行。《某某占用耕地处理办法》同时废止。
`;
const OTHER = `娱乐场所卫生管理条例
2015年3月1日 中华人民共和国国务院令第999号公布
第一条 娱乐场所应当保持空气流通。
第二条 禁止在娱乐场所吸烟。
`;

describeOnBothStores("laws, over HTTP", (place) => {
  let city: ServedCity;
  let folder = "";
  let reader: Person;

  const put = async (name: string, content: string | Uint8Array): Promise<void> => {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
  };
  async function importAll(): Promise<LawImportDetail> {
    const started = await city.asLocal<JobView>("POST", "/api/laws/imports", { path: folder });
    expect([started.status, codeOf(started)]).toEqual([202, "202"]);
    const { import: id } = (await city.finished(started.body)).result as { import: string };
    return (await city.asLocal<LawImportDetail>("GET", `/api/laws/imports/${id}`)).body;
  }
  const counts = ({ import: { files, texts, added, changed, same, refused } }: LawImportDetail) => ({
    files,
    texts,
    added,
    changed,
    same,
    refused,
  });
  const text = (query: string) => reader.get<LawTextView>(`/api/laws/text?law=${encodeURIComponent("耕地保护法")}&${query}`);
  const search = async (query: string, more: object = {}) =>
    (await reader.post<LawSearchView>("/api/laws/search", { query, on: "2026-01-01", ...more })).body;
  const cite = async (given: object) =>
    (await reader.post<LawCitationsView>("/api/laws/citations", { on: "2026-01-01", ...given })).body.citations;

  beforeAll(async () => {
    city = await openServedCity(place);
    folder = path.join(await place.emptyFolder(), "laws");
    reader = await city.signIn("procurator.yueyanglou");
  });
  afterAll(() => city.close());

  it("before the first import a search says that nothing is held, and reading what to do", async () => {
    expect(await search("耕地")).toMatchObject({ results: [], held: 0 });
    const answer = await text("");
    expect([answer.status, codeOf(answer)]).toEqual([409, "LAWS_NONE"]);
  });

  it("a folder of Markdown, GBK text and Word comes in; what cannot be read is named; importing again finds all the same", async () => {
    await put("旧/耕地保护法(2010-01-01).md", OLD);
    await put("耕地保护法(2022-06-01).md", CURRENT);
    await put("娱乐.txt", encodeGb18030(OTHER));
    const word = new Document({
      sections: [
        {
          children: [
            new Paragraph({ text: "最高人民法院关于审理耕地案件适用法律若干问题的解释", heading: HeadingLevel.HEADING_1 }),
            ...[
              "2023年2月1日 最高人民法院审判委员会第1900次会议通过",
              "2023年3月1日 施行",
              "第一条 耕地保护法第二条所称建房，包括建造大棚房。",
              "第二条 本解释自2023年3月1日起施行。",
            ].map((line) => new Paragraph(line)),
          ],
        },
      ],
    });
    await put("解释.docx", new Uint8Array(await Packer.toBuffer(word)));
    await put("坏.docx", "not a document");
    await put(
      "规定.doc",
      new Uint8Array(await readFile(new URL("../../../methods/documents/old-word/testing/regulation.doc", import.meta.url))),
    );
    await put("写字板.doc", "{\\rtf1 }");
    await put("扫描.pdf", "%PDF-1.7");
    const first = await importAll();
    expect(counts(first)).toEqual({ files: 7, texts: 5, added: 5, changed: 0, same: 0, refused: 0 });
    expect(first.notes.items.map(({ file, code }) => `${file} ${code}`)).toEqual([
      "扫描.pdf form-unread",
      "写字板.doc unreadable",
      "坏.docx unreadable",
      "娱乐.txt encoding",
    ]);
    expect(counts(await importAll())).toMatchObject({ added: 0, changed: 0, same: 5, refused: 0 });
    const { body } = await reader.get<LawsView>("/api/laws");
    expect(body.items.map(({ name, versions, repealed }) => [name, versions.length, repealed?.by ?? null])).toEqual([
      ["娱乐场所卫生管理条例", 1, null],
      ["最高人民检察院关于办理占用耕地案件若干问题的规定", 1, null],
      ["最高人民法院关于审理耕地案件适用法律若干问题的解释", 1, null],
      ["某某占用耕地处理办法", 0, "耕地保护法"],
      ["耕地保护法", 2, null],
    ]);
  });

  it("a law reads as it was in force on a day", async () => {
    const [before, old, now] = [
      await text("on=2010-04-30"),
      await text("on=2022-08-31&article=3"),
      await text("on=2022-09-01&article=第三条之一"),
    ];
    expect([before.status, codeOf(before)]).toEqual([404, "LAW_NOT_IN_FORCE"]);
    expect(old.body.articles.map(({ key, paragraphs }) => [key, paragraphs[0]?.text])).toEqual([
      ["3", "违反前条规定的，责令改正，处一万元以下罚款。"],
    ]);
    expect(old.body.version).toMatchObject({ effectiveOn: "2010-05-01", until: "2022-09-01" });
    expect(now.body.articles.map(({ key }) => key)).toEqual(["3-1"]);
    const none = await text("on=2020-01-01&article=3-1");
    expect([none.status, codeOf(none)]).toEqual([404, "LAW_ARTICLE_UNKNOWN"]);
  });

  it("two wordings stand side by side with their differences", async () => {
    const { body } = await reader.get<LawDifferencesView>(
      `/api/laws/differences?law=${encodeURIComponent("耕地保护法")}&from=2010-01-01&to=2022-06-01`,
    );
    expect(body.same).toBe(1);
    expect(body.articles.map(({ kind, from, to }) => `${kind} ${from} ${to}`)).toEqual([
      "changed 第二条 第二条",
      "changed 第三条 第三条",
      "added null 第三条之一",
      "changed 第四条 第四条",
    ]);
    expect(body.articles[0]?.pieces).toContainEqual({ kind: "added", text: "或者擅自在耕地上建房" });
  });

  it("an article is shown through all wordings, and one that never was is not", async () => {
    const history = (article: string) =>
      reader.get<LawArticleHistoryView>(
        `/api/laws/article-history?law=${encodeURIComponent("耕地保护法")}&article=${encodeURIComponent(article)}&on=2026-01-01`,
      );
    const { stages } = (await history("第三条")).body;
    expect(stages.map(({ versions, label, isShown }) => [versions.map(({ versionOn }) => versionOn), label, isShown])).toEqual([
      [["2010-01-01"], "第三条", false],
      [["2022-06-01"], "第三条", true],
    ]);
    expect(stages[1]?.pieces).toContainEqual({ kind: "removed", text: "一" });
    expect((await history("1")).body.stages.map(({ versions }) => versions.length)).toEqual([2]);
    expect(codeOf(await history("99"))).toBe("LAW_ARTICLE_UNKNOWN");
  });

  it("a search finds by words, name and number, exact text, in the wording of the day, and says why", async () => {
    const words = await search("在耕地上建房");
    expect(words.results[0]).toMatchObject({ law: "耕地保护法", article: "第二条", status: "in-force", versionOn: "2022-06-01" });
    expect(words.results[0]?.marks.map(({ start, end }) => words.results[0]?.text.slice(start, end))).toContain("在耕地上建房");
    expect(words.results[0]?.why.map(({ code }) => code)).toContain("words");
    expect((await search("耕地保护法3-1")).results[0]).toMatchObject({ article: "第三条之一", why: [{ code: "cited" }] });
    expect((await search("耕地", { on: "2015-01-01" })).results.map(({ versionOn }) => versionOn)).toEqual(
      expect.arrayContaining(["2010-01-01"]),
    );
    expect((await search("“建造大棚房”")).results.map(({ law }) => law)).toEqual(["最高人民法院关于审理耕地案件适用法律若干问题的解释"]);
    expect((await search("禁止", { levels: ["regulation"] })).results.map(({ law }) => law)).toEqual([
      "娱乐场所卫生管理条例",
      "娱乐场所卫生管理条例",
    ]);
    expect((await search("条例", { law: "耕地保护法", status: "any" })).results.every(({ law }) => law === "耕地保护法")).toBe(true);
  });

  it("a query of punctuation, of nothing that occurs, or of 10,000 characters is answered", async () => {
    expect((await search("？！……")).results).toEqual([]);
    expect((await search("")).results).toEqual([]);
    const long = await search("耕地上建房，".repeat(2000));
    expect(long.isCut).toBe(true);
    expect(long.results[0]).toMatchObject({ article: "第二条" });
  });

  it("citations of a text are checked against the day", async () => {
    const states = (
      await cite({ text: "依照《耕地保护法》第三条第一款第（二）项、第（三）项，第九条，《某某占用耕地处理办法》第一条" })
    ).map(({ canonical, state }) => `${canonical} ${state}`);
    expect(states).toEqual([
      "耕地保护法 3.1(2) resolved",
      "耕地保护法 3.1(3) item-absent",
      "耕地保护法 9 article-absent",
      "某某占用耕地处理办法 1 law-repealed",
    ]);
    expect((await cite({ text: "《耕地保护法》第三条之一", on: "2020-01-01" }))[0]?.state).toBe("article-absent");
    expect((await cite({ text: "《耕地保护条例》第一条" }))[0]).toMatchObject({ state: "law-unknown", meant: ["耕地保护法"] });
  });

  it("what is being typed is completed by characters, by first letters, by law and number", async () => {
    const suggest = async (beginning: string) =>
      (await reader.get<LawSuggestionsView>(`/api/laws/suggestions?beginning=${encodeURIComponent(beginning)}`)).body.items;
    expect((await suggest("耕地"))[0]).toMatchObject({ law: "耕地保护法", article: null });
    expect((await suggest("gdbh"))[0]).toMatchObject({ law: "耕地保护法" });
    expect((await suggest("耕地保护法第三条之一"))[0]).toMatchObject({ law: "耕地保护法", article: "3-1" });
  });

  it("the same wording from another file with another text is refused and named; from the same file it replaces the old one", async () => {
    await put("copy/耕地保护法(2022-06-01).md", CURRENT.replace("五万元", "六万元"));
    await put("娱乐.txt", encodeGb18030(OTHER.replace("吸烟", "吸烟和喧哗")));
    const again = await importAll();
    expect(counts(again)).toMatchObject({ added: 0, changed: 1, same: 4, refused: 1 });
    const refused = again.notes.items.find(({ code }) => code === "twice-different");
    expect(refused).toMatchObject({ line: 6 });
    expect(refused?.text.zh).toContain("第三条");
    expect((await text("article=3")).body.articles[0]?.paragraphs[0]?.text).toContain("五万元");
    expect((await search("喧哗")).results[0]).toMatchObject({ law: "娱乐场所卫生管理条例", article: "第二条" });
  });

  it("a wording made by an amendment is in force from the day that the amendment says", async () => {
    await put(
      "法典.md",
      "# 中华人民共和国某典\n1979年7月1日第五届全国人民代表大会第二次会议通过\n根据2020年12月26日第十三届全国人民代表大会常务委员会第二十四次会议通过的《中华人民共和国某典修正案（二）》修正\n第一条 甲。\n",
    );
    await put(
      "修正案.md",
      "# 中华人民共和国某典修正案（二）\n2020年12月26日第十三届全国人民代表大会常务委员会第二十四次会议通过\n一、将第一条修改为：“甲。”\n二、本修正案自2021年3月1日起施行。\n",
    );
    await importAll();
    const { body } = await reader.get<LawsView>(`/api/laws?name=${encodeURIComponent("某典")}`);
    expect(body.items.map(({ name, versions }) => `${name} ${versions[0]?.effectiveOn}`)).toEqual([
      "某典 2021-03-01",
      "某典修正案（二） 2021-03-01",
    ]);
  });

  it("files that are sent come in as a folder does, whatever their places say, and leave nothing behind", async () => {
    const manager = await city.signIn("case-manager");
    const sendFiles = async (person: Person, files: readonly (readonly [string, string])[]) => {
      const form = new FormData();
      for (const [place, content] of files) {
        form.append("path", place);
        form.append("file", new Blob([content]), "x");
      }
      const request = new Request("http://x/", { method: "POST", body: form });
      const { payload, statusCode } = await city.web.inject({
        method: "POST",
        url: "/api/laws/imports/upload",
        headers: { "content-type": request.headers.get("content-type") as string, cookie: person.cookie, "x-csrf": person.session.csrf },
        payload: Buffer.from(await request.arrayBuffer()),
      });
      return { status: statusCode, body: JSON.parse(payload) as JobView & { code: string } };
    };
    const text = "# 某某养犬管理条例\n2018年1月1日某市人民代表大会常务委员会通过\n第一条 养犬应当登记。\n";
    const sent = await sendFiles(manager, [
      ["../../外/养犬.md", text],
      ["扫描.pdf", "%PDF"],
    ]);
    expect(sent.status).toBe(202);
    const { import: id } = (await city.finished(sent.body)).result as { import: string };
    const done = (await manager.get<LawImportDetail>(`/api/laws/imports/${id}`)).body;
    expect(counts(done)).toMatchObject({ files: 1, texts: 1, added: 1 });
    expect(done.notes.items.map(({ file, code }) => `${file} ${code}`)).toContain("扫描.pdf form-unread");
    expect((await readdir(city.home.paths.scratch)).filter((name) => name.startsWith("upload-"))).toEqual([]);
    expect(
      (
        await sendFiles(manager, [
          ["a.md", text],
          ["a.md", text],
        ])
      ).body.code,
    ).toBe("REQUEST_INVALID");
    expect((await sendFiles(manager, [])).status).toBe(400);
    expect((await sendFiles(reader, [["a.md", text]])).body.code).toBe("NOT_ALLOWED");
    expect((await readdir(city.home.paths.scratch)).filter((name) => name.startsWith("upload-"))).toEqual([]);
  });

  it("regulations of two places, and rules of two bodies, that have one name are two laws; what one file brought in under the bare name is taken over", async () => {
    const ofPlace = (place: string, text: string): string =>
      `河道管理条例\n2019年3月28日${place}第十三届人民代表大会常务委员会第十次会议通过\n第一条 ${text}\n第二条 本条例自2019年5月1日起施行。\n`;
    await put("地方/甲.txt", ofPlace("湖南省", "河道由水务局管。"));
    await put("地方/乙.txt", ofPlace("湖北省", "河道由河道局管。"));
    for (const body of ["教育部", "海关总署"])
      await put(`规章/${body}.txt`, `立法程序规定\n2015年3月1日${body}\n第一条 由${body}定。\n第二条 本规定自2015年4月1日起施行。\n`);
    const names = ["河道管理条例（湖南省）", "河道管理条例（湖北省）", "立法程序规定", "立法程序规定（海关总署）"];
    const first = await importAll();
    expect(counts(first)).toMatchObject({ added: 4, changed: 0 });
    expect(first.notes.items.filter(({ code }) => code === "name-shared").map(({ file, text: { zh } }) => [file, zh])).toEqual([
      ["地方/乙.txt", expect.stringContaining("河道管理条例（湖北省）")],
      ["地方/甲.txt", expect.stringContaining("河道管理条例（湖南省）")],
      ["规章/海关总署.txt", expect.stringContaining("立法程序规定（海关总署）")],
    ]);
    const held = async (): Promise<string[]> =>
      (await Promise.all(["河道", "立法"].map((name) => reader.get<LawsView>(`/api/laws?name=${encodeURIComponent(name)}`)))).flatMap(
        ({ body }) => body.items.map(({ name, versions }) => `${name} ${versions.length}`),
      );
    expect((await held()).toSorted()).toEqual(names.map((name) => `${name} 1`).toSorted());
    expect((await cite({ text: "《河道管理条例》第一条" }))[0]).toMatchObject({ state: "law-ambiguous" });
    expect((await cite({ text: "《河道管理条例（湖南省）》第一条" }))[0]).toMatchObject({ state: "resolved" });
    const unsaid = await reader.get(`/api/laws/text?law=${encodeURIComponent("河道管理条例")}`);
    expect([unsaid.status, codeOf(unsaid)]).toEqual([400, "LAW_AMBIGUOUS"]);
    const said = await reader.get<LawTextView>(`/api/laws/text?law=${encodeURIComponent("河道管理条例（湖北省）")}&article=1`);
    expect(said.body.articles[0]?.paragraphs[0]?.text).toContain("河道局");
    expect(counts(await importAll())).toMatchObject({ added: 0, changed: 0 });

    await city.home.store.write((trx) =>
      trx.updateTable("laws").set({ name: "河道管理条例" }).where("name", "=", "河道管理条例（湖南省）").execute(),
    );
    expect(counts(await importAll())).toMatchObject({ added: 0, changed: 0 });
    expect((await held()).toSorted()).toEqual(names.map((name) => `${name} 1`).toSorted());
  });

  it("a folder without texts, and a person who may not import, are refused", async () => {
    const empty = await place.emptyFolder();
    const started = await city.asLocal<JobView>("POST", "/api/laws/imports", { path: empty });
    await expect(city.finished(started.body)).rejects.toMatchObject({ code: "LAW_FILES_MISSING" });
    const denied = await city.asLocal("POST", "/api/laws/imports", { path: folder }, "procurator.yueyanglou");
    expect(codeOf(denied)).toBe("NOT_ALLOWED");
  });
});
