import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runNode, spareCollections } from "@yuejian/chain/node";

/** Several nodes in one process, each on a port and in a folder of its own: `FOLDER VERIFIER-KEY NAME…`. Prints their policy lines, and what they cost
 *  when standard input ends. */
const [folder = "", verifierKey = "", ...names] = process.argv.slice(2);
spareCollections();
const nodes = [];
for (const name of names) {
  mkdirSync(join(folder, name), { recursive: true });
  const config = join(folder, name, "node.json");
  writeFileSync(config, JSON.stringify({ name, folder: ".", port: 0, logs: [verifierKey] }));
  nodes.push(
    await runNode(config, {
      clock: { now: () => Date.now() },
      onFailure: (error) => process.stderr.write(`${name}: ${String(error)}\n`),
    }),
  );
}
process.stdout.write(`${JSON.stringify(nodes.map(({ policyLines }) => policyLines))}\n`);
const { user: userBefore, system: systemBefore } = process.cpuUsage();
process.stdin.resume();
await once(process.stdin, "end");
for (const node of nodes) await node.close();
// Without the start of Node, which has nothing to do with entries.
const { user, system } = process.cpuUsage({ user: userBefore, system: systemBefore });
process.stdout.write(
  `${JSON.stringify({ processorSeconds: (user + system) / 1e6, peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024) })}\n`,
);
