import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ENTITY_MEMBERS, ENTITY_MEMBERS_SCHEMA } from "@yuejian/contracts";
import type { CityTruth } from "@yuejian/demo";
import { residentIdCheckCharacter } from "@yuejian/identifiers";
import { createApp, openHome } from "@yuejian/server";
import { task } from "./harness.ts";

const MAIN = fileURLToPath(new URL("../cli/main.ts", import.meta.url));

/** One sample: a synthetic city is made and taken in, then linked; with `increment` one load more comes, of a thousandth as
 *  many records, and the linking after it is what counts. */
await task(async ([records = "200000", mode = "full"]) => {
  const folder = mkdtempSync(join(tmpdir(), "yuejian-bench-entities-"));
  try {
    const environment = { ...process.env, YUEJIAN_HOME: folder };
    execFileSync(process.execPath, [MAIN, "demo", "--records", records, "--seed", "97", "--json"], {
      env: environment,
      stdio: ["ignore", "ignore", "ignore"],
    });
    const truth = JSON.parse(readFileSync(join(folder, "demo", "truth.json"), "utf8")) as CityTruth;
    const home = await openHome(folder, { workers: 1, log: () => {} });
    const app = await createApp(home, { local: true });
    const done = async (url: string, payload: object): Promise<void> => {
      const answer = await app.inject({ method: "POST", url, payload });
      if (answer.statusCode >= 400) throw new Error(answer.body);
      const job = await home.jobs.wait(answer.json<{ id: string }>().id);
      if (job.status !== "done") throw new Error(job.error ?? job.status);
    };
    try {
      if (mode === "increment") {
        await done("/api/entities/runs", { full: true });
        const path = join(folder, "more.csv");
        writeFileSync(path, newPersons(Math.max(1, Math.round(Number(records) / 1000))));
        await done("/api/intake", { path, dataset: "persons" });
      }
      const start = performance.now();
      await done("/api/entities/runs", { full: mode === "full" });
      const seconds = (performance.now() - start) / 1000;
      return { seconds, details: await judge(home, truth) };
    } finally {
      await app.close();
      await home.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** Persons whom nobody has heard of. */
function newPersons(count: number): string {
  const lines = Array.from({ length: count }, (_, at) => {
    const born = new Date(Date.UTC(1950, 0, 1 + ((at * 37) % 18_000))).toISOString().slice(0, 10);
    const digits = `990699${born.replaceAll("-", "")}${String(100 + (at % 800)).padStart(3, "0")}`;
    const name = `${"李王张刘陈"[at % 5]}${String.fromCodePoint(0x4e00 + ((at * 131) % 6_000))}`;
    return `${name},${digits}${residentIdCheckCharacter(digits)},${Number(digits[16]) % 2 === 1 ? "男" : "女"},${born},岳阳楼区\n`;
  });
  return `姓名,公民身份号码,性别,出生日期,辖区\n${lines.join("")}`;
}

/** Pairs of mentions of persons that are together, against the people who were written: a number names one person, and who was given another has two. */
async function judge(home: Awaited<ReturnType<typeof openHome>>, truth: CityTruth): Promise<Record<string, number>> {
  const latest = await home.store.db.selectFrom("entity_runs").selectAll().orderBy("sequence", "desc").executeTakeFirstOrThrow();
  const batches = await home.store.db.selectFrom("batches").select("id").where("dataset", "=", ENTITY_MEMBERS).execute();
  const reviews = await home.store.db.selectFrom("entity_reviews").selectAll().execute();
  const session = await home.lake.session({ id: "", takenAt: "", batches: { [ENTITY_MEMBERS]: batches.map(({ id }) => id) } }, [
    ENTITY_MEMBERS_SCHEMA,
  ]);
  try {
    const { rows } = await session.select(
      `SELECT entity, number, count(*) FROM "${ENTITY_MEMBERS}" WHERE kind = 'person' AND number IS NOT NULL GROUP BY ALL`,
    );
    const personOf = new Map<string, string>();
    for (const { family, keys, subject } of truth.subjects) {
      if (!family.startsWith("former-id")) continue;
      for (const id of [...Object.values(keys), ...subject.split(" ")].filter((each) => /^\d{17}[\dX]$/.test(each)))
        personOf.set(formerId(id), id);
    }
    const [together, people, both] = [new Map<string, number>(), new Map<string, number>(), new Map<string, number>()];
    const add = (to: Map<string, number>, key: string, count: number): void => void to.set(key, (to.get(key) ?? 0) + count);
    for (const [entity, number, count] of rows) {
      const person = personOf.get(String(number)) ?? String(number);
      add(together, String(entity), Number(count));
      add(people, person, Number(count));
      add(both, `${String(entity)} ${person}`, Number(count));
    }
    const pairs = (sizes: Map<string, number>): number => sizes.values().reduce((sum, size) => sum + (size * (size - 1)) / 2, 0);
    const right = pairs(both);
    const numbers = new Set(rows.map(([, number]) => String(number)));
    return {
      members: latest.members,
      entities: latest.entities,
      "pairs of persons, right": right,
      "pairs of persons, wrong": pairs(together) - right,
      "pairs of persons, missed": pairs(people) - right,
      precision: right / Math.max(1, pairs(together)),
      recall: right / Math.max(1, pairs(people)),
      "people with two numbers": [...personOf].filter(([former, id]) => numbers.has(former) && numbers.has(id)).length,
      "pairs in the review queue for two numbers": reviews.filter(({ reason }) => reason === "numbers").length,
    };
  } finally {
    session.close();
  }
}

/** As the city gives it: same birth, another sequence number. */
function formerId(id: string): string {
  const digits = id.slice(0, 14) + (Number(id[16]) % 2 === 1 ? "997" : "998");
  return digits + residentIdCheckCharacter(digits);
}
