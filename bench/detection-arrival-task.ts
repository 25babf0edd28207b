import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { createApp, openHome } from "@yuejian/server";
import { task } from "./harness.ts";

const MODEL = "dead-pensioners";
const PATIENCE_MS = 120_000;

/** One sample: a copy of a city's home, its model run once and switched on; then a load with one death after the other. */
await task(async ([from = "", city = "", loads = "20"]) => {
  const folder = mkdtempSync(join(tmpdir(), "yuejian-bench-arrival-"));
  cpSync(from, folder, { recursive: true });
  const home = await openHome(folder, { log: () => {} });
  const app = await createApp(home, { local: true });
  const post = async (url: string, payload: object) => {
    const answer = await app.inject({ method: "POST", url, payload });
    if (answer.statusCode >= 400) throw new Error(`${url}: ${answer.body}`);
    return answer.json<{ id: string }>();
  };
  const settle = async (): Promise<void> => {
    for (let open = await unfinished(); open.length > 0; open = await unfinished()) for (const id of open) await home.jobs.wait(id);
  };
  const unfinished = async (): Promise<string[]> => {
    const rows = await home.store.db.selectFrom("jobs").select("id").where("status", "in", ["queued", "running"]).execute();
    return rows.map(({ id }) => id);
  };
  const leads = async (): Promise<number> => {
    const { n } = await home.store.db
      .selectFrom("leads")
      .select(({ fn }) => fn.countAll<number>().as("n"))
      .where("model", "=", MODEL)
      .executeTakeFirstOrThrow();
    return n;
  };
  try {
    const people = pensioners(city, Number(loads));
    await home.jobs.wait((await post(`/api/models/${MODEL}/runs`, {})).id);
    await post(`/api/detection/${MODEL}`, { isEnabled: true, reason: "bench", version: 0 });
    await settle();
    const waits: number[] = [];
    const started = performance.now();
    for (const [at, [name, id]] of people.entries()) {
      const path = join(folder, `death-${at}.csv`);
      writeFileSync(path, `姓名,身份证号码,死亡日期,上报来源,上报日期,辖区\n${name},${id},20250401,户籍注销,20250402,430602\n`);
      const before = await leads();
      const begun = performance.now();
      await post("/api/intake", { path, dataset: "deaths" });
      while ((await leads()) === before) {
        if (performance.now() - begun > PATIENCE_MS) throw new Error(`no lead of load ${at} after ${PATIENCE_MS} ms`);
        await pause(20);
      }
      waits.push(performance.now() - begun);
    }
    const count = await leads();
    await home.jobs.wait((await post(`/api/models/${MODEL}/runs`, {})).id);
    if ((await leads()) !== count) throw new Error("a run over everything found other leads than the increments");
    const whole = await home.store.db
      .selectFrom("run_scopes")
      .innerJoin("runs", "runs.id", "run_scopes.run")
      .select("runs.id")
      .where("model", "=", MODEL)
      .where("base", "is", null)
      .execute();
    waits.sort((left, right) => left - right);
    return {
      seconds: (performance.now() - started) / 1000,
      details: {
        "p50, ms": Math.round(waits[waits.length >> 1] ?? Number.NaN),
        "slowest, ms": Math.round(waits.at(-1) ?? Number.NaN),
        "run over everything": whole.length,
      },
    };
  } finally {
    await app.close();
    await home.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

/** People of the city's files who draw a pension and are not told dead, with their ids. */
function pensioners(city: string, count: number): [name: string, id: string][] {
  const text = join(city, "utf8");
  const dead = new Set(
    readdirSync(text)
      .filter((name) => name.startsWith("deaths-"))
      .flatMap((name) => readFileSync(join(text, name), "utf8").match(/\b\d{17}[\dX]\b/g) ?? []),
  );
  const people = new Map<string, string>();
  for (const line of readFileSync(join(text, "pensions-employees.csv"), "utf8").split("\n").slice(1)) {
    const [name = "", id = ""] = line.split(",");
    if (/^\d{17}[\dX]$/.test(id) && !dead.has(id)) people.set(id, name);
    if (people.size === count) break;
  }
  return [...people].map(([id, name]) => [name, id]);
}
