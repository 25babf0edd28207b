import { createHash, randomBytes } from "node:crypto";
import { createIds } from "@yuejian/contracts";
import type {
  Attachment,
  BulkPreview,
  Comment,
  ErrorBody,
  JobView,
  LeadConflict,
  LeadDetail,
  LeadFilter,
  LeadPage,
  LeadView,
  Operation,
  Purpose,
  SavedView,
} from "@yuejian/contracts/api";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeOnBothStores } from "../testing/stores.ts";
import { createApp } from "./app.ts";
import { answered, codeOf, openServedCity, type Person, type ServedCity } from "./testing/served-city.ts";

const ids = createIds({ now: () => Date.now() }, randomBytes);

describeOnBothStores("the inbox, over HTTP", (place) => {
  let city: ServedCity;
  let head: Person;
  let procurator: Person;
  let other: Person;
  beforeAll(async () => {
    city = await openServedCity(place, { rows: 400 });
    [head, procurator, other] = [
      await city.signIn("head.yueyanglou"),
      await city.signIn("procurator.yueyanglou"),
      await city.signIn("head.miluo"),
    ];
  });
  afterAll(() => city.close());

  const list = async (person: Person, query = "") => (await person.get<LeadPage>(`/api/leads?limit=500&${query}`)).body;
  const seen = (leads: readonly LeadView[]) => leads.map(({ id, version }) => ({ id, version }));
  const bulk = (person: Person, leads: readonly LeadView[], command: object) =>
    person.post<Operation>("/api/leads/bulk", { selection: { leads: seen(leads) }, command });
  const detail = async (person: Person, id: string) => (await person.get<LeadDetail>(`/api/leads/${id}`)).body;
  const isWhole = async () => expect((await city.home.doctor({ isDeep: false })).problems).toEqual([]);
  const untouched = async (count: number) => (await list(head, "status=new&sort=oldest")).items.slice(0, count);

  it("gives pages by cursor, counts by facet, and finds two Chinese characters only for those who may open names", async () => {
    const first = (await head.get<LeadPage>("/api/leads?limit=10")).body;
    const second = (await head.get<LeadPage>(`/api/leads?limit=10&cursor=${first.next}`)).body;
    expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(20);
    expect(first).toMatchObject({ total: 32, totalIs: "exact", byModel: { "wrong-fines": 32 }, byOffice: { yueyanglou: 32 } });
    expect((await list(head, `q=${encodeURIComponent("张三")}`)).total).toBe(32);
    expect((await list(head, `q=${encodeURIComponent("罚金")}`)).total).toBe(32);
    const analyst = await city.signIn("analyst");
    expect((await list(analyst, `q=${encodeURIComponent("张三")}`)).total).toBe(0);
    expect((await list(other)).total).toBe(0);
    expect(codeOf(await head.get(`/api/leads?sort=oldest&cursor=${first.next}`))).toBe("REQUEST_INVALID");
  });

  it("previews a bulk command, does it lead by lead, names what changed meanwhile, and takes it back", async () => {
    const leads = await untouched(6);
    const [busy, ...rest] = leads as [LeadView, ...LeadView[]];
    const me = procurator.session.user.id;
    const command = { action: "assign", assignee: me };
    await head.post(`/api/leads/${busy.id}/commands`, { version: busy.version, command: { action: "comment", note: "等一下" } });
    const preview = (await head.post<BulkPreview>("/api/leads/bulk/preview", { selection: { leads: seen(leads) }, command })).body;
    expect(preview).toMatchObject({ leads: 6, applies: 5, isLarge: false, undoMinutes: 60 });
    expect(preview.groups.find(({ outcome }) => outcome === "changed")).toMatchObject({
      count: 1,
      code: "VERSION_CONFLICT",
      examples: [busy.id],
    });

    const answer = await bulk(head, leads, command);
    expect([answer.status, answer.body.status]).toEqual([200, "done"]);
    const operation = answer.body;
    expect(operation.groups.map(({ outcome, count }) => [outcome, count])).toEqual([
      ["changed", 1],
      ["done", 5],
    ]);
    const results = (
      await head.get<{ items: { lead: string; outcome: string; text: { zh: string } | null }[] }>(`/api/operations/${operation.id}/results`)
    ).body;
    expect(results.items.find(({ lead }) => lead === busy.id)?.text?.zh).toContain(head.session.user.displayName);
    expect((await detail(procurator, rest[0]?.id ?? "")).lead).toMatchObject({ status: "assigned", assignee: me });

    // One of the five is changed by somebody else before the undo: it is left and named.
    const touched = await detail(procurator, rest[1]?.id ?? "");
    await procurator.post(`/api/leads/${touched.lead.id}/comments`, { text: "已开始核查" });
    expect(codeOf(await other.post(`/api/operations/${operation.id}/undo`))).toBe("OPERATION_UNKNOWN");
    const undo = (await head.post<Operation>(`/api/operations/${operation.id}/undo`)).body;
    expect(undo).toMatchObject({ command: "undo", undoes: operation.id, status: "done", undoUntil: null });
    expect(undo.groups.map(({ outcome, count }) => [outcome, count])).toEqual([
      ["changed", 1],
      ["done", 4],
    ]);
    const back = await detail(head, rest[0]?.id ?? "");
    expect(back.lead).toMatchObject({ status: "new", assignee: null, version: 3 });
    expect(back.history.map(({ kind }) => kind)).toEqual(["found", "assign", "undo"]);
    expect((await detail(head, touched.lead.id)).lead.status).toBe("assigned");
    expect(codeOf(await head.post(`/api/operations/${operation.id}/undo`))).toBe("UNDO_DONE");
    await isWhole();
  });

  it("says for each lead why a bulk command is refused, and changes nothing where the right is missing", async () => {
    const [lead] = await untouched(1);
    const unknown = { id: ids.next("led"), version: 1 };
    const selection = { leads: [...seen([lead as LeadView]), unknown] };
    const command = { action: "dismiss", reason: "查证无误", explanation: "no such" };
    const preview = (await head.post<BulkPreview>("/api/leads/bulk/preview", { selection, command })).body;
    expect(new Set(preview.groups.map(({ code }) => code))).toEqual(new Set(["EXPLANATION_UNKNOWN", "LEAD_UNKNOWN"]));
    const strange = { action: "assign", assignee: other.session.user.id };
    expect((await bulk(head, [lead as LeadView], strange)).body.groups).toMatchObject([
      { outcome: "refused", code: "ASSIGNEE_UNSUITABLE" },
    ]);
    const clerk = await city.signIn("clerk");
    expect(codeOf(await bulk(clerk, [lead as LeadView], command))).toBe("NOT_ALLOWED");
    expect((await bulk(other, [lead as LeadView], { action: "comment", note: "x" })).body.groups).toMatchObject([{ code: "LEAD_UNKNOWN" }]);
    expect((await detail(head, lead?.id ?? "")).lead.version).toBe(lead?.version);
    const many = { leads: Array.from({ length: 10_001 }, () => unknown) };
    const refused = await head.post<ErrorBody>("/api/leads/bulk", { selection: many, command });
    expect([refused.status, refused.body.code]).toEqual([400, "BULK_TOO_LARGE"]);
    expect(refused.body.text.en).toMatch(/10,?000/);
  });

  it("dismisses all that match a filter as a job, but for what changed since the preview", async () => {
    const filter: LeadFilter = { status: "new", model: "wrong-fines" };
    const before = (await list(head, "status=new")).total;
    const command = { action: "dismiss", reason: "批量复核", explanation: null };
    const { asOf, applies } = (await head.post<BulkPreview>("/api/leads/bulk/preview", { selection: { filter }, command })).body;
    expect(applies).toBe(before);
    const [late] = await untouched(1);
    await head.post(`/api/leads/${late?.id}/comments`, { text: "先不要处理" });
    const operation = (await head.post<Operation>("/api/leads/bulk", { selection: { filter, asOf }, command })).body;
    expect(operation.leads).toBe(before);
    expect((await list(head, "status=new")).items.map(({ id }) => id)).toEqual([late?.id]);
    const undo = (await head.post<Operation>(`/api/operations/${operation.id}/undo`)).body;
    expect(undo.groups).toMatchObject([{ outcome: "done", count: before - 1 }]);
    expect((await list(head, "status=new")).total).toBe(before);
    await isWhole();
  });

  it("shows the second of two people what the first did, with the lead as it is now", async () => {
    const [lead] = (await untouched(1)) as [LeadView];
    const step = (person: Person, command: object) =>
      person.post<LeadConflict>(`/api/leads/${lead.id}/commands`, { version: lead.version, command });
    const answers = await Promise.all([
      step(head, { action: "assign", assignee: procurator.session.user.id }),
      step(procurator, { action: "assign", assignee: procurator.session.user.id }),
    ]);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 409]));
    const refused = answers.find(({ status }) => status === 409)?.body as LeadConflict;
    expect(refused).toMatchObject({ code: "VERSION_CONFLICT", kind: "conflict" });
    expect(refused.conflict.lead).toMatchObject({ id: lead.id, version: lead.version + 1, status: "assigned" });
    expect(refused.conflict.since.map(({ kind }) => kind)).toEqual(["assign"]);
    expect(refused.conflict.since[0]?.actorName).not.toBe("");
  });

  it("tells the mentioned, keeps every wording of a comment, and refuses strangers by name", async () => {
    const [lead] = (await untouched(1)) as [LeadView];
    const url = `/api/leads/${lead.id}/comments`;
    for (const [text, named] of [
      ["@nobody.here 请看", "@nobody.here"],
      ["@head.miluo 请看", "@head.miluo"],
    ] as const) {
      const refused = await head.post<ErrorBody>(url, { text });
      expect([refused.status, refused.body.code]).toEqual([400, "MENTION_REFUSED"]);
      expect(refused.body.text.zh).toContain(named);
    }
    expect((await head.get<{ items: Comment[] }>(url)).body.items).toEqual([]);
    const made = await head.post<Comment>(url, { text: "请 @procurator.yueyanglou 核查；mail a@procurator.x 不算" });
    expect([made.status, made.body.mentions.map(({ name }) => name)]).toEqual([201, ["procurator.yueyanglou"]]);
    const work = async () => (await procurator.get<{ items: { kind: string; link?: string }[] }>("/api/work")).body.items;
    expect((await work()).find(({ kind }) => kind === "mention")?.link).toBe(`/leads/${lead.id}`);
    expect((await list(procurator, "mentions=me")).items.map(({ id }) => id)).toEqual([lead.id]);
    expect((await procurator.post("/api/mentions/read", { lead: lead.id })).status).toBe(204);
    expect((await work()).some(({ kind }) => kind === "mention")).toBe(false);

    const change = (person: Person, version: number, text: string) => person.post<Comment>(`${url}/${made.body.id}`, { version, text });
    expect(codeOf(await change(procurator, 1, "改"))).toBe("NOT_THE_AUTHOR");
    const edited = (await change(head, 1, "请核查，重点看数额")).body;
    expect(edited).toMatchObject({ version: 2, earlier: [{ text: made.body.text }] });
    expect(codeOf(await change(head, 1, "又改"))).toBe("VERSION_CONFLICT");
    const withdrawn = (await head.post<Comment>(`${url}/${made.body.id}/withdraw`, { version: 2, reason: "写错了" })).body;
    expect(withdrawn).toMatchObject({ text: null, earlier: [], withdrawn: { reason: "写错了" } });
    expect((await detail(head, lead.id)).history.slice(-3).map(({ kind }) => kind)).toEqual([
      "comment",
      "comment-edited",
      "comment-withdrawn",
    ]);
    expect((await list(head, "has=comments")).items.some(({ id }) => id === lead.id)).toBe(false);
    await isWhole();
  });

  it("keeps attachments by their bytes, opens them for a purpose as a download, and erases them on withdrawal", async () => {
    const [lead] = (await untouched(1)) as [LeadView];
    const url = `/api/leads/${lead.id}/attachments`;
    const send = async (name: string, content: Uint8Array, headers: Record<string, string> = {}, app = city.web) => {
      const boundary = "----yuejian";
      const payload = Buffer.concat([
        Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="note"\r\n\r\n银行流水\r\n`),
        Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: text/html\r\n\r\n`),
        content,
        Buffer.from(`\r\n--${boundary}--\r\n`),
      ]);
      const sent = {
        "content-type": `multipart/form-data; boundary=${boundary}`,
        cookie: head.cookie,
        "x-csrf": head.session.csrf,
        ...headers,
      };
      return answered<Attachment>(await app.inject({ method: "POST", url, payload, headers: sent }));
    };
    const bytes = Buffer.from("%PDF-1.7 不是网页");
    const made = await send("流水.html", bytes);
    expect([made.status, made.body]).toMatchObject([
      201,
      { name: "流水.html", type: "pdf", size: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex"), note: "银行流水" },
    ]);
    const twin = (await send("同一份.pdf", bytes)).body;
    expect(codeOf(await send("空.txt", Buffer.alloc(0)))).toBe("ATTACHMENT_EMPTY");
    const huge = await send("大.bin", bytes, { "content-length": String(5 * 1024 ** 3) });
    expect([huge.status, codeOf(huge)]).toEqual([413, "ATTACHMENT_TOO_LARGE"]);
    const small = await createApp(city.home, { attachmentLimit: 10, logLevel: "silent" });
    const streamed = await send("大.bin", Buffer.alloc(5000, 65), {}, small);
    expect([streamed.status, codeOf(streamed)]).toEqual([413, "ATTACHMENT_TOO_LARGE"]);
    await small.close();
    expect((await list(head, "has=attachments")).items).toMatchObject([{ id: lead.id, attachments: 2 }]);

    const content = (of: Attachment) => `${url}/${of.id}/content`;
    expect(codeOf(await head.get(content(made.body)))).toBe("PURPOSE_NEEDED");
    expect(codeOf(await other.get(content(made.body)))).toBe("LEAD_UNKNOWN");
    const purpose = (await head.post<Purpose>("/api/purposes", { subject: lead.id, legalBasis: "criminal-procedure-law-supervision" })).body
      .id;
    const got = await head.get(content(made.body), { "x-purpose": purpose });
    expect([got.status, got.text, got.headers["content-type"]]).toEqual([200, bytes.toString(), "application/pdf"]);
    expect(String(got.headers["content-disposition"])).toMatch(/^attachment; .*filename\*=UTF-8''%E6%B5%81/);

    const withdraw = (of: Attachment) => head.post<Attachment>(`${url}/${of.id}/withdraw`, { reason: "传错了", erase: true });
    expect((await withdraw(made.body)).body).toMatchObject({ isErased: true, withdrawn: { reason: "传错了" } });
    expect(await city.home.files.list(), "the twin still needs the bytes").toContain(made.body.sha256);
    await withdraw(twin);
    expect(await city.home.files.list()).not.toContain(made.body.sha256);
    expect(codeOf(await head.get(content(twin), { "x-purpose": purpose }))).toBe("ATTACHMENT_WITHDRAWN");
    await isWhole();
  });

  it("keeps views for oneself and for the office, changed only by their owner, one of them the default", async () => {
    const view = { name: "我的", sharing: "own", filter: { status: "new" }, columns: ["subjectName", "status"], sort: "waiting" };
    const mine = (await head.post<SavedView>("/api/inbox/views", view)).body;
    const shared = (await head.post<SavedView>("/api/inbox/views", { ...view, name: "本院", sharing: "office" })).body;
    const viewsOf = async (person: Person) => (await person.get<{ items: SavedView[] }>("/api/inbox/views")).body.items;
    expect((await viewsOf(procurator)).map(({ id, mayChange }) => [id, mayChange])).toEqual([[shared.id, false]]);
    expect(await viewsOf(other)).toEqual([]);
    expect(codeOf(await procurator.post(`/api/inbox/views/${shared.id}`, { version: 1, ...view }))).toBe("NOT_THE_AUTHOR");
    expect(codeOf(await procurator.post(`/api/inbox/views/${mine.id}`, { version: 1, ...view }))).toBe("VIEW_UNKNOWN");
    expect((await procurator.post("/api/inbox/views/default", { view: shared.id })).status).toBe(204);
    expect((await viewsOf(procurator))[0]?.isDefault).toBe(true);
    expect(
      (await head.post<SavedView>(`/api/inbox/views/${shared.id}`, { version: 1, ...view, sharing: "office", name: "本院待分配" })).body
        .version,
    ).toBe(2);
    expect(codeOf(await head.post(`/api/inbox/views/${shared.id}`, { version: 1, ...view }))).toBe("VERSION_CONFLICT");
    expect((await head.post(`/api/inbox/views/${shared.id}/remove`, { version: 2 })).status).toBe(204);
    expect(await viewsOf(procurator)).toEqual([]);
    expect((await viewsOf(head)).map(({ id }) => id)).toEqual([mine.id]);
  });

  it("carries out a large operation as a job, once, also when it is begun again", async () => {
    const some = await list(head, "sort=oldest");
    const leads = Array.from({ length: 120 }, (_, at) => ({
      id: at < some.items.length ? (some.items[at]?.id ?? "") : ids.next("led"),
      version: some.items[at]?.version ?? 1,
    }));
    const answer = await head.post<Operation>("/api/leads/bulk", {
      selection: { leads },
      command: { action: "comment", note: "统一说明" },
    });
    expect([answer.status, answer.body.job]).toEqual([202, expect.stringMatching(/^job_/)]);
    await city.finished({ id: answer.body.job } as JobView);
    const operation = (await head.get<Operation>(`/api/operations/${answer.body.id}`)).body;
    expect(operation.groups.map(({ outcome, count }) => [outcome, count])).toEqual([
      ["done", some.items.length],
      ["refused", 120 - some.items.length],
    ]);
    await isWhole();
  });
});
