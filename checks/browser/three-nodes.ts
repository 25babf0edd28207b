import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type OpenNode, runNode } from "@yuejian/chain/node";

export interface ThreeNodes {
  stop(): Promise<void>;
}

/** Real nodes of two offices and a court, and a policy that asks for one office and the court; the second office has not started its node. */
export async function startThreeNodes(folder: string, { home, verifierKey }: { home: string; verifierKey: string }): Promise<ThreeNodes> {
  const nodes: OpenNode[] = [];
  for (const name of ["yueyanglou.example", "pingjiang.example", "court.example"]) {
    await mkdir(join(folder, name), { recursive: true });
    const file = join(folder, name, "node.json");
    await writeFile(file, JSON.stringify({ name, folder: ".", port: 0, logs: [verifierKey] }));
    nodes.push(
      await runNode(file, { clock: { now: () => Date.now() }, onFailure: (error) => console.log(`a node failed: ${String(error)}`) }),
    );
  }
  const [yueyanglou, pingjiang, court] = nodes.map(({ policyLines: [witness = "", mirror = ""] }) => ({ witness, mirror }));
  await nodes[1]?.close();
  const nameOf = (line = "") => line.split(" ")[1];
  const lines = [
    `log ${verifierKey}`,
    yueyanglou?.mirror,
    pingjiang?.mirror,
    court?.witness,
    `group offices 1 ${nameOf(yueyanglou?.mirror)} ${nameOf(pingjiang?.mirror)}`,
    `group final all offices ${nameOf(court?.witness)}`,
    "quorum final",
  ];
  await writeFile(join(home, "ledger", "policy.txt"), `${lines.join("\n")}\n`);
  return {
    async stop() {
      await nodes[0]?.close();
      await nodes[2]?.close();
    },
  };
}
