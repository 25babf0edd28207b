import type { HttpSettings, SourceContract } from "@yuejian/contracts";
import { afterEach, describe, expect, test } from "vitest";
import { connectorOf } from "./connectors.ts";
import { type Answering, type JsonServer, serveJson } from "./testing/json-server.ts";
import { takeAll } from "./testing/read-all.ts";

const CONTRACT: SourceContract = {
  columns: [
    { name: "id", type: "integer" },
    { name: "at", type: "timestamp" },
  ],
  key: ["id"],
};

let server: JsonServer | null = null;

afterEach(async () => {
  await server?.close();
  server = null;
});

const row = (id: number) => ({ id, at: `2026-01-01T00:00:${String(id % 60).padStart(2, "0")}` });
const rows = (from: number, to: number) => Array.from({ length: Math.max(0, to - from) }, (_, at) => row(from + at));

async function take(answer: Answering, more: Partial<HttpSettings>, given: Partial<Parameters<typeof takeAll>[2]> = {}) {
  server ??= await serveJson(answer);
  return takeAll("http", { url: server.url, paging: { by: "none" }, ...more }, { contract: CONTRACT, ...given });
}

describe("an HTTP interface with pages", () => {
  const all = rows(0, 25);
  const by: readonly { title: string; settings: Partial<HttpSettings>; answer: Answering }[] = [
    {
      title: "by number",
      settings: { rows: "data.items", paging: { by: "page", parameter: "page", first: 0, sizeParameter: "size", size: 10 } },
      answer: ({ searchParams }) => {
        const page = Number(searchParams.get("page"));
        return { data: { items: all.slice(page * 10, page * 10 + Number(searchParams.get("size"))) } };
      },
    },
    {
      title: "by offset, also where pages are shorter than asked",
      settings: { paging: { by: "offset", parameter: "skip", size: 10 } },
      answer: ({ searchParams }) => all.slice(Number(searchParams.get("skip")), Number(searchParams.get("skip")) + 7),
    },
    {
      title: "by a link in the answer",
      settings: { rows: "rows", paging: { by: "link", path: "links.next" } },
      answer: ({ searchParams }) => {
        const at = Number(searchParams.get("from") ?? 0);
        return { rows: all.slice(at, at + 10), links: { next: at + 10 < all.length ? `?from=${at + 10}` : null } };
      },
    },
    {
      title: "by a link in the header",
      settings: { paging: { by: "link" } },
      answer: ({ searchParams }, response) => {
        const at = Number(searchParams.get("from") ?? 0);
        if (at + 10 < all.length) response.setHeader("link", `</rows?from=0>; rel="first", </rows?from=${at + 10}>; rel="next"`);
        return all.slice(at, at + 10);
      },
    },
    {
      title: "by a token",
      settings: { rows: "rows", total: "total", paging: { by: "token", path: "next", parameter: "token" } },
      answer: ({ searchParams }) => {
        const at = Number(searchParams.get("token") ?? 0);
        return { rows: all.slice(at, at + 10), next: at + 10 < all.length ? String(at + 10) : "", total: 25 };
      },
    },
  ];
  for (const { title, settings, answer } of by)
    test(`${title} gives every row once`, async () => {
      const { portions, failure } = await take(answer, settings);
      expect(failure).toBeNull();
      expect(portions.flat()).toEqual(all);
    });

  test("numbers keep every digit", async () => {
    const { texts } = await take(() => '[{"id":9007199254740993,"at":1.10},{"id":-0,"at":1e400}]', {});
    expect(texts).toEqual(['{"id":9007199254740993,"at":1.10}\n{"id":-0,"at":1e400}\n']);
  });

  test("by a cursor: what is new since, and rows that came late at the newest value, but none again", async () => {
    const known = [...rows(0, 10)];
    const answer: Answering = ({ searchParams }) => known.filter(({ at }) => at >= (searchParams.get("since") ?? ""));
    const settings: Partial<HttpSettings> = { cursor: { column: "at", parameter: "since" } };
    const first = await take(answer, settings);
    expect(first.portions.flat()).toHaveLength(10);
    expect((await take(answer, settings, { position: first.position })).portions).toEqual([]);
    known.push({ id: 100, at: row(9).at }, row(11));
    const next = await take(answer, settings, { position: first.position });
    expect(next.portions.flat().map(({ id }) => id)).toEqual([100, 11]);
    expect((await take(answer, settings, { position: next.position })).portions).toEqual([]);
  });
});

describe("an HTTP interface that fails", () => {
  const pages: Partial<HttpSettings> = { paging: { by: "page", parameter: "page", size: 10 } };

  test("half an answer ends the load, and nothing of it is handed over", async () => {
    const { failure, texts } = await take(({ searchParams }, response) => {
      if (searchParams.get("page") === "1") return rows(0, 10);
      response.writeHead(200, { "content-type": "application/json", "content-length": "5000" });
      response.write(JSON.stringify(rows(10, 20)).slice(0, 100));
      setTimeout(() => response.destroy(), 20);
      return undefined;
    }, pages);
    expect(failure).toMatchObject({ code: "SOURCE_UNREACHABLE" });
    expect(texts).toEqual([]);
    expect(server?.asked.length).toBe(4);
  });

  test("JSON that ends early is refused as SOURCE_ANSWER_BROKEN", async () => {
    const { failure } = await take(() => '[{"id":1,"at":"x"},{"id":2', {});
    expect(failure).toMatchObject({ code: "SOURCE_ANSWER_BROKEN" });
  });

  test("a page that is short though more follows is no end: refused", async () => {
    const { failure, texts } = await take(
      ({ searchParams }) => [[], rows(0, 10), rows(10, 15), rows(20, 30), []][Number(searchParams.get("page"))],
      pages,
    );
    expect(failure).toMatchObject({ code: "SOURCE_ANSWER_BROKEN", message: expect.stringContaining("page 2 held only 5 rows") });
    expect(texts).toEqual([]);
  });

  test("fewer rows than announced are refused", async () => {
    const { failure } = await take(() => ({ total: 11, rows: rows(0, 10) }), { rows: "rows", total: "total" });
    expect(failure).toMatchObject({ code: "SOURCE_ANSWER_BROKEN", message: expect.stringContaining("11 rows were announced, 10 came") });
  });

  test("a walk in a circle is noticed", async () => {
    const { failure } = await take(() => ({ rows: rows(0, 1), next: "x" }), {
      rows: "rows",
      paging: { by: "token", path: "next", parameter: "t" },
    });
    expect(failure).toMatchObject({ code: "SOURCE_ANSWER_BROKEN", message: expect.stringContaining("leads back") });
  });

  test("too many requests: waits and goes on", async () => {
    const { portions } = await take((_, response, count) => {
      if (count > 1) return rows(0, 3);
      response.writeHead(429, { "retry-after": "0" }).end();
      return undefined;
    }, {});
    expect(portions.flat()).toHaveLength(3);
  });

  test("a secret that is refused is said so and not tried again", async () => {
    const { failure } = await take((_, response) => void response.writeHead(401).end(), {}, { secret: "s3cret" });
    expect(failure).toMatchObject({ code: "SOURCE_ACCESS_REFUSED" });
    expect(failure?.message).not.toContain("s3cret");
    expect(server?.asked.map(({ headers }) => headers.authorization)).toEqual(["s3cret"]);
  });

  test("the secret goes to the source alone: neither a link nor a redirect takes it elsewhere", async () => {
    const other = await serveJson(() => []);
    try {
      const link = await take(
        () => ({ rows: rows(0, 1), next: other.url }),
        { rows: "rows", paging: { by: "link", path: "next" } },
        { secret: "s" },
      );
      expect(link.failure).toMatchObject({ code: "SOURCE_ANSWER_BROKEN" });
      await server?.close();
      server = null;
      const moved = await take((_, response) => void response.writeHead(302, { location: other.url }).end(), {}, { secret: "s" });
      expect(moved.failure).toMatchObject({ code: "SOURCE_ANSWER_BROKEN" });
      expect(other.asked).toEqual([]);
    } finally {
      await other.close();
    }
  });

  test("settings that would leak or count twice are refused", () => {
    const check =
      (settings: HttpSettings, contract: SourceContract | null = CONTRACT) =>
      () =>
        connectorOf("http").check(settings, { secret: { from: "env", name: "YUEJIAN_SOURCE_X" }, contract });
    const none = { by: "none" } as const;
    for (const url of ["http://example.org/rows", "https://me:pw@example.org/rows", "file:///etc/passwd", "rows"])
      expect(check({ url, paging: none }), url).toThrow("SOURCE_SETTINGS_INVALID");
    expect(check({ url: "https://example.org/rows", paging: none })).not.toThrow();
    const paged: HttpSettings = { url: "https://example.org/rows", paging: { by: "page", parameter: "p", size: 1 } };
    expect(check(paged, { columns: CONTRACT.columns })).toThrow("key");
  });
});
