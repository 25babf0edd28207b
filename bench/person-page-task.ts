import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ENTITY_MEMBERS } from "@yuejian/contracts";
import type { EntityView } from "@yuejian/contracts/api";
import { openHome, serve } from "@yuejian/server";
import { PASSWORD } from "./city-home.ts";
import { task } from "./harness.ts";

/** Drawn for each person who looks. */
const PAGES = 100;

/** One sample: `HOME first|later`. The store alone is copied, since looking is written down in it; the lake is read where it is. */
await task(async ([from = "", when = "later"]) => {
  const folder = mkdtempSync(join(tmpdir(), "yuejian-bench-person-"));
  const lake = join(from, "lake");
  cpSync(from, folder, { recursive: true, filter: (path) => path !== lake });
  symlinkSync(lake, join(folder, "lake"));
  const home = await openHome(folder, { workers: 0, log: () => {} });
  const serving = await serve(home, { port: 0 });
  try {
    const drawn = await drawPersons(home, PAGES * 4);
    const city = await signedIn(serving.address, "case-manager");
    const district = await signedIn(serving.address, "procurator.yueyanglou");
    const details: Record<string, number> = {};
    for (const [at, [name, cookie]] of (
      [
        ["city", city],
        ["district", district],
      ] as const
    ).entries()) {
      const own = drawn.slice(2 * at * PAGES, 2 * (at + 1) * PAGES);
      if (when === "later") for (const entity of own.slice(PAGES)) await page(serving.address, cookie, entity);
      const times: number[] = [];
      let records = 0;
      for (const entity of own.slice(0, PAGES)) {
        const { took, view } = await page(serving.address, cookie, entity);
        times.push(took);
        records += view?.members ?? 0;
      }
      times.sort((left, right) => left - right);
      const of = (share: number): number => Math.round((times[Math.ceil(share * times.length) - 1] ?? 0) * 10) / 10;
      Object.assign(details, {
        [`${name} p50, ms`]: of(0.5),
        [`${name} p95, ms`]: of(0.95),
        [`${name} slowest, ms`]: of(1),
        [`${name} records a page`]: Math.round((10 * records) / PAGES) / 10,
      });
    }
    return { seconds: (details["city p95, ms"] ?? 0) / 1000, details };
  } finally {
    await serving.close();
    await home.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

async function drawPersons(home: Awaited<ReturnType<typeof openHome>>, count: number): Promise<string[]> {
  const run = await home.store.db.selectFrom("entity_runs").select(["id", "members"]).orderBy("sequence", "desc").executeTakeFirstOrThrow();
  const index = home.lake.indexes.of(ENTITY_MEMBERS, run.id);
  if (!index) throw new Error("the run of linking has no index");
  const persons = new Set<string>();
  // A fixed sequence, so that every sample draws the same.
  for (let draw = 1; persons.size < count && draw < 100 * count; draw++) {
    const values = index.read(1 + ((draw * 7_919_317) % run.members))?.values;
    if (values?.["kind"] === "person") persons.add(String(values["entity"]));
  }
  return [...persons];
}

async function page(address: string, cookie: string, entity: string): Promise<{ took: number; view: EntityView | null }> {
  const started = performance.now();
  const response = await fetch(`${address}/api/entities/${entity}`, { headers: { cookie } });
  const body = await response.text();
  const took = performance.now() - started;
  if (response.status === 404) return { took, view: null };
  if (!response.ok) throw new Error(body);
  return { took, view: JSON.parse(body) as EntityView };
}

async function signedIn(address: string, name: string): Promise<string> {
  const response = await fetch(`${address}/api/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name, password: PASSWORD }),
  });
  if (!response.ok) throw new Error(await response.text());
  return (response.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
}
