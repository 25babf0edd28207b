import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { encodeBase64, parseCheckpoint, parseNote } from "../format/index.ts";
import type { MerkleLog } from "../log/index.ts";
import { originHash } from "./index.ts";
import { Packages } from "./packages.ts";
import { append, NodeCity, ORIGIN } from "./testing/node-city.ts";

/** Requests as C2SP tlog-witness and tlog-mirror word them, and as nobody should send them. */
let city: NodeCity;
let log: MerkleLog;
beforeEach(async () => {
  city = new NodeCity();
  log = await city.sequencer();
  await city.start("office0", log);
  await append(log, 0, 300);
});
afterEach(async () => {
  await city.close();
  expect(city.failures).toEqual([]);
});

interface Answered {
  readonly status: number;
  readonly type: string | null;
  readonly text: string;
}

async function post(path: string, body: string | Uint8Array, headers: Record<string, string> = {}): Promise<Answered> {
  const given = typeof body === "string" ? body : Buffer.from(body);
  const response = await fetch(city.address("office0") + path, { method: "POST", body: given, headers });
  return { status: response.status, type: response.headers.get("content-type"), text: await response.text() };
}

async function addCheckpoint(old: number, note: string): Promise<string> {
  const { size } = parseCheckpoint(parseNote(note).text);
  const path = old > size ? [] : await log.consistencyProof(old, size);
  return `old ${old}\n${path.map((step) => `${encodeBase64(step)}\n`).join("")}\n${note}`;
}

describe("a witness as tlog-witness words it", () => {
  it("answers 200 with signature lines, and 409 with its size as text/x.tlog.size to a replay from an older size", async () => {
    const body = await addCheckpoint(0, await log.checkpoint());
    const first = await post("/witness/add-checkpoint", body);
    expect(first).toMatchObject({ status: 200, text: expect.stringMatching(/^— office0\.example\/witness [A-Za-z0-9+/=]+\n$/) });
    expect(await post("/witness/add-checkpoint", body)).toEqual({ status: 409, type: "text/x.tlog.size", text: "300\n" });
    // The same size again is no replay: it gives the cosignature again.
    expect((await post("/witness/add-checkpoint", await addCheckpoint(300, await log.checkpoint()))).status).toBe(200);
  });

  it("answers 404 to another origin, 403 to another key, 400 to an old size above, 422 to a proof that does not hold", async () => {
    const note = await log.checkpoint();
    expect((await post("/witness/add-checkpoint", `old 0\n\n${note.replaceAll(ORIGIN, "elsewhere.example/log")}`)).status).toBe(404);
    const other = await city.sequencer("other", { makeSeed: () => new Uint8Array(32).fill(9) });
    await append(other, 0, 1);
    expect((await post("/witness/add-checkpoint", `old 0\n\n${await other.checkpoint()}`)).status).toBe(403);
    expect((await post("/witness/add-checkpoint", `old 301\n\n${note}`)).status).toBe(400);
    await post("/witness/add-checkpoint", await addCheckpoint(0, note));
    await append(log, 300, 10);
    const next = await log.checkpoint();
    const body = await addCheckpoint(300, next);
    const [line = ""] = body.split("\n").slice(1);
    expect((await post("/witness/add-checkpoint", body.replace(line, encodeBase64(new Uint8Array(32))))).status).toBe(422);
    expect((await post("/witness/add-checkpoint", body)).status).toBe(200);
  });

  it("passes over signatures of keys that it does not know, and reads no example of the specification as its own", async () => {
    const note = await log.checkpoint();
    const stranger =
      "— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n";
    expect((await post("/witness/add-checkpoint", `old 0\n\n${note}${stranger}`)).status).toBe(200);
    const example = [
      "old 20852014",
      "PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=",
      "jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=",
      "5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=",
      "/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=",
      "",
      "example.com/behind-the-sofa",
      "20852163",
      "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=",
      "",
      stranger,
    ].join("\n");
    expect((await post("/witness/add-checkpoint", example)).status).toBe(404);
  });
});

describe("a mirror as tlog-mirror words it", () => {
  const mirrored = async (size = log.size) => {
    await post("/mirror/add-checkpoint", await addCheckpoint(city.mirroredOf("office0"), await log.checkpoint()));
    return post("/mirror/add-entries", await new Packages(log).body(ORIGIN, 0, size), { "content-type": "application/octet-stream" });
  };

  it("cosigns nothing for a checkpoint, and answers with its state where an upload does not fit: size, next entry, ticket", async () => {
    const body = await addCheckpoint(0, await log.checkpoint());
    expect(await post("/mirror/add-checkpoint", body)).toMatchObject({ status: 200, text: "" });
    const probe = await new Packages(log).body(ORIGIN, 0, 0);
    expect(await post("/mirror/add-entries", probe)).toEqual({ status: 409, type: "text/x.tlog.mirror-info", text: "300\n0\n\n" });
    const whole = await new Packages(log).body(ORIGIN, 0, 300);
    const firstPackage = (await new Packages(log).body(ORIGIN, 0, 300)).subarray(0, whole.length - 1);
    expect(await post("/mirror/add-entries", firstPackage)).toEqual({ status: 202, type: "text/x.tlog.mirror-info", text: "300\n256\n\n" });
    expect(await post("/mirror/add-entries", await new Packages(log).body(ORIGIN, 256, 300))).toMatchObject({
      status: 200,
      text: expect.stringMatching(/^— office0\.example\/mirror /),
    });
  });

  it("takes an upload packed with gzip, and what was truncated, packed twice, of another origin or replayed it answers with a code", async () => {
    const whole = await new Packages(log).body(ORIGIN, 0, 300);
    await post("/mirror/add-checkpoint", await addCheckpoint(0, await log.checkpoint()));
    const gzip = { "content-encoding": "gzip" };
    for (const [body, headers, status] of [
      [whole.subarray(0, 40), {}, 400],
      [whole.subarray(0, 10), {}, 400],
      [gzipSync(gzipSync(whole)), gzip, 400],
      [gzipSync(whole).subarray(0, 200), gzip, 400],
      [await new Packages(log).body("elsewhere.example/log", 0, 300), {}, 404],
      [gzipSync(whole), gzip, 200],
    ] as const) {
      expect((await post("/mirror/add-entries", body, headers)).status).toBe(status);
    }
    await append(log, 300, 300);
    expect((await mirrored()).status).toBe(200);
    expect(await post("/mirror/add-entries", whole)).toMatchObject({ status: 409, type: "text/x.tlog.mirror-info" });
    const shown = await fetch(`${city.address("office0")}/mirror/${originHash(ORIGIN)}/checkpoint`);
    expect(parseNote(await shown.text()).signatures.map(({ name }) => name)).toEqual([ORIGIN, "office0.example/mirror"]);
  });
});

describe("a mirror that is sent checkpoint and entries in one", () => {
  const advance = async (old: number, start: number, change: (question: string) => string = (same) => same) => {
    const question = Buffer.from(change(await addCheckpoint(old, await log.checkpoint())));
    const length = Buffer.alloc(2);
    length.writeUInt16BE(question.length);
    return Buffer.concat([length, question, await new Packages(log).body(ORIGIN, start, log.size)]);
  };

  it("cosigns as it does for two requests, once all is there, and after 202 goes on where it was", async () => {
    const whole = await advance(0, 0);
    expect(await post("/mirror/advance", whole.subarray(0, whole.length - 1))).toEqual({
      status: 202,
      type: "text/x.tlog.mirror-info",
      text: "300\n256\n\n",
    });
    expect(city.mirroredOf("office0")).toBe(0);
    const rest = await advance(300, 256);
    expect(await post("/mirror/advance", rest)).toMatchObject({ status: 200, text: expect.stringMatching(/^— office0\.example\/mirror /) });
    await append(log, 300, 300);
    expect((await post("/mirror/advance", gzipSync(await advance(300, 300)), { "content-encoding": "gzip" })).status).toBe(200);
    expect(city.mirroredOf("office0")).toBe(600);
  });

  it("keeps nothing of the entries where the checkpoint is not accepted, and answers as for that", async () => {
    expect(await post("/mirror/advance", await advance(0, 0, (text) => text.replace(/\d+\n\n/, "7\n\n")))).toMatchObject({ status: 409 });
    const forged = await advance(0, 0, (text) => text.replace("\n300\n", "\n299\n"));
    expect(await post("/mirror/advance", forged)).toMatchObject({ status: 403 });
    for (const body of [Uint8Array.of(), Uint8Array.of(9), Uint8Array.of(0xff, 0xff, 1), Uint8Array.of(0, 1, 0xff), Uint8Array.of(0, 0)])
      expect(await post("/mirror/advance", body)).toMatchObject({ status: 400 });
    expect(city.parts("office0").mirror.copyOf(ORIGIN)?.log.size).toBe(0);
    await post("/mirror/advance", await advance(0, 0));
    expect(await post("/mirror/advance", await advance(0, 0))).toEqual({ status: 409, type: "text/x.tlog.size", text: "300\n" });
  });

  it("refuses entries of another history under a checkpoint that it accepts", async () => {
    const other = await city.sequencer("other");
    await append(other, 0, 300, "otherwise");
    const question = Buffer.from(await addCheckpoint(0, await log.checkpoint()));
    const length = Buffer.alloc(2);
    length.writeUInt16BE(question.length);
    const body = Buffer.concat([length, question, await new Packages(other).body(ORIGIN, 0, 300)]);
    expect((await post("/mirror/advance", body)).status).toBe(422);
    expect(city.mirroredOf("office0")).toBe(0);
  });
});

describe("whoever sends without end", () => {
  /** A body that never ends, and how much of it was taken. */
  function endless(head: Uint8Array, chunk: Uint8Array): { body: AsyncIterable<Uint8Array>; taken: () => number } {
    let taken = 0;
    async function* body(): AsyncGenerator<Uint8Array> {
      yield head;
      for (;;) {
        taken += chunk.length;
        yield chunk;
      }
    }
    return { body: body(), taken: () => taken };
  }

  it("to a mirror is read no further than one package, and not at all where the head does not fit", async () => {
    const { mirror } = city.parts("office0");
    await post("/mirror/add-checkpoint", await addCheckpoint(0, await log.checkpoint()));
    const chunk = new Uint8Array(64 * 1024).fill(0xff);
    const fitting = endless((await new Packages(log).body(ORIGIN, 0, 0)).subarray(0), chunk);
    const unknown = endless(Buffer.concat([Uint8Array.of(0, 1, 97), new Uint8Array(18)]), chunk);
    expect((await mirror.addEntries(unknown.body)).status).toBe(404);
    expect(unknown.taken()).toBe(0);
    expect((await mirror.addEntries(fitting.body)).status).toBe(409);
    expect(fitting.taken()).toBe(0);
    const head = (await new Packages(log).body(ORIGIN, 0, 300)).subarray(0, 2 + ORIGIN.length + 18);
    const entries = endless(head, chunk);
    expect((await mirror.addEntries(entries.body)).status).toBe(422);
    // 256 entries of 64 KiB and 63 hashes at most.
    expect(entries.taken()).toBeLessThan(257 * 65_537 + 64 * 32 + 2 * chunk.length);
  });

  it("to a witness gets 413 and loses the connection; so does who stops in the middle of nothing, while others are served", async () => {
    const { port, hostname } = new URL(city.address("office0"));
    const flood = connect(Number(port), hostname);
    flood.on("error", () => undefined);
    await once(flood, "connect");
    flood.write("POST /witness/add-checkpoint HTTP/1.1\r\nhost: node\r\ntransfer-encoding: chunked\r\n\r\n");
    const lazy = connect(Number(port), hostname);
    lazy.on("error", () => undefined);
    await once(lazy, "connect");
    lazy.write("POST /witness/add-checkpoint HTTP/1.1\r\nhost: no");
    const answer = answerOf(flood);
    const block = `10000\r\n${"x".repeat(65_536)}\r\n`;
    let written = 0;
    while (!flood.destroyed && flood.writable && written < 64 * 1024 * 1024) {
      written += block.length;
      if (!flood.write(block)) await Promise.race([once(flood, "drain"), once(flood, "close")]).catch(() => undefined);
    }
    expect(await answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(written).toBeLessThan(64 * 1024 * 1024);
    expect((await fetch(`${city.address("office0")}/status`)).status).toBe(200);
    lazy.destroy();
  });

  it("heads gets 431", async () => {
    const { port, hostname } = new URL(city.address("office0"));
    const socket = connect(Number(port), hostname);
    socket.on("error", () => undefined);
    await once(socket, "connect");
    socket.write(`GET /status HTTP/1.1\r\nhost: node\r\nx: ${"x".repeat(20_000)}\r\n\r\n`);
    expect(await answerOf(socket)).toMatch(/^HTTP\/1\.1 431 /);
  });
});

async function answerOf(socket: Socket): Promise<string> {
  let said = "";
  socket.on("data", (chunk: Buffer) => {
    said += chunk.toString("latin1");
  });
  await new Promise<void>((resolve) => socket.once("close", () => resolve()));
  return said;
}
