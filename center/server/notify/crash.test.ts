import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, expect, it, vi } from "vitest";
import { openHome } from "../home/index.ts";
import { notifyPortsOf } from "../http/notify-ports.ts";
import { createServices } from "../http/services.ts";
import { temporaryFolders } from "../testing/stores.ts";
import { changeHost, notifyNow, saveChannel } from "./index.ts";
import { type CallReceiver, startReceiver } from "./testing/receivers.ts";

const DYING = fileURLToPath(new URL("testing/dying-sender.ts", import.meta.url));
const NOW = Date.parse("2026-03-18T02:00:00Z");

const folders = temporaryFolders();
let hook: CallReceiver | null = null;
afterEach(async () => {
  vi.unstubAllEnvs();
  await hook?.close();
  hook = null;
});

async function open(folder: string, now: number) {
  const home = await openHome(folder, { workers: 0, clock: { now: () => now }, log: () => {} });
  const services = createServices(home);
  const ports = notifyPortsOf(home, services);
  const messages = () => home.store.db.selectFrom("notify_messages").select(["id", "status", "attempts", "broken_off", "reason"]).execute();
  return { home, services, ports, messages };
}

/** Kills a sender between the receiver's answer and the record of it. */
async function dyingSender(folder: string, now: number): Promise<NodeJS.Signals | null> {
  const child = spawn(process.execPath, [DYING, folder, String(now)], { stdio: ["ignore", "ignore", "inherit"] });
  const [, signal] = (await once(child, "exit")) as [number | null, NodeJS.Signals | null];
  return signal;
}

/** A home with a webhook, and a failed job that is to be told. */
async function preparedHome(url: string): Promise<string> {
  vi.stubEnv("YUEJIAN_NOTIFY_CRASH", "secret");
  const folder = path.join(await folders(), "home");
  const { home, services } = await open(folder, NOW);
  const account = await services.accounts.operator();
  await changeHost(services, { host: "127.0.0.1", isPrivate: true, isAllowed: true, reason: "本机", account });
  const settings = { url, causes: [], isAnyTime: true };
  const secret = { from: "env" as const, name: "YUEJIAN_NOTIFY_CRASH" };
  const order = {
    id: null,
    kind: "webhook" as const,
    title: "网关",
    office: account.office,
    settings,
    secret,
    isEnabled: true,
    version: 0,
  };
  await saveChannel(services, order, account);
  const job = await home.work.indexBatches({ actor: { id: account.id, office: account.office } });
  const failed = { status: "failed" as const, finished_at: new Date(NOW - 1000).toISOString() };
  await home.store.write((trx) => trx.updateTable("jobs").set(failed).where("id", "=", job.id).execute());
  await home.close();
  return folder;
}

it("a sender killed between sending and recording repeats once under the same id, and never by itself a third time", async () => {
  hook = await startReceiver();
  const folder = await preparedHome(hook.url);
  expect(await dyingSender(folder, NOW)).toBe("SIGKILL");
  expect(hook.calls.length).toBe(1);
  const second = await open(folder, NOW + 1000);
  expect(await second.messages()).toMatchObject([{ status: "sending", attempts: 1 }]);
  await second.home.close();
  expect(await dyingSender(folder, NOW + 2000)).toBe("SIGKILL");
  expect(hook.calls.map(({ headers }) => headers["x-yuejian-repeat"] ?? null)).toEqual([null, "1"]);
  expect(new Set(hook.calls.map(({ headers }) => headers["x-yuejian-message"])).size).toBe(1);
  expect(new Set(hook.calls.map(({ body }) => JSON.stringify((JSON.parse(body) as { items: unknown }).items))).size).toBe(1);

  const third = await open(folder, NOW + 3000);
  expect(await notifyNow(third.ports)).toMatchObject({ reminders: 0, sent: 0, failed: 1 });
  expect(hook.calls.length).toBe(2);
  expect(await third.messages()).toMatchObject([{ status: "failed", broken_off: 2, reason: expect.stringContaining("broken off twice") }]);
  await third.home.close();
}, 60_000);

it("a sender killed once gives one repeat, and is done", async () => {
  hook = await startReceiver();
  const folder = await preparedHome(hook.url);
  expect(await dyingSender(folder, NOW)).toBe("SIGKILL");
  const second = await open(folder, NOW + 1000);
  expect(await notifyNow(second.ports)).toMatchObject({ reminders: 0, sent: 1 });
  expect(await notifyNow(second.ports)).toMatchObject({ sent: 0 });
  expect(hook.calls.length).toBe(2);
  await second.home.close();
}, 60_000);
