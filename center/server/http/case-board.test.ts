import type { CaseMoves, CaseShares, Handlers, InstrumentKinds, SupervisionBoard } from "@yuejian/contracts/api";
import { afterAll, beforeAll, expect, it } from "vitest";
import { temporaryFolders } from "../testing/stores.ts";
import { fileCase } from "./testing/file-case.ts";
import { codeOf, openServedCity, type Person, type ServedCity } from "./testing/served-city.ts";

const emptyFolder = temporaryFolders();
let city: ServedCity;
let [procurator, head, chief, other, clerk] = [] as unknown as [Person, Person, Person, Person, Person];

beforeAll(async () => {
  city = await openServedCity({ engine: "sqlite", emptyFolder, emptyUrl: emptyFolder }, { rows: 60 });
  [procurator, head, chief, other, clerk] = await city.signInAll(
    "procurator.yueyanglou",
    "head.yueyanglou",
    "chief-procurator",
    "procurator.miluo",
    "clerk",
  );
});
afterAll(() => city.close());

it("a case stands on the board in its stage, and tells each person where it can go and why not elsewhere", async () => {
  const { id, number } = await fileCase(city, procurator);
  const column = async (person: Person, stage: string, query = "") => {
    const { columns } = (await person.get<SupervisionBoard>(`/api/cases/board?${query}`)).body;
    return columns.find((each) => each.stage === stage);
  };
  const filed = await column(procurator, "filed", "mine=true");
  expect(filed?.items.map((each) => each.number)).toContain(number);
  expect(filed?.total).toBe(filed?.items.length);
  expect((await column(other, "filed"))?.items.map((each) => each.number)).not.toContain(number);
  expect((await column(chief, "filed", "office=miluo"))?.total).toBe(0);
  const moves = async (person: Person) =>
    new Map((await person.get<CaseMoves>(`/api/cases/${id}/moves`)).body.moves.map((each) => [each.stage, each]));
  expect((await moves(procurator)).get("drafting")).toEqual({ stage: "drafting", action: "draft", reason: null });
  expect((await moves(procurator)).get("withdrawn")).toMatchObject({
    action: null,
    reason: { zh: expect.stringContaining("承办人以外") },
  });
  expect((await moves(head)).get("withdrawn")).toMatchObject({ action: "withdraw" });
  expect((await moves(clerk)).get("drafting")?.action).toBeNull();
  expect(codeOf(await other.get(`/api/cases/${id}/moves`))).toBe("CASE_UNKNOWN");
  // A case that is offered to an office stands between its own.
  const { id: second, version } = await fileCase(city, procurator);
  const before = (await column(other, "filed"))?.total ?? 0;
  const transfer = { action: "offer-transfer", office: "miluo", reason: "管辖" };
  expect(codeOf(await head.post(`/api/cases/${second}/commands`, { version, command: transfer }))).toBe("200");
  expect(await column(other, "filed", "perStage=1")).toMatchObject({ total: before + 1, items: [{ id: second }] });
  expect((await column(other, "filed", "office=miluo"))?.total).toBe(before);
  expect((await column(procurator, "filed"))?.total).toBe(2);
});

it("levels of approval that an office set hold there alone; without them those of the house do, and none may be set for all by who sees one office", async () => {
  const levelsOf = async (office?: string) => {
    const { items } = (await chief.get<InstrumentKinds>(`/api/instrument-kinds${office === undefined ? "" : `?office=${office}`}`)).body;
    const { levels, levelsFrom } = items.find(({ kind }) => kind === "suggestion-correction") ?? { levels: [], levelsFrom: "kind" };
    return [levelsFrom, ...levels].join(" ");
  };
  const set = (levels: readonly string[], office?: string, person = chief) =>
    person.post<InstrumentKinds>("/api/instrument-kinds/suggestion-correction/levels", {
      levels,
      ...(office === undefined ? {} : { office }),
    });
  const before = await levelsOf();
  expect(before).toMatch(/^kind /);
  expect((await set(["chief-procurator"], "yueyanglou")).status).toBe(200);
  expect([await levelsOf("yueyanglou"), await levelsOf("miluo"), await levelsOf()]).toEqual(["office chief-procurator", before, before]);
  expect((await set(["deputy-chief"])).status).toBe(200);
  expect([await levelsOf("yueyanglou"), await levelsOf("miluo")]).toEqual(["office chief-procurator", "house deputy-chief"]);
  expect((await set([], "yueyanglou")).status).toBe(200);
  expect(await levelsOf("yueyanglou")).toBe("house deputy-chief");
  expect([
    codeOf(await set([])),
    codeOf(await set(["deputy-chief", "department-head"])),
    codeOf(await set(["deputy-chief"], "nowhere")),
  ]).toEqual(["REQUEST_INVALID", "REQUEST_INVALID", "OFFICE_UNKNOWN"]);
  expect(codeOf(await set(["deputy-chief"], "yueyanglou", procurator))).toBe("NOT_ALLOWED");
});

it("shares and expertise that an office set hold in its rotation alone; without them those of the house do", async () => {
  const { id } = await fileCase(city, procurator);
  const me = procurator.session.user.id;
  const set = (given: object) => chief.post<CaseShares>("/api/case-shares", { user: me, ...given });
  const mine = async () => (await head.get<Handlers>(`/api/cases/${id}/handlers`)).body.items.find((each) => each.id === me);
  expect(codeOf(await head.post("/api/case-shares", { user: me, share: 50 }))).toBe("NOT_ALLOWED");
  expect(codeOf(await set({ share: 50, office: "nowhere" }))).toBe("OFFICE_UNKNOWN");
  await set({ share: 0 });
  expect((await mine())?.place, "the house says none").toBeNull();
  const line = procurator.session.user.businessLines[0];
  const own = await set({ share: 50, expertise: line === undefined ? [] : [line], office: "yueyanglou" });
  expect(own.body.items).toMatchObject([{ user: me, share: 50, from: "office" }]);
  expect((await mine())?.reason.zh).toContain("分案比例 50%");
  const ofOther = (await chief.get<CaseShares>("/api/case-shares?office=miluo")).body.items;
  expect(ofOther).toMatchObject([{ user: me, share: 0, from: "house" }]);
  await set({ share: null, office: "yueyanglou" });
  expect((await mine())?.place, "as the house again").toBeNull();
  await set({ share: null });
  expect((await mine())?.place).not.toBeNull();
});

it("an instrument is handed over as Word or, with the same content, as PDF, for a purpose and to nobody who is recused", async () => {
  const { id, version } = await fileCase(city, procurator);
  const draft = {
    kind: "suggestion-correction",
    receiver: "岳阳楼区人民法院",
    title: "检察建议",
    body: "经查，……",
    isUrgent: false,
    replyBy: null,
  };
  await procurator.post(`/api/cases/${id}/commands`, { version, command: { action: "draft", ...draft } });
  const content = (person: Person, format: string, purpose?: string) =>
    person.get(`/api/cases/${id}/instrument/content?format=${format}`, purpose === undefined ? {} : { "x-purpose": purpose });
  expect(codeOf(await content(procurator, "pdf"))).toBe("PURPOSE_NEEDED");
  expect(codeOf(await content(procurator, "odt"))).toBe("REQUEST_INVALID");
  const stated = { subject: id, legalBasis: "criminal-procedure-law-supervision" };
  const purpose = (await procurator.post<{ id: string }>("/api/purposes", stated)).body.id;
  const pdf = await content(procurator, "pdf", purpose);
  expect([pdf.status, pdf.headers["content-type"], pdf.text.slice(0, 5)]).toEqual([200, "application/pdf", "%PDF-"]);
  expect(String(pdf.headers["content-disposition"])).toContain(".pdf");
  const word = await content(procurator, "docx", purpose);
  expect([word.status, String(word.headers["content-disposition"]).includes(".docx")]).toEqual([200, true]);
  const recuse = { action: "recuse", person: procurator.session.user.id, reason: "应当回避" };
  expect((await chief.post(`/api/cases/${id}/commands`, { version: version + 1, command: recuse })).status).toBe(200);
  expect(codeOf(await content(procurator, "docx", purpose))).toBe("RECUSED");
});
