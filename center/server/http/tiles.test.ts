import { gunzipSync } from "node:zlib";
import { decodeEntryBundle, parseStatement } from "@yuejian/chain/format";
import { compareCheckpoints, followLog, type TileCopy, type TileSource } from "@yuejian/chain/verify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { temporaryFolders } from "../testing/stores.ts";
import { openServedCity, type ServedCity } from "./testing/served-city.ts";

const folders = temporaryFolders();
let city: ServedCity;
beforeAll(async () => {
  // Every tenth judgment makes a lead: more than 256 entries.
  city = await openServedCity({ engine: "sqlite", emptyFolder: folders, emptyUrl: folders }, { rows: 3000 });
  await city.home.drain.empty();
});
afterAll(() => city.close());

const get = (path: string, headers: Record<string, string> = {}) => city.web.inject({ url: `/tlog/${path}`, headers });

/** Follows over HTTP as anybody could: no session, addresses of tiles only. */
const outside: TileSource = {
  async read(path) {
    const answer = await get(path);
    return answer.statusCode === 200 ? answer.rawPayload : null;
  },
};

function memory(): TileCopy {
  const files = new Map<string, Uint8Array>();
  return {
    read: async (path) => files.get(path) ?? null,
    write: async (path, bytes) => {
      files.set(path, bytes);
    },
  };
}

describe("the ledger as tiles", () => {
  it("lets anybody follow it by checkpoint and hashes alone, recompute its root and compare what they kept", async () => {
    const trust = { trustedKeys: [city.home.ledger.verifierKey] };
    const copy = memory();
    const first = await followLog(outside, copy, { ...trust, withEntries: false });
    expect(first.checkpoint?.size).toBe(city.home.ledger.size);
    const kept = { name: "kept", note: new TextDecoder().decode((await copy.read("checkpoint")) ?? undefined) };
    const lead = (await city.leads()).items[0];
    await city.home.changeLead({
      lead: lead?.id ?? "",
      version: lead?.version ?? 0,
      command: { action: "assign", assignee: "usr_1" },
      actor: { id: "usr_1" },
    });
    await city.home.drain.empty();
    const second = await followLog(outside, copy, { ...trust, withEntries: false });
    expect(second.checkpoint?.size).toBe(city.home.ledger.size);
    expect((await compareCheckpoints([kept], copy, trust)).ok).toBe(true);
  });

  it("answers with the types and caching of the specification; what is not there yet is 404", async () => {
    const checkpoint = await get("checkpoint");
    expect(checkpoint.headers).toMatchObject({ "content-type": "text/plain; charset=utf-8", "cache-control": "public, max-age=1" });
    expect(checkpoint.body).toContain("\n\n— ");
    const tile = await get("tile/0/000");
    expect([tile.statusCode, tile.rawPayload.length]).toEqual([200, 8192]);
    expect(tile.headers).toMatchObject({
      "content-type": "application/octet-stream",
      "cache-control": "public, max-age=31536000, immutable",
    });
    expect((await get("tile/1/000.p/1")).rawPayload.length).toBe(32);
    const partial = await get("tile/0/001.p/3");
    expect([partial.statusCode, partial.rawPayload.length]).toEqual([200, 96]);
    for (const path of [
      "tile/0/001",
      "tile/0/002.p/1",
      "tile/00/000",
      "tile/0/0",
      "tile/0/000.p/256",
      "tile/2/000.p/1",
      "tile/9/000",
      "tile/63/000.p/1",
      "tile/entries",
      "tile/x/000",
      "tile/0/..%2f000",
      "other",
    ])
      expect((await get(path, { accept: "*/*" })).statusCode, path).toBe(404);
    expect((await city.web.inject({ method: "HEAD", url: "/tlog/tile/0/000" })).statusCode).toBe(200);
    expect((await city.web.inject({ url: "/tlog/checkpoint", headers: { host: "evil.example" } })).statusCode).toBe(403);
  });

  it("gives the entries to those who may read the ledger, compressed when they ask for it", async () => {
    const path = "/tlog/tile/entries/000";
    expect((await city.web.inject({ url: path })).statusCode).toBe(401);
    const { cookie } = await city.signIn("clerk");
    const plain = await city.web.inject({ url: path, headers: { cookie } });
    expect(plain.headers).toMatchObject({
      "content-type": "application/octet-stream",
      "cache-control": "private, max-age=31536000, immutable",
      vary: "accept-encoding",
    });
    expect(plain.headers["content-encoding"]).toBeUndefined();
    const zipped = await city.web.inject({ url: path, headers: { cookie, "accept-encoding": "br, gzip;q=0.5" } });
    expect(zipped.headers["content-encoding"]).toBe("gzip");
    expect(zipped.rawPayload.length).toBeLessThan(plain.rawPayload.length / 2);
    expect(gunzipSync(zipped.rawPayload)).toEqual(plain.rawPayload);
    const refused = await city.web.inject({ url: path, headers: { cookie, "accept-encoding": "gzip;q=0, identity" } });
    expect(refused.headers["content-encoding"]).toBeUndefined();
    const entries = decodeEntryBundle(plain.rawPayload);
    expect(entries.length).toBe(256);
    expect(parseStatement(entries[0] ?? new Uint8Array(0)).type).toBe("home.created");
  });

  it("holds no personal data: an entry names things by their ids and the rest by digests", async () => {
    const { ledger, store } = city.home;
    const people = await store.db.selectFrom("users").select(["name", "display_name"]).execute();
    const leads = await store.db.selectFrom("leads").select(["subject", "subject_name"]).execute();
    const texts: string[] = [];
    for (let index = 0; index < ledger.size; index++) texts.push(new TextDecoder().decode(await ledger.entry(index)));
    const words = [...people.map(({ display_name }) => display_name), ...leads.flatMap((lead) => [lead.subject, lead.subject_name ?? ""])];
    const all = texts.join("\n");
    expect(words.length).toBeGreaterThan(20);
    expect(words.filter((word) => word !== "" && all.includes(word))).toEqual([]);
    // Resident ids and names in Chinese anywhere.
    expect(all.match(/(?<![0-9a-f])\d{17}[\dX](?![0-9a-f])|\p{Script=Han}/u)).toBeNull();
  });
});
