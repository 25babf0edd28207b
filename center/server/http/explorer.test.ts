import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { encodeCapture, signCapture, signerKeyOf } from "@yuejian/chain/capture";
import { digestFile, verifyProof } from "@yuejian/chain/verify";
import type { BlockDetail, Blocks, DigestMatches, EntryDetail, JobView, LedgerEntries, LedgerEntryView } from "@yuejian/contracts/api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createCheckpoints } from "../explorer/index.ts";
import { describeOnBothStores } from "../testing/stores.ts";
import { codeOf, openServedCity, type Person, type ServedCity } from "./testing/served-city.ts";

describeOnBothStores("the explorer of the chain", (place) => {
  let city: ServedCity;
  let technician: Person;
  let all: LedgerEntryView[];
  const entries = async (query = "") => (await technician.get<LedgerEntries>(`/api/ledger/entries?${query}`)).body;
  beforeAll(async () => {
    city = await openServedCity(place, { rows: 60 });
    technician = await city.signIn("technician");
    await city.home.drain.empty();
    all = (await entries("limit=500")).items;
  });
  afterAll(() => city.close());

  describe("entries", () => {
    it("are listed from the newest down, in pages that meet without a gap", async () => {
      expect(all.map(({ index }) => index)).toEqual(Array.from({ length: city.home.ledger.size }, (_, at) => all.length - 1 - at));
      const paged: number[] = [];
      let cursor: string | null = "";
      while (cursor !== null) {
        const page: LedgerEntries = await entries(`limit=3${cursor === "" ? "" : `&cursor=${cursor}`}`);
        expect([page.total, page.totalIs]).toEqual([all.length, "exact"]);
        paged.push(...page.items.map(({ index }) => index));
        cursor = page.next;
      }
      expect(paged).toEqual(all.map(({ index }) => index));
    });

    it("are found by type, office, subject, time and number, as a plain search of all of them finds", async () => {
      const middle = all[Math.floor(all.length / 2)] as LedgerEntryView;
      const filters: readonly [string, (entry: LedgerEntryView) => boolean][] = [
        ["type=lead.created", ({ type }) => type === "lead.created"],
        [`organisation=${middle.organisation}`, ({ organisation }) => organisation === middle.organisation],
        [`subject=${middle.subject}`, ({ subject }) => subject === middle.subject],
        [`from=${middle.at}`, ({ at }) => at >= middle.at],
        [`to=${middle.at}`, ({ at }) => at < middle.at],
        [`type=user.changed&to=${middle.at}`, ({ type, at }) => type === "user.changed" && at < middle.at],
        [`upTo=${middle.index}`, ({ index }) => index <= middle.index],
        [`type=lead.created&upTo=${middle.index}`, ({ type, index }) => type === "lead.created" && index <= middle.index],
        ["type=no.such", () => false],
        ["from=2999-01-01", () => false],
      ];
      for (const [query, fits] of filters) {
        const expected = all.filter(fits);
        const found = await entries(`${query}&limit=500`);
        expect([query, found.items, found.total]).toEqual([query, expected, expected.length]);
        const first = await entries(`${query}&limit=1`);
        const second = first.next === null ? null : await entries(`${query}&limit=1&cursor=${first.next}`);
        expect([...first.items, ...(second?.items ?? [])]).toEqual(expected.slice(0, 2));
      }
    });

    it("show their bytes, and their proof verifies with the ledger's key", async () => {
      const { body } = await technician.get<EntryDetail>("/api/ledger/entries/1");
      expect(JSON.parse(body.statement)).toMatchObject({ type: body.entry.type, sha256: body.entry.sha256 });
      expect(body.finality).toEqual({ state: "none", size: null });
      const proof = (await technician.get("/api/proofs/1")).text;
      const { verifierKey } = city.home.ledger;
      expect(verifyProof(proof, { trustedKeys: [verifierKey] }).ok).toBe(true);
      expect(verifyProof(proof.replace('"index":1,', '"index":2,'), { trustedKeys: [verifierKey] }).ok).toBe(false);
      expect(codeOf(await technician.get(`/api/ledger/entries/${city.home.ledger.size}`))).toBe("ENTRY_UNKNOWN");
      expect(codeOf(await technician.get("/api/ledger/entries/x"))).toBe("REQUEST_INVALID");
      expect(codeOf(await technician.get("/api/ledger/entries?from=yesterday"))).toBe("REQUEST_INVALID");
    });
  });

  it("keeps checkpoints once, never over another root of the same size, and finds what covers an entry", async () => {
    const { home } = city;
    const checkpoints = createCheckpoints({ ...home, cosigning: () => ({ policy: null, final: null }) });
    const note = await home.ledger.checkpoint();
    const { size } = home.ledger.published;
    await checkpoints.keep(note, false);
    await checkpoints.keep(note, true);
    const root = Buffer.from(await home.ledger.rootAt(size));
    await checkpoints.keep(note.replace(root.toString("base64"), Buffer.alloc(32, 7).toString("base64")), true);
    const { body } = await technician.get<Blocks>("/api/ledger/checkpoints");
    expect(body).toMatchObject({ total: 1, totalIs: "exact", next: null });
    expect(body.items[0]).toMatchObject({ size, root: root.toString("hex"), isFinal: true, cosigners: 0 });
    const detail = (await technician.get<BlockDetail>(`/api/ledger/checkpoints/${size}`)).body;
    expect(detail).toMatchObject({ note, previous: null, next: null, cosigners: [], anchor: null });
    expect((await technician.get<EntryDetail>("/api/ledger/entries/0")).body.block).toMatchObject({ size });
    expect(codeOf(await technician.get(`/api/ledger/checkpoints/${size + 1}`))).toBe("CHECKPOINT_UNKNOWN");
  });

  it("tells where the digest of a file stands, by either digest, of whose batch it is the source and what device captured it", async () => {
    const file = join(city.home.folder, "evidence.bin");
    await writeFile(file, "what the camera saw");
    await city.finished((await city.asLocal<JobView>("POST", "/api/ledger/files", { path: file })).body);
    const content = await readFile(file);
    for (const algorithm of ["sha256", "sm3"] as const) {
      const digest = createHash(algorithm).update(content).digest("hex");
      const { items } = (await technician.get<DigestMatches>(`/api/ledger/digests/${digest}`)).body;
      expect(items).toEqual([expect.objectContaining({ type: "file.registered", as: "content", matched: algorithm })]);
      expect(items[0]?.index).toBe(city.home.ledger.size - 1);
    }
    const batch = await city.home.store.db.selectFrom("batches").selectAll().executeTakeFirstOrThrow();
    const source = (await technician.get<DigestMatches>(`/api/ledger/digests/${batch.file_sha256}`)).body.items;
    expect(source).toEqual([expect.objectContaining({ type: "batch.committed", as: "source", subject: batch.id, matched: "sha256" })]);
    const capture = signCapture(
      {
        files: [{ name: "现场.jpg", ...digestFile(Buffer.from("captured")), mediaType: "image/jpeg" }],
        capturedAt: "2026-03-01T07:58:00.000Z",
        signedAt: "2026-03-01T07:58:00.000Z",
        place: { kind: "withheld" },
        device: { name: "执法记录仪", serial: null, software: null },
        operator: { name: "张三", organisation: "岳阳楼公安分局" },
        note: null,
      },
      signerKeyOf("执法记录仪-0713", new Uint8Array(32).fill(7)),
    );
    const [captured, captureFile] = [join(city.home.folder, "现场.jpg"), join(city.home.folder, "现场.capture.json")];
    await writeFile(captured, "captured");
    await writeFile(captureFile, encodeCapture(capture));
    await city.finished((await city.asLocal<JobView>("POST", "/api/ledger/files", { path: captured, capture: captureFile })).body);
    const seen = async (person: Person) =>
      (await person.get<DigestMatches>(`/api/ledger/digests/${digestFile(Buffer.from("captured")).sha256}`)).body.items;
    expect((await seen(await city.signIn("auditor"))).map(({ as, device }) => [as, device])).toEqual([
      ["content", null],
      ["capture", { name: "执法记录仪-0713", isRegistered: false }],
    ]);
    expect((await seen(await city.signIn("analyst"))).map(({ as, device }) => [as, device])).toEqual([
      ["content", null],
      ["capture", null],
    ]);
    const unknown = (await technician.get<DigestMatches>(`/api/ledger/digests/${"0".repeat(64)}`)).body;
    expect(unknown.items).toEqual([]);
    expect(codeOf(await technician.get("/api/ledger/digests/abc"))).toBe("REQUEST_INVALID");
  });
});
