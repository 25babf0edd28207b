import { type BusinessLine, columnsOfCheck, type DatasetSchema, parseRowRef, qualityCheckText, type Text } from "@yuejian/contracts";
import { CATALOGUE_USES, type CatalogueUse } from "@yuejian/contracts/api";
import { sql } from "kysely";
import { type Actor, mayReadDataset, type Policy } from "../policy/index.ts";
import { rulesOf } from "../quality/index.ts";
import type { Reading } from "../store/index.ts";
import { type ModelLibrary, readSchemas } from "../work/index.ts";

export interface UsePorts {
  readonly db: Reading;
  readonly models: ModelLibrary;
  readonly policy: Policy;
  readonly actor: Actor;
}

/** Openings that are looked at, newest first. */
const MOST_OPENINGS = 2000;

/** Who and what has used a dataset and its columns: manifests and runs of models, rules of quality, and from ledger and audit what people opened, read
 *  and took out. Acts count for the reader's offices; names of people are for readers of the audit. */
export async function usesOf(ports: UsePorts, schema: DatasetSchema): Promise<CatalogueUse[]> {
  return [
    ...(await modelUses(ports, schema)),
    ...(await ruleUses(ports, schema)),
    ...(await openings(ports, schema)),
    ...(await exportsOf(ports, schema)),
    ...(await readings(ports, schema)),
  ];
}

async function modelUses({ db, models, policy, actor }: UsePorts, { id }: DatasetSchema): Promise<CatalogueUse[]> {
  const reading = [...models.values()].filter(({ manifest: { inputs, businessLine } }) => {
    const lines: readonly BusinessLine[] = [businessLine];
    return inputs.some(({ dataset }) => dataset === id) && policy.may(actor, "model.read", { businessLines: lines });
  });
  if (reading.length === 0) return [];
  const runs = await db
    .selectFrom("runs")
    .select(["model", sql<number>`count(*)`.as("times"), sql<string>`max(finished_at)`.as("last")])
    .where(
      "model",
      "in",
      reading.map(({ manifest }) => manifest.id),
    )
    .groupBy("model")
    .execute();
  return reading.map(({ manifest }) => {
    const ran = runs.find(({ model }) => model === manifest.id);
    const columns = manifest.inputs.flatMap((input) => (input.dataset === id ? input.columns : []));
    return {
      kind: "model",
      id: manifest.id,
      title: manifest.title,
      columns: [...new Set(columns)],
      times: ran?.times ?? 0,
      lastAt: ran?.last ?? null,
      by: null,
    };
  });
}

/** Rules of the dataset, and those of others that look into it, as far as these may be read. */
async function ruleUses({ db, policy, actor }: UsePorts, { id }: DatasetSchema): Promise<CatalogueUse[]> {
  const uses: CatalogueUse[] = [];
  for (const schema of (await readSchemas(db)).values()) {
    if (schema.id !== id && !mayReadDataset(policy, actor, schema)) continue;
    for (const { id: rule, check } of await rulesOf(db, schema)) {
      const isInto = check.kind === "foreign-key" && check.dataset === id;
      const columns = [...(schema.id === id ? columnsOfCheck(check) : []), ...(isInto ? [check.target] : [])];
      if (columns.length > 0)
        uses.push({ kind: "rule", id: rule, title: qualityCheckText(check, schema.columns), columns, times: 0, lastAt: null, by: null });
    }
  }
  return uses;
}

interface Act {
  readonly who: string;
  readonly office: string;
  readonly at: string;
  readonly columns: readonly string[];
}

/** Values that were opened for a purpose: what the ledger's contents say, by the batches of the records named. */
async function openings(ports: UsePorts, { id }: DatasetSchema): Promise<CatalogueUse[]> {
  const { db } = ports;
  const [rows, batches] = await Promise.all([
    db
      .selectFrom("outbox")
      .innerJoin("ledger_contents", "ledger_contents.sha256", "outbox.content_sha256")
      .select(["outbox.at", "outbox.organisation", "ledger_contents.content"])
      .where("outbox.type", "=", "record.revealed")
      .where("ledger_contents.content", "is not", null)
      .orderBy("outbox.id", "desc")
      .limit(MOST_OPENINGS)
      .execute(),
    db.selectFrom("batches").select("id").where("dataset", "=", id).execute(),
  ]);
  const own = new Set(batches.map((batch) => batch.id));
  const acts = rows.flatMap(({ at, organisation, content }): Act[] => {
    const said = JSON.parse(content ?? "{}") as { user?: string; references?: string[]; columns?: string[] };
    if (!(said.references ?? []).some((ref) => own.has(parseRowRef(ref)?.batch ?? ""))) return [];
    return [{ who: said.user ?? "", office: organisation ?? "", at, columns: said.columns ?? [] }];
  });
  return counted(ports, "reveal", acts);
}

async function exportsOf(ports: UsePorts, { id }: DatasetSchema): Promise<CatalogueUse[]> {
  const rows = await ports.db
    .selectFrom("exports")
    .innerJoin("users", "users.id", "exports.user")
    .select(["exports.outbox", "exports.user", "users.office", "exports.exported_at"])
    .where((build) =>
      build.exists(
        build
          .selectFrom("export_rows")
          .innerJoin("batches", "batches.id", "export_rows.batch")
          .select("export_rows.row")
          .whereRef("export_rows.outbox", "=", "exports.outbox")
          .where("batches.dataset", "=", id),
      ),
    )
    .execute();
  return counted(
    ports,
    "export",
    rows.map(({ user, office, exported_at: at }) => ({ who: user, office, at, columns: [] })),
  );
}

async function readings(ports: UsePorts, { id }: DatasetSchema): Promise<CatalogueUse[]> {
  const rows = await ports.db
    .selectFrom("audit")
    .select(["actor", "office", "at"])
    .where("action", "=", "data.read")
    .where("subject", "=", id)
    .where("outcome", "=", "done")
    .orderBy("id", "desc")
    .limit(MOST_OPENINGS)
    .execute();
  return counted(
    ports,
    "read",
    rows.map(({ actor, office, at }) => ({ who: actor, office, at, columns: [] })),
  );
}

/** Acts of one kind as one line. */
async function counted({ db, policy, actor }: UsePorts, kind: "reveal" | "export" | "read", all: readonly Act[]): Promise<CatalogueUse[]> {
  const acts = all.filter(({ office }) => policy.covers(actor, { office }));
  if (acts.length === 0) return [];
  const title: Text = CATALOGUE_USES[kind];
  const last = (some: readonly Act[]): string => some.reduce((newest, { at }) => (at > newest ? at : newest), "");
  const columns = [...new Set(acts.flatMap((act) => act.columns))].sort();
  return [
    { kind, id: null, title, columns, times: acts.length, lastAt: last(acts), by: policy.may(actor, "audit.read") ? await people() : null },
  ];

  async function people(): Promise<NonNullable<CatalogueUse["by"]>> {
    const byPerson = [...Map.groupBy(acts, ({ who }) => who)];
    const ids = byPerson.map(([who]) => who);
    const names = await db.selectFrom("users").select(["id", "display_name"]).where("id", "in", ids).execute();
    return byPerson.map(([who, theirs]) => ({
      name: names.find(({ id }) => id === who)?.display_name ?? who,
      times: theirs.length,
      lastAt: last(theirs),
    }));
  }
}
