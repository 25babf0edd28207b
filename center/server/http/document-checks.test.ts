import { readFile } from "node:fs/promises";
import type {
  AuditEntry,
  CaseDetail,
  DocumentCheckDetail,
  DocumentChecksView,
  DocumentDecisionsView,
  DocumentEffectView,
  DocumentRulesView,
  DocumentStatisticsView,
  ErrorBody,
  LeadDetail,
  LeadPage,
  LeadView,
  NewDocumentKey,
  Purpose,
  SystemCheckView,
} from "@yuejian/contracts/api";
import { unpackWord, wordText } from "@yuejian/documents";
import { Document, Packer, Paragraph } from "docx";
import { unzipSync, zipSync } from "fflate";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeOnBothStores } from "../testing/stores.ts";
import { answered, codeOf, openServedCity, type Person, type ServedCity } from "./testing/served-city.ts";

const TEXT = "起诉书\n经查其银行帐户，价值3200元元。\n法律另有规定的出外，被告入犯数罪。";
const DAY = 86_400_000;
const OLD_WORD = new URL("../../../methods/documents/old-word/testing/indictment.doc", import.meta.url);

describeOnBothStores("documents that are checked, over HTTP", (place) => {
  let now = Date.parse("2026-03-20T02:00:00Z");
  let city: ServedCity;
  let [reader, colleague, technician, chief, outsider] = [] as unknown as [Person, Person, Person, Person, Person];
  beforeAll(async () => {
    city = await openServedCity(place, { rows: 60, clock: { now: () => now } });
    [reader, colleague, technician, chief, outsider] = await city.signInAll(
      "procurator.yueyanglou",
      "head.yueyanglou",
      "technician",
      "chief-procurator",
      "procurator.miluo",
    );
  });
  afterAll(() => city.close());

  const check = async (body: object) => (await reader.post<DocumentCheckDetail>("/api/documents/checks", body)).body;
  const decide = (id: string, ...words: (readonly [number, "accepted" | "rejected" | null])[]) =>
    reader.post<DocumentDecisionsView>(`/api/documents/checks/${id}/decisions`, {
      decisions: words.map(([position, decision]) => ({ position, decision })),
    });
  const wordFile = (...lines: string[]) =>
    Packer.toBuffer(new Document({ sections: [{ children: lines.map((line) => new Paragraph(line)) }] }));
  const upload = async (name: string, content: Buffer, fields: Record<string, string> = {}) => {
    const form = new FormData();
    for (const [key, value] of Object.entries(fields)) form.set(key, value);
    form.set("file", new Blob([new Uint8Array(content)]), name);
    const sent = new Response(form);
    const headers = {
      cookie: reader.cookie,
      "x-csrf": reader.session.csrf,
      "content-type": String(sent.headers.get("content-type")),
    };
    const payload = Buffer.from(await sent.arrayBuffer());
    return answered<DocumentCheckDetail>(await city.web.inject({ method: "POST", url: "/api/documents/checks/upload", payload, headers }));
  };
  const fileOf = async (id: string, form: string) => {
    const answer = await city.web.inject({
      method: "GET",
      url: `/api/documents/checks/${id}/document?form=${form}`,
      headers: { cookie: reader.cookie },
    });
    return answer.rawPayload;
  };

  it("a text is answered with what was found, its kind, and what was not looked at; it is seen by who had it checked alone", async () => {
    const { check: made, text, hasCitations, hasSpelling } = await check({ text: TEXT, name: "起诉书.txt" });
    expect(made).toMatchObject({
      kind: "indictment",
      source: "person",
      stage: "draft",
      isCounted: true,
      writtenOn: "2026-03-20",
      office: "yueyanglou",
    });
    expect([hasCitations, hasSpelling]).toEqual([false, true]);
    expect(text?.findings.map(({ rule, text: words, suggestion }) => `${rule} ${words} ${suggestion}`)).toEqual(
      expect.arrayContaining(["wording-confused 帐 账", "unit-doubled 元元 元", "spelling 出 除", "wording-confused 被告入 被告人"]),
    );
    expect(text?.findings.find(({ rule }) => rule === "spelling")?.probability).toBeGreaterThan(0.5);
    expect(codeOf(await colleague.get(`/api/documents/checks/${made.id}`))).toBe("DOCUMENT_CHECK_UNKNOWN");
    expect((await colleague.get<DocumentChecksView>("/api/documents/checks")).body.total).toBe(0);
    expect((await reader.get<DocumentChecksView>("/api/documents/checks")).body.items[0]?.id).toBe(made.id);
    expect(codeOf(await technician.post("/api/documents/checks", { text: TEXT }))).toBe("NOT_ALLOWED");
    const again = await check({ text: TEXT });
    expect(again.check.isCounted).toBe(false);
    const audit = await city.asLocal<{ items: AuditEntry[] }>("GET", `/api/audit?subject=${made.id}`, undefined, "auditor");
    expect(audit.body.items[0]).toMatchObject({ action: "document.check", outcome: "done" });
    expect(audit.body.items[0]?.detail).not.toContain("帐");
  });

  it("what is accepted is a tracked change, what is undecided a remark, what is rejected nothing; a word is taken back", async () => {
    const { body } = await upload("审查报告.docx", await wordFile("经查其银行帐户，价值3200元元。", "附件：1.甲", "3.乙"), {
      on: "2024-05-01",
    });
    expect(body.check).toMatchObject({ format: "docx", name: "审查报告.docx", lawDay: "2024-05-01" });
    const position = (rule: string) => body.text?.findings.find((finding) => finding.rule === rule)?.position ?? -1;
    const [confused, doubled, sequence] = ["wording-confused", "unit-doubled", "attachment-sequence"].map(position) as [
      number,
      number,
      number,
    ];
    await decide(body.check.id, [confused, "accepted"], [doubled, "rejected"], [sequence, "accepted"]);
    const { body: after } = await decide(body.check.id, [sequence, null]);
    expect(after.check.open).toBe(body.check.findings - 2);
    const word = unpackWord("a", await fileOf(body.check.id, "changes"));
    expect(wordText("a", word).paragraphs.map(({ text }) => text)).toEqual(["经查其银行账户，价值3200元元。", "附件：1.甲", "3.乙"]);
    const comments = Buffer.from(word.members["word/comments.xml"] ?? []).toString();
    expect(comments.match(/〔[a-z-]+〕/g)).toEqual(["〔wording-confused〕", "〔attachment-sequence〕"]);
    const remarks = unpackWord("a", await fileOf(body.check.id, "remarks"));
    expect(wordText("a", remarks).paragraphs[0]?.text).toBe("经查其银行帐户，价值3200元元。");
    expect((await fileOf(body.check.id, "text")).toString()).toBe("经查其银行账户，价值3200元元。\n附件：1.甲\n3.乙");
  });

  it("an old Word file is checked; its findings and text can be had, and why no remarks", async () => {
    const { status, body } = await upload("起诉书.doc", await readFile(OLD_WORD));
    expect([status, body.check.format, body.check.hasMacros]).toEqual([201, "doc", false]);
    const words = body.text?.findings.map(({ text }) => text) ?? [];
    expect(words).toEqual(expect.arrayContaining(["帐", "元元"]));
    await decide(body.check.id, [words.indexOf("元元"), "accepted"]);
    expect((await fileOf(body.check.id, "text")).toString()).toContain("帐户3200元。");
    for (const form of ["changes", "remarks"])
      expect(codeOf(await reader.get(`/api/documents/checks/${body.check.id}/document?form=${form}`))).toBe("DOCUMENT_OLD_WORD");
    const locked = await upload("加密.doc", await readFile(new URL("locked.doc", OLD_WORD)));
    expect((locked.body as unknown as ErrorBody).text.zh).toContain("打开密码");
    const macros = await upload(
      "宏.docm",
      Buffer.from(zipSync({ ...unzipSync(await wordFile("检察")), "word/vbaProject.bin": new Uint8Array(3) })),
    );
    expect(macros.body.check).toMatchObject({ format: "docx", hasMacros: true });
  });

  it("bad input is named: empty, too long, damaged, an unknown kind, a wrong field, a finding that is none", async () => {
    expect(codeOf(await reader.post("/api/documents/checks", { text: " \n " }))).toBe("DOCUMENT_EMPTY");
    expect(codeOf(await reader.post("/api/documents/checks", { text: "检察。".repeat(140_000) }))).toBe("DOCUMENT_TOO_LONG");
    const damaged = await upload("案件 报告.docx", Buffer.from([0x50, 0x4b, 3, 4, 1]));
    expect([damaged.status, codeOf(damaged)]).toEqual([400, "DOCUMENT_UNREADABLE"]);
    expect((damaged.body as unknown as ErrorBody).text.zh).toContain("案件 报告.docx");
    expect(codeOf(await upload("a.txt", Buffer.from([0xff, 0xfe, 0xff, 0x81, 0])))).toBe("FILE_UNREADABLE");
    expect(codeOf(await upload("a.txt", Buffer.from("检察"), { on: "2024-02-30" }))).toBe("REQUEST_INVALID");
    expect(codeOf(await upload("a.txt", Buffer.from("检察"), { path: "/etc/passwd" }))).toBe("REQUEST_INVALID");
    const { check: made } = await check({ text: "检察院。" });
    expect(codeOf(await decide(made.id, [99, "accepted"]))).toBe("DOCUMENT_FINDING_UNKNOWN");
    expect(codeOf(await reader.get(`/api/documents/checks/${made.id}/document?form=changes`))).toBe("DOCUMENT_NOT_WORD");
  });

  it("the draft of a case's instrument is checked by who may open it, and opens as the case does", async () => {
    const [lead] = (await reader.get<LeadPage>("/api/leads?status=new&sort=oldest&limit=1")).body.items;
    if (!lead) throw new Error("no lead");
    const { model } = (await reader.get<LeadDetail>(`/api/leads/${lead.id}`)).body;
    let filed = lead;
    for (const command of [
      { action: "assign", assignee: reader.session.user.id },
      { action: "verify", note: "查证属实", ruledOut: model.lawfulExplanations.map((each) => each.id) },
      { action: "file", note: "立案" },
    ])
      filed = (await reader.post<LeadView>(`/api/leads/${lead.id}/commands`, { version: filed.version, command })).body;
    const id = filed.caseId ?? "";
    const submit = (purpose?: string) =>
      reader.post<DocumentCheckDetail>(`/api/cases/${id}/document-checks`, {}, purpose === undefined ? {} : { "x-purpose": purpose });
    expect(codeOf(await submit())).toBe("PURPOSE_NEEDED");
    const { body: purpose } = await reader.post<Purpose>("/api/purposes", {
      subject: id,
      legalBasis: "criminal-procedure-law-supervision",
    });
    expect(codeOf(await submit(purpose.id))).toBe("INSTRUMENT_MISSING");
    const draft = {
      kind: "suggestion-correction",
      receiver: "岳阳楼区人民法院",
      title: "关于规范罚金适用的检察建议",
      isUrgent: false,
      replyBy: null,
    };
    const { version } = (await reader.get<CaseDetail>(`/api/cases/${id}`)).body.case;
    const command = { action: "draft", ...draft, body: "经查，罚金没有存入指定帐户。" };
    expect((await reader.post(`/api/cases/${id}/commands`, { version, command })).status).toBe(200);
    const { status, body } = await submit(purpose.id);
    expect([status, body.check.source, body.check.case, body.check.format]).toEqual([201, "case", id, "docx"]);
    expect(body.text?.findings.map(({ rule }) => rule)).toContain("wording-confused");
    expect((await submit(purpose.id)).body.check.isCounted).toBe(false);
    const url = `/api/documents/checks/${body.check.id}`;
    expect(codeOf(await reader.get(url))).toBe("PURPOSE_NEEDED");
    expect(codeOf(await reader.get(`${url}/document?form=text`))).toBe("PURPOSE_NEEDED");
    expect((await reader.get(url, { "x-purpose": purpose.id })).status).toBe(200);
    expect(codeOf(await outsider.post(`/api/cases/${id}/document-checks`))).toBe("CASE_UNKNOWN");
  });

  const rulesOf = async (person: Person, office = "") => (await person.get<DocumentRulesView>(`/api/documents/rules${office}`)).body;
  const ruleIn = async (person: Person, rule: string, office = "") =>
    (await rulesOf(person, office)).rules.find((each) => each.rule === rule);
  const setRule = (person: Person, rule: string, body: object) =>
    person.post<DocumentRulesView>(`/api/documents/rules/${rule}`, { reason: "试行", version: 0, ...body });
  const found = async (person: Person, text: string) =>
    (await person.post<DocumentCheckDetail>("/api/documents/checks", { text })).body.text?.findings.map(({ rule }) => rule) ?? [];

  it("a rule is off where the city says so, unless the office says otherwise; with the reason, on the ledger", async () => {
    expect(codeOf(await setRule(reader, "unit-doubled", { isOn: false }))).toBe("NOT_ALLOWED");
    expect(codeOf(await setRule(chief, "unit-doubled", { isOn: false, reason: " " }))).toBe("REASON_NEEDED");
    expect(codeOf(await setRule(chief, "no-rule", { isOn: false }))).toBe("DOCUMENT_RULE_UNKNOWN");
    await setRule(chief, "unit-doubled", { isOn: false });
    expect(codeOf(await setRule(chief, "unit-doubled", { isOn: true }))).toBe("VERSION_CONFLICT");
    expect(await ruleIn(reader, "unit-doubled")).toMatchObject({ isActive: false, own: null, inherited: false });
    expect(await found(reader, "共计30元元，第一次。")).not.toContain("unit-doubled");
    await setRule(chief, "unit-doubled", { isOn: true, office: "yueyanglou" });
    expect(await found(reader, "共计30元元，第二次。")).toContain("unit-doubled");
    expect(codeOf(await reader.get("/api/documents/rules?office=miluo"))).toBe("OFFICE_UNKNOWN");
    expect(await ruleIn(chief, "unit-doubled", "?office=miluo")).toMatchObject({ isActive: false });
    const stated = await city.home.store.db.selectFrom("outbox").select("subject").where("type", "=", "document-rule.changed").execute();
    expect(stated).toEqual([{ subject: "unit-doubled" }, { subject: "unit-doubled" }]);
  });

  it("a rule that people reject is muted in their office and named; who may lets it speak again, and counting begins anew", async () => {
    // The same words in the same surroundings are one judgement, however often they stand there.
    const text = Array.from({ length: 20 }, (_, at) => `第${at}个银行帐户。`).join("\n");
    const { check: made, text: shown } = await check({ text });
    const positions = shown?.findings.filter(({ rule }) => rule === "wording-confused").map(({ position }) => position) ?? [];
    expect(positions).toHaveLength(20);
    // One was accepted in a document before, so nineteen rejected ones are not enough: 2 of 21 are.
    const { body } = await decide(made.id, ...positions.slice(0, -1).map((position) => [position, "rejected"] as const));
    expect(body.muted).toEqual(["wording-confused"]);
    expect(await ruleIn(reader, "wording-confused")).toMatchObject({ isActive: false, muted: { accepted: 1, rejected: 19 } });
    expect(await ruleIn(chief, "wording-confused", "?office=miluo")).toMatchObject({
      isActive: true,
      accepted: 0,
      rejected: 0,
      precision: null,
    });
    const again = await check({ text: "银行帐户，再看一次。" });
    expect([again.text?.findings, again.silent.filter(({ isMuted }) => isMuted).map(({ rule }) => rule)]).toEqual([
      [],
      ["wording-confused"],
    ]);
    const version = (await ruleIn(reader, "wording-confused"))?.version;
    expect(codeOf(await setRule(chief, "unit-doubled", { unmute: true, version: 1 }))).toBe("DOCUMENT_RULE_NOT_MUTED");
    now += 1000;
    await setRule(chief, "wording-confused", { unmute: true, office: "yueyanglou", version });
    expect(await ruleIn(reader, "wording-confused")).toMatchObject({ isActive: true, muted: null, accepted: 0, rejected: 0 });
    expect(await found(reader, "银行帐户，第三次。")).toEqual(["wording-confused"]);
  });

  it("a bar of spelling rises with what the office rejects of the less sure", async () => {
    const { id } = (await check({ text: "法律另有规定的出外一。" })).check;
    const rows = Array.from({ length: 80 }, (_, at) => ({
      check_id: id,
      position: 100 + at,
      rule: "spelling",
      severity: "warning" as const,
      probability: at < 30 ? "0.9990" : "0.9999",
      content: null,
      decision: at < 30 ? ("rejected" as const) : ("accepted" as const),
      decided_at: new Date(now).toISOString(),
      occurrence: 0,
      counts: 1,
    }));
    expect((await rulesOf(reader)).spelling).toMatchObject({ leastProbability: null, decisions: 0 });
    expect(await found(reader, "人民去院应当依法审理二。")).toEqual(["spelling"]);
    await city.home.store.write((trx) => trx.insertInto("document_findings").values(rows).execute());
    expect((await rulesOf(reader)).spelling).toMatchObject({ leastProbability: 0.9999, decisions: 80 });
    expect(await found(reader, "人民去院应当依法审理三。")).toEqual([]);
    await city.home.store.write((trx) => trx.deleteFrom("document_findings").where("position", ">=", 100).execute());
  });

  it("another system with a key of an office is answered, and nothing of its text is kept; without, over or revoked it is refused", async () => {
    const send = async (token: string | null, url = "/api/documents/system-checks", body: object = { text: TEXT, name: "张某某起诉书" }) =>
      answered<SystemCheckView>(
        await city.web.inject({ method: "POST", url, payload: body, headers: token === null ? {} : { authorization: `Bearer ${token}` } }),
      );
    expect(codeOf(await reader.post("/api/documents/keys", { name: "办案系统", expiresOn: "2026-12-31" }))).toBe("NOT_ALLOWED");
    expect(codeOf(await chief.post("/api/documents/keys", { name: "办案系统", expiresOn: "2029-12-31" }))).toBe("DAY_INVALID");
    const given = (await chief.post<NewDocumentKey>("/api/documents/keys", { name: "办案系统", office: "miluo", expiresOn: "2026-12-31" }))
      .body;
    expect(await city.home.store.db.selectFrom("document_keys").select("token_sha256").execute()).not.toMatchObject([
      { token_sha256: given.token },
    ]);
    const form = new FormData();
    form.set("file", new Blob([new Uint8Array(await readFile(OLD_WORD))]), "起诉书.doc");
    const sent = new Response(form);
    const uploaded = { "content-type": String(sent.headers.get("content-type")), authorization: `Bearer ${given.token}` };
    const payload = Buffer.from(await sent.arrayBuffer());
    const uploadAs = async (query: string) =>
      answered<SystemCheckView>(
        await city.web.inject({ method: "POST", url: `/api/documents/system-checks/upload${query}`, payload, headers: uploaded }),
      );
    expect((await uploadAs("")).body).toMatchObject({ format: "doc", hasMacros: false, kind: "indictment" });
    expect(codeOf(await uploadAs("?form=changes"))).toBe("DOCUMENT_OLD_WORD");
    const { status, body } = await send(given.token);
    expect([status, body.kind, body.findings.map(({ rule }) => rule)]).toEqual([
      200,
      "indictment",
      expect.arrayContaining(["wording-confused"]),
    ]);
    const kept = await city.home.store.db.selectFrom("document_checks").selectAll().where("id", "=", body.check).executeTakeFirst();
    expect(kept).toMatchObject({ office: "miluo", source: "system", name: null, paragraphs: null, file_sha256: null, actor: given.key.id });
    const words = await city.home.store.db.selectFrom("document_findings").select("content").where("check_id", "=", body.check).execute();
    expect(words.every(({ content }) => content === null)).toBe(true);
    const turn = async (isOn: boolean, version: number) =>
      (await chief.post("/api/features/document-assistant", { reason: "试行安排", isOn, version })).status;
    expect([await turn(false, 0), codeOf(await send(given.token)), await turn(true, 1)]).toEqual([200, "FEATURE_OFF", 200]);
    expect([codeOf(await send(null)), codeOf(await send("x".repeat(43)))]).toEqual(["DOCUMENT_KEY_REFUSED", "DOCUMENT_KEY_REFUSED"]);
    expect(codeOf(await reader.post(`/api/documents/keys/${given.key.id}/revoke`, { reason: "x" }))).toBe("NOT_ALLOWED");
    await chief.post(`/api/documents/keys/${given.key.id}/revoke`, { reason: "系统停用" });
    expect(codeOf(await send(given.token))).toBe("DOCUMENT_KEY_REFUSED");
  });

  interface Past {
    readonly office: string;
    readonly month: string;
    readonly actor: string;
    readonly errors: number;
    readonly stage?: "draft" | "final";
    readonly characters?: number;
  }
  let made = 0;
  /** Checks of other days, as they are kept. */
  const past = async (given: readonly Past[]): Promise<void> => {
    const rows = given.map(({ office, month, actor, stage = "final", characters = 10_000, errors }) => ({
      id: `dck_${String(++made).padStart(26, "0")}`,
      office,
      month,
      actor,
      stage,
      characters,
      findings: errors,
      at: `${month}-10T00:00:00.000Z`,
      written_on: `${month}-10`,
      law_day: `${month}-10`,
      kind: "review-report",
      source: "person" as const,
      case_id: null,
      revision: null,
      document: `${made}`,
      scanned: 0,
      name: null,
      format: "text" as const,
      has_macros: 0,
      sha256: `${made}`,
      is_first: 1,
      is_for_publication: 0,
      has_citations: 0,
      has_spelling: 0,
      paragraphs: null,
      file_sha256: null,
      keep_until: "",
      erased_at: "2026-01-01",
    }));
    const findings = rows.flatMap(({ id, findings: count }) =>
      Array.from({ length: count }, (_, position) => ({
        check_id: id,
        position,
        rule: "unit-doubled",
        severity: "error" as const,
        probability: null,
        content: null,
        decision: null,
        decided_at: null,
        occurrence: 0,
        counts: 0,
      })),
    );
    await city.home.store.write(async (trx) => {
      await trx.insertInto("document_checks").values(rows).execute();
      for (let from = 0; from < findings.length; from += 500)
        await trx
          .insertInto("document_findings")
          .values(findings.slice(from, from + 500))
          .execute();
    });
  };

  it("errors for 10,000 characters are told by kind and month with their interval, of one office or of all; of fewer than three people nothing, in no sum", async () => {
    const people = ["a", "b", "c"];
    await past(people.map((actor, at) => ({ office: "miluo", month: "2024-03", actor, errors: at })));
    await past(people.slice(1).map((actor) => ({ office: "junshan", month: "2024-03", actor, errors: 9 })));
    const months = "from=2024-03&to=2024-03";
    const own = (await chief.get<DocumentStatisticsView>(`/api/documents/statistics?office=miluo&${months}`)).body;
    expect(own.cells).toMatchObject([{ month: "2024-03", kind: "review-report", documents: 3, errors: 3, rate: { value: 1, low: 0 } }]);
    expect(own.cells[0]?.rate.high).toBeCloseTo(1 + (4.30265 * Math.sqrt(3) * 10_000) / 30_000, 3);
    const few = (await chief.get<DocumentStatisticsView>(`/api/documents/statistics?office=junshan&${months}`)).body;
    expect(few).toMatchObject({ cells: [], totals: [], withheld: 2 });
    expect((await chief.get<DocumentStatisticsView>(`/api/documents/statistics?${months}`)).body.cells[0]).toMatchObject({
      documents: 5,
      errors: 21,
    });
    expect(codeOf(await reader.get(`/api/documents/statistics?office=miluo`))).toBe("OFFICE_UNKNOWN");
    expect(codeOf(await technician.get("/api/documents/statistics"))).toBe("NOT_ALLOWED");
    expect(codeOf(await chief.get("/api/documents/statistics?from=2024-13"))).toBe("REQUEST_INVALID");
  });

  it("a change since a pilot is claimed with its interval, or not at all with the reason", async () => {
    const pilot = {
      id: "pil_1",
      title: "文书校核试点",
      function: "文书校核",
      offices: '["huarong","linxiang"]',
      source: "business" as const,
      starts_on: "2024-06-01",
      days_before: 360,
      horizon: 120,
      fixed_by: "usr_1",
      fixed_at: "2024-01-01",
      withdrawn_at: null,
      withdraw_reason: null,
      outbox: 1,
      feature: "document-assistant" as const,
      ended_on: "2026-02-01",
      end_reason: "x",
    };
    await city.home.store.write((trx) =>
      trx
        .insertInto("pilots")
        .values([pilot, { ...pilot, id: "pil_2", feature: "reminders" }])
        .execute(),
    );
    const effect = async (id: string) => (await chief.get<DocumentEffectView>(`/api/documents/effect?pilot=${id}`)).body;
    expect(await effect("pil_2")).toMatchObject({ result: null, sentence: { en: "This pilot does not try the document assistant" } });
    expect((await effect("pil_1")).sentence.en).toContain("no document of the pilots was checked as it left");
    const month = (at: number) => `${2023 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, "0")}`;
    const course = Array.from({ length: 34 }, (_, at) => at);
    const wave = (at: number) => 40 + ((at * 7) % 9);
    const final = (at: number, office: string, errors: number): Past => ({
      office,
      month: month(at),
      actor: "a",
      errors,
      characters: 100_000,
    });
    await past(course.slice(0, 20).map((at) => final(at, "huarong", wave(at))));
    expect((await effect("pil_1")).sentence.en).toContain("no documents as they left were checked of 2024-09");
    // After June 2024 three of ten errors fewer, where the others stay.
    await past(course.slice(20).map((at) => final(at, "huarong", Math.round(wave(at) * 0.7))));
    await past(course.map((at) => final(at, "junshan", 60)));
    const none = await effect("pil_1");
    expect(none).toMatchObject({
      result: null,
      sentence: { en: expect.stringContaining("no documents as they left were checked of 2025-11") },
    });
    await past([34, 35, 36, 37].flatMap((at) => [final(at, "huarong", Math.round(wave(at) * 0.7)), final(at, "junshan", 60)]));
    const { result, sentence, doubts } = await effect("pil_1");
    expect(result).toMatchObject({ comparison: "others" });
    expect(result?.effect.low).toBeLessThan(result?.effect.value ?? 0);
    expect(result?.effect.value).toBeLessThan(-0.15);
    expect([sentence.zh.includes("95% 区间"), doubts.length]).toEqual([true, 2]);
    expect(codeOf(await reader.get("/api/documents/effect?pilot=pil_1"))).toBe("NOT_ALLOWED");
  });

  it("examples leave without names, numbers, persons who decided, texts of cases and words of rules about numbers; on the ledger", async () => {
    const { check: shown, text } = await check({
      text: "被告人王小明将13812345678元元存入银行帐户，王小明出生于1990年2月30日。",
      name: "一",
    });
    const positions = text?.findings.map(({ position }) => position) ?? [];
    await decide(shown.id, ...positions.map((position) => [position, "accepted"] as const));
    expect(codeOf(await reader.get("/api/documents/examples"))).toBe("NOT_ALLOWED");
    const answer = await city.asLocal("GET", "/api/documents/examples", undefined, "analyst");
    expect(answer.text).not.toMatch(/王小明|13812345678|1990|usr_/);
    const lines = answer.text
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { rule: string; words: { text: string; before: string } | null });
    expect(lines.find(({ rule, words }) => rule === "wording-confused" && words?.before.endsWith("存入银行"))).toBeDefined();
    expect(lines.find(({ rule }) => rule === "date-not-real")).toMatchObject({ words: null, decision: "accepted" });
    const stated = await city.home.store.db.selectFrom("outbox").select("id").where("type", "=", "document-examples.exported").execute();
    expect(stated).toHaveLength(1);
  });

  it("words, name and file go after their days or when somebody wants it; figures and decisions stay", async () => {
    const { body } = await upload("报告.docx", await wordFile("经查其银行帐户。"));
    await decide(body.check.id, [0, "accepted"]);
    const kept = async () =>
      (await city.home.store.db.selectFrom("document_checks").selectAll().where("id", "=", body.check.id).executeTakeFirst()) ?? null;
    const file = (await kept())?.file_sha256 ?? "";
    expect(await city.home.files.has(file)).toBe(true);
    const other = await check({ text: "另一份，银行帐户。" });
    const erased = await reader.post<DocumentCheckDetail>(`/api/documents/checks/${other.check.id}/erase`);
    expect(erased.body).toMatchObject({ text: null, check: { name: null, findings: 1 } });
    expect(codeOf(await decide(other.check.id, [0, "accepted"]))).toBe("DOCUMENT_TEXT_ERASED");

    now += 31 * DAY;
    await city.finished((await city.asLocal<never>("POST", "/api/retention/expire", {})).body);
    expect(await kept()).toMatchObject({ name: null, paragraphs: null, file_sha256: null, findings: 1 });
    expect(await city.home.files.has(file)).toBe(false);
    const rows = await city.home.store.db.selectFrom("document_findings").selectAll().where("check_id", "=", body.check.id).execute();
    expect(rows).toMatchObject([{ rule: "wording-confused", decision: "accepted", content: null }]);
  });
});
