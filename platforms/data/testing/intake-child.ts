import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { createIds, silentProgress } from "@yuejian/contracts";
import { intakeFile } from "../intake/intake.ts";
import { FileCatalogue } from "./file-catalogue.ts";
import { TRIAL_DATASET } from "./trial-home.ts";

/** Loads one file in a process of its own, to be killed: `intake-child.ts HOME FILE`. Says `ready` before it begins, the batches when they are acknowledged. */
const [home = "", file = ""] = process.argv.slice(2);
const clock = { now: () => Date.now() };
process.stdout.write("ready\n");
const { parts } = await intakeFile(
  { path: file, dataset: TRIAL_DATASET.id, office: "yueyang" },
  {
    catalogue: new FileCatalogue(join(home, "catalogue.jsonl"), [TRIAL_DATASET]),
    lakeFolder: join(home, "lake"),
    scratchFolder: join(home, "scratch"),
    saltsFolder: join(home, "salts"),
    vrfSeed: new Uint8Array(32),
    clock,
    ids: createIds(clock, randomBytes),
    progress: silentProgress,
    randomBytes,
    threads: 1,
  },
);
process.stdout.write(`acknowledged ${parts.map(({ batch }) => batch.id).join(",")}\n`);
