import { once } from "node:events";
import { mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { request as httpRequest, type IncomingMessage } from "node:http";
import { join } from "node:path";
import { text as readText } from "node:stream/consumers";
import type { ErrorBody, JobView, Session } from "@yuejian/contracts/api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ATTEMPTS } from "../identity/index.ts";
import { writeJudgments } from "../testing/city.ts";
import { temporaryFolders } from "../testing/stores.ts";
import { createApp } from "./app.ts";
import { serve } from "./serve.ts";
import {
  answered,
  codeOf,
  cookieOf,
  openServedCity,
  type Person,
  personOf,
  type ServedCity,
  STAFF_PASSWORD,
} from "./testing/served-city.ts";

const folders = temporaryFolders();
let city: ServedCity;
let manager: Person;
beforeAll(async () => {
  city = await openServedCity({ engine: "sqlite", emptyFolder: folders, emptyUrl: folders }, { rows: 60 });
  manager = await city.signIn("case-manager");
});
afterAll(() => city.close());

describe("signing in", () => {
  const signIn = async (payload: object, headers = {}) => {
    const response = await city.web.inject({ method: "POST", url: "/api/session", payload, headers });
    return { ...answered<Session>(response), cookie: String(response.headers["set-cookie"]) };
  };

  it("gives a cookie that scripts and foreign sites do not get, and signing out ends it", async () => {
    const { body, cookie } = await signIn({ name: "clerk", password: STAFF_PASSWORD });
    expect(cookie).toMatch(/^yuejian=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Strict$/);
    expect(body.user).toMatchObject({ name: "clerk", role: "clerk" });
    expect(body.may).toContain("lead.read");
    expect(body.may).not.toContain("lead.assign");
    const clerk = personOf(city.web, cookieOf(cookie), body);
    expect((await clerk.get("/api/session")).status).toBe(200);
    const out = await city.web.inject({ method: "DELETE", url: "/api/session", headers: { cookie: clerk.cookie, "x-csrf": body.csrf } });
    expect(out.statusCode).toBe(204);
    expect(codeOf(await clerk.get("/api/session"))).toBe("SIGN_IN_NEEDED");
  });

  it("is refused without name or password, and locked after failures, with the same words for unknown names", async () => {
    for (const name of ["technician", "nobody"]) {
      for (let attempt = 0; attempt < ATTEMPTS; attempt++)
        expect(codeOf(await signIn({ name, password: "wrong wrong" }))).toBe("SIGN_IN_FAILED");
      const locked = await signIn({ name, password: STAFF_PASSWORD });
      expect([locked.status, codeOf(locked)]).toEqual([429, "SIGN_IN_LOCKED"]);
    }
    expect(codeOf(await signIn({ name: "clerk" }))).toBe("REQUEST_INVALID");
  });

  it("is needed for everything but the interface's description", async () => {
    for (const [url, status] of Object.entries({ "/api/leads": 401, "/api/work": 401, "/api/events": 401, "/api/openapi.json": 200 })) {
      expect((await city.web.inject({ method: "GET", url })).statusCode, url).toBe(status);
    }
  });

  it("demands a new password first, when somebody else set the present one", async () => {
    const user = {
      name: "new.person",
      displayName: "新人",
      role: "clerk",
      office: "junshan",
      businessLines: ["civil"],
      password: "set by operator",
    };
    expect(codeOf(await manager.post("/api/users", user))).toBe("NOT_ALLOWED");
    expect((await city.asLocal("POST", "/api/users", user)).status).toBe(201);
    expect(codeOf(await city.asLocal("POST", "/api/users", user))).toBe("USER_EXISTS");
    const { body, cookie } = await signIn({ name: "new.person", password: user.password });
    expect(body.mustSetPassword).toBe(true);
    const person = personOf(city.web, cookieOf(cookie), body);
    expect(codeOf(await person.get("/api/leads"))).toBe("PASSWORD_NEEDED");
    expect(codeOf(await person.post("/api/session/password", { password: "mine from now" }))).toBe("SIGN_IN_FAILED");
    expect((await person.post("/api/session/password", { current: user.password, password: "mine from now" })).status).toBe(204);
    expect((await person.get("/api/leads")).status).toBe(200);
  });
});

describe("foreign pages", () => {
  it("cannot change anything: no CSRF word, a foreign origin, a foreign host", async () => {
    const { cookie, session } = manager;
    const send = async (headers: Record<string, string>, host = "localhost") =>
      codeOf(answered(await city.web.inject({ method: "POST", url: "/api/jobs/job_x/cancel", headers: { host, cookie, ...headers } })));
    expect(await send({ "x-csrf": session.csrf })).toBe("JOB_UNKNOWN");
    expect(await send({})).toBe("ORIGIN_REFUSED");
    expect(await send({ "x-csrf": "guess" })).toBe("ORIGIN_REFUSED");
    expect(await send({ "x-csrf": session.csrf, origin: "https://evil.example" })).toBe("ORIGIN_REFUSED");
    expect(await send({ "x-csrf": session.csrf, origin: "http://localhost" })).toBe("JOB_UNKNOWN");
    expect(await send({ "x-csrf": session.csrf, "sec-fetch-site": "cross-site" })).toBe("ORIGIN_REFUSED");
    for (const host of ["evil.example", "evil.example:7600", "localhost.evil.example", "[::1"])
      expect(await send({ "x-csrf": session.csrf }, host), host).toBe("ORIGIN_REFUSED");
    for (const host of ["127.0.0.1:7600", "[::1]:7600", "localhost:7600", "192.168.1.5"])
      expect(await send({ "x-csrf": session.csrf }, host), host).toBe("JOB_UNKNOWN");
  });

  it("cannot frame, sniff or script: headers on every answer", async () => {
    for (const url of ["/api/leads", "/", "/api/nothing"]) {
      const { headers } = await city.web.inject({ method: "GET", url });
      expect(headers["content-security-policy"], url).toMatch(/default-src 'self';.*frame-ancestors 'none'/);
      expect(headers["content-security-policy"]).not.toMatch(/script-src[^;]*unsafe-inline/);
      expect(headers).toMatchObject({ "x-content-type-options": "nosniff", "x-frame-options": "DENY", "referrer-policy": "no-referrer" });
    }
    expect((await manager.get("/api/leads")).headers["cache-control"]).toBe("no-store");
  });

  it("cannot act as somebody: x-act-as counts only on this machine's own socket", async () => {
    const response = await city.web.inject({ method: "GET", url: "/api/session", headers: { "x-act-as": "operator" } });
    expect(response.statusCode).toBe(401);
    expect((await city.asLocal<Session>("GET", "/api/session", undefined, "analyst")).body.user.name).toBe("analyst");
    expect((await city.asLocal<Session>("GET", "/api/session")).body.user.name).toBe("operator");
    expect(codeOf(await city.asLocal("GET", "/api/session", undefined, "nobody"))).toBe("USER_UNKNOWN");
  });
});

describe("bad requests", () => {
  it("are answered with code, kind and words in two languages", async () => {
    const answer = await manager.post<ErrorBody>("/api/leads/led_x/commands", { version: 1, command: { action: "burn" } });
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ code: "REQUEST_INVALID", kind: "input", parameters: { where: "body.command.action" } });
    expect(answer.body.text.zh).toBe("请求的 body.command.action 有误：只能是 assign, verify, dismiss, file, reopen, comment");
    expect(answer.body.text.en).toBe(
      "The request is wrong at body.command.action: must be one of assign, verify, dismiss, file, reopen, comment",
    );
  });

  it("of every kind leave a message, not a stack", async () => {
    const raw = (payload: string, type = "application/json") =>
      city.web.inject({
        method: "POST",
        url: "/api/purposes",
        payload,
        headers: { cookie: manager.cookie, "x-csrf": manager.session.csrf, "content-type": type },
      });
    for (const response of [
      await raw("{"),
      await raw(""),
      await raw("<a/>", "text/xml"),
      await raw(`{"__proto__": {"a": 1}, "subject": "x"}`),
    ]) {
      expect([response.statusCode, response.json<ErrorBody>().code]).toEqual([400, "REQUEST_INVALID"]);
    }
    expect(codeOf(await manager.get("/api/nothing"))).toBe("NOT_FOUND");
    expect(codeOf(await manager.get("/api/leads/%00"))).toBe("LEAD_UNKNOWN");
    expect(codeOf(await manager.get("/api/records/bat_x:0"))).toBe("REQUEST_INVALID");
    expect(codeOf(await manager.get("/api/datasets/none"))).toBe("DATASET_UNKNOWN");
    expect(codeOf(await manager.get("/api/datasets/judgments/rows?column=none"))).toBe("REQUEST_INVALID");
    expect(codeOf(await manager.get("/api/leads?limit=1000"))).toBe("REQUEST_INVALID");
    const large = answered(await raw(JSON.stringify({ subject: "x".repeat(9 * 1024 ** 2) })));
    expect([large.status, codeOf(large)]).toEqual([413, "UPLOAD_TOO_LARGE"]);
  });
});

describe("files", () => {
  const upload = async (name: string, content: string, fields: Record<string, string>, app = city.web) => {
    const boundary = "----yuejian";
    const parts = Object.entries(fields).map(
      ([key, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${key}"\r\n\r\n${value}\r\n`,
    );
    const file = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: text/csv\r\n\r\n${content}\r\n--${boundary}--\r\n`;
    const headers = { cookie: manager.cookie, "x-csrf": manager.session.csrf, "content-type": `multipart/form-data; boundary=${boundary}` };
    return answered<JobView>(await app.inject({ method: "POST", url: "/api/intake/upload", payload: parts.join("") + file, headers }));
  };

  it("sent by a browser go through the same intake, under the sender's name for them", async () => {
    const { file } = await writeJudgments(await folders(), { name: "more.csv", rows: 20, first: 500 });
    const answer = await upload("../../裁判 文书.csv", await readFile(file, "utf8"), { dataset: "judgments" });
    expect(answer.status, answer.text).toBe(202);
    const job = await city.finished(answer.body);
    expect(job.result).toMatchObject({ status: "committed", rowsAccepted: 19, file: { name: "裁判 文书.csv" } });
    const scratch = await stat(city.home.paths.scratch);
    expect(scratch.isDirectory()).toBe(true);
  });

  it("are refused when they name no dataset or unknown fields, are too large or missing", async () => {
    expect(codeOf(await upload("a.csv", "x", {}))).toBe("REQUEST_INVALID");
    expect(codeOf(await upload("a.csv", "x", { dataset: "judgments", path: "/etc/passwd" }))).toBe("REQUEST_INVALID");
    expect(codeOf(await manager.post("/api/intake/upload", { dataset: "judgments" }))).toBe("REQUEST_INVALID");
    const small = await createApp(city.home, { uploadLimit: 1000, logLevel: "silent" });
    const answer = await upload("a.csv", "x".repeat(5000), { dataset: "judgments" }, small);
    expect([answer.status, codeOf(answer)]).toEqual([413, "UPLOAD_TOO_LARGE"]);
    await small.close();
  });

  it("named by path may be fenced in", async () => {
    const [inside, outside] = [await folders(), await folders()];
    await writeJudgments(outside, { name: "out.csv", rows: 3, first: 900 });
    const fenced = await createApp(city.home, { local: true, intakeFolders: [inside], logLevel: "silent" });
    const payload = { path: join(outside, "out.csv"), dataset: "judgments" };
    expect(codeOf(answered(await fenced.inject({ method: "POST", url: "/api/intake", payload })))).toBe("FILE_OUTSIDE_FOLDER");
    await fenced.close();
    expect(codeOf(await city.asLocal("POST", "/api/intake", { path: join(outside, "none.csv"), dataset: "judgments" }))).toBe(
      "FILE_NOT_FOUND",
    );
  });
});

describe("the interface describes itself", () => {
  it("as OpenAPI 3.1 with every route, its schemas and its admission", async () => {
    const api = (await city.web.inject({ method: "GET", url: "/api/openapi.json" })).json<{
      openapi: string;
      paths: Record<string, Record<string, { description?: string; responses: object }>>;
    }>();
    expect(api.openapi).toBe("3.1.0");
    const routes = Object.entries(api.paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method} ${path}`));
    expect(routes.sort()).toMatchInlineSnapshot(`
      [
        "delete /api/farmland/uploads/{upload}",
        "delete /api/session",
        "get /api/accounts",
        "get /api/accounts/{user}",
        "get /api/alerts",
        "get /api/approvals",
        "get /api/audit",
        "get /api/calendar",
        "get /api/calendar.ics",
        "get /api/captures",
        "get /api/captures/{capture}/document",
        "get /api/case-clocks",
        "get /api/case-shares",
        "get /api/cases",
        "get /api/cases/board",
        "get /api/cases/{case}",
        "get /api/cases/{case}/effect",
        "get /api/cases/{case}/files/{file}/content",
        "get /api/cases/{case}/handlers",
        "get /api/cases/{case}/instrument",
        "get /api/cases/{case}/instrument/content",
        "get /api/cases/{case}/moves",
        "get /api/cases/{case}/papers/{paper}",
        "get /api/cases/{case}/papers/{paper}/content",
        "get /api/casework/board",
        "get /api/casework/calendar",
        "get /api/casework/cases",
        "get /api/casework/cases/{case}",
        "get /api/casework/cases/{case}/steps",
        "get /api/casework/clocks",
        "get /api/casework/imports",
        "get /api/casework/imports/{import}",
        "get /api/casework/notices",
        "get /api/casework/process",
        "get /api/casework/process/cases",
        "get /api/casework/rules",
        "get /api/casework/steps/{step}/document",
        "get /api/casework/steps/{step}/document/content",
        "get /api/catalogue",
        "get /api/catalogue/search",
        "get /api/catalogue/{dataset}",
        "get /api/catalogue/{dataset}/notes",
        "get /api/checks",
        "get /api/checks/{check}",
        "get /api/contests",
        "get /api/corrections",
        "get /api/datasets",
        "get /api/datasets/{dataset}",
        "get /api/datasets/{dataset}/quality",
        "get /api/datasets/{dataset}/quality/history",
        "get /api/datasets/{dataset}/quarantine",
        "get /api/datasets/{dataset}/rows",
        "get /api/detection",
        "get /api/devices",
        "get /api/documents/batches",
        "get /api/documents/batches/{batch}",
        "get /api/documents/batches/{batch}/documents",
        "get /api/documents/batches/{batch}/report",
        "get /api/documents/cases",
        "get /api/documents/checks",
        "get /api/documents/checks/{check}",
        "get /api/documents/checks/{check}/document",
        "get /api/documents/effect",
        "get /api/documents/evaluation",
        "get /api/documents/examples",
        "get /api/documents/examples/list",
        "get /api/documents/keys",
        "get /api/documents/rules",
        "get /api/documents/statistics",
        "get /api/documents/watches",
        "get /api/documents/watches/{watch}",
        "get /api/entities",
        "get /api/entities/decisions",
        "get /api/entities/mappings",
        "get /api/entities/reviews",
        "get /api/entities/reviews/{review}",
        "get /api/entities/runs",
        "get /api/entities/{entity}",
        "get /api/entities/{entity}/evidence",
        "get /api/events",
        "get /api/exports/{export}/file",
        "get /api/exports/{export}/manifest",
        "get /api/farmland/checks",
        "get /api/farmland/checks/{check}",
        "get /api/farmland/checks/{check}/files/{sha256}",
        "get /api/farmland/restorations/{restoration}",
        "get /api/farmland/runs",
        "get /api/farmland/runs/{run}",
        "get /api/farmland/runs/{run}/curve",
        "get /api/farmland/runs/{run}/map",
        "get /api/farmland/runs/{run}/parts",
        "get /api/farmland/runs/{run}/pictures/{date}",
        "get /api/farmland/uploads",
        "get /api/farmland/uploads/{upload}",
        "get /api/farmland/violations",
        "get /api/farmland/violations/{violation}",
        "get /api/farmland/violations/{violation}/pictures/{which}",
        "get /api/farmland/violations/{violation}/report",
        "get /api/features",
        "get /api/health",
        "get /api/inbox/views",
        "get /api/instrument-kinds",
        "get /api/instrument-templates",
        "get /api/instrument-templates/{kind}/versions/{version}",
        "get /api/jobs",
        "get /api/jobs/{job}",
        "get /api/judgments/imports",
        "get /api/judgments/{judgment}",
        "get /api/laws",
        "get /api/laws/article-history",
        "get /api/laws/assistant",
        "get /api/laws/citation-counts",
        "get /api/laws/cited-by",
        "get /api/laws/collections",
        "get /api/laws/collections/{collection}",
        "get /api/laws/collections/{collection}/document",
        "get /api/laws/differences",
        "get /api/laws/history",
        "get /api/laws/imports",
        "get /api/laws/imports/{import}",
        "get /api/laws/notices",
        "get /api/laws/notices/{notice}",
        "get /api/laws/rules",
        "get /api/laws/suggestions",
        "get /api/laws/text",
        "get /api/leads",
        "get /api/leads/{lead}",
        "get /api/leads/{lead}/attachments",
        "get /api/leads/{lead}/attachments/{attachment}/content",
        "get /api/leads/{lead}/bundle",
        "get /api/leads/{lead}/comments",
        "get /api/leads/{lead}/counsel",
        "get /api/leads/{lead}/history",
        "get /api/leads/{lead}/mentionable",
        "get /api/leads/{lead}/proof",
        "get /api/leads/{lead}/related",
        "get /api/leads/{lead}/safeguards",
        "get /api/leads/{lead}/tasks",
        "get /api/ledger",
        "get /api/ledger/anchoring",
        "get /api/ledger/anchors",
        "get /api/ledger/checkpoint",
        "get /api/ledger/checkpoints",
        "get /api/ledger/checkpoints/{size}",
        "get /api/ledger/digests/{digest}",
        "get /api/ledger/entries",
        "get /api/ledger/entries/{index}",
        "get /api/ledger/evidence",
        "get /api/ledger/evidence/{evidence}",
        "get /api/ledger/finality",
        "get /api/ledger/nodes",
        "get /api/ledger/nodes/{node}/periods",
        "get /api/ledger/sm",
        "get /api/ledger/sm/checkpoint",
        "get /api/ledger/timestamps",
        "get /api/lineage/{subject}",
        "get /api/mappings",
        "get /api/models",
        "get /api/models/{model}",
        "get /api/models/{model}/accuracy",
        "get /api/models/{model}/samples",
        "get /api/notify/channels",
        "get /api/notify/messages",
        "get /api/notify/rules",
        "get /api/openapi.json",
        "get /api/operations",
        "get /api/operations/{operation}",
        "get /api/operations/{operation}/results",
        "get /api/pattern-causes",
        "get /api/patterns",
        "get /api/patterns/{pattern}",
        "get /api/pilots",
        "get /api/pilots/{pilot}/comparison",
        "get /api/portal",
        "get /api/proofs/{ref}",
        "get /api/proofs/{ref}/certificate",
        "get /api/proofs/{ref}/tlog",
        "get /api/queries",
        "get /api/queries/tables",
        "get /api/queries/{query}",
        "get /api/records/{ref}",
        "get /api/records/{ref}/proof",
        "get /api/reminders",
        "get /api/reminders/preferences",
        "get /api/retention",
        "get /api/retention/deletions/{run}",
        "get /api/retention/journal",
        "get /api/retention/rules",
        "get /api/saved-queries",
        "get /api/saved-queries/{query}/versions",
        "get /api/schedules",
        "get /api/seals",
        "get /api/session",
        "get /api/sources",
        "get /api/sources/alerts",
        "get /api/sources/{source}",
        "get /api/sources/{source}/loads",
        "get /api/suggestions",
        "get /api/users",
        "get /api/wall",
        "get /api/white-papers/{year}",
        "get /api/white-papers/{year}/document",
        "get /api/work",
        "post /api/accounts/{user}",
        "post /api/accounts/{user}/reset",
        "post /api/accounts/{user}/restore",
        "post /api/accounts/{user}/suspend",
        "post /api/alerts",
        "post /api/alerts/{rule}/remove",
        "post /api/approvals",
        "post /api/approvals/{approval}/decision",
        "post /api/backup",
        "post /api/batches/{batch}/retry",
        "post /api/batches/{batch}/withdraw",
        "post /api/captures",
        "post /api/case-clocks/recompute",
        "post /api/case-shares",
        "post /api/cases/{case}/commands",
        "post /api/cases/{case}/document-checks",
        "post /api/cases/{case}/files",
        "post /api/cases/{case}/papers",
        "post /api/cases/{case}/preview",
        "post /api/cases/{case}/reply-links",
        "post /api/cases/{case}/reply-links/{link}/revoke",
        "post /api/cases/{case}/undo",
        "post /api/casework/cases/{case}/steps",
        "post /api/casework/clocks/recompute",
        "post /api/casework/imports",
        "post /api/casework/imports/check",
        "post /api/casework/imports/upload",
        "post /api/casework/notices/{notice}/answer",
        "post /api/casework/steps/{step}/commands",
        "post /api/casework/steps/{step}/document-checks",
        "post /api/casework/uploads",
        "post /api/casework/uploads/{upload}/check",
        "post /api/casework/uploads/{upload}/import",
        "post /api/catalogue/{dataset}/notes",
        "post /api/checks/{check}",
        "post /api/contests",
        "post /api/contests/{contest}/decision",
        "post /api/contests/{contest}/reviewer",
        "post /api/corrections",
        "post /api/corrections/{correction}/decision",
        "post /api/datasets/{dataset}/quality/measure",
        "post /api/datasets/{dataset}/quality/rules",
        "post /api/demo/approvals",
        "post /api/demo/staff",
        "post /api/detection/{model}",
        "post /api/devices",
        "post /api/devices/{device}/revoke",
        "post /api/doctor",
        "post /api/documents/batches",
        "post /api/documents/batches/{batch}/erase",
        "post /api/documents/batches/{batch}/files",
        "post /api/documents/batches/{batch}/start",
        "post /api/documents/checks",
        "post /api/documents/checks/upload",
        "post /api/documents/checks/{check}/decisions",
        "post /api/documents/checks/{check}/erase",
        "post /api/documents/keys",
        "post /api/documents/keys/{key}/revoke",
        "post /api/documents/rules/{rule}",
        "post /api/documents/settings",
        "post /api/documents/system-checks",
        "post /api/documents/system-checks/upload",
        "post /api/documents/watches",
        "post /api/documents/watches/{watch}",
        "post /api/entities/decisions",
        "post /api/entities/decisions/{decision}/undo",
        "post /api/entities/mappings/{dataset}",
        "post /api/entities/runs",
        "post /api/farmland/cases",
        "post /api/farmland/checks",
        "post /api/farmland/checks/{check}/files/{sha256}",
        "post /api/farmland/checks/{check}/record",
        "post /api/farmland/checks/{check}/withdraw",
        "post /api/farmland/folders",
        "post /api/farmland/restorations",
        "post /api/farmland/runs",
        "post /api/farmland/uploads",
        "post /api/farmland/uploads/{upload}/check",
        "post /api/farmland/uploads/{upload}/files",
        "post /api/features/{feature}",
        "post /api/files/moves",
        "post /api/flags/{flag}/resolve",
        "post /api/inbox/views",
        "post /api/inbox/views/default",
        "post /api/inbox/views/{view}",
        "post /api/inbox/views/{view}/remove",
        "post /api/instrument-kinds/{kind}/levels",
        "post /api/instrument-templates/{kind}",
        "post /api/instrument-templates/{kind}/preview",
        "post /api/intake",
        "post /api/intake/preview",
        "post /api/intake/upload",
        "post /api/jobs/{job}/cancel",
        "post /api/jobs/{job}/retry",
        "post /api/judgments/imports",
        "post /api/lake/indexes",
        "post /api/lake/loads",
        "post /api/laws/answers",
        "post /api/laws/assistant",
        "post /api/laws/charges",
        "post /api/laws/citations",
        "post /api/laws/collections",
        "post /api/laws/collections/{collection}",
        "post /api/laws/collections/{collection}/items",
        "post /api/laws/collections/{collection}/items/{item}",
        "post /api/laws/collections/{collection}/items/{item}/removal",
        "post /api/laws/collections/{collection}/order",
        "post /api/laws/collections/{collection}/removal",
        "post /api/laws/history",
        "post /api/laws/history/removal",
        "post /api/laws/imports",
        "post /api/laws/imports/upload",
        "post /api/laws/notices/{notice}/decision",
        "post /api/laws/search",
        "post /api/laws/search/document",
        "post /api/leads/bulk",
        "post /api/leads/bulk/preview",
        "post /api/leads/{lead}/attachments",
        "post /api/leads/{lead}/attachments/{attachment}/withdraw",
        "post /api/leads/{lead}/commands",
        "post /api/leads/{lead}/comments",
        "post /api/leads/{lead}/comments/{comment}",
        "post /api/leads/{lead}/comments/{comment}/withdraw",
        "post /api/leads/{lead}/tasks",
        "post /api/leads/{lead}/tasks/{task}/cancel",
        "post /api/leads/{lead}/tasks/{task}/report",
        "post /api/ledger/anchoring",
        "post /api/ledger/anchoring/now",
        "post /api/ledger/files",
        "post /api/ledger/fsck",
        "post /api/ledger/timestamps",
        "post /api/ledger/timestamps/request",
        "post /api/like-cases",
        "post /api/mappings",
        "post /api/mappings/{mapping}/remove",
        "post /api/mentions/read",
        "post /api/models/{model}/runs",
        "post /api/models/{model}/samples",
        "post /api/models/{model}/test",
        "post /api/notify/channels",
        "post /api/notify/channels/{channel}/remove",
        "post /api/notify/channels/{channel}/test",
        "post /api/notify/hosts",
        "post /api/notify/messages/{message}/retry",
        "post /api/notify/rules",
        "post /api/notify/run",
        "post /api/operations/{operation}/undo",
        "post /api/pattern-causes/{rule}",
        "post /api/patterns/searches",
        "post /api/patterns/{pattern}/dismiss",
        "post /api/patterns/{pattern}/propose",
        "post /api/patterns/{pattern}/reopen",
        "post /api/pilots",
        "post /api/pilots/{pilot}/end",
        "post /api/pilots/{pilot}/withdraw",
        "post /api/portal/files",
        "post /api/portal/items/{item}",
        "post /api/portal/reply",
        "post /api/purposes",
        "post /api/quality/rules/{rule}/remove",
        "post /api/queries",
        "post /api/queries/estimate",
        "post /api/queries/export",
        "post /api/queries/{query}/cancel",
        "post /api/reminders/preferences",
        "post /api/reminders/read",
        "post /api/retention",
        "post /api/retention/deletions",
        "post /api/retention/expire",
        "post /api/retention/plan",
        "post /api/retention/repeat",
        "post /api/retention/rules",
        "post /api/retention/rules/{rule}/end",
        "post /api/saved-queries",
        "post /api/saved-queries/{query}",
        "post /api/saved-queries/{query}/remove",
        "post /api/schedules",
        "post /api/schedules/{schedule}",
        "post /api/schedules/{schedule}/remove",
        "post /api/schedules/{schedule}/run",
        "post /api/seals",
        "post /api/seals/{seal}/lift",
        "post /api/search",
        "post /api/session",
        "post /api/session/password",
        "post /api/sources",
        "post /api/sources/alerts/{alert}/acknowledge",
        "post /api/sources/look",
        "post /api/sources/{source}",
        "post /api/sources/{source}/remove",
        "post /api/sources/{source}/run",
        "post /api/uploads",
        "post /api/uploads/{upload}/discard",
        "post /api/uploads/{upload}/load",
        "post /api/uploads/{upload}/preview",
        "post /api/users",
        "post /api/white-papers/{year}",
      ]
    `);
    for (const [path, methods] of Object.entries(api.paths)) {
      for (const [method, { description, responses }] of Object.entries(methods)) {
        expect(description, `${method} ${path}`).toMatch(/^Admission: /);
        expect(Object.keys(responses).length).toBeGreaterThan(0);
      }
    }
  });
});

describe("the console", () => {
  it("is served with its page for every address of it, and kept files only where the name carries a digest", async () => {
    const consoleFolder = await folders();
    await mkdir(join(consoleFolder, "assets"));
    await writeFile(join(consoleFolder, "index.html"), "<!doctype html><title>岳检</title>");
    await writeFile(join(consoleFolder, "assets", "main-abc123.js"), "1");
    const app = await createApp(city.home, { consoleFolder, logLevel: "silent" });
    const get = (url: string, accept = "text/html") => app.inject({ method: "GET", url, headers: { accept } });
    expect((await get("/")).headers["cache-control"]).toBe("no-cache");
    for (const url of ["/leads/led_1?x=1", "/sign-in?token=abc"]) expect((await get(url)).body).toContain("岳检");
    expect((await get("/assets/main-abc123.js")).headers["cache-control"]).toContain("immutable");
    expect((await get("/assets/old.js")).statusCode).toBe(404);
    expect((await get("/api/none")).json<ErrorBody>().code).toBe("NOT_FOUND");
    expect((await get("/..%2f..%2fetc/passwd")).body).not.toContain("root:");
    await app.close();
  });
});

describe("events", () => {
  it("tell of jobs that the caller may see, as they change, and again after an interruption", async () => {
    const server = await serve(city.home, { port: 0, logLevel: "silent" });
    const analyst = await city.signIn("analyst");
    const listen = async (cookie: string, headers = {}) => {
      const sent = httpRequest(`${server.address}/api/events`, { headers: { cookie, ...headers } });
      sent.end();
      const [response] = (await once(sent, "response")) as [IncomingMessage];
      let text = "";
      response.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
      const until = async (pattern: RegExp) => {
        while (!pattern.test(text)) await once(response, "data");
        return text;
      };
      return { response, until, text: () => text, end: () => sent.destroy() };
    };
    const [mine, other] = [await listen(analyst.cookie), await listen(manager.cookie)];
    expect(mine.response.headers["content-type"]).toBe("text/event-stream; charset=utf-8");
    expect(mine.response.headers["x-content-type-options"]).toBe("nosniff");
    const job = (await analyst.post<JobView>("/api/models/wrong-fines/runs", {})).body;
    const text = await mine.until(/"status":"done"/);
    expect(text).toContain(`"id":"${job.id}"`);
    expect(text).toMatch(/^id: \d{4}-.*Z\nevent: job\ndata: \{/m);
    expect(other.text()).not.toContain(job.id);
    mine.end();
    const again = await listen(analyst.cookie, { "last-event-id": job.createdAt });
    await again.until(/"status":"done"/);
    await server.close();
    expect(again.response.destroyed || again.response.readableEnded || (await once(again.response, "end"))).toBeTruthy();
  });
});

describe("serving", () => {
  it("listens on loopback and on a socket for the owner alone, prints a link that works once, and stops cleanly", async () => {
    const server = await serve(city.home, { port: 0, logLevel: "silent" });
    expect(server.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const socketPath = join(city.home.folder, "run", "yuejian.sock");
    expect((await stat(socketPath)).mode & 0o777).toBe(0o600);
    const sent = httpRequest({ socketPath, path: "/api/session" });
    sent.end();
    const [response] = (await once(sent, "response")) as [IncomingMessage];
    expect(JSON.parse(await readText(response))).toMatchObject({ user: { name: "operator" } });

    const token = new URL(server.signInLink ?? "").searchParams.get("token");
    const use = () =>
      fetch(`${server.address}/api/session`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ token }),
      });
    const first = await use();
    expect(first.status).toBe(200);
    expect(await first.json()).toMatchObject({ user: { name: "operator" }, mustSetPassword: true });
    expect(await (await use()).json()).toMatchObject({ code: "LINK_EXPIRED" });

    await expect(serve(city.home, { port: Number(new URL(server.address).port), logLevel: "silent" })).rejects.toMatchObject({
      code: "ADDRESS_IN_USE",
    });
    await server.close();
    await expect(fetch(`${server.address}/api/health`)).rejects.toThrow();
    expect((await city.asLocal("POST", "/api/session/password", { password: "of the operator" })).status).toBe(204);
    const later = await serve(city.home, { port: 0, logLevel: "silent" });
    expect(later.signInLink).toBeNull();
    await later.close();
  });
});
