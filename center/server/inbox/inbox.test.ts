import { randomBytes } from "node:crypto";
import { createIds, type LeadStatus, type ModelManifest } from "@yuejian/contracts";
import type { LeadFilter, LeadSort } from "@yuejian/contracts/api";
import { DICTIONARY } from "@yuejian/contracts/dictionary";
import { MODELS_FOLDER } from "@yuejian/models";
import * as fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createOutbox } from "../outbox/index.ts";
import { openStore, type Row, type Store } from "../store/index.ts";
import { describeOnBothStores } from "../testing/stores.ts";
import { changeLead, commitRun, loadModels } from "../work/index.ts";
import { countLeads, criteriaOf, decodeCursor, encodeCursor, type Place, pageOf, type Reader, readCells } from "./index.ts";

let now = Date.UTC(2026, 10, 1, 8);
const clock = { now: () => now };
const ids = createIds(clock, randomBytes);
const outbox = createOutbox({ clock, randomBytes });

const NAMES = ["张伟", "王芳", "耕地保护合作社", "李娜", "Zhang Wei", "𠮷田商行", "刘强９９"];
const OFFICES = ["yueyang", "huarong", "miluo"];
const ASSIGNEES = ["usr_1", "usr_2"];
const everyone: Reader = { id: "usr_1", scope: { offices: "all", businessLines: "all" }, mayOpen: true };

describeOnBothStores("the inbox", (place) => {
  let store: Store;
  let leads: Row<"leads">[] = [];
  let mentioned: ReadonlySet<string> = new Set();
  const inbox = () => ({ db: store.db, engine: store.engine });

  beforeAll(async () => {
    store = await openStore(await place.emptyUrl());
    const known = (await loadModels(MODELS_FOLDER, DICTIONARY)).get("wrong-fines")?.manifest as ModelManifest;
    const ports = { store, outbox, clock, ids, randomBytes };
    const change = { ...ports, offices: [], manifestOf: () => null };
    const models: ModelManifest[] = [
      known,
      { ...known, id: "second", businessLine: "civil", dataClass: "sensitive" },
      { ...known, id: "third", businessLine: "public-interest", dataClass: "internal" },
    ];
    for (const [day, manifest] of [...models, ...models].entries()) {
      now = Date.UTC(2026, 10, 1 + day, 8);
      const findings = Array.from({ length: 40 }, (_, at) => ({
        subject: `${manifest.id} ${day} ${at}`,
        values: {},
        rows: [],
        subjectName: NAMES[(at + day) % NAMES.length] as string,
        office: OFFICES[(at * 7 + day) % 3] as string,
        summary: { zh: `第 ${at} 号占用耕地案`, en: `occupied field ${at}` },
      }));
      await commitRun(
        ports,
        {
          manifest,
          rule: { op: "source", dataset: "judgments", columns: ["fine"] } as const,
          schemas: [],
          parameters: {},
          snapshot: {},
          startedAt: "",
          resultDigest: "",
          findings,
        },
        { actor: "usr_1", office: "yueyang" },
      );
    }
    const all = await store.db.selectFrom("leads").selectAll().orderBy("number").execute();
    await store.write((trx) =>
      trx
        .insertInto("users")
        .values(
          ASSIGNEES.map((id) => ({
            id,
            name: id,
            display_name: id,
            role: "clerk",
            office: "yueyang",
            business_lines: "[]",
            password_hash: null,
            must_set_password: 0,
            is_disabled: 0,
            failed_attempts: 0,
            locked_until: null,
            created_at: "",
            changed_at: "",
          })),
        )
        .execute(),
    );
    for (const [at, { id }] of all.entries()) {
      now += 1000;
      const actor = { id: "usr_1" };
      if (at % 3 === 0) {
        await changeLead(change, { lead: id, version: 1, command: { action: "assign", assignee: ASSIGNEES[at % 2] as string }, actor });
      }
      if (at % 9 === 0) {
        await changeLead(change, { lead: id, version: 2, command: { action: "dismiss", reason: "x", explanation: null }, actor });
      } else if (at % 7 === 0)
        await changeLead(change, { lead: id, version: at % 3 === 0 ? 2 : 1, command: { action: "comment", note: "x" }, actor });
    }
    mentioned = new Set(all.filter((_, at) => at % 11 === 0).map(({ id }) => id));
    await store.write(async (trx) => {
      await sql`update leads set attachments = 1 where number % 5 = 0`.execute(trx);
      await sql`update leads set comments = 2 where number % 4 = 0`.execute(trx);
      for (const lead of mentioned) {
        await trx
          .insertInto("lead_comments")
          .values({
            id: `c${lead}`,
            lead,
            version: 1,
            text: "x",
            actor: "usr_2",
            at: "",
            edited_at: null,
            withdrawn_at: null,
            withdrawn_by: null,
            withdrawn_reason: null,
          })
          .execute();
        await trx
          .insertInto("lead_mentions")
          .values({ id: `m${lead}`, lead, comment: `c${lead}`, user: "usr_1", actor: "usr_2", at: "", read_at: null })
          .execute();
      }
    });
    leads = await store.db.selectFrom("leads").selectAll().orderBy("number").execute();
  }, 60_000);
  afterAll(() => store.close());

  /** The same, one lead after the other. */
  function plainly(filter: LeadFilter, reader: Reader, sort: LeadSort): string[] {
    const list = (text: string | undefined) => text?.split(",");
    const day = (at: string) => new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 10);
    const fitting = leads.filter((lead) => {
      const { offices, businessLines } = reader.scope;
      const words = `${lead.subject_name}\n${lead.summary_zh}\n${lead.summary_en}`.normalize("NFKC").toLowerCase();
      return (
        (offices === "all" || offices.includes(lead.office)) &&
        (businessLines === "all" || (businessLines as string[]).includes(lead.business_line)) &&
        (list(filter.status)?.includes(lead.status) ?? true) &&
        (list(filter.model)?.includes(lead.model) ?? true) &&
        (list(filter.office)?.includes(lead.office) ?? true) &&
        (list(filter.businessLine)?.includes(lead.business_line) ?? true) &&
        (list(filter.dataClass)?.includes(lead.data_class) ?? true) &&
        (filter.assignee === undefined || lead.assignee === { none: null, me: "usr_1" }[filter.assignee]) &&
        (filter.createdFrom === undefined || day(lead.created_at) >= filter.createdFrom) &&
        (filter.createdTo === undefined || day(lead.created_at) <= filter.createdTo) &&
        (filter.changedFrom === undefined || day(lead.changed_at) >= filter.changedFrom) &&
        (filter.changedTo === undefined || day(lead.changed_at) <= filter.changedTo) &&
        (filter.mentions === undefined || mentioned.has(lead.id)) &&
        (list(filter.has)?.every((each) => lead[each as "comments" | "attachments"] > 0) ?? true) &&
        (filter.q === undefined || (reader.mayOpen && words.includes(filter.q.normalize("NFKC").toLowerCase())))
      );
    });
    const [key, by]: [(lead: Row<"leads">) => string, number] =
      sort === "newest" ? [() => "", -1] : sort === "oldest" ? [() => "", 1] : [(lead) => lead.changed_at, sort === "changed" ? -1 : 1];
    return fitting
      .toSorted((left, right) => by * (key(left) < key(right) ? -1 : key(left) > key(right) ? 1 : left.number - right.number))
      .map(({ id }) => id);
  }

  async function listed(filter: LeadFilter, reader: Reader, sort: LeadSort, limit: number) {
    const criteria = await criteriaOf(inbox(), filter, reader);
    const cells = await readCells(store.db);
    const numbers: number[] = [];
    let after: Place | null = null;
    for (let pages = 0; pages < 300; pages++) {
      const page = await pageOf(inbox(), criteria, cells, { sort, after, offset: 0, limit });
      numbers.push(...page.places.map(({ number }) => number));
      after = page.next && decodeCursor(sort, encodeCursor(sort, page.next));
      if (!after) break;
    }
    const byNumber = new Map(leads.map((lead) => [lead.number, lead.id]));
    return { found: numbers.map((number) => byNumber.get(number)), count: await countLeads(inbox(), criteria, cells) };
  }

  const listOf = (values: readonly string[]) => fc.subarray([...values], { minLength: 1 }).map((each) => each.join(","));
  const days = fc.integer({ min: 30, max: 38 }).map((day) => new Date(Date.UTC(2026, 9, day)).toISOString().slice(0, 10));
  const filters = fc.record(
    {
      status: listOf(["new", "assigned", "dismissed", "verified"]),
      model: listOf(["wrong-fines", "second", "third", "none"]),
      office: listOf(OFFICES),
      businessLine: listOf(["civil", "public-interest"]),
      dataClass: listOf(["internal", "sensitive"]),
      assignee: fc.constantFrom("me", "none"),
      createdFrom: days,
      createdTo: days,
      changedFrom: days,
      changedTo: days,
      mentions: fc.constant("me" as const),
      has: fc.constantFrom("comments", "attachments", "comments,attachments"),
      q: fc.constantFrom("耕地", "张", "zhang", "占用耕地", "field 3", "𠮷田", "99", "nothing here", "刘强99", "！"),
    },
    { requiredKeys: [] },
  );
  const readers = fc.constantFrom<Reader>(
    everyone,
    everyone,
    { ...everyone, scope: { offices: ["huarong"], businessLines: "all" } },
    { ...everyone, scope: { offices: ["huarong", "miluo"], businessLines: ["civil"] } },
    { ...everyone, scope: { offices: [], businessLines: [] } },
    { ...everyone, mayOpen: false },
  );

  it("shows each lead that fits once, in order, over pages of any size, and counts them, whatever the filter", async () => {
    let met = 0;
    await fc.assert(
      fc.asyncProperty(
        // Few members at a time, so that something is left.
        filters.chain((filter) =>
          fc.subarray(Object.entries(filter), { maxLength: 3 }).map((each) => Object.fromEntries(each) as LeadFilter),
        ),
        readers,
        fc.constantFrom<LeadSort>("newest", "oldest", "changed", "waiting"),
        fc.constantFrom(3, 17, 100),
        async (filter, reader, sort, limit) => {
          const expected = filter.q === "！" ? [] : plainly(filter, reader, sort);
          const { found, count } = await listed(filter, reader, sort, limit);
          expect(found).toEqual(expected);
          expect(count).toMatchObject({ total: expected.length, totalIs: "exact" });
          const { status: _, ...open } = filter;
          const byStatus = Object.entries(count.byStatus).filter(([, leads_]) => leads_ > 0);
          const statuses = Map.groupBy(
            filter.q === "！" ? [] : plainly(open, reader, sort),
            (id) => leads.find((lead) => lead.id === id)?.status as LeadStatus,
          );
          expect(new Map(byStatus)).toEqual(new Map([...statuses].map(([name, of]) => [name, of.length])));
          met += expected.length > 0 ? 1 : 0;
        },
      ),
      { numRuns: 250, seed: 11 },
    );
    expect(met, "filters that leave something").toBeGreaterThan(80);
  }, 120_000);

  it("keeps counters that agree with the leads", async () => {
    const cells = await readCells(store.db);
    const counted = Map.groupBy(leads, (lead) =>
      [lead.office, lead.business_line, lead.data_class, lead.model, lead.status, lead.assignee === null ? 0 : 1].join(" "),
    );
    expect(new Map(cells.map(({ leads: of, ...cell }) => [Object.values(cell).join(" "), of]))).toEqual(
      new Map([...counted].map(([key, of]) => [key, of.length])),
    );
  });

  it("refuses a cursor of another order, one that was tampered with, and days that are none", async () => {
    for (const cursor of ["x", encodeCursor("oldest", { number: 1, changedAt: "" }), Buffer.from("[]").toString("base64url")])
      expect(() => decodeCursor("newest", cursor)).toThrow(expect.objectContaining({ code: "REQUEST_INVALID" }));
    await expect(criteriaOf(inbox(), { createdFrom: "2026-02-30" }, everyone)).rejects.toMatchObject({ code: "REQUEST_INVALID" });
    await expect(criteriaOf(inbox(), { has: "wings" }, everyone)).rejects.toMatchObject({ code: "REQUEST_INVALID" });
  });
});
