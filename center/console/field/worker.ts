/** Serves the page of field checks without a network. What it keeps: the page and its assets, never an answer of the interface. A page is replaced once all that it
 *  needs is kept, so that a connection that breaks half way leaves the one before. */

interface Waiting extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Asked extends Event {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Scope {
  addEventListener(type: "install" | "activate", listener: (event: Waiting) => void): void;
  addEventListener(type: "fetch", listener: (event: Asked) => void): void;
  skipWaiting(): Promise<void>;
  readonly clients: { claim(): Promise<void> };
}

const scope = globalThis as unknown as Scope;
const SHELL = "yuejian-field";
const PAGE = "/field";
/** A network that does not answer by then counts as none. */
const PATIENCE_MS = 4_000;

scope.addEventListener("install", (event) => event.waitUntil(fetchPage().then(() => scope.skipWaiting())));
scope.addEventListener("activate", (event) => event.waitUntil(scope.clients.claim()));
scope.addEventListener("fetch", (event) => {
  const { request } = event;
  const { pathname, origin } = new URL(request.url);
  if (request.method !== "GET" || origin !== globalThis.location.origin) return;
  if (request.mode === "navigate" && pathname === PAGE) event.respondWith(fetchPage().catch(keptPage));
  else if (pathname.startsWith("/assets/") || pathname === "/icon.svg") event.respondWith(asset(request));
});

async function fetchPage(): Promise<Response> {
  const answer = await fetch(PAGE, { signal: AbortSignal.timeout(PATIENCE_MS), cache: "no-cache", headers: { accept: "text/html" } });
  if (!answer.ok) throw new Error(String(answer.status));
  const shell = await caches.open(SHELL);
  const html = await answer.clone().text();
  const needed = new Set(["/icon.svg", ...(html.match(/\/assets\/[^"']+/g) ?? [])]);
  for (const path of needed) if (!(await shell.match(path))) await shell.add(path);
  await shell.put(PAGE, answer.clone());
  await dropOld(shell, needed);
  return answer;
}

/** Scripts and styles of earlier pages; fonts stay. */
async function dropOld(shell: Cache, needed: ReadonlySet<string>): Promise<void> {
  for (const { url } of await shell.keys()) {
    const { pathname } = new URL(url);
    if (/\.(js|css)$/.test(pathname) && !needed.has(pathname)) await shell.delete(url);
  }
}

async function keptPage(): Promise<Response> {
  return (await (await caches.open(SHELL)).match(PAGE)) ?? Response.error();
}

/** Names of assets carry digests: what is kept is what would come. */
async function asset(request: Request): Promise<Response> {
  const shell = await caches.open(SHELL);
  const kept = await shell.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) await shell.put(request, answer.clone());
  return answer;
}
