import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { encodeHex } from "@yuejian/digests";
import { afterAll, describe, expect, it } from "vitest";
import { originHash } from "./origin-hash.ts";
import { key, ours, type Said } from "./testing/lived-node.ts";
import { expectRemembered } from "./testing/remembered-node.ts";

/** The system itself lets a call of a node's process fail, or kills the process in it: `strace -e inject` (Debian's). */
const hasStrace = spawnSync("strace", ["-f", "-e", "trace=none", "true"]).status === 0;
if (!hasStrace)
  console.warn(
    "skipped: faults of the system under a node; strace is not on this machine, or may not trace. The disks of node-crash.test.ts remain.",
  );

const SCRIPT = fileURLToPath(new URL("./testing/live-briefly.ts", import.meta.url));
const SCRATCH = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "yuejian-node-strace-"));
afterAll(() => rmSync(SCRATCH, { recursive: true }));

const HASH = originHash(key.name);
const both = (path: string) => [path, `${path}.2`];
const STATES = [...both(`witness/${HASH}.checkpoint`), ...both(`mirror/pending/${HASH}.checkpoint`), ...both(`mirror/${HASH}.mirrored`)];

interface Fault {
  readonly calls: string;
  readonly files: readonly string[];
  readonly how: string;
  readonly at: number;
}

/** Lives under the fault: what the node said, and whether the call that was to fail came. */
async function liveUnder(folder: string, { calls, files, how, at }: Fault): Promise<{ said: Said; wasMet: boolean; output: string }> {
  const paths = files.flatMap((file) => ["-P", join(folder, file)]);
  const isError = how.startsWith("error");
  const inject = `inject=${calls}:${how}:when=${at}${isError ? "+" : ""}`;
  const args = ["-f", ...(isError ? ["--seccomp-bpf"] : []), "-o", "/dev/null", ...paths, "-e", `trace=${calls}`, "-e", inject];
  const child = spawn("strace", [...args, process.execPath, SCRIPT, folder], {
    // One thread beside the main one, so that «the n-th call» of a file is a certain one.
    env: { ...process.env, UV_THREADPOOL_SIZE: "1", NODE_COMPILE_CACHE: join(SCRATCH, "code") },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const status = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  const said: Said = { cosigned: new Map(), hasSigned: false };
  // A line without its end may be cut: only whole lines were said.
  for (const line of output.split("\n").slice(0, -1)) {
    const cosigned = /^(?:witness|mirror) (\d+)$/.exec(line);
    if (cosigned !== null) said.cosigned.set(line, encodeHex(ours.rootAt(Number(cosigned[1]))));
    if (line === "handover") said.hasSigned = true;
  }
  return { said, wasMet: status !== 0, output };
}

describe.runIf(hasStrace)("a node whose system fails", () => {
  it.each([
    // The first and a late one: the state is made, and written in place.
    ["write of a state, the disk full", { calls: "pwrite64", files: STATES, how: "error=ENOSPC" }, [1, 9]],
    ["write of a state, killed", { calls: "pwrite64", files: STATES, how: "signal=SIGKILL" }, [2, 12]],
    ["sync of a state, the disk broken", { calls: "fdatasync", files: STATES, how: "error=EIO" }, [1, 4]],
    ["sync of a state, killed", { calls: "fdatasync", files: STATES, how: "signal=SIGKILL" }, [3]],
    ["write of entries, the disk full", { calls: "pwrite64", files: [`mirror/${HASH}/seg/0000.log`], how: "error=ENOSPC" }, [2]],
    ["sync of entries, killed", { calls: "fdatasync", files: [`mirror/${HASH}/seg/0000.log`], how: "signal=SIGKILL" }, [1, 3]],
    ["rename, the disk broken", { calls: "rename", files: [], how: "error=EIO" }, [7]],
    ["rename, killed", { calls: "rename", files: [], how: "signal=SIGKILL" }, [9, 12]],
  ] as const)(
    "at a %s: what it said before it still knows, and it signs no second root",
    async (_name, fault, places) => {
      const results = await Promise.all(
        places.map(async (at) => {
          const folder = mkdtempSync(join(SCRATCH, "node-"));
          return { folder, at, ...(await liveUnder(folder, { ...fault, at })) };
        }),
      );
      for (const { folder, at, said, wasMet, output } of results) {
        expect(wasMet, `call ${at} never came: ${output}`).toBe(true);
        if (fault.how.startsWith("error")) expect(output).toContain("failed: ");
        await expectRemembered(folder, said);
      }
    },
    60_000,
  );
});
