import type { WhitePaperView } from "@yuejian/contracts/api";
import mammoth from "mammoth";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeOnBothStores } from "../testing/stores.ts";
import { codeOf, openServedCity, type Person, type ServedCity } from "./testing/served-city.ts";

const YEAR = new Date(Date.now() + 8 * 3_600_000).getUTCFullYear();
const PATH = `/api/white-papers/${YEAR}`;

describeOnBothStores("the yearly white paper, over HTTP", (place) => {
  let city: ServedCity;
  let [chief, head, auditor] = [] as unknown as [Person, Person, Person];
  beforeAll(async () => {
    city = await openServedCity(place, { rows: 60 });
    [chief, head, auditor] = await city.signInAll("chief-procurator", "head.yueyanglou", "auditor");
  });
  afterAll(() => city.close());

  const figureOf = (view: WhitePaperView, id: string) => view.figures.find((each) => each.id === id);

  it("shows figures of the house's records, each with what was asked and where its rows open", async () => {
    const { body } = await chief.get<WhitePaperView>(PATH);
    const { total } = await city.leads();
    expect(figureOf(body, "leads-by-month")).toMatchObject({ total, path: `/leads?createdFrom=${YEAR}-01-01&createdTo=${YEAR}-12-31` });
    expect(figureOf(body, "leads-by-rule")?.rows).toHaveLength(1);
    expect(figureOf(body, "instruments")).toMatchObject({ total: 0, rows: [] });
    expect(body).toMatchObject({ version: 0, texts: { foreword: "" } });
    const before = await chief.get<WhitePaperView>(`/api/white-papers/${YEAR - 3}`);
    expect(figureOf(before.body, "leads-by-rule")).toMatchObject({ total: 0, rows: [] });
  });

  it("is for those who see the whole house, and not of a year that has not begun", async () => {
    expect(codeOf(await head.get(PATH))).toBe("NOT_ALLOWED");
    expect(codeOf(await auditor.get(PATH))).toBe("NOT_ALLOWED");
    expect(codeOf(await chief.get(`/api/white-papers/${YEAR + 2}/document`))).toBe("YEAR_NOT_BEGUN");
  });

  it("keeps what people write, and the second of two writers hears of the first", async () => {
    const texts = { foreword: "本年度概况。\n第二段。", findings: "", causes: "", outlook: "" };
    expect((await chief.post<WhitePaperView>(PATH, { version: 0, texts })).body).toMatchObject({ version: 1, texts });
    expect(codeOf(await chief.post(PATH, { version: 0, texts }))).toBe("VERSION_CONFLICT");
  });

  it("comes as Word with texts, bars and sources, and as PDF; both are on the ledger with their figures", async () => {
    const bytes = async (format: string) => {
      const answer = await city.web.inject({ method: "GET", url: `${PATH}/document?format=${format}`, headers: { cookie: chief.cookie } });
      expect(answer.statusCode, answer.body.slice(0, 200)).toBe(200);
      return answer.rawPayload;
    };
    const { value } = await mammoth.extractRawText({ buffer: await bytes("docx") });
    expect(value).toContain("第二段。");
    expect(value).toContain("各规则发现的线索");
    expect(value).toContain("【由撰写人填写】");
    expect(value).toContain("by model");
    const pdf = await bytes("pdf");
    expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
    const stated = await city.home.store.db
      .selectFrom("outbox")
      .select(["subject", "content_sha256"])
      .where("type", "=", "white-paper.issued")
      .execute();
    expect(stated.map(({ subject }) => subject)).toEqual([String(YEAR), String(YEAR)]);
    const [content] = await city.home.store.db
      .selectFrom("ledger_contents")
      .select("content")
      .where("sha256", "=", stated[0]?.content_sha256 ?? "")
      .execute();
    expect(content?.content).toContain("leads-by-rule");
  });
});
