import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { createInterface } from "node:readline";
import { YUEYANG_OFFICES } from "@yuejian/contracts";

/** Starts the nodes of the eleven offices and one outside body (the court), each a process of its own with its own folder and keys, writes the policy
 *  «eight of eleven mirrors and the court» into the home, and runs until it is stopped. For trying on one machine: in earnest each office runs its node. */
const FIRST_PORT = 7611;
const OFFICES_NEEDED = 8;
const MAIN = join(import.meta.dirname, "main.ts");

interface StartedNode {
  readonly name: string;
  readonly child: ChildProcess;
  readonly policyLines: readonly string[];
}

const home = resolve(process.env["YUEJIAN_HOME"] ?? "var");
const keyFile = join(home, "ledger", "verifier.key");
if (!existsSync(keyFile)) {
  process.stderr.write(`${home} has no ledger yet: start the program once (npm start) / 数据目录还没有账本，请先启动一次程序\n`);
  process.exit(2);
}
const verifierKey = readFileSync(keyFile, "utf8").trim();
const offices = YUEYANG_OFFICES.map(({ id }) => `${id}.procuratorate.example`);
const court = "court.example";

const nodes: StartedNode[] = [];
let isStopping = false;
let areAllStarted = false;
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void stopAll(0));
await Promise.all([...offices, court].map((name, at) => startNode(name, FIRST_PORT + at)));
areAllStarted = true;

const lineOf = (name: string, kind: string) =>
  nodes.flatMap(({ policyLines }) => policyLines).find((line) => line.startsWith(`witness ${name}-${kind} `));
const policy = [
  "# Who has to cosign a checkpoint before it is final (C2SP tlog-policy)",
  `log ${verifierKey}`,
  ...offices.map((name) => lineOf(name, "mirror")),
  lineOf(court, "witness"),
  `group offices ${OFFICES_NEEDED} ${offices.map((name) => `${name}-mirror`).join(" ")}`,
  `group outside any ${court}-witness`,
  "group final all offices outside",
  "quorum final",
  "",
].join("\n");
writeFileSync(join(home, "ledger", "policy.txt"), policy, { mode: 0o600 });
process.stdout.write(
  `${nodes.length} nodes on ports ${FIRST_PORT} to ${FIRST_PORT + nodes.length - 1}; policy: ${join(home, "ledger", "policy.txt")}\n` +
    "(re)start the program, then: npm run -s yuejian -- chain finality\n" +
    `${nodes.length} 个节点已启动；请（重新）启动程序，再运行 npm run -s yuejian -- chain finality\n`,
);

async function startNode(name: string, port: number): Promise<void> {
  const folder = join(home, "nodes", name);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const config = join(folder, "node.json");
  const policy = relative(folder, join(home, "ledger", "policy.txt"));
  if (!existsSync(config)) writeFileSync(config, JSON.stringify({ name, folder: ".", port, logs: [verifierKey], policy }, null, 2));
  const child = spawn(process.execPath, [MAIN, "chain", "node", "--config", config, "--json"], { stdio: ["ignore", "pipe", "inherit"] });
  child.once("exit", (code) => {
    if (isStopping) return;
    process.stderr.write(`${name} ended (${code})\n`);
    // One that is stopped to see what becomes of finality leaves the others as they are; one that cannot start is a fault.
    if (!areAllStarted || nodes.every((node) => node.child.exitCode !== null || node.child.signalCode !== null)) void stopAll(3);
  });
  const node = { name, child, policyLines: [] as string[] };
  nodes.push(node);
  const [line] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
  node.policyLines = (JSON.parse(line) as { policyLines: string[] }).policyLines;
}

async function stopAll(status: number): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  await Promise.all(
    nodes.map(async ({ child }) => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
    }),
  );
  process.exit(status);
}
