import { spawn } from "node:child_process";
import { once } from "node:events";
import { stat } from "node:fs/promises";
import { Client } from "pg";
import { expect, test } from "vitest";
import { startPostgres } from "./start-postgres.ts";

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

test("a started server answers queries and is gone after stop", async () => {
  const postgres = await startPostgres();
  expect(await ask(postgres.url, "select 1 + 1 as two, '耕地' < '岳阳' collate \"C\" as by_code_point")).toEqual([
    { two: 2, by_code_point: false },
  ]);
  await postgres.stop();
  await expect(ask(postgres.url, "select 1")).rejects.toThrow("ECONNREFUSED");
});

test("the server of a test process killed with -9 is stopped and its folder deleted by the next start", async () => {
  const script = `
    const { startPostgres } = await import(${JSON.stringify(new URL("./start-postgres.ts", import.meta.url).href)});
    process.stdout.write((await startPostgres()).url + "\\n");
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = (await once(child.stdout, "data")) as [Buffer];
  const url = line.toString("utf8").trim();
  const [row] = (await ask(url, "show data_directory")) as { data_directory: string }[];
  child.kill("SIGKILL");
  await once(child, "exit");
  await ask(url, "select 1"); // the orphan still serves
  const next = await startPostgres();
  await next.stop();
  await expect(ask(url, "select 1")).rejects.toThrow("ECONNREFUSED");
  await expect(stat(row?.data_directory ?? "")).rejects.toThrow("ENOENT");
});
