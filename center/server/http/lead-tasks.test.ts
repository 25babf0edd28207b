import type { Attachment, CaseClocksPage, CaseDetail, LeadDetail, LeadTask, LeadTasks, LeadView, WorkItem } from "@yuejian/contracts/api";
import { dayInChina } from "@yuejian/oversight";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeOnBothStores } from "../testing/stores.ts";
import { codeOf, openServedCity, type Person, type ServedCity } from "./testing/served-city.ts";

const dayOn = (days: number) => dayInChina(Date.now() + days * 86_400_000);

describeOnBothStores("tasks on leads, over HTTP", (place) => {
  let city: ServedCity;
  let [procurator, head, assistant, other] = [] as unknown as [Person, Person, Person, Person];
  let leads: LeadView[] = [];
  beforeAll(async () => {
    city = await openServedCity(place, { rows: 60 });
    [procurator, head, assistant, other] = await city.signInAll(
      "procurator.yueyanglou",
      "head.yueyanglou",
      "assistant",
      "procurator.miluo",
    );
    leads = [...(await city.leads()).items];
  });
  afterAll(() => city.close());

  const command = async (person: Person, id: string, given: object) => {
    const { lead } = (await person.get<LeadDetail>(`/api/leads/${id}`)).body;
    return (await person.post<LeadView>(`/api/leads/${id}/commands`, { version: lead.version, command: given })).body;
  };
  const taken = async () => {
    const lead = leads.shift()?.id ?? "";
    await command(head, lead, { action: "assign", assignee: procurator.session.user.id });
    return lead;
  };
  const give = (person: Person, lead: string, assignee: Person, due = dayOn(3)) =>
    person.post<LeadTask>(`/api/leads/${lead}/tasks`, { title: "调取判决书", assignee: assignee.session.user.id, due });
  const file = async (person: Person, lead: string) => {
    const { model } = (await person.get<LeadDetail>(`/api/leads/${lead}`)).body;
    await command(person, lead, { action: "verify", note: "属实", ruledOut: model.lawfulExplanations.map(({ id }) => id) });
    return (await command(person, lead, { action: "file", note: "立案" })).caseId ?? "";
  };
  const work = async (person: Person) =>
    (await person.get<{ items: WorkItem[] }>("/api/work")).body.items.filter(({ kind }) => kind.endsWith("-task"));
  const isWhole = async () => expect((await city.home.doctor({ isDeep: false })).problems).toEqual([]);

  it("are given by who has the lead, told to the assignee, answered with files, and go over into the case", async () => {
    const lead = await taken();
    expect(codeOf(await give(assistant, lead, assistant))).toBe("NOT_ALLOWED");
    expect(codeOf(await give(other, lead, assistant))).toBe("LEAD_UNKNOWN");
    expect(codeOf(await give(procurator, lead, other))).toBe("ASSIGNEE_UNSUITABLE");
    const [first, second] = [(await give(procurator, lead, assistant)).body, (await give(head, lead, assistant, dayOn(9))).body];
    expect(await work(assistant)).toMatchObject([
      { kind: "lead-task", id: first.id, due: dayOn(3), link: `/leads/${lead}` },
      { kind: "lead-task", id: second.id },
    ]);

    const boundary = "----task";
    const payload = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="判决书.txt"\r\n\r\n判决书的内容\r\n--${boundary}--\r\n`;
    const headers = {
      cookie: assistant.cookie,
      "x-csrf": assistant.session.csrf,
      "content-type": `multipart/form-data; boundary=${boundary}`,
    };
    const kept = (await city.web.inject({ method: "POST", url: `/api/leads/${lead}/attachments`, headers, payload })).json<Attachment>();
    const report = `/api/leads/${lead}/tasks/${first.id}/report`;
    expect(codeOf(await procurator.post(report, { result: "属实", files: [] }))).toBe("CASE_NOT_YOURS");
    expect((await assistant.post<LeadTask>(report, { result: "判决书证实", files: [kept.id] })).body).toMatchObject({
      status: "done",
      files: [{ id: kept.id, name: "判决书.txt" }],
    });
    expect(codeOf(await assistant.post(report, { result: "再报", files: [] }))).toBe("TASK_SETTLED");
    await isWhole();

    const filed = await file(procurator, lead);
    const detail = (await assistant.get<CaseDetail>(`/api/cases/${filed}`)).body;
    expect(detail.tasks).toMatchObject([
      { id: first.id, status: "done", result: "判决书证实", files: [detail.files[0]?.id] },
      { id: second.id, status: "open" },
    ]);
    expect(detail.files.map(({ name }) => name)).toEqual(["判决书.txt"]);
    expect(detail.case.due).toBe(dayOn(9));
    expect(await work(assistant)).toMatchObject([{ kind: "case-task", id: second.id, link: `/cases/${filed}` }]);
    expect(codeOf(await give(head, lead, assistant)), "the lead is a case").toBe("STEP_NOT_ALLOWED");
    const erased = await head.post(`/api/leads/${lead}/attachments/${kept.id}/withdraw`, { reason: "传错", erase: true });
    expect(erased.status).toBe(200);
    expect(await city.home.files.list(), "the case still needs the bytes").toContain(kept.sha256);
    await isWhole();
  });

  it("rest while the lead is dismissed, and are kept when its case is merged into another", async () => {
    const [lead, target] = [await taken(), await taken()];
    const task = (await give(procurator, lead, assistant)).body;
    const before = (await work(assistant)).length;
    await command(procurator, lead, { action: "dismiss", reason: "名册有误", explanation: null });
    expect((await work(assistant)).length).toBe(before - 1);
    await command(head, lead, { action: "reopen", reason: "另有证据" });
    await command(head, lead, { action: "assign", assignee: procurator.session.user.id });
    expect((await procurator.get<LeadTasks>(`/api/leads/${lead}/tasks`)).body).toMatchObject({ items: [{ status: "open" }], mayAdd: true });
    const [one, two] = [await file(procurator, lead), await file(procurator, target)];
    const { version } = (await head.get<CaseDetail>(`/api/cases/${one}`)).body.case;
    await head.post(`/api/cases/${one}/commands`, { version, command: { action: "merge", into: two, reason: "同类" } });
    expect((await head.get<CaseDetail>(`/api/cases/${two}`)).body.tasks).toMatchObject([{ id: task.id, status: "open" }]);
    const { items } = (await head.get<CaseClocksPage>("/api/case-clocks")).body;
    expect(items.filter((each) => each.case === two).map(({ key, kind }) => [key, kind])).toEqual([[task.id, "task"]]);
    await isWhole();
  });

  it("remind the assignee of a new task and of its day", async () => {
    const lead = await taken();
    await give(procurator, lead, assistant, dayOn(1));
    const technician = await city.signIn("technician");
    expect((await technician.post("/api/notify/run")).status).toBe(200);
    const { items } = (await assistant.get<{ items: { cause: string; link: string }[] }>("/api/reminders")).body;
    expect(
      items
        .filter(({ link }) => link === `/leads/${lead}`)
        .map(({ cause }) => cause)
        .toSorted(),
    ).toEqual(["lead-task", "task-given"]);
  });
});
