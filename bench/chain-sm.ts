import { bench } from "./harness.ts";

/** The national suite beside the one of the ledger: trees of a million leaves, signatures on the platform and in portable code, an SM log built over a
 *  ledger that had none, and appends with and without an SM log that follows. `node bench/chain-sm.ts [LEAVES] [ROUNDS]` */
const leaves = process.argv[2] ?? "1000000";
const rounds = Number(process.argv[3] ?? 3);
const script = new URL("./chain-sm-task.ts", import.meta.url);
const measure = (name: string, args: readonly string[], peer?: string) => ({ name, script, args, ...(peer === undefined ? {} : { peer }) });

await bench(
  "chain-sm",
  [
    measure("SHA-256 tree", ["tree", "sha256", leaves]),
    measure("SM3 tree", ["tree", "sm3", leaves], "SHA-256 tree"),
    measure("Ed25519 signatures, platform", ["sign", "ed25519", "platform"]),
    measure("SM2 signatures, platform", ["sign", "sm2", "platform"], "Ed25519 signatures, platform"),
    measure("Ed25519 signatures, portable", ["sign", "ed25519", "portable"]),
    measure("SM2 signatures, portable", ["sign", "sm2", "portable"], "Ed25519 signatures, portable"),
    measure("Ed25519 verification, platform", ["verify", "ed25519", "platform"]),
    measure("SM2 verification, platform", ["verify", "sm2", "platform"], "Ed25519 verification, platform"),
    measure("Ed25519 verification, portable", ["verify", "ed25519", "portable"]),
    measure("SM2 verification, portable", ["verify", "sm2", "portable"], "Ed25519 verification, portable"),
    measure("appends, no SM log", ["append", "alone"]),
    measure("appends, an SM log follows", ["append", "followed"], "appends, no SM log"),
    measure("an SM log for a ledger that had none", ["build"]),
  ],
  rounds,
);
