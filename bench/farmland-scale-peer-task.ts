import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** `BEFORE AFTER OUT`: the same with GDAL, numpy and scipy, in a Python that measures itself. */
const script = fileURLToPath(new URL("./farmland-scale-peer.py", import.meta.url));
const { status, stdout, stderr } = spawnSync("/usr/bin/python3", [script, ...process.argv.slice(2)], { encoding: "utf8" });
if (status !== 0) throw new Error(stderr);
process.stdout.write(`${stdout.trim().split("\n").at(-1) ?? ""}\n`);
