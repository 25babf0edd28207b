import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { verifyProof } from "@yuejian/chain/verify";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { backup, restore } from "../backup/index.ts";
import { keptThreads } from "../jobs/testing/kept-threads.ts";
import { fileProof } from "../proofs/index.ts";
import { type Home, openHome } from "./index.ts";

let folder: string;
let told: string[];
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "yuejian-sm-home-"));
  told = [];
});
afterEach(() => rm(folder, { recursive: true }));

const open = (name = "home") =>
  openHome(path.join(folder, name), { workers: 1, jobThreads: keptThreads, log: (text) => void told.push(text) });
const inSm = (name: string) => path.join(folder, "home", "ledger", "sm", name);

/** Registers a file; gives its proof. */
async function proofOfFile(home: Home): Promise<unknown> {
  const file = path.join(folder, "note.txt");
  await writeFile(file, "勘验笔录\n");
  await home.jobs.wait((await home.work.registerFile({ path: file, actor: { id: "usr_operator", office: "yueyang" } })).id);
  const statement = await home.ledger.entry(home.ledger.size - 1);
  return fileProof(home, (JSON.parse(Buffer.from(statement).toString("utf8")) as { sha256: string }).sha256);
}

describe("the SM log of a home", () => {
  it("is made for a home that had none, holds every entry, and is part of fsck, doctor and proofs", async () => {
    const first = await open();
    await first.close();
    await rm(path.join(folder, "home", "ledger", "sm"), { recursive: true });
    const home = await open();
    await home.sm.requireLog().checkpoint();
    const { size, origin } = home.ledger;
    expect(home.sm.state).toMatchObject({ size, behind: 0, fault: null, origin: `${origin}/sm` });
    expect(await home.checkLedger()).toMatchObject({ ok: true, sm: { entries: size, signedSize: size } });
    expect((await home.doctor()).checked["SM log entries hashed"]).toBe(size);
    const trust = [home.sm.requireLog().verifierKey];
    const { checks } = verifyProof(await proofOfFile(home), { trustedKeys: [home.ledger.verifierKey], trust });
    expect(checks.find(({ subject }) => subject === "sm")).toMatchObject({ ok: true, isSettled: true });
    await home.close();
    expect(told).toEqual([]);
  });

  it("that is damaged is told by operator, fsck and doctor, and holds nothing else up", async () => {
    const first = await open();
    await first.sm.requireLog().checkpoint();
    await first.close();
    const state = await readFile(inSm("signed.state"), "utf8");
    await writeFile(inSm("signed.state"), state.replace("— ", "— x"));
    const home = await open();
    expect(told).toEqual([expect.stringContaining("the SM log was not opened: LOG_CORRUPT")]);
    expect(home.sm.state).toMatchObject({ size: 0, checkpoint: null, fault: { zh: expect.stringContaining("signed.state") } });
    expect(await home.checkLedger()).toMatchObject({ ok: false, problems: [expect.stringContaining("sm: ")] });
    expect(await home.doctor()).toMatchObject({ ok: false, problems: [expect.stringContaining("SM log: LOG_CORRUPT")] });
    const proof = await proofOfFile(home);
    expect(proof).not.toHaveProperty("supplements");
    expect(verifyProof(proof, { trustedKeys: [home.ledger.verifierKey] }).ok).toBe(true);
    await home.close();
  });

  it("goes on under the same key from a backup, and refuses when it signed more than a restored ledger holds", async () => {
    const home = await open();
    const file = path.join(folder, "home.backup");
    await home.sm.requireLog().checkpoint();
    await backup(home, file);
    const key = home.sm.state.verifierKey;
    await proofOfFile(home);
    await home.sm.requireLog().checkpoint();
    await home.close();

    await restore(path.join(folder, "again"), file, {});
    const again = await open("again");
    await again.sm.requireLog().checkpoint();
    expect(again.sm.state).toMatchObject({ verifierKey: key, fault: null, size: again.ledger.size });
    await again.close();

    await restore(path.join(folder, "older"), file, {});
    await cp(path.join(folder, "home", "ledger", "sm"), path.join(folder, "older", "ledger", "sm"), { recursive: true, force: true });
    const older = await open("older");
    expect(older.sm.state.fault?.en).toContain("an old backup?");
    await older.close();
  });
});
