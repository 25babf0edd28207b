import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { LeadDetail, LeadPage } from "@yuejian/contracts/api";
import { describeMachine } from "./harness.ts";
import { fillHome, PASSWORD, randomFrom, USERS } from "./inbox-home.ts";
import { call, percentiles, round, signIn, startServer, type Visitor } from "./people.ts";

/** The inbox over a million leads under fifty people at once, on loopback against the real server: each person a session and a connection of their
 *  own, doing one thing after the other. Once without a pause, which is the most that fifty can do, and once with a second to think.
 *  `node bench/inbox-load.ts [LEADS] [SECONDS]`; BENCH_HOME keeps the filled home; DATABASE_URL for PostgreSQL. */
const leads = Number(process.argv[2] ?? 1_000_000);
const seconds = Number(process.argv[3] ?? 60);
const kept = process.env["BENCH_HOME"];
const home = kept ?? mkdtempSync(join(tmpdir(), "yuejian-bench-inbox-"));
const LIMIT_MS = 200;

interface Person extends Visitor {
  page: LeadPage | null;
  lead: LeadDetail["lead"] | null;
}

type Kind = "open inbox" | "filter" | "search" | "next page" | "open lead" | "assign" | "comment" | "bulk preview" | "saved views";

/** Of a hundred interactions. */
const MIX: readonly (readonly [Kind, number])[] = [
  ["open inbox", 18],
  ["filter", 20],
  ["search", 10],
  ["next page", 15],
  ["open lead", 20],
  ["assign", 4],
  ["comment", 4],
  ["bulk preview", 4],
  ["saved views", 5],
];

const FILTERS = [
  "status=new",
  "status=assigned&sort=waiting",
  "assignee=me",
  "model=wrong-fines&status=new",
  "office=huarong",
  "businessLine=civil",
  "sort=changed",
  "has=comments",
  "createdFrom=2026-01-01&status=new,assigned",
  "assignee=none&model=dead-pensioners",
];
const SEARCHES = ["张伟", "王芳", "李娜", "养老", "刑期", "赵敏", "秦海波", "判决书"];

/** One interaction; what it needs of earlier ones is got first and not measured. */
async function interact(origin: string, person: Person, kind: Kind, random: (below: number) => number): Promise<number> {
  const pick = <Item>(items: readonly Item[]) => items[random(items.length)] as Item;
  person.page ??= (await call(origin, person, "GET", "/api/leads?limit=50")).body as LeadPage;
  const lead = person.page.items[random(Math.max(1, person.page.items.length))];
  const timed = async (method: "GET" | "POST", path: string, body?: object) => {
    const started = performance.now();
    const answer = await call(origin, person, method, path, body);
    const took = performance.now() - started;
    if (answer.status >= 500) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return { ...answer, took };
  };
  const listing = async (query: string) => {
    const answer = await timed("GET", `/api/leads?limit=50${query}`);
    if (answer.status === 200) person.page = answer.body as LeadPage;
    return answer.took;
  };
  if (kind === "filter") return listing(`&${pick(FILTERS)}`);
  if (kind === "search") return listing(`&q=${encodeURIComponent(pick(SEARCHES))}`);
  if (kind === "next page" && person.page.next !== null) {
    const took = await listing(`&cursor=${person.page.next}`);
    person.page = null;
    return took;
  }
  if (kind === "saved views") return (await timed("GET", "/api/inbox/views")).took;
  if (kind === "open inbox" || !lead || kind === "next page") return listing("");
  if (kind === "open lead") return (await timed("GET", `/api/leads/${lead.id}`)).took;
  if (kind === "bulk preview") {
    const selection = { leads: person.page.items.map(({ id, version }) => ({ id, version })) };
    return (await timed("POST", "/api/leads/bulk/preview", { selection, command: { action: "comment", note: "统一说明" } })).took;
  }
  if (kind === "comment") return (await timed("POST", `/api/leads/${lead.id}/comments`, { text: "已核对发放记录" })).took;
  const { id: assignee } = person.session.user;
  return (await timed("POST", `/api/leads/${lead.id}/commands`, { version: lead.version, command: { action: "assign", assignee } })).took;
}

async function load(origin: string, people: readonly Person[], { thinkMs, forMs }: { thinkMs: number; forMs: number }) {
  const times = new Map<Kind, number[]>(MIX.map(([kind]) => [kind, []]));
  const until = performance.now() + forMs;
  const started = performance.now();
  await Promise.all(
    people.map(async (person, at) => {
      const random = randomFrom(100 + at);
      await sleep(random(thinkMs + 1));
      while (performance.now() < until) {
        let draw = random(100);
        const kind = MIX.find(([, weight]) => (draw -= weight) < 0)?.[0] ?? "open inbox";
        times.get(kind)?.push(await interact(origin, person, kind, random));
        if (thinkMs > 0) await sleep(thinkMs / 2 + random(thinkMs));
      }
    }),
  );
  const all = [...times.values()].flat();
  return {
    thinkMs,
    people: people.length,
    interactions: all.length,
    perSecond: round(all.length / ((performance.now() - started) / 1000)),
    overall: percentiles(all),
    byKind: Object.fromEntries([...times].map(([kind, of]) => [kind, percentiles(of)])),
  };
}

const filledFile = join(home, "bench.json");
const isFilled = existsSync(filledFile);
if (!isFilled) {
  mkdirSync(home, { recursive: true });
  const filled = await fillHome(join(home, "home"), leads);
  writeFileSync(filledFile, JSON.stringify(filled));
}
const { commits, changes } = JSON.parse(readFileSync(filledFile, "utf8")) as { commits: number[]; changes: number[] };
const server = await startServer(join(home, "home"));
try {
  const { address } = server;
  const people: Person[] = [];
  for (let at = 0; at < USERS; at++) people.push({ ...(await signIn(address, `bench${at}`, PASSWORD)), page: null, lead: null });
  await load(address, people, { thinkMs: 0, forMs: 5000 });
  const withoutPause = await load(address, people, { thinkMs: 0, forMs: seconds * 1000 });
  const withThought = await load(address, people, { thinkMs: 1000, forMs: seconds * 1000 });
  const result = {
    name: "inbox-load",
    leads,
    store: process.env["DATABASE_URL"] === undefined ? "sqlite" : "postgres",
    filledBy: "commitRun, runs of 100,000 findings; commands of the product",
    storeBytes: existsSync(join(home, "home", "store.sqlite")) ? statSync(join(home, "home", "store.sqlite")).size : null,
    commitSeconds: commits.map(round),
    changeMilliseconds: changes.map(round),
    withoutPause,
    withThought,
    limitMs: LIMIT_MS,
    meetsLimit: { withoutPause: withoutPause.overall.p95 <= LIMIT_MS, withThought: withThought.overall.p95 <= LIMIT_MS },
    machine: describeMachine(),
  };
  console.log(JSON.stringify(result, null, 2));
  writeFileSync(new URL(`results/inbox-load-${result.store}.json`, import.meta.url), `${JSON.stringify(result, null, 2)}\n`);
} finally {
  await server.stop();
  if (kept === undefined) rmSync(home, { recursive: true, force: true });
}
