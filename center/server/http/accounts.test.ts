import type { AccountDetail, AccountReset, AccountView, Session } from "@yuejian/contracts/api";
import { afterAll, beforeAll, expect, it } from "vitest";
import { temporaryFolders } from "../testing/stores.ts";
import { answered, codeOf, cookieOf, openServedCity, type Person, personOf, type ServedCity } from "./testing/served-city.ts";

const emptyFolder = temporaryFolders();
let city: ServedCity;
let operator: Person;
let other: Person;

/** Signs in by a one-time link. */
async function byLink(token: string): Promise<Person> {
  const response = await city.web.inject({ method: "POST", url: "/api/session", payload: { token } });
  return personOf(city.web, cookieOf(response.headers["set-cookie"]), response.json<Session>());
}

const accountOf = async (name: string) => (await operator.get<AccountDetail>(`/api/accounts/${name}`)).body.account;
const step = async (person: Person, name: string, what: "suspend" | "restore" | "reset", reason = "轮岗") => {
  const { id, changedAt: seen } = await accountOf(name);
  return person.post<AccountView & AccountReset>(`/api/accounts/${id}/${what}`, { seen, reason });
};
const change = async (person: Person, name: string, given: Partial<AccountView> & { seen?: string }) => {
  const { id, changedAt, displayName, role, office, businessLines } = await accountOf(name);
  return person.post<AccountView>(`/api/accounts/${id}`, {
    seen: changedAt,
    displayName,
    role,
    office,
    businessLines,
    reason: "轮岗",
    ...given,
  });
};

beforeAll(async () => {
  city = await openServedCity({ engine: "sqlite", emptyFolder, emptyUrl: emptyFolder }, { rows: 20 });
  const added = {
    name: "second.operator",
    displayName: "系统操作员乙",
    role: "operator",
    office: "yueyang",
    businessLines: [],
    password: "for these tests only",
  };
  expect((await city.asLocal("POST", "/api/users", added)).status).toBe(201);
  const made = await city.asLocal<{ items: AccountView[] }>("GET", "/api/accounts");
  const { id, changedAt: seen } = made.body.items.find(({ name }) => name === "second.operator") as AccountView;
  const reset = await city.asLocal<AccountReset>("POST", `/api/accounts/${id}/reset`, { seen, reason: "首次登录" });
  operator = await byLink(reset.body.path.split("=")[1] ?? "");
  await operator.post("/api/session/password", { password: "another one for tests" });
  other = await city.signIn("procurator.yueyanglou");
});
afterAll(() => city.close());

it("are listed and changed by those who manage accounts alone, with a reason, at the version that was seen, on the ledger and in the audit", async () => {
  expect(codeOf(await other.get("/api/accounts"))).toBe("NOT_ALLOWED");
  const before = await accountOf("clerk");
  expect(codeOf(await other.post(`/api/accounts/${before.id}`, {}))).toMatch(/NOT_ALLOWED|REQUEST_INVALID/);
  const changed = await change(operator, "clerk", { role: "assistant", businessLines: ["civil"] });
  expect(changed.body).toMatchObject({ role: "assistant", businessLines: ["civil"], mayChange: true });
  expect(codeOf(await change(operator, "clerk", { seen: before.changedAt }))).toBe("VERSION_CONFLICT");
  expect(codeOf(await change(operator, "clerk", { office: "nowhere" }))).toMatch(/OFFICE_UNKNOWN|NOT_ALLOWED/);
  expect(codeOf(await step(operator, "clerk", "suspend", " "))).toBe("REASON_NEEDED");
  const { db } = city.home.store;
  const said = await db.selectFrom("audit").select("detail").where("subject", "=", before.id).where("outcome", "=", "done").execute();
  expect(said.at(-1)?.detail).toContain("changed to assistant");
  const stated = await db.selectFrom("outbox").select("id").where("type", "=", "user.changed").where("subject", "=", before.id).execute();
  expect(stated.length).toBe(said.length);
});

it("nobody changes their own, and the home's own account stays, so that somebody who manages accounts is always left", async () => {
  expect(codeOf(await change(operator, "second.operator", { role: "chief-procurator" }))).toBe("ACCOUNT_OWN");
  expect(codeOf(await step(operator, "second.operator", "suspend"))).toBe("ACCOUNT_OWN");
  for (const what of ["suspend", "reset"] as const) expect(codeOf(await step(operator, "operator", what))).toBe("ACCOUNT_OF_HOME");
  expect(codeOf(await change(operator, "operator", { role: "clerk" }))).toBe("ACCOUNT_OF_HOME");
});

it("one that is suspended is out at once, says what it leaves, and comes back when restored", async () => {
  const lead = (await city.leads()).items.find(({ office, status }) => office === "yueyanglou" && status === "new");
  const assign = { version: lead?.version, command: { action: "assign", assignee: other.session.user.id } };
  await other.post(`/api/leads/${lead?.id}/commands`, assign);
  const { held } = (await operator.get<AccountDetail>("/api/accounts/procurator.yueyanglou")).body;
  expect(held).toEqual({ leads: 1, cases: 0, tasks: 0, handledCases: 0 });
  expect((await step(operator, "procurator.yueyanglou", "suspend")).body.isDisabled).toBe(true);
  expect(codeOf(await other.get("/api/work"))).toBe("SIGN_IN_NEEDED");
  const again = { name: "procurator.yueyanglou", password: "for these tests only" };
  expect(codeOf(answered(await city.web.inject({ method: "POST", url: "/api/session", payload: again })))).toBe("SIGN_IN_FAILED");
  expect((await step(operator, "procurator.yueyanglou", "restore")).body.isDisabled).toBe(false);
  expect((await city.signIn("procurator.yueyanglou")).session.user.name).toBe("procurator.yueyanglou");
});

it("credentials that are reset are void at once; the link works once and asks for a new password", async () => {
  const assistant = await city.signIn("assistant");
  const made = (await step(operator, "assistant", "reset", "忘记密码")).body;
  expect(made.account).toMatchObject({ hasPassword: false, mustSetPassword: true });
  expect(codeOf(await assistant.get("/api/work"))).toBe("SIGN_IN_NEEDED");
  const token = made.path.split("=")[1] ?? "";
  expect((await byLink(token)).session).toMatchObject({ mustSetPassword: true, user: { name: "assistant" } });
  expect(codeOf(answered(await city.web.inject({ method: "POST", url: "/api/session", payload: { token } })))).toBe("LINK_EXPIRED");
});
