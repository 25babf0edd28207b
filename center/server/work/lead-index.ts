import { createHmac } from "node:crypto";
import type { Lead, LeadStatus } from "@yuejian/contracts";
import { dayInChina } from "@yuejian/oversight";
import { sql } from "kysely";
import type { NewRow, StoreTransaction } from "../store/index.ts";
import { addLeadWords, type Engine, removeLeadWords } from "../store/index.ts";

/** What a lead counts as. */
export interface Counted {
  readonly office: string;
  readonly business_line: string;
  readonly data_class: string;
  readonly model: string;
  readonly status: LeadStatus;
  readonly assignee: string | null;
}

/** The inbox's counters follow a change: what the leads were (`before`) and what they are (`after`). MUST be called in the transaction of every
 *  change of office, model, status or assignee. */
export async function moveCounts(trx: StoreTransaction, before: readonly Counted[], after: readonly Counted[]): Promise<void> {
  const moves = new Map<string, NewRow<"lead_counts">>();
  const add = (counted: Counted, by: number) => {
    const { office, business_line, data_class, model, status } = counted;
    const cell = { office, business_line, data_class, model, status, is_assigned: counted.assignee === null ? 0 : 1 };
    const key = JSON.stringify(Object.values(cell));
    moves.set(key, { ...cell, leads: (moves.get(key)?.leads ?? 0) + by });
  };
  for (const each of before) add(each, -1);
  for (const each of after) add(each, 1);
  const changed = [...moves.values()].filter(({ leads }) => leads !== 0);
  for (let start = 0; start < changed.length; start += 1000) {
    await trx
      .insertInto("lead_counts")
      .values(changed.slice(start, start + 1000))
      .onConflict((conflict) =>
        conflict
          .columns(["office", "business_line", "data_class", "model", "status", "is_assigned"])
          .doUpdateSet((build) => ({ leads: sql<number>`${build.ref("lead_counts.leads")} + ${build.ref("excluded.leads")}` })),
      )
      .execute();
  }
}

/** The months in which leads were found count them. MUST be called in the transaction that opens them. */
export async function countFound(
  trx: StoreTransaction,
  leads: readonly { readonly office: string; readonly business_line: string; readonly created_at: string }[],
): Promise<void> {
  const found = new Map<string, NewRow<"lead_months">>();
  for (const { office, business_line, created_at: at } of leads) {
    const row = { month: dayInChina(at).slice(0, 7), office, business_line };
    const key = JSON.stringify(Object.values(row));
    found.set(key, { ...row, leads: (found.get(key)?.leads ?? 0) + 1 });
  }
  if (found.size === 0) return;
  await trx
    .insertInto("lead_months")
    .values([...found.values()])
    .onConflict((conflict) =>
      conflict
        .columns(["month", "office", "business_line"])
        .doUpdateSet((build) => ({ leads: sql<number>`${build.ref("lead_months.leads")} + ${build.ref("excluded.leads")}` })),
    )
    .execute();
}

export interface Worded {
  readonly number: number;
  readonly lead: Pick<Lead, "subjectName" | "summary">;
}

const textsOf = ({ subjectName, summary }: Worded["lead"]) => [subjectName, summary.zh, summary.en];

/** New leads can be found by their words. */
export async function wordLeads(trx: StoreTransaction, engine: Engine, leads: readonly Worded[]): Promise<void> {
  await addLeadWords(
    trx,
    engine,
    leads.map(({ number, lead }) => ({ lead: number, texts: textsOf(lead) })),
  );
}

/** Leads whose name or summary changed are found by what they say now. */
export async function rewordLeads(trx: StoreTransaction, engine: Engine, leads: readonly Worded[]): Promise<void> {
  await removeLeadWords(
    trx,
    engine,
    leads.map(({ number }) => number),
  );
  await wordLeads(trx, engine, leads);
}

/** Kinds of links, by which leads are related; see RELATIONS. */
export type LinkKind = "subject" | "person" | "enterprise" | "address";

export interface LeadLink {
  readonly kind: LinkKind;
  readonly value: string;
}

/** Links of leads as rows: a keyed digest of each value, since the values are people's. */
export function linkRows(secret: Uint8Array, leads: readonly { readonly number: number; readonly links: readonly LeadLink[] }[]) {
  return leads.flatMap(({ number, links }) => {
    const keys = new Map(links.map((link) => [`${link.kind} ${linkKey(secret, link)}`, link] as const));
    return [...keys.entries()].map(([key, { kind }]) => ({ key: key.slice(kind.length + 1), kind, lead: number }));
  });
}

function linkKey(secret: Uint8Array, { kind, value }: LeadLink): string {
  return createHmac("sha256", secret)
    .update(`${kind}\0${value.normalize("NFKC").trim()}`)
    .digest("base64url")
    .slice(0, 20);
}

const SECRET = "links.secret";

/** The home's key for link digests, made when first needed. */
export async function linkSecret(trx: StoreTransaction, randomBytes: (size: number) => Uint8Array): Promise<Uint8Array> {
  const known = await trx.selectFrom("settings").select("value").where("name", "=", SECRET).executeTakeFirst();
  if (known) return Buffer.from(known.value, "hex");
  const secret = randomBytes(32);
  await trx
    .insertInto("settings")
    .values({ name: SECRET, value: Buffer.from(secret).toString("hex") })
    .execute();
  return secret;
}
