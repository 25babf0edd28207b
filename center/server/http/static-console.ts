import { existsSync } from "node:fs";
import { join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import fastifyStatic from "@fastify/static";
import { YuejianError } from "@yuejian/contracts";
import type { App } from "./app-types.ts";

const DEFAULT_FOLDER = fileURLToPath(new URL("../../console/dist", import.meta.url));
const FIELD_PAGE = "/field";
const A_YEAR = "public, max-age=31536000, immutable";

/** The console's files. Names under assets/ carry a digest and may be kept; every other address of the console is its one page, so that a
 *  copied link opens. Without a built console the address says so. */
export async function serveConsole(app: App, folder: string = DEFAULT_FOLDER): Promise<void> {
  const hasConsole = existsSync(join(folder, "index.html"));
  if (hasConsole) {
    await app.register(fastifyStatic, {
      root: folder,
      wildcard: true,
      // The build puts a brotli copy beside each text file.
      preCompressed: true,
      cacheControl: false,
      setHeaders: (reply, path) => {
        // Read from disk, under its own policy, not as a page of the console.
        if (path.endsWith(`${sep}verify.html`)) reply.header("content-disposition", 'attachment; filename="yuejian-verify.html"');
        reply.header("cache-control", path.includes(`${sep}assets${sep}`) ? A_YEAR : "no-cache");
      },
    });
  }
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split("?")[0] ?? "";
    const isPage =
      request.method === "GET" &&
      !path.startsWith("/api/") &&
      !path.startsWith("/assets/") &&
      (request.headers.accept ?? "").includes("text/html");
    if (!isPage) throw new YuejianError("NOT_FOUND", { path: path.slice(0, 200) });
    // A page of its own, which works without a network.
    if (hasConsole) return reply.header("cache-control", "no-cache").sendFile(path === FIELD_PAGE ? "field.html" : "index.html");
    return reply
      .code(503)
      .type("text/plain; charset=utf-8")
      .send("控制台尚未构建：npm run build\nThe console is not built yet: npm run build\n");
  });
}
