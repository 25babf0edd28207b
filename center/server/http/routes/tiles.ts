import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { parseTilePath, TILE_WIDTH } from "@yuejian/chain/format";
import { YuejianError } from "@yuejian/contracts";
import type { FastifyReply } from "fastify";
import { Type } from "typebox";
import type { App } from "../app-types.ts";
import type { RouteContext } from "../route-context.ts";

const compress = promisify(gzip);

/** A tile never changes: the same address has the same bytes for ever. */
const IMMUTABLE = "max-age=31536000, immutable";

/** The ledger as C2SP tlog-tiles under /tlog. Checkpoint and hashes are for anybody: they tell how many entries there are and let every reader keep
 *  checkpoints and compare. The entries hold no personal data, but they tell who worked on what and when: for those who may read the ledger. */
export function tileRoutes(app: App, { home, cosigning }: RouteContext): void {
  const { ledger } = home;
  const schema = { hide: true, response: { 200: Type.Unknown() } };
  // The name of a wildcard is a star, which the validator takes for a pattern.
  const params = Type.Record(Type.String(), Type.String());

  app.get("/tlog/checkpoint", { config: { admission: "open" }, schema }, async (_request, reply) => {
    const note = await ledger.checkpoint();
    const { newest } = cosigning();
    const isCosigned = newest !== null && newest.finality.checkpoint.size === ledger.published.size;
    reply.type("text/plain; charset=utf-8").header("cache-control", "public, max-age=1");
    return Buffer.from(isCosigned ? newest.note : note, "utf8");
  });

  app.get("/tlog/tile/*", { config: { admission: "open" }, schema: { ...schema, params } }, async (request, reply) => {
    const path = request.params["*"] ?? "";
    const { level, index, width } = nameOf(path);
    if (level === "entries") throw notThere(path);
    requirePublished(index * TILE_WIDTH + width, Math.floor(ledger.published.size / TILE_WIDTH ** level), path);
    reply.type("application/octet-stream").header("cache-control", `public, ${IMMUTABLE}`);
    return Buffer.from(await ledger.tile(level, index, width));
  });

  app.get("/tlog/tile/entries/*", { config: { admission: "ledger.read" }, schema: { ...schema, params } }, async (request, reply) => {
    const path = `entries/${request.params["*"] ?? ""}`;
    const { index, width } = nameOf(path);
    requirePublished(index * TILE_WIDTH + width, ledger.published.size, path);
    reply.type("application/octet-stream").header("cache-control", `private, ${IMMUTABLE}`);
    return inEncoding(reply, request.headers["accept-encoding"] ?? "", await ledger.entryBundle(index, width));
  });
}

function nameOf(path: string) {
  const name = parseTilePath(`tile/${path}`);
  if (name === null) throw notThere(path);
  return name;
}

/** Nothing beyond the newest checkpoint: what is not signed yet may still be lost. */
function requirePublished(end: number, count: number, path: string): void {
  if (end > count) throw notThere(path);
}

function notThere(path: string): YuejianError {
  return new YuejianError("NOT_FOUND", { path: `/tlog/tile/${path}`.slice(0, 200) });
}

async function inEncoding(reply: FastifyReply, accepted: string, bundle: Uint8Array): Promise<Buffer> {
  reply.header("vary", "accept-encoding");
  if (!/\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/i.test(accepted)) return Buffer.from(bundle);
  reply.header("content-encoding", "gzip");
  return compress(bundle);
}
