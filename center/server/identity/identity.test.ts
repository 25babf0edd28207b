import { randomBytes } from "node:crypto";
import { createIds, YUEYANG_OFFICES, YuejianError } from "@yuejian/contracts";
import { beforeEach, expect, it } from "vitest";
import { createAudit } from "../audit/index.ts";
import { createOutbox } from "../outbox/index.ts";
import { createPolicy } from "../policy/index.ts";
import { openStore } from "../store/index.ts";
import { describeOnBothStores } from "../testing/stores.ts";
import {
  ABSOLUTE_MS,
  ATTEMPTS,
  createAccounts,
  createPurposes,
  createSessions,
  IDLE_MS,
  LOCKED_FOR_MS,
  type NewUser,
  PURPOSE_MS,
  userOf,
} from "./index.ts";

describeOnBothStores("identity", (place) => {
  let people: Awaited<ReturnType<typeof open>>;
  async function open() {
    const time = { now: Date.UTC(2026, 10, 23, 8) };
    const clock = { now: () => time.now };
    const store = await openStore(await place.emptyUrl());
    const ground = { store, clock, ids: createIds(clock, randomBytes), outbox: createOutbox({ clock, randomBytes }) };
    const audit = createAudit(ground);
    const accounts = createAccounts(ground, audit, YUEYANG_OFFICES);
    const operator = await accounts.operator();
    const policy = createPolicy(YUEYANG_OFFICES);
    return {
      time,
      store,
      audit,
      accounts,
      sessions: createSessions(ground, audit),
      purposes: createPurposes(ground, audit, policy),
      operator,
    };
  }
  beforeEach(async () => {
    people = await open();
    return () => people.store.close();
  });

  const person: NewUser = {
    name: "li.wei",
    displayName: "李伟",
    role: "procurator",
    office: "junshan",
    businessLines: ["civil"],
    password: "long enough 1",
  };
  const code = (promise: Promise<unknown>) =>
    promise.then(
      () => "fine",
      (error: unknown) => (error instanceof YuejianError ? error.code : String(error)),
    );
  const auditTrail = async () =>
    (await people.audit.list({ offices: "all", offset: 0, limit: 100 })).items.map((row) => `${row.action} ${row.outcome} ${row.detail}`);
  const statements = async () => (await people.store.db.selectFrom("outbox").select("type").orderBy("id").execute()).map((row) => row.type);

  it("makes an account once, on the ledger and in the audit, without its password", async () => {
    const { accounts, operator, store } = people;
    const account = await accounts.create(person, operator);
    expect(userOf(account)).toMatchObject({ name: "li.wei", office: "junshan", businessLines: ["civil"], isDisabled: false });
    expect(await code(accounts.create(person, operator))).toBe("USER_EXISTS");
    expect(await code(accounts.create({ ...person, name: "x.y", office: "nowhere" }, operator))).toBe("OFFICE_UNKNOWN");
    expect(await statements()).toEqual(["user.changed", "user.changed"]);
    const contents = JSON.stringify(await store.db.selectFrom("ledger_contents").select("content").execute());
    expect(contents).toContain("li.wei");
    expect(contents).not.toMatch(/argon2|long enough/);
    expect(await auditTrail()).toEqual(["user.manage done created li.wei as procurator", "user.manage done created with the home"]);
  });

  it("locks after failed attempts, also for the right password, and opens again", async () => {
    const { accounts, operator, time } = people;
    await accounts.create(person, operator);
    for (let attempt = 0; attempt < ATTEMPTS; attempt++)
      expect(await code(accounts.authenticate("li.wei", "wrong"))).toBe("SIGN_IN_FAILED");
    expect(await code(accounts.authenticate("li.wei", person.password))).toBe("SIGN_IN_LOCKED");
    time.now += LOCKED_FOR_MS + 1;
    expect((await accounts.authenticate("li.wei", person.password)).name).toBe("li.wei");
    expect((await accounts.byName("li.wei"))?.failed_attempts).toBe(0);
    expect((await auditTrail()).filter((line) => line.startsWith("session.open"))).toEqual([
      "session.open refused locked",
      ...Array.from({ length: ATTEMPTS }, () => "session.open refused password"),
    ]);
  });

  it("lets no more guesses through when they come at once", async () => {
    const { accounts, operator } = people;
    await accounts.create(person, operator);
    const codes = await Promise.all(Array.from({ length: 12 }, () => code(accounts.authenticate("li.wei", "wrong"))));
    expect(codes.filter((each) => each === "SIGN_IN_FAILED").length).toBe(ATTEMPTS);
    expect(codes.filter((each) => each === "SIGN_IN_LOCKED").length).toBe(12 - ATTEMPTS);
  });

  it("treats unknown names like known ones", async () => {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++)
      expect(await code(people.accounts.authenticate("nobody", "wrong"))).toBe("SIGN_IN_FAILED");
    expect(await code(people.accounts.authenticate("nobody", "wrong"))).toBe("SIGN_IN_LOCKED");
  });

  it("ends a session when idle, when old, when closed and when the account is disabled; the store holds no token", async () => {
    const { accounts, sessions, operator, store, time } = people;
    const account = await accounts.create(person, operator);
    const { token } = await sessions.open(account, "password");
    expect((await sessions.find(token))?.account.name).toBe("li.wei");
    expect(JSON.stringify(await store.db.selectFrom("sessions").selectAll().execute())).not.toContain(token);
    expect(await sessions.find(`${token}x`)).toBeNull();
    time.now += IDLE_MS - 1;
    expect(await sessions.find(token)).not.toBeNull();
    time.now += IDLE_MS - 1;
    expect(await sessions.find(token), "being seen keeps it").not.toBeNull();
    time.now += IDLE_MS;
    expect(await sessions.find(token)).toBeNull();

    const second = await sessions.open(account, "password");
    for (let hours = 0; hours < ABSOLUTE_MS / 3_600_000 - 1; hours++) {
      time.now += IDLE_MS - 1;
      expect(await sessions.find(second.token)).not.toBeNull();
    }
    time.now += IDLE_MS - 1;
    await sessions.find(second.token);
    time.now += 60_000;
    expect(await sessions.find(second.token), "however busy").toBeNull();

    const third = await sessions.open(account, "password");
    await sessions.close(third.session);
    expect(await sessions.find(third.token)).toBeNull();
    const fourth = await sessions.open(account, "password");
    await store.write((trx) => trx.updateTable("users").set({ is_disabled: 1 }).where("id", "=", account.id).execute());
    expect(await sessions.find(fourth.token)).toBeNull();
    expect(await code(accounts.authenticate("li.wei", person.password))).toBe("SIGN_IN_FAILED");
  });

  it("signs in once by link; a newer link voids the older", async () => {
    const { sessions, operator, time } = people;
    const [old, current] = [await sessions.createLink(operator), await sessions.createLink(operator)];
    expect(await code(sessions.useLink(old))).toBe("LINK_EXPIRED");
    expect((await sessions.useLink(current)).name).toBe("operator");
    expect(await code(sessions.useLink(current))).toBe("LINK_EXPIRED");
    const late = await sessions.createLink(operator);
    time.now += 25 * 3_600_000;
    expect(await code(sessions.useLink(late))).toBe("LINK_EXPIRED");
  });

  it("changes a password only for who knows it, and ends the other sessions", async () => {
    const { accounts, sessions, operator } = people;
    const account = await accounts.create(person, operator);
    const [mine, other] = [await sessions.open(account, "password"), await sessions.open(account, "password")];
    const change = { next: "another long 1", keepSession: mine.session.id };
    expect(await code(accounts.setPassword(account, { ...change, current: "wrong" }))).toBe("SIGN_IN_FAILED");
    await accounts.setPassword(account, { ...change, current: person.password });
    expect(await sessions.find(mine.token)).not.toBeNull();
    expect(await sessions.find(other.token)).toBeNull();
    expect(await code(accounts.authenticate("li.wei", person.password))).toBe("SIGN_IN_FAILED");
    expect((await accounts.authenticate("li.wei", "another long 1")).must_set_password).toBe(0);
    expect(await statements()).toEqual(["user.changed", "user.changed", "user.changed"]);
  });

  it("opens data only under a purpose that fits the person, the work and the law, and only while it does", async () => {
    const { accounts, purposes, operator, store, time } = people;
    const account = await accounts.create(person, operator);
    const other = await accounts.create({ ...person, name: "other", office: "miluo" }, operator);
    const analyst = await accounts.create({ ...person, name: "analyst", role: "analyst", office: "yueyang" }, operator);
    const actor = (each: typeof account) => ({ ...userOf(each) });
    const lead = {
      id: "led_1",
      version: 1,
      model: "m",
      subject: "990601198503070011",
      subject_name: "张三",
      number: 1,
      comments: 0,
      attachments: 0,
      office: "junshan",
      business_line: "civil",
      data_class: "personal",
      status: "assigned" as const,
      assignee: null,
      summary_zh: "",
      summary_en: "",
      first_run: "run_1",
      last_run: "run_1",
      created_at: "",
      changed_at: "",
      case_id: null,
    };
    await store.write((trx) => trx.insertInto("leads").values(lead).execute());
    const stated = { subject: "led_1", legalBasis: "civil-supervision" } as const;
    expect(await code(purposes.state(account, actor(account), stated)), "nobody's work yet").toBe("PURPOSE_INVALID");
    await store.write((trx) => trx.updateTable("leads").set({ assignee: account.id }).execute());
    expect(await code(purposes.state(other, actor(other), stated)), "another district").toBe("NOT_ALLOWED");
    expect(await code(purposes.state(analyst, actor(analyst), stated)), "analysts never open").toBe("NOT_ALLOWED");
    expect(await code(purposes.state(account, actor(account), { ...stated, legalBasis: "public-interest-investigation" }))).toBe(
      "PURPOSE_INVALID",
    );
    expect(await code(purposes.state(account, actor(account), { ...stated, subject: "led_2" }))).toBe("LEAD_UNKNOWN");

    const purpose = await purposes.state(account, actor(account), stated);
    const opening = await purposes.open(actor(account), purpose.id);
    expect(opening.lead).toMatchObject({ id: "led_1", subject: lead.subject });
    expect([opening.opens("personal"), opening.opens("sensitive"), opening.opens("sealed")]).toEqual([true, true, false]);
    expect(await code(purposes.open(actor(other), purpose.id)), "somebody else's purpose").toBe("PURPOSE_INVALID");
    expect(await statements()).toContain("purpose.stated");

    await store.write((trx) => trx.updateTable("leads").set({ assignee: other.id }).execute());
    expect(await code(purposes.open(actor(account), purpose.id)), "given to another").toBe("PURPOSE_INVALID");
    await store.write((trx) => trx.updateTable("leads").set({ assignee: account.id }).execute());
    time.now += PURPOSE_MS;
    expect(await code(purposes.open(actor(account), purpose.id)), "expired").toBe("PURPOSE_INVALID");
  });
});
