import { readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { countersign, encodeCapture, formatVerifierKey, type SignerKey, signCapture, signerKeyOf } from "@yuejian/chain/capture";
import { parseCheckpoint, parseNote, readTimestampRequest } from "@yuejian/chain/format";
import { digestFile as digestsOf, verifyProof } from "@yuejian/chain/verify";
import type { CaptureView, DeviceKeyView, JobView, StampView } from "@yuejian/contracts/api";
import { expect, it } from "vitest";
import { makeParty, makeToken, pemOf, tlv } from "../../../platforms/chain/testing/token-bytes.ts";
import { type Home, openHome } from "../home/index.ts";
import { createApp } from "../http/app.ts";
import type { App } from "../http/app-types.ts";
import { answered, codeOf } from "../http/testing/served-city.ts";
import { keptThreads } from "../jobs/testing/kept-threads.ts";
import { writeJudgments } from "../testing/city.ts";
import { describeOnBothStores, type StorePlace } from "../testing/stores.ts";
import { authorityFile, rootsFile, startStamping } from "../timestamps/index.ts";

const device = signerKeyOf("执法记录仪-0713", new Uint8Array(32).fill(7));
const root = makeParty({ name: "Root", isAuthority: true });
const authority = makeParty({ name: "授时中心", issuer: root });

interface Asked<T> {
  readonly status: number;
  readonly body: T;
  readonly code: string;
  readonly text: string;
}

interface House {
  readonly home: Home;
  readonly app: App;
  readonly folder: string;
  ask<T>(method: "GET" | "POST", url: string, body?: object): Promise<Asked<T>>;
  /** Registers a file's digests, with a capture of it or without. */
  append(content: string, capture?: string): Promise<{ sha256: string; standing?: string } | string>;
}

async function openHouse(place: StorePlace): Promise<House> {
  const folder = await place.emptyFolder();
  const home = await openHome(path.join(folder, "home"), {
    workers: 1,
    threads: 1,
    jobThreads: keptThreads,
    log: () => {},
    ...(place.engine === "postgres" ? { databaseUrl: await place.emptyUrl() } : {}),
  });
  const app = await createApp(home, { local: true, checkAnswers: true, logLevel: "silent" });
  const ask: House["ask"] = async <T>(method: "GET" | "POST", url: string, body?: object): Promise<Asked<T>> => {
    const answer = answered<T>(await app.inject({ method, url, ...(body ? { payload: body } : {}) }));
    return { ...answer, code: codeOf(answer) };
  };
  let files = 0;
  return {
    home,
    app,
    folder,
    ask,
    async append(content, capture) {
      files += 1;
      const names = [`${files}.jpg`, `${files}.capture.json`].map((name) => path.join(folder, name)) as [string, string];
      await writeFile(names[0], content);
      if (capture !== undefined) await writeFile(names[1], capture);
      const { body } = await ask<JobView>("POST", "/api/ledger/files", {
        path: names[0],
        ...(capture === undefined ? {} : { capture: names[1] }),
      });
      const job = await home.jobs.wait(body.id);
      return job.status === "done"
        ? (JSON.parse(job.result ?? "{}") as { sha256: string })
        : ((JSON.parse(job.error ?? "{}") as { code: string }).code ?? "");
    },
  };
}

function captureOf(content: string, key: SignerKey = device): string {
  const at = "2026-03-01T07:58:00.000Z";
  const capture = signCapture(
    {
      files: [{ name: "现场.jpg", ...digestsOf(new TextEncoder().encode(content)), mediaType: "image/jpeg" }],
      capturedAt: at,
      signedAt: at,
      place: { kind: "words", words: "南湖大道 1 号" },
      device: { name: "执法记录仪", serial: "A1", software: null },
      operator: { name: "张三", organisation: "岳阳楼公安分局" },
      note: null,
    },
    key,
  );
  const witness = signerKeyOf("见证人", new Uint8Array(32).fill(9));
  return encodeCapture(countersign(capture, { at, signer: { name: "李四", organisation: "南湖社区" }, note: null, key: witness }));
}

const registration = {
  key: formatVerifierKey(device),
  holder: "执法记录仪 0713",
  organisation: "岳阳楼公安分局",
  ground: "当面核对设备和来函",
};

describeOnBothStores("captures", (place) => {
  it("count as verified under a registered key only, from the registration to the revocation", async () => {
    const house = await openHouse(place);
    expect(await house.append("甲", captureOf("甲"))).toMatchObject({ standing: "unregistered" });
    const registered = await house.ask<DeviceKeyView>("POST", "/api/devices", registration);
    expect(registered.status).toBe(201);
    expect(await house.ask("POST", "/api/devices", registration)).toMatchObject({ code: "DEVICE_KEY_KNOWN" });
    expect(await house.append("乙", captureOf("乙"))).toMatchObject({ standing: "registered" });
    const revoked = await house.ask<DeviceKeyView>("POST", `/api/devices/${registered.body.id}/revoke`, { reason: "设备遗失" });
    expect(revoked.body.revoked).toMatchObject({ reason: "设备遗失" });
    expect(await house.ask("POST", `/api/devices/${registered.body.id}/revoke`, { reason: "再次" })).toMatchObject({
      code: "DEVICE_KEY_REVOKED",
    });
    expect(await house.append("丙", captureOf("丙"))).toMatchObject({ standing: "revoked" });
    // The same document again is the record that it was.
    expect(await house.append("乙", captureOf("乙"))).toMatchObject({ standing: "registered" });
    const { body } = await house.ask<{ items: CaptureView[] }>("GET", "/api/captures");
    expect(body.items.map(({ standing, keyRevokedAt }) => [standing, keyRevokedAt !== null])).toEqual([
      ["revoked", true],
      ["registered", true],
      ["unregistered", true],
    ]);
    expect(body.items[0]).toMatchObject({ operator: { name: "张三" }, place: "南湖大道 1 号", countersigners: [{ name: "李四" }] });
    const types = await house.home.store.db
      .selectFrom("outbox")
      .select("type")
      .where("type", "in", ["device.changed", "capture.received"])
      .orderBy("id")
      .execute();
    expect(types.map(({ type }) => type)).toEqual([
      "capture.received",
      "device.changed",
      "capture.received",
      "device.changed",
      "capture.received",
    ]);
    await house.app.close();
    await house.home.close();
  });

  it("of another file, or broken, leave nothing on the ledger, neither file nor capture", async () => {
    const house = await openHouse(place);
    expect(await house.append("甲", captureOf("乙"))).toBe("CAPTURE_FILE_OTHER");
    expect(await house.append("甲", captureOf("甲").replace("张三", "王五"))).toBe("CAPTURE_BROKEN");
    expect(await house.append("甲", "{}")).toBe("PROOF_MALFORMED");
    const { body } = await house.ask<{ total: number }>("GET", "/api/captures");
    const files = await house.home.store.db.selectFrom("outbox").select("id").where("type", "=", "file.registered").execute();
    expect([body.total, files.length]).toEqual([0, 0]);
    await house.app.close();
    await house.home.close();
  });

  it("travel with the proof of their file, which says whose word the key's registration is", async () => {
    const house = await openHouse(place);
    await house.ask("POST", "/api/devices", registration);
    const { sha256 } = (await house.append("甲", captureOf("甲"))) as { sha256: string };
    await house.append("乙", captureOf("乙", signerKeyOf("unknown", new Uint8Array(32).fill(1))));
    const { text } = await house.ask("GET", `/api/proofs/${sha256}`);
    const trustedKeys = [house.home.ledger.verifierKey];
    const proof = verifyProof(text, { trustedKeys, file: new TextEncoder().encode("甲") });
    expect(proof.ok).toBe(true);
    expect(proof.proves.map(({ en }) => en).join("\n")).toContain("who holds it is the procuratorate's registration");
    const known = verifyProof(text, { trustedKeys, trust: [`device ${formatVerifierKey(device)}`] });
    expect(known.checks.find(({ subject }) => subject === "capture")?.text.en).toContain("which you know");
    const other = digestsOf(new TextEncoder().encode("乙")).sha256;
    const stranger = verifyProof((await house.ask("GET", `/api/proofs/${other}`)).text, { trustedKeys });
    expect(stranger.ok).toBe(true);
    expect(stranger.checks.find(({ subject }) => subject === "capture")).toMatchObject({ isSettled: false });
    const word = await house.app.inject({ method: "GET", url: `/api/proofs/${sha256}/certificate?format=docx` });
    expect([word.statusCode, String(word.headers["content-disposition"])]).toEqual([200, expect.stringMatching(/YJZS-[0-9A-F]{20}\.docx/)]);
    const issued = await house.home.store.db
      .selectFrom("outbox")
      .innerJoin("ledger_contents", "ledger_contents.sha256", "outbox.content_sha256")
      .select("content")
      .where("type", "=", "certificate.issued")
      .executeTakeFirstOrThrow();
    expect(JSON.parse(issued.content ?? "{}")).toMatchObject({ ref: sha256, certificate: digestsOf(word.rawPayload) });
    expect((await house.ask("GET", `/api/proofs/${sha256}/certificate?format=odt`)).status).toBe(400);
    const forged = text.replace("南湖大道", "东风大道");
    expect(verifyProof(forged, { trustedKeys }).ok).toBe(false);
    await house.app.close();
    await house.home.close();
  });

  it("are received with the load of the file that they are about, or neither is", async () => {
    const house = await openHouse(place);
    const { file } = await writeJudgments(house.folder, { name: "judgments.csv", rows: 20 });
    const capture = path.join(house.folder, "judgments.capture.json");
    await writeFile(capture, captureOf("另一文件"));
    expect(await house.ask("POST", "/api/intake", { path: file, dataset: "judgments", capture })).toMatchObject({
      status: 400,
      code: "CAPTURE_FILE_OTHER",
    });
    await writeFile(capture, captureOf(await readFile(file, "utf8")));
    const { body, status } = await house.ask<JobView>("POST", "/api/intake", { path: file, dataset: "judgments", capture });
    expect([status, (await house.home.jobs.wait(body.id)).status]).toEqual([202, "done"]);
    const { sha256 } = digestsOf(await readFile(file));
    expect((await house.ask<{ items: CaptureView[] }>("GET", `/api/captures?file=${sha256}`)).body.items).toHaveLength(1);
    await house.app.close();
    await house.home.close();
  });
});

describeOnBothStores("timestamps of the ledger", (place) => {
  const answerTo = (checkpoint: string, nonce: bigint) =>
    tlv(
      0x30,
      tlv(0x30, tlv(0x02, Uint8Array.of(0))),
      makeToken({ content: new TextEncoder().encode(checkpoint), signer: authority, nonce }),
    );

  it("asked for by hand are verified, and go with every proof that they cover", async () => {
    const house = await openHouse(place);
    const { sha256 } = (await house.append("甲")) as { sha256: string };
    const asked = await house.ask<{ request: string; size: number }>("POST", "/api/ledger/timestamps/request", {});
    const { nonce } = readTimestampRequest(Buffer.from(asked.body.request, "base64"));
    const checkpoint = parseNote(await house.home.ledger.checkpoint()).text;
    expect(parseCheckpoint(checkpoint).size).toBe(asked.body.size);
    const wrong = Buffer.from(answerTo("other\n", nonce)).toString("base64");
    expect(await house.ask("POST", "/api/ledger/timestamps", { answer: wrong })).toMatchObject({
      status: 400,
      code: "TIMESTAMP_OTHER_CONTENT",
    });
    const unasked = Buffer.from(answerTo(checkpoint, 5n)).toString("base64");
    expect(await house.ask("POST", "/api/ledger/timestamps", { answer: unasked })).toMatchObject({ code: "TIMESTAMP_REQUEST_UNKNOWN" });
    // Entries that come between request and answer do not matter.
    await house.append("乙");
    const answer = Buffer.from(answerTo(checkpoint, nonce)).toString("base64");
    const taken = await house.ask<StampView>("POST", "/api/ledger/timestamps", { answer });
    expect(taken.body).toMatchObject({ size: asked.body.size, at: "2026-03-01T08:00:00.000Z", authority: "授时中心", anchor: null });
    const { text } = await house.ask("GET", `/api/proofs/${sha256}`);
    const trustedKeys = [house.home.ledger.verifierKey];
    const open = verifyProof(text, { trustedKeys });
    expect(open.checks.find(({ subject }) => subject === "timestamp")).toMatchObject({ isSettled: false, ok: true });
    expect(open.doesNotProve.map(({ en }) => en).join()).toContain("not of a third party");
    const settled = verifyProof(text, { trustedKeys, trust: [pemOf(root)] });
    expect(settled.ok).toBe(true);
    expect(settled.doesNotProve.map(({ en }) => en).join()).not.toContain("not of a third party");
    expect(settled.proves.map(({ en }) => en).join()).toContain("on the ledger at 2026-03-01T08:00:00.000Z at the latest");
    const foreign = verifyProof(text, { trustedKeys, trust: [pemOf(makeParty({ name: "Root", isAuthority: true }))] });
    expect(foreign.checks.filter(({ ok }) => !ok).map(({ code }) => code)).toEqual(["TIMESTAMP_NO_PATH"]);
    // The younger entry is under no stamped checkpoint yet.
    const younger = await house.ask("GET", `/api/proofs/${digestsOf(new TextEncoder().encode("乙")).sha256}`);
    expect(younger.text).not.toContain('"kind":"timestamp"');
    await house.app.close();
    await house.home.close();
  });

  it("are fetched from the configured authority, again after it failed", async () => {
    const house = await openHouse(place);
    let asked = 0;
    const { ledger, paths } = house.home;
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        asked += 1;
        if (asked === 1) return response.writeHead(503).end();
        const { nonce } = readTimestampRequest(Buffer.concat(chunks));
        void ledger.checkpoint().then((note) => response.end(answerTo(parseNote(note).text, nonce)));
      });
    });
    await new Promise<void>((resolve) => {
      server.listen(0, "127.0.0.1", resolve);
    });
    expect(await house.ask("POST", "/api/ledger/timestamps", {})).toMatchObject({ status: 409, code: "TIMESTAMP_NOT_CONFIGURED" });
    await writeFile(rootsFile(paths.ledger), pemOf(root));
    await writeFile(authorityFile(paths.ledger), JSON.stringify({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/tsa` }));
    expect(await house.ask("POST", "/api/ledger/timestamps", {})).toMatchObject({ status: 409, code: "TIMESTAMP_REFUSED" });
    expect((await house.ask<StampView>("POST", "/api/ledger/timestamps", {})).body).toMatchObject({ anchor: "Root", size: ledger.size });
    const troubles: string[] = [];
    const stamping = startStamping({ ...house.home, ledgerFolder: paths.ledger, onTrouble: (text) => troubles.push(text) });
    await stamping.stop();
    // Nothing grew and nothing is due: nobody is asked.
    expect([asked, troubles]).toEqual([2, []]);
    server.close();
    await house.app.close();
    await house.home.close();
  });
});
