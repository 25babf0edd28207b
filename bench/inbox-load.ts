import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LeadPage } from "@yuejian/contracts/api";
import { type Asked, crowd, drawKind } from "./crowd.ts";
import { describeMachine } from "./harness.ts";
import { fillHome, PASSWORD, randomFrom, USERS } from "./inbox-home.ts";
import { round, signIn, startServer, type Visitor } from "./people.ts";

/** The inbox over a million leads under fifty people at once, on loopback against the real server, by autocannon: each person a session and a connection of
 *  their own, doing one thing after the other. Once without a pause, which is the most that fifty can do, and once with a request a second each.
 *  `node bench/inbox-load.ts [LEADS] [SECONDS]`; BENCH_HOME keeps the filled home; DATABASE_URL for PostgreSQL. */
const leads = Number(process.argv[2] ?? 1_000_000);
const seconds = Number(process.argv[3] ?? 60);
const kept = process.env["BENCH_HOME"];
const home = kept ?? mkdtempSync(join(tmpdir(), "yuejian-bench-inbox-"));
const LIMIT_MS = 200;

interface Person extends Visitor {
  /** The page that the person looks at. */
  page: LeadPage | null;
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

/** What a person does next, on the page before them. */
function interaction({ page, session }: Person, random: (below: number) => number): Asked<Kind> {
  const pick = <Item>(items: readonly Item[]) => items[random(items.length)] as Item;
  const kind = drawKind(MIX, random);
  const open: Asked<Kind> = { kind: "open inbox", path: "/api/leads?limit=50" };
  if (kind === "filter") return { kind, path: `/api/leads?limit=50&${pick(FILTERS)}` };
  if (kind === "search") return { kind, path: `/api/leads?limit=50&q=${encodeURIComponent(pick(SEARCHES))}` };
  if (kind === "saved views") return { kind, path: "/api/inbox/views" };
  const lead = page?.items[random(Math.max(1, page.items.length))];
  if (!page || !lead) return open;
  if (kind === "next page") return page.next === null ? open : { kind, path: `/api/leads?limit=50&cursor=${page.next}` };
  if (kind === "open lead") return { kind, path: `/api/leads/${lead.id}` };
  if (kind === "bulk preview") {
    const selection = { leads: page.items.map(({ id, version }) => ({ id, version })) };
    return { kind, method: "POST", path: "/api/leads/bulk/preview", body: { selection, command: { action: "comment", note: "统一说明" } } };
  }
  if (kind === "comment") return { kind, method: "POST", path: `/api/leads/${lead.id}/comments`, body: { text: "已核对发放记录" } };
  if (kind === "assign") {
    const command = { action: "assign", assignee: session.user.id };
    return { kind, method: "POST", path: `/api/leads/${lead.id}/commands`, body: { version: lead.version, command } };
  }
  return open;
}

const LISTS: readonly Kind[] = ["open inbox", "filter", "search", "next page"];

function load(
  server: Awaited<ReturnType<typeof startServer>>,
  people: readonly Person[],
  { isPaced, forSeconds }: { isPaced: boolean; forSeconds: number },
) {
  const draws = people.map((_, at) => randomFrom(100 + at));
  return crowd<Kind, Person>({
    server,
    people,
    next: (person, at) => interaction(person, draws[at] as (below: number) => number),
    answered(person, { kind, path }, { status, text }) {
      // Refusals belong to the work: of a lead that somebody else has changed, or an assignee who may not have it.
      if (status >= 500) throw new Error(`${path}: ${status} ${text}`);
      if (!LISTS.includes(kind)) return;
      // After the second page from the start again.
      person.page = status === 200 && kind !== "next page" ? (JSON.parse(text) as LeadPage) : null;
    },
    isPaced,
    seconds: forSeconds,
  });
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
  const people: Person[] = [];
  for (let at = 0; at < USERS; at++) people.push({ ...(await signIn(server.address, `bench${at}`, PASSWORD)), page: null });
  await load(server, people, { isPaced: false, forSeconds: 5 });
  const withoutPause = await load(server, people, { isPaced: false, forSeconds: seconds });
  const onceASecond = await load(server, people, { isPaced: true, forSeconds: seconds });
  const result = {
    name: "inbox-load",
    leads,
    store: process.env["DATABASE_URL"] === undefined ? "sqlite" : "postgres",
    filledBy: "commitRun, runs of 100,000 findings; commands of the product",
    storeBytes: existsSync(join(home, "home", "store.sqlite")) ? statSync(join(home, "home", "store.sqlite")).size : null,
    commitSeconds: commits.map(round),
    changeMilliseconds: changes.map(round),
    withoutPause,
    onceASecond,
    limitMs: LIMIT_MS,
    meetsLimit: { withoutPause: withoutPause.overall.p95 <= LIMIT_MS, onceASecond: onceASecond.overall.p95 <= LIMIT_MS },
    machine: describeMachine(),
  };
  console.log(JSON.stringify(result, null, 2));
  writeFileSync(new URL(`results/inbox-load-${result.store}.json`, import.meta.url), `${JSON.stringify(result, null, 2)}\n`);
} finally {
  await server.stop();
  if (kept === undefined) rmSync(home, { recursive: true, force: true });
}
