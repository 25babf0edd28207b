import type { Page } from "playwright-core";
import { demand } from "./expect.ts";
import { NEW_PASSWORD } from "./lead-path.ts";

export interface Place {
  /** For file names. */
  readonly name: string;
  readonly path: string;
  /** The calls that bring what the page is about, as a pattern of addresses; none where the page stands without. */
  readonly calls?: string;
  /** The page is a list, which may be empty. */
  readonly isList?: boolean;
}

/** Signs in without the form and replaces the first password, where that is still to be done. */
export async function enter(page: Page, address: string, { name, password }: { name: string; password: string }): Promise<void> {
  await page.goto(`${address}/sign-in`);
  const given = JSON.stringify({ name, first: password, next: NEW_PASSWORD });
  const done = await page.evaluate(`(async ({ name, first, next }) => {
    const send = (path, body, csrf = "") =>
      fetch(path, { method: "POST", headers: { "content-type": "application/json", "x-csrf": csrf }, body: JSON.stringify(body) });
    if ((await send("/api/session", { name, password: next })).ok) return 200;
    const entered = await send("/api/session", { name, password: first });
    if (!entered.ok) return entered.status;
    const { csrf } = await entered.json();
    return (await send("/api/session/password", { current: first, password: next }, csrf)).status;
  })(${given})`);
  demand(done === 200 || done === 204, `${name} could not sign in: ${String(done)}`);
}

async function run(page: Page, model: string): Promise<string> {
  const id = await page.evaluate(`(async () => {
    const { csrf } = await (await fetch("/api/session")).json();
    const headers = { "content-type": "application/json", "x-csrf": csrf };
    return (await (await fetch("/api/models/${model}/runs", { method: "POST", headers, body: "{}" })).json()).id;
  })()`);
  demand(typeof id === "string", "the model could not be run");
  return String(id);
}

/** Links what is there and waits; the case manager may. */
async function linkEntities(page: Page): Promise<void> {
  const status = await page.evaluate(`(async () => {
    if ((await fetch("/api/entities?limit=1")).ok) return "done";
    const { csrf } = await (await fetch("/api/session")).json();
    const headers = { "content-type": "application/json", "x-csrf": csrf };
    const job = await (await fetch("/api/entities/runs", { method: "POST", headers, body: "{}" })).json();
    for (let tries = 0; tries < 600; tries++) {
      const { status } = await (await fetch("/api/jobs/" + job.id)).json();
      if (status !== "queued" && status !== "running") return status;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    return "late";
  })()`);
  demand(status === "done", `entities were not linked: ${String(status)}`);
}

/** Has a text of a case checked; whose it is sees it. */
async function checkDocument(page: Page, handledCase: string): Promise<string> {
  const id = await page.evaluate(`(async () => {
    const { csrf } = await (await fetch("/api/session")).json();
    const headers = { "content-type": "application/json", "x-csrf": csrf };
    const text = "起诉书\\n被告人存入其银行帐户3200元元，触犯了《中华人民共和国刑法》第二百六十四条。";
    const sent = await fetch("/api/documents/checks", { method: "POST", headers, body: JSON.stringify({ text, name: "起诉书", case: "${handledCase}" }) });
    return (await sent.json()).check?.id;
  })()`);
  demand(typeof id === "string", "the document was not checked");
  return String(id);
}

/** Sends two files as a batch, of which one cannot be read, and waits. */
async function checkDocuments(page: Page): Promise<string> {
  const told = await page.evaluate(`(async () => {
    const { csrf } = await (await fetch("/api/session")).json();
    const headers = { "content-type": "application/json", "x-csrf": csrf };
    const begun = await fetch("/api/documents/batches", { method: "POST", headers, body: JSON.stringify({ name: "三月文书" }) });
    const { id } = await begun.json();
    const files = { "三月/笔录.txt": "讯问笔录\\n被讯问人存入其银行帐户3200元元。", "三月/损坏.docx": "PK" };
    for (const [path, text] of Object.entries(files)) {
      const form = new FormData();
      form.set("path", path);
      form.set("file", new Blob([text]), "file");
      await fetch("/api/documents/batches/" + id + "/files", { method: "POST", headers: { "x-csrf": csrf }, body: form });
    }
    await fetch("/api/documents/batches/" + id + "/start", { method: "POST", headers, body: "{}" });
    for (let tries = 0; tries < 600; tries++) {
      const { batch } = await (await fetch("/api/documents/batches/" + id)).json();
      if (batch.state === "done") return { id, checked: batch.files.checked, refused: batch.files.refused };
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    return { id: null };
  })()`);
  const { id, checked, refused } = told as { id: string | null; checked?: number; refused?: number };
  demand(id !== null && checked === 1 && refused === 1, `the batch was not checked: ${JSON.stringify(told)}`);
  return id as string;
}

/** Every page of the console, with an object to show. */
export async function places(page: Page): Promise<Place[]> {
  const idAt = async (path: string, member: string): Promise<string> => {
    const id = await page.evaluate(`fetch("${path}").then((answer) => answer.json()).then(({ items }) => items[0]?.${member})`);
    demand(typeof id === "string" || typeof id === "number", `${path} has nothing to show`);
    return String(id);
  };
  const lead = await idAt("/api/leads?limit=1", "id");
  const model = await idAt("/api/models", "id");
  // A job belongs to who started it: this one is the person's own.
  const job = await run(page, model);
  const supervisionCase = await idAt("/api/cases?limit=1", "id");
  const handledCase = await idAt("/api/casework/cases?limit=1", "id");
  const record = await idAt("/api/datasets/judgments/rows?limit=1", "ref");
  await linkEntities(page);
  const documentCheck = await checkDocument(page, handledCase);
  const documentBatch = await checkDocuments(page);
  const entity = await idAt("/api/entities?kind=person&limit=1", "entity");
  const checkpoint = await idAt("/api/ledger/checkpoints?limit=1", "size");
  return [
    { name: "work", path: "/work", calls: "**/api/work*", isList: true },
    { name: "leads", path: "/leads", calls: "**/api/leads?*", isList: true },
    { name: "lead", path: `/leads/${lead}`, calls: "**/api/leads/led_*" },
    { name: "cases", path: "/cases", calls: "**/api/cases?*", isList: true },
    { name: "case", path: `/cases/${supervisionCase}`, calls: "**/api/cases/cas_*" },
    { name: "handled-cases", path: "/cases/handled", calls: "**/api/casework/cases?*", isList: true },
    { name: "handled-case", path: `/cases/handled/${handledCase}`, calls: "**/api/casework/cases/hcs_*" },
    { name: "case-notices", path: "/cases/notices", calls: "**/api/casework/notices?*", isList: true },
    { name: "case-board", path: "/cases/board", calls: "**/api/cases/board*" },
    { name: "workload", path: "/cases/board?of=business", calls: "**/api/casework/board?*stage*" },
    { name: "case-process", path: "/cases/process", calls: "**/api/casework/process?*" },
    { name: "case-calendar", path: "/cases/calendar", calls: "**/api/calendar?*" },
    { name: "case-settings", path: "/cases/settings", calls: "**/api/instrument-kinds*" },
    { name: "pilots", path: "/cases/pilots", calls: "**/api/features" },
    // Not for whoever looks at the states of pages.
    { name: "case-imports", path: "/cases/imports" },
    { name: "wall", path: "/governance/wall", calls: "**/api/wall" },
    { name: "white-paper", path: "/governance/white-paper", calls: "**/api/white-papers/*" },
    { name: "suggestions", path: "/governance/suggestions", calls: "**/api/suggestions?*", isList: true },
    { name: "documents", path: "/documents", calls: "**/api/documents/checks?*", isList: true },
    { name: "document-check", path: `/documents/checks/${documentCheck}`, calls: "**/api/documents/checks/dck_*" },
    { name: "document-batches", path: "/documents/batches", calls: "**/api/documents/batches?*", isList: true },
    { name: "document-batch", path: `/documents/batches/${documentBatch}`, calls: "**/api/documents/batches/dbt_*" },
    { name: "document-examples", path: "/documents/examples" },
    { name: "document-folders", path: "/documents/folders" },
    { name: "document-figures", path: "/documents/statistics", calls: "**/api/documents/statistics*" },
    { name: "document-rules", path: "/documents/rules", calls: "**/api/documents/rules" },
    { name: "farmland", path: "/farmland", calls: "**/api/farmland/violations?*", isList: true },
    { name: "laws", path: "/laws?q=耕地", calls: "**/api/laws/search" },
    { name: "like-cases", path: `/laws/like?case=${supervisionCase}`, calls: "**/api/like-cases" },
    { name: "patterns", path: "/governance", calls: "**/api/patterns?*", isList: true },
    { name: "templates", path: "/cases/templates", calls: "**/api/instrument-templates?*" },
    { name: "datasets", path: "/data", calls: "**/api/datasets?*", isList: true },
    { name: "rows", path: "/data/judgments", calls: "**/rows?*", isList: true },
    { name: "quality", path: "/data/judgments?tab=quality", calls: "**/quality" },
    { name: "quarantine", path: "/data/persons?tab=quarantine", calls: "**/quarantine?*", isList: true },
    { name: "batches", path: "/data/judgments?tab=batches", calls: "**/api/datasets/judgments" },
    { name: "columns", path: "/data/judgments?tab=columns", calls: "**/api/catalogue/judgments" },
    { name: "lineage-tab", path: "/data/judgments?tab=lineage", calls: "**/api/lineage/judgments" },
    { name: "catalogue", path: "/data/catalogue", calls: "**/api/catalogue" },
    { name: "lineage", path: `/lineage/${lead}`, calls: "**/api/lineage/*" },
    { name: "import", path: "/data/import" },
    { name: "query", path: "/data/query", calls: "**/api/queries/tables" },
    { name: "search", path: "/data/search?q=敲诈", calls: "**/api/search" },
    { name: "retention", path: "/data/retention", calls: "**/api/retention/rules" },
    { name: "sources", path: "/data/sources", calls: "**/api/sources", isList: true },
    { name: "record", path: `/records/${record}`, calls: "**/api/records/*" },
    { name: "entities", path: "/data/entities", calls: "**/api/entities?*", isList: true },
    { name: "entity", path: `/data/entities/${entity}`, calls: "**/api/entities/per_*" },
    { name: "entity-reviews", path: "/data/entities/reviews", calls: "**/api/entities/reviews?*", isList: true },
    { name: "models", path: "/models", calls: "**/api/models?*", isList: true },
    { name: "detection", path: "/models/detection", calls: "**/api/detection" },
    { name: "model", path: `/models/${model}`, calls: `**/api/models/${model}` },
    { name: "checks", path: "/checks", calls: "**/api/checks?*", isList: true },
    { name: "chain", path: "/chain", calls: "**/api/ledger" },
    { name: "chain-entries", path: "/chain/entries", calls: "**/api/ledger/entries?*", isList: true },
    { name: "chain-entry", path: "/chain/entries/3", calls: "**/api/ledger/entries/3" },
    { name: "chain-checkpoints", path: "/chain/checkpoints", calls: "**/api/ledger/checkpoints?*", isList: true },
    { name: "chain-checkpoint", path: `/chain/checkpoints/${checkpoint}`, calls: `**/api/ledger/checkpoints/${checkpoint}` },
    { name: "chain-nodes", path: "/chain/nodes", calls: "**/api/ledger/nodes" },
    { name: "chain-anchors", path: "/chain/anchors", calls: "**/api/ledger/anchors?*", isList: true },
    { name: "chain-captures", path: "/chain/captures", calls: "**/api/captures?*", isList: true },
    { name: "verify", path: "/chain/verify" },
    { name: "jobs", path: "/jobs", calls: "**/api/jobs?*", isList: true },
    { name: "schedules", path: "/jobs/schedules", calls: "**/api/schedules" },
    { name: "job", path: `/jobs/${job}`, calls: "**/api/jobs/job_*" },
    ...["approvals", "seals", "corrections", "contests", "retention"].map((tab) => ({
      name: `safeguards-${tab}`,
      path: `/safeguards/${tab}`,
    })),
    { name: "reminders", path: "/reminders", calls: "**/api/reminders?*", isList: true },
    { name: "alert-rules", path: "/reminders/alerts", calls: "**/api/alerts", isList: true },
    { name: "reminder-settings", path: "/reminders/settings", calls: "**/api/notify/rules" },
    { name: "audit", path: "/audit", calls: "**/api/audit?*", isList: true },
  ];
}
