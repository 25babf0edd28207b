import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type OpenNode, runNode } from "@yuejian/chain/node";
import { policyFile } from "../cosigning/index.ts";
import type { Home } from "../home/index.ts";

/** Starts an office's node for a home's ledger in a folder of its own; to be closed by the caller. `followsPolicy`: it follows handovers by the home's
 *  policy. A failure inside the node is thrown where nobody catches it, and so ends the test. */
export async function openOfficeNode(
  folder: string,
  name: string,
  { home, port = 0, followsPolicy = false }: { home: Home; port?: number; followsPolicy?: boolean },
): Promise<OpenNode> {
  await mkdir(join(folder, name), { recursive: true });
  const file = join(folder, name, "node.json");
  const policy = followsPolicy ? { policy: policyFile(home.paths.ledger) } : {};
  await writeFile(file, JSON.stringify({ name, folder: ".", port, logs: [home.ledger.verifierKey], ...policy }));
  const onFailure = (error: unknown): never => {
    throw new Error(`the node failed: ${String(error)}`, { cause: error });
  };
  return await runNode(file, { clock: home.clock, onFailure });
}

/** The home's policy: one of the offices' mirrors and the court's witness. Gives its text. */
export async function writeOfficePolicy(home: Home, nodes: { offices: readonly OpenNode[]; court: OpenNode }): Promise<string> {
  const mirrors = nodes.offices.map(({ policyLines }) => policyLines[1] ?? "");
  const nameOf = (line: string) => line.split(" ")[1];
  const court = nodes.court.policyLines[0] ?? "";
  const text = [
    `log ${home.ledger.verifierKey}`,
    ...mirrors,
    court,
    `group offices 1 ${mirrors.map(nameOf).join(" ")}`,
    `group final all offices ${nameOf(court)}`,
    "quorum final",
  ].join("\n");
  await writeFile(policyFile(home.paths.ledger), text);
  return text;
}
