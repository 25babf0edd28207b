import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createApp, openHome } from "@yuejian/server";
import { fillGovernance, fillHandled } from "./governance-rows.ts";
import { describeMachine } from "./harness.ts";
import { accounts, PASSWORD, randomFrom, USERS } from "./inbox-home.ts";
import { call, percentiles, round, signIn, startServer, type Visitor } from "./people.ts";

/** Wall, board of supervision cases and calendar of a house with LEADS leads, CASES supervision cases and as many of the business system, under fifty people at once on the real server, each
 *  with a session and a connection: without pause, which is the most that fifty can do, and with a second to think. Under load of others the processor time of an answer tells, not the clock.
 *  `node bench/boards-load.ts [LEADS] [CASES] [SECONDS]` */
const [leads, cases, seconds] = [Number(process.argv[2] ?? 1_000_000), Number(process.argv[3] ?? 200_000), Number(process.argv[4] ?? 30)];
const LIMIT_MS = 200;
/** People among whom the supervision cases are. */
const HANDLERS = 500;
const DAY_MS = 86_400_000;
const iso = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);
const ROUTES = {
  wall: () => "/api/wall",
  board: () => "/api/cases/board",
  "own board": () => "/api/cases/board?mine=true",
  calendar: (month: number) => `/api/calendar?from=${iso(30 * month)}&to=${iso(30 * month + 41)}&perDay=4`,
  "own calendar": (month: number) => `/api/calendar?from=${iso(30 * month)}&to=${iso(30 * month + 41)}&perDay=4&mine=true`,
  "a day": (month: number) => `/api/calendar?from=${iso(month)}&to=${iso(month)}&perDay=200`,
} as const;
type Kind = keyof typeof ROUTES;
const KINDS = Object.keys(ROUTES) as Kind[];

const folder = mkdtempSync(join(tmpdir(), "yuejian-bench-boards-"));
const home = await openHome(join(folder, "home"), { workers: 0, log: () => {} });
const app = await createApp(home, { local: true });
const staff = await app.inject({ method: "POST", url: "/api/demo/staff", payload: { staff: accounts() } });
if (staff.statusCode >= 300) throw new Error(staff.body);
const users = await home.store.db.selectFrom("users").select("id").where("name", "like", "bench%").execute();
await home.store.write(async (trx) => {
  const now = new Date().toISOString();
  await fillGovernance(trx, { leads, cases, now, people: Array.from({ length: HANDLERS }, (_, at) => users[at]?.id ?? `usr_other${at}`) });
  await fillHandled(trx, { cases, now });
});
await app.close();
await home.close();

const server = await startServer(join(folder, "home"));
/** `kinds`: one of these at a time, by turns. */
async function load(people: readonly Visitor[], kinds: readonly Kind[], { thinkMs, forMs }: { thinkMs: number; forMs: number }) {
  const times = new Map<Kind, number[]>(kinds.map((kind) => [kind, []]));
  const used = server.processorSeconds();
  const started = performance.now();
  await Promise.all(
    people.map(async (person, at) => {
      const random = randomFrom(100 + at);
      await sleep(random(thinkMs + 1));
      while (performance.now() - started < forMs) {
        const kind = kinds[random(kinds.length)] as Kind;
        const began = performance.now();
        const { status, body } = await call(server.address, person, "GET", ROUTES[kind](random(3)));
        times.get(kind)?.push(performance.now() - began);
        if (status !== 200 && status !== 403) throw new Error(`${kind}: ${status} ${JSON.stringify(body)}`);
        if (thinkMs > 0) await sleep(thinkMs / 2 + random(thinkMs));
      }
    }),
  );
  const all = [...times.values()].flat();
  return {
    people: people.length,
    thinkMs,
    perSecond: round(all.length / ((performance.now() - started) / 1000)),
    processorMilliseconds: round(((server.processorSeconds() - used) * 1000) / Math.max(1, all.length)),
    overall: percentiles(all),
    byKind: Object.fromEntries(Array.from(times, ([kind, of]) => [kind, percentiles(of)])),
  };
}

try {
  const people: Visitor[] = [];
  for (let at = 0; at < USERS; at++) people.push(await signIn(server.address, `bench${at}`, PASSWORD));
  await load(people, KINDS, { thinkMs: 0, forMs: 2000 });
  const each: Record<string, number> = {};
  for (const kind of KINDS) each[kind] = (await load(people.slice(0, 10), [kind], { thinkMs: 0, forMs: 3000 })).processorMilliseconds;
  const result = {
    name: "boards-load",
    leads,
    supervisionCases: cases,
    businessCases: cases,
    processorMillisecondsOfAnAnswer: each,
    withoutPause: await load(people, KINDS, { thinkMs: 0, forMs: seconds * 1000 }),
    withThought: await load(people, KINDS, { thinkMs: 1000, forMs: seconds * 1000 }),
    limitMs: LIMIT_MS,
    machine: describeMachine(),
  };
  console.log(JSON.stringify(result, null, 2));
  writeFileSync(new URL("results/boards-load.json", import.meta.url), `${JSON.stringify(result, null, 2)}\n`);
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
