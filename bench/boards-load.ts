import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createApp, openHome } from "@yuejian/server";
import { crowd } from "./crowd.ts";
import { fillGovernance, fillHandled } from "./governance-rows.ts";
import { describeMachine } from "./harness.ts";
import { accounts, PASSWORD, randomFrom, USERS } from "./inbox-home.ts";
import { signIn, startServer, type Visitor } from "./people.ts";

/** Wall, boards and calendar of a house with LEADS leads, CASES supervision cases and as many of the business system, under fifty people of all offices and roles at once on the real server, by
 *  autocannon: each board by itself and all by turns, without pause, which is the most that fifty can do, and with a request a second each. Under load of others the processor time of an answer
 *  tells, not the clock.
 *  `node bench/boards-load.ts [LEADS] [CASES] [SECONDS]`; BENCH_HOME keeps the filled home. */
const [leads, cases, seconds] = [Number(process.argv[2] ?? 1_000_000), Number(process.argv[3] ?? 200_000), Number(process.argv[4] ?? 30)];
const LIMIT_MS = 200;
/** People among whom the cases are. */
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
  "handled cases": () => "/api/casework/board?by=stage",
  "departments of handled cases": () => "/api/casework/board?by=department",
} as const;
type Kind = keyof typeof ROUTES;
const KINDS = Object.keys(ROUTES) as Kind[];

const kept = process.env["BENCH_HOME"];
const folder = kept ?? mkdtempSync(join(tmpdir(), "yuejian-bench-boards-"));
if (!existsSync(join(folder, "home"))) await fill(join(folder, "home"));

async function fill(place: string): Promise<void> {
  const home = await openHome(place, { workers: 0, log: () => {} });
  const app = await createApp(home, { local: true });
  const staff = await app.inject({ method: "POST", url: "/api/demo/staff", payload: { staff: accounts() } });
  if (staff.statusCode >= 300) throw new Error(staff.body);
  const users = await home.store.db.selectFrom("users").select("id").where("name", "like", "bench%").execute();
  await home.store.write(async (trx) => {
    const now = new Date().toISOString();
    const people = Array.from({ length: HANDLERS }, (_, at) => users[at]?.id ?? `usr_other${at}`);
    await fillGovernance(trx, { leads, cases, now, people });
    await fillHandled(trx, { cases, now, people });
  });
  await app.close();
  await home.close();
}

const server = await startServer(join(folder, "home"));
/** `kinds`: one of these at a time, by turns. */
function load(people: readonly Visitor[], kinds: readonly Kind[], { isPaced, forSeconds }: { isPaced: boolean; forSeconds: number }) {
  const draws = people.map((_, at) => randomFrom(100 + at));
  return crowd({
    server,
    people,
    next(_person, at) {
      const random = draws[at] as (below: number) => number;
      const kind = kinds[random(kinds.length)] as Kind;
      return { kind, path: ROUTES[kind](random(3)) };
    },
    isPaced,
    seconds: forSeconds,
  });
}

try {
  const people: Visitor[] = [];
  for (let at = 0; at < USERS; at++) people.push(await signIn(server.address, `bench${at}`, PASSWORD));
  await load(people, KINDS, { isPaced: false, forSeconds: 3 });
  const each: Record<string, { processorMilliseconds: number; p50: number; p95: number }> = {};
  for (const kind of KINDS) {
    const { processorMilliseconds, overall } = await load(people, [kind], { isPaced: false, forSeconds: 5 });
    each[kind] = { processorMilliseconds, p50: overall.p50, p95: overall.p95 };
  }
  const result = {
    name: "boards-load",
    leads,
    supervisionCases: cases,
    businessCases: cases,
    eachWithoutPause: each,
    withoutPause: await load(people, KINDS, { isPaced: false, forSeconds: seconds }),
    onceASecond: await load(people, KINDS, { isPaced: true, forSeconds: seconds }),
    limitMs: LIMIT_MS,
    machine: describeMachine(),
  };
  console.log(JSON.stringify(result, null, 2));
  writeFileSync(new URL("results/boards-load.json", import.meta.url), `${JSON.stringify(result, null, 2)}\n`);
} finally {
  await server.stop();
  if (kept === undefined) rmSync(folder, { recursive: true, force: true });
}
