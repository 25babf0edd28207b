import { readFile } from "node:fs/promises";
import path from "node:path";
import { encodeBundle, encodeProof, parseTlogProof } from "@yuejian/chain/format";
import { entriesOf, redactBundle, type Verification, verifyBundle, verifyProof, verifyTlogProof } from "@yuejian/chain/verify";
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { type Home, openHome } from "../home/index.ts";
import { keptThreads } from "../jobs/testing/kept-threads.ts";
import { writeJudgments } from "../testing/city.ts";
import { describeOnBothStores } from "../testing/stores.ts";
import { fileProof, leadBundle, leadProof, recordProof, type SupplementProvider, tlogProof } from "./index.ts";

const operator = { id: "usr_operator", office: "yueyang" };
const openToAll = () => false;

const smHolds = ({ checks }: Verification) => checks.some(({ subject, isSettled }) => subject === "sm" && isSettled);

describeOnBothStores("proofs", (place) => {
  async function homeWithLeads(): Promise<{ home: Home; file: string; lead: string; trustedKeys: string[] }> {
    const folder = await place.emptyFolder();
    const home = await openHome(path.join(folder, "home"), {
      ...(place.engine === "postgres" ? { databaseUrl: await place.emptyUrl() } : {}),
      jobThreads: keptThreads,
    });
    const { file } = await writeJudgments(folder, { name: "a.csv", rows: 60 });
    await home.jobs.wait((await home.work.intake({ path: file, dataset: "judgments", actor: operator })).id);
    await home.jobs.wait((await home.work.runModel({ model: "wrong-fines", parameters: {}, actor: operator })).id);
    const { id } = await home.store.db.selectFrom("leads").select("id").orderBy("id").executeTakeFirstOrThrow();
    return { home, file, lead: id, trustedKeys: [home.ledger.verifierKey] };
  }

  it("of a lead verifies offline, and with any character changed does not", async () => {
    const { home, lead, trustedKeys } = await homeWithLeads();
    const text = encodeProof(await leadProof(home, lead, openToAll));
    const trust = [home.sm.requireLog().verifierKey];
    const verification = verifyProof(text, { trustedKeys, trust });
    expect(verification.checks.filter(({ ok }) => !ok)).toEqual([]);
    expect(smHolds(verification)).toBe(true);
    expect(verification.ok).toBe(true);
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.integer({ min: 1, max: 127 }), (at, flip) => {
        const changed = String.fromCharCode(text.charCodeAt(at) ^ flip);
        const result = verifyProof(text.slice(0, at) + changed + text.slice(at + 1), { trustedKeys, trust });
        // A supplement whose kind became another's is said to be unchecked.
        expect(result.ok && smHolds(result)).toBe(false);
      }),
      { numRuns: 150 },
    );
    await home.close();
  });

  it("of a lead follows what people did, and still verifies when a later run found it again", async () => {
    const { home, lead, trustedKeys } = await homeWithLeads();
    await home.changeLead({ lead, version: 1, command: { action: "assign", assignee: "usr_1" }, actor: operator });
    await home.jobs.wait((await home.work.runModel({ model: "wrong-fines", parameters: {}, actor: operator })).id);
    const proof = await leadProof(home, lead, openToAll);
    expect(proof.lead.entry.statement.type).toBe("lead.changed");
    expect(verifyProof(encodeProof(proof), { trustedKeys }).ok).toBe(true);
    await home.close();
  });

  it("of a record verifies with its personal columns withheld, which then are not in it", async () => {
    const { home, lead, trustedKeys } = await homeWithLeads();
    const { rows } = await leadProof(home, lead, openToAll);
    const ref = `${rows[0]?.batch}:${rows[0]?.row}`;
    const open = encodeProof(await recordProof(home, ref, openToAll));
    const closed = encodeProof(await recordProof(home, ref, () => true));
    for (const text of [open, closed]) expect(verifyProof(text, { trustedKeys }).ok).toBe(true);
    expect(open).toContain("张三10");
    expect(closed).not.toContain("张三10");
    await expect(recordProof(home, `${rows[0]?.batch}:25`, openToAll)).rejects.toMatchObject({ code: "RECORD_UNKNOWN" });
    await home.close();
  });

  it("of a file verifies beside the file and no other", async () => {
    const { home, file, trustedKeys } = await homeWithLeads();
    const job = await home.jobs.wait((await home.work.registerFile({ path: file, actor: operator })).id);
    const { sha256 } = JSON.parse(job.result ?? "{}") as { sha256: string };
    const text = encodeProof(await fileProof(home, sha256));
    const content = await readFile(file);
    expect(verifyProof(text, { trustedKeys, file: content }).ok).toBe(true);
    expect(verifyProof(text, { trustedKeys, file: content.subarray(1) }).ok).toBe(false);

    const tlog = await tlogProof(home, sha256);
    const verify = (changed: string, file?: Uint8Array) =>
      verifyTlogProof(changed, { trustedKeys, ...(file ? { file, entry: file } : {}) });
    expect(verify(tlog, content).checks.map(({ name, ok }) => [name, ok])).toEqual(
      ["form", "signature", "inclusion", "file", "cosignature"].map((name) => [name, true]),
    );
    expect(verify(tlog).doesNotProve.at(-1)?.en).toContain("No file was given");
    expect(verify(tlog, content.subarray(1)).ok).toBe(false);
    const accepted = Array.from({ length: Math.floor(tlog.length / 3) }, (_, at) => 3 * at).filter(
      (at) => verify(tlog.slice(0, at) + String.fromCharCode(tlog.charCodeAt(at) ^ (1 << (at % 7))) + tlog.slice(at + 1), content).ok,
    );
    expect(accepted).toEqual([]);
    const { index, extra } = parseTlogProof(tlog);
    expect(await tlogProof(home, String(index))).toBe(tlog);
    expect(verifyTlogProof(tlog.replace(/extra .*\n/, ""), { trustedKeys, entry: extra ?? content }).ok).toBe(true);
    expect(verify(tlog.replace(/extra .*\n/, "")).checks.find(({ ok }) => !ok)?.code).toBe("PROOF_INCOHERENT");
    await expect(tlogProof(home, "f".repeat(64))).rejects.toMatchObject({ code: "FILE_NOT_REGISTERED" });
    await expect(tlogProof(home, "999999")).rejects.toMatchObject({ code: "INDEX_OUT_OF_RANGE" });
    await home.close();
  });

  it("of every kind, and bundles, carry what providers of supplements give for their entries", async () => {
    const { home, lead, trustedKeys } = await homeWithLeads();
    const asked: number[][] = [];
    const provider: SupplementProvider = {
      kind: "count",
      async supplementsFor({ note, checkpoint, entries }) {
        expect(note).toContain(`\n${checkpoint.size}\n`);
        asked.push(entries.map(({ index }) => index));
        return [{ kind: "count", entries: entries.length }];
      },
    };
    const supplied = { ...home, supplements: [provider] };
    const proof = await leadProof(supplied, lead, openToAll);
    const ref = `${proof.rows[0]?.batch}:${proof.rows[0]?.row}`;
    const record = await recordProof(supplied, ref, openToAll);
    const bundle = await leadBundle(supplied, lead);
    const documents = [proof, record, bundle.proof];
    expect(documents.map(({ supplements }) => supplements)).toEqual(asked.map(({ length }) => [{ kind: "count", entries: length }]));
    expect(asked.map(({ length }) => length)).toEqual([3, 1, entriesOf(bundle).length]);
    for (const text of [encodeProof(proof), encodeBundle(redactBundle(bundle, "counsel"))]) {
      const result = text.includes("yuejian-bundle") ? verifyBundle(text, { trustedKeys }) : verifyProof(text, { trustedKeys });
      const [supplement] = result.checks.filter(({ name }) => name === "supplement");
      expect([result.ok, supplement?.subject, supplement?.isSettled]).toEqual([true, "count", false]);
    }
    await home.close();
  });
});
