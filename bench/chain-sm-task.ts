import { createPublicKey, hash, randomBytes, verify } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  parseNote,
  type SignBytes,
  signerKeyOf,
  signNote,
  signSm2,
  sm2PublicKey,
  verifyNoteSignature,
  verifySm2,
} from "@yuejian/chain/format";
import { type MerkleLog, openLog, signWith } from "@yuejian/chain/log";
import { GrowingSm3Tree, openSmLog, type SmLog, signWithSm2, verifyWithSm2 } from "@yuejian/chain/sm";
import { task, timed } from "./harness.ts";

/** One measurement of `chain-sm`: `tree HASH LEAVES`, `sign|verify SUITE HOW`, `append alone|followed`, `build`. */

type Measured = Awaited<ReturnType<Parameters<typeof task>[0]>>;

const ENTRY_BYTES = 300;
const LOG_ENTRIES = 200_000;
const MESSAGE = "yuejian.example/ledger\n1000000\nGxDzQ0KSxTdj2ZGVlX1xX8bgMtSUZsGEl4yTCHqCyzM=\n";
const message = new TextEncoder().encode(MESSAGE);

async function tree(algorithm: string, leaves: number) {
  const entries = Array.from({ length: 1000 }, () => new Uint8Array(randomBytes(ENTRY_BYTES)));
  const sm3 = new GrowingSm3Tree();
  const seconds = await timed(async () => {
    if (algorithm === "sm3") for (let done = 0; done < leaves; done += entries.length) sm3.add(entries);
    else sha256Tree(entries, leaves);
  });
  return { seconds, details: { leaves, perSecond: Math.round(leaves / seconds) } };
}

/** The same work with the same calls, another hash. */
function sha256Tree(entries: readonly Uint8Array[], leaves: number): void {
  const out = Buffer.alloc(64 * entries.length);
  const [leaf, pair] = [Buffer.alloc(1 + ENTRY_BYTES), Buffer.alloc(65, 1)];
  for (let done = 0; done < leaves; done += entries.length) {
    entries.forEach((entry, at) => {
      leaf.set(entry, 1);
      out.write(hash("sha256", leaf, "binary"), 64 * at, "binary");
      pair.set(out.subarray(64 * at, 64 * at + 32), 1);
      pair.set(out.subarray(64 * at, 64 * at + 32), 33);
      out.write(hash("sha256", pair, "binary"), 64 * at + 32, "binary");
    });
  }
}

const secret = new Uint8Array(32).fill(7);
const smKey = sm2PublicKey(secret) ?? new Uint8Array(0);
const edKey = signerKeyOf("yuejian.example/ledger", secret);
const random = () => new Uint8Array(randomBytes(32));

const signers: Readonly<Record<string, { rounds: number; make: () => () => unknown }>> = {
  "ed25519 platform": { rounds: 5000, make: () => bound(signWith(secret)) },
  "sm2 platform": { rounds: 5000, make: () => bound(signWithSm2(secret, smKey)) },
  "ed25519 portable": { rounds: 500, make: () => () => signNote(MESSAGE, edKey) },
  "sm2 portable": { rounds: 500, make: () => () => signSm2(message, { privateKey: secret, random }) },
};

const verifiers: typeof signers = {
  "ed25519 platform": {
    rounds: 5000,
    make() {
      const der = Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), edKey.publicKey]);
      const [key, signature] = [createPublicKey({ key: der, format: "der", type: "spki" }), signWith(secret)(message)];
      return () => must(verify(null, message, key, signature));
    },
  },
  "sm2 platform": {
    rounds: 5000,
    make() {
      const [check, signature] = [verifyWithSm2(smKey), signWithSm2(secret, smKey)(message)];
      return () => must(check(signature, message));
    },
  },
  "ed25519 portable": {
    rounds: 500,
    make() {
      const [signature] = parseNote(signNote(MESSAGE, edKey)).signatures;
      return () => must(signature !== undefined && verifyNoteSignature(MESSAGE, signature, edKey));
    },
  },
  "sm2 portable": {
    rounds: 500,
    make() {
      const signature = signWithSm2(secret, smKey)(message);
      return () => must(verifySm2(signature, message, { publicKey: smKey }));
    },
  },
};

async function repeat(suite: string, how: string, all: typeof signers) {
  const { rounds, make } = all[`${suite} ${how}`] ?? { rounds: 0, make: () => () => undefined };
  const act = make();
  for (let round = 0; round < rounds / 10; round++) act();
  const seconds = await timed(async () => {
    for (let round = 0; round < rounds; round++) act();
  });
  return { seconds, details: { rounds, perSecond: Math.round(rounds / seconds) } };
}

/** Batches of a thousand, each after the one before was acknowledged. */
async function append(log: MerkleLog, folder: string, isFollowed: boolean) {
  const sm = isFollowed ? openSmLog({ ledgerFolder: folder, ledger: log, lookMilliseconds: 20 }) : null;
  const publishing = setInterval(() => void log.checkpoint(), 1000);
  const seconds = await timed(() => fill(log));
  clearInterval(publishing);
  await log.checkpoint();
  const caughtUp = sm === null ? 0 : await timed(() => reached(sm));
  const details = {
    perSecond: Math.round(LOG_ENTRIES / seconds),
    smSize: sm?.published.size ?? 0,
    secondsToCatchUp: Number(caughtUp.toFixed(2)),
  };
  await sm?.close();
  return { seconds, details };
}

async function build(log: MerkleLog, folder: string) {
  await fill(log);
  await log.checkpoint();
  const sm = openSmLog({ ledgerFolder: folder, ledger: log, lookMilliseconds: 20 });
  const seconds = await timed(() => reached(sm));
  await sm.close();
  return { seconds, details: { entries: LOG_ENTRIES, perSecond: Math.round(LOG_ENTRIES / seconds) } };
}

async function reached(sm: SmLog): Promise<void> {
  while (sm.published.size < LOG_ENTRIES) {
    if (sm.state.fault !== null) throw sm.state.fault;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

async function fill(log: MerkleLog): Promise<void> {
  for (let done = 0; done < LOG_ENTRIES; done += 1000)
    await log.append(Array.from({ length: 1000 }, (_, at) => ({ key: `k${done + at}`, bytes: new Uint8Array(randomBytes(ENTRY_BYTES)) })));
}

async function withLog(work: (log: MerkleLog, folder: string) => Promise<Measured>): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), "yuejian-bench-sm-"));
  const log = await openLog({ folder, origin: "yuejian.example/ledger", clock: { now: Date.now } });
  try {
    return await work(log, folder);
  } finally {
    await log.close();
    rmSync(folder, { recursive: true });
  }
}

function bound(sign: SignBytes): () => Uint8Array {
  return () => sign(message);
}

function must(isTrue: boolean): void {
  if (!isTrue) throw new Error("a signature that was just made does not verify");
}

await task(async ([what = "", which = "", how = ""]) => {
  if (what === "tree") return tree(which, Number(how));
  if (what === "sign") return repeat(which, how, signers);
  if (what === "verify") return repeat(which, how, verifiers);
  return withLog((log, folder) => (what === "build" ? build(log, folder) : append(log, folder, which === "followed")));
});
