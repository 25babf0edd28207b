import { chmod, mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { YuejianError } from "@yuejian/contracts";
import { type Anchoring, startAnchoring } from "../anchoring/index.ts";
import { createAlerts, startCosigning } from "../cosigning/index.ts";
import { startWatchKeeper, type WatchKeeper } from "../document-watches/index.ts";
import { createCheckpoints, startRecorder } from "../explorer/index.ts";
import type { Home } from "../home/index.ts";
import { type Notifier, startNotifier } from "../notify/index.ts";
import { type Scheduler, startScheduler } from "../schedules/index.ts";
import { startStamping } from "../timestamps/index.ts";
import { areIndexesMissing, queueIndexing } from "../work/index.ts";
import { type AppOptions, createApp } from "./app.ts";
import { nodeRecordsOf } from "./node-records.ts";
import { notifyPortsOf } from "./notify-ports.ts";
import { createServices } from "./services.ts";

export interface ServeOptions extends Omit<AppOptions, "local"> {
  /** Default 127.0.0.1: nothing outside this machine is listened to unless asked for. */
  readonly host?: string;
  /** 0: any free port. */
  readonly port?: number;
}

export interface Serving {
  readonly address: string;
  /** Signs the operator in once; null when the operator has a password. */
  readonly signInLink: string | null;
  /** Stops listening, ends streams, finishes requests. */
  close(): Promise<void>;
}

/** Listens for browsers, and on the home's socket for the command line. @throws YuejianError ADDRESS_IN_USE */
export async function serve(home: Home, { host = "127.0.0.1", port = 7600, ...options }: ServeOptions = {}): Promise<Serving> {
  const onTrouble = (text: string) => process.stderr.write(`${text}\n`);
  const alerts = createAlerts();
  const cosigning = startCosigning({
    ledger: home.ledger,
    folder: home.paths.ledger,
    clock: home.clock,
    onTrouble,
    records: nodeRecordsOf(home, createServices(home).audit, alerts),
    onHandedOver: (note) => home.retire(note),
    onBehind: (signed) => home.halt(new YuejianError("LOG_ROLLED_BACK", { size: home.ledger.size, signed })),
  });
  const stamping = startStamping({ ...home, ledgerFolder: home.paths.ledger, onTrouble });
  const recorder = startRecorder({
    checkpoints: createCheckpoints({ ...home, cosigning: () => cosigning.state() }),
    ledger: home.ledger,
    cosigning: () => cosigning.state(),
    onTrouble,
  });
  const shared = { ...options, alerts, cosigning: () => cosigning.state() };
  const apps = [await createApp(home, { ...shared, local: false }), await createApp(home, { ...shared, local: true })] as const;
  let scheduler: Scheduler | null = null;
  let anchoring: Anchoring | null = null;
  let notifier: Notifier | null = null;
  let keeper: WatchKeeper | null = null;
  const close = async () => {
    await scheduler?.stop();
    await anchoring?.stop();
    await notifier?.stop();
    await keeper?.stop();
    await cosigning.stop();
    await stamping.stop();
    await recorder.stop();
    await Promise.all(apps.map((app) => app.close()));
  };
  try {
    const [forBrowsers, forCommandLine] = apps;
    const address = await forBrowsers.listen({ host, port });
    const socket = join(home.folder, "run", "yuejian.sock");
    await mkdir(join(home.folder, "run"), { recursive: true, mode: 0o700 });
    await chmod(join(home.folder, "run"), 0o700);
    // The home is ours alone while it is open, so a socket left there is a dead one.
    await rm(socket, { force: true });
    await forCommandLine.listen({ path: socket });
    await chmod(socket, 0o600);
    scheduler = startScheduler(createServices(home).schedules, { onTrouble });
    notifier = startNotifier({ ...notifyPortsOf(home, createServices(home)), onTrouble });
    anchoring = startAnchoring({ home, cosigning: () => cosigning.state(), onTrouble });
    keeper = startWatchKeeper(home, { onTrouble });
    await indexOlderBatches(home);
    return { address, signInLink: await signInLink(home, address), close };
  } catch (cause) {
    await close();
    if (cause instanceof Error && "code" in cause && cause.code === "EADDRINUSE")
      throw new YuejianError("ADDRESS_IN_USE", { address: `${host}:${port}` }, { cause });
    throw cause;
  }
}

/** Batches that are older than indexes, or whose indexes were taken away, get theirs. */
async function indexOlderBatches(home: Home): Promise<void> {
  if (!(await areIndexesMissing(home))) return;
  const { id, office } = await createServices(home).accounts.operator();
  await queueIndexing(home, { id, office }, { isSoon: true });
}

/** A one-time link for the operator, as long as no password is set. */
async function signInLink(home: Home, address: string): Promise<string | null> {
  const { accounts, sessions } = createServices(home);
  const operator = await accounts.operator();
  if (operator.password_hash !== null) return null;
  return `${address}/sign-in?token=${await sessions.createLink(operator)}`;
}
