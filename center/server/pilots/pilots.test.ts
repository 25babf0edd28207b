import { randomBytes } from "node:crypto";
import { createIds } from "@yuejian/contracts";
import type { NewPilot } from "@yuejian/contracts/api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Account } from "../identity/index.ts";
import { createOutbox } from "../outbox/index.ts";
import { openStore, type Store } from "../store/index.ts";
import { temporaryFolders } from "../testing/stores.ts";
import { comparisonOf, fixPilot, type PilotPorts, readPilot, withdrawPilot } from "./index.ts";

const OFFICES = Array.from({ length: 11 }, (_, at) => ({
  id: `office-${at}`,
  name: { zh: `单位${at}`, en: `Office ${at}` },
  parent: at === 0 ? null : "office-0",
}));
const GIVEN: NewPilot = {
  title: "智能办案试点",
  function: "期限提醒与看板",
  offices: ["office-3", "office-5", "office-8"],
  source: "business",
  startsOn: "2026-01-01",
  daysBefore: 360,
  horizon: 120,
};
const START = Date.UTC(2026, 0, 1) / 86_400_000;
const day = (number: number) => new Date(number * 86_400_000).toISOString().slice(0, 10);

describe("the register of pilots", () => {
  const folder = temporaryFolders();
  let store: Store;
  let ports: PilotPorts;
  let now = Date.UTC(2025, 10, 1);
  const account = { id: "usr_chief", office: "office-0" } as Account;

  beforeAll(async () => {
    store = await openStore(`${await folder()}/store.sqlite`);
    const clock = { now: () => now };
    ports = {
      store,
      clock,
      ids: createIds(clock, randomBytes),
      outbox: createOutbox({ clock, randomBytes }),
      offices: OFFICES as unknown as PilotPorts["offices"],
    };
  });
  afterAll(() => store.close());

  it("takes a pilot before it begins, on the ledger, and none on the day or after", async () => {
    const pilot = await fixPilot(ports, GIVEN, account);
    expect(pilot).toMatchObject({ starts_on: "2026-01-01", withdrawn_at: null });
    expect(await store.db.selectFrom("outbox").select(["type", "subject"]).execute()).toEqual([
      { type: "pilot.changed", subject: pilot.id },
    ]);
    await expect(fixPilot(ports, { ...GIVEN, startsOn: "2025-11-01" }, account)).rejects.toMatchObject({ code: "PILOT_NOT_BEFOREHAND" });
    await expect(fixPilot(ports, { ...GIVEN, offices: ["office-3", "office-99"] }, account)).rejects.toMatchObject({
      code: "OFFICE_UNKNOWN",
    });
    await expect(fixPilot(ports, { ...GIVEN, daysBefore: 200 }, account)).rejects.toMatchObject({ code: "REQUEST_INVALID" });
    await expect(readPilot(store.db, "pil_none")).rejects.toMatchObject({ code: "PILOT_UNKNOWN" });
  });

  it("says nothing before the start, and afterwards by how much cases became shorter, in one sentence with the interval", async () => {
    const [pilot] = await store.db.selectFrom("pilots").selectAll().execute();
    if (!pilot) throw new Error("no pilot");
    expect(await comparisonOf(store.db, pilot, "2025-12-01")).toMatchObject({ result: null, refusal: { code: "plan-wrong" } });
    await store.write(async (trx) => {
      const [counts, texts] = [
        { size: 0, rows: 0, accepted: 0, applied: 0, added: 0, changed: 0, same: 0, refused: 0, outbox: 1 },
        {
          job: "job",
          file: "cases.csv",
          sha256: "",
          sm3: "",
          as_of: "2026-12-31",
          office: "office-0",
          actor: "usr_chief",
          at: "",
          mapping: "{}",
          ignored: "[]",
        },
      ];
      await trx
        .insertInto("casework_imports")
        .values({ id: "imp", ...counts, ...texts })
        .execute();
      for (const { id: office } of OFFICES) {
        const rows = Array.from({ length: 160 }, (_, at) => {
          const begun = START - 360 + Math.floor((at * 600) / 160);
          // A spread of durations without chance: the inverse of an exponential, in a mixed order.
          const share = ((at * 67 + Number(office.slice(7)) * 13) % 160) / 160 + 1 / 320;
          const isPilot = GIVEN.offices.includes(office) && begun >= START;
          const days = Math.ceil(-Math.log(1 - share) * 40 * (isPilot ? 0.5 : 1));
          return {
            id: `${office} ${at}`,
            number: `${office} ${at}`,
            version: 1,
            office,
            department: "一部",
            business_line: "ordinary-crime" as const,
            kind: "prosecution" as never,
            handler: null,
            person: null,
            stage: "review" as never,
            status: "open" as const,
            accepted_on: day(begun),
            decided_on: begun + days <= START + 364 ? day(begun + days) : null,
            due: "9999-12-31",
            content: "{}",
            as_of: "2026-12-31",
            import: "imp",
            changed_at: "2026-12-31T00:00:00.000Z",
          };
        });
        await trx.insertInto("handled_cases").values(rows).execute();
      }
    });
    now = Date.UTC(2027, 0, 1);
    const { result, cases } = await comparisonOf(store.db, pilot, "2026-12-31");
    expect(cases).toBe(11 * 160);
    expect(result?.effect).toBeGreaterThan(-0.6);
    expect(result?.effect).toBeLessThan(-0.3);
    expect(result).toMatchObject({ choices: 165, leftOut: [], kinds: ["ordinary-crime prosecution"] });
    expect(result?.high).toBeLessThan(0);
    expect(result?.text.zh).toMatch(/变化 −\d+ %（95% 区间 −\d+ % 至 −\d+ %；在 165 种/);
    const alone = { ...pilot, offices: '["office-3"]' };
    expect(await comparisonOf(store.db, alone, "2026-12-31")).toMatchObject({
      result: null,
      refusal: { code: "too-few-offices", text: { en: expect.stringContaining("9.1 %") } },
    });
  });

  it("keeps a withdrawn pilot, once, with the reason", async () => {
    const [pilot] = await store.db.selectFrom("pilots").selectAll().execute();
    const asked = { id: pilot?.id ?? "", reason: "改在下半年开展", account };
    await expect(withdrawPilot(ports, { ...asked, reason: " " })).rejects.toMatchObject({ code: "REASON_NEEDED" });
    expect(await withdrawPilot(ports, asked)).toMatchObject({ withdraw_reason: "改在下半年开展" });
    await expect(withdrawPilot(ports, asked)).rejects.toMatchObject({ code: "PILOT_WITHDRAWN" });
    expect(await store.db.selectFrom("pilots").selectAll().execute()).toHaveLength(1);
  });
});
