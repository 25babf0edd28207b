import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Session } from "@yuejian/contracts/api";

/** Somebody with a session of their own. */
export interface Visitor {
  readonly cookie: string;
  readonly session: Session;
}

const MAIN = fileURLToPath(new URL("../cli/main.ts", import.meta.url));

export async function signIn(origin: string, name: string, password: string): Promise<Visitor> {
  const response = await fetch(`${origin}/api/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name, password }),
  });
  if (!response.ok) throw new Error(`${name}: ${await response.text()}`);
  const session = (await response.json()) as Session;
  const cookie = (response.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
  return { cookie, session };
}

/** The real server over a home, on a port of its own. */
export async function startServer(home: string) {
  const server = spawn(process.execPath, [MAIN, "serve", "--port", "0", "--json"], {
    env: { ...process.env, YUEJIAN_HOME: home },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  for await (const part of server.stdout) {
    said += String(part);
    if (said.includes("\n") || said.trimEnd().endsWith("}")) break;
  }
  const { address } = JSON.parse(said) as { address: string };
  return {
    address,
    /** Used so far, all its threads; Linux only. */
    processorSeconds(): number {
      const fields = readFileSync(`/proc/${server.pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
      return (Number(fields[11]) + Number(fields[12])) / 100;
    },
    async stop(): Promise<void> {
      server.kill("SIGTERM");
      await once(server, "exit");
    },
  };
}

export const round = (value: number) => Math.round(value * 10) / 10;

/** Milliseconds. */
export function percentiles(times: readonly number[]) {
  const sorted = times.toSorted((left, right) => left - right);
  const at = (share: number) => round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0);
  return { count: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
}
