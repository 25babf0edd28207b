import { hash } from "node:crypto";
import { type Clock, canonicalJson, type DatasetSchema, type Office, YUEYANG_OFFICES, YuejianError } from "@yuejian/contracts";
import { DICTIONARY } from "@yuejian/contracts/dictionary";
import type { Outbox } from "../outbox/index.ts";
import type { Reading, Store, StoreTransaction } from "../store/index.ts";

export interface HomeFacts {
  /** 32 hexadecimal digits, made with the home. */
  readonly id: string;
  /** Name of the home's ledger, in every signature on it. */
  readonly origin: string;
  readonly createdAt: string;
}

interface SeedPorts {
  readonly store: Store;
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly randomBytes: (size: number) => Uint8Array;
}

/** Gives an empty store its id, offices and dictionary, with the statement that the home was made; gives a later dictionary its new datasets. */
export function seedHome(ports: SeedPorts): Promise<HomeFacts> {
  return ports.store.write(async (trx) => {
    const known = await readHomeFacts(trx);
    const facts = known ?? (await createHome(trx, ports));
    if (known) await addDatasets(trx, ports);
    return facts;
  });
}

export async function readHomeFacts(db: Reading): Promise<HomeFacts | null> {
  const rows = await db.selectFrom("settings").selectAll().where("name", "like", "home.%").execute();
  const value = (name: string) => rows.find((row) => row.name === `home.${name}`)?.value;
  const [id, origin, createdAt] = [value("id"), value("origin"), value("createdAt")];
  return id === undefined || origin === undefined || createdAt === undefined ? null : { id, origin, createdAt };
}

export async function readOffices(db: Reading): Promise<Office[]> {
  const rows = await db.selectFrom("offices").selectAll().orderBy("region_code").execute();
  return rows.map(({ id, region_code: regionCode, parent, name_zh: zh, name_en: en }) => ({ id, regionCode, parent, name: { zh, en } }));
}

/** The office at the head, which speaks for the home itself. */
export function headOffice(offices: readonly Office[]): Office {
  const head = offices.find(({ parent }) => parent === null);
  if (!head) throw new YuejianError("STORE_FAILED", { reason: "no office stands at the head" });
  return head;
}

async function createHome(trx: StoreTransaction, { outbox, clock, randomBytes }: SeedPorts): Promise<HomeFacts> {
  const id = Buffer.from(randomBytes(16)).toString("hex");
  const facts = { id, origin: `yuejian.local/${id}`, createdAt: new Date(clock.now()).toISOString() };
  const settings = Object.entries(facts).map(([name, value]) => ({ name: `home.${name}`, value }));
  await trx.insertInto("settings").values(settings).execute();
  const offices = YUEYANG_OFFICES.map(({ id: office, regionCode, parent, name }) => ({
    id: office,
    region_code: regionCode,
    parent,
    name_zh: name.zh,
    name_en: name.en,
  }));
  await trx.insertInto("offices").values(offices).execute();
  const datasets = DICTIONARY.map((schema) => ({ ...datasetRow(schema, facts.createdAt), outbox: null }));
  await trx.insertInto("datasets").values(datasets).execute();
  await outbox.record(trx, {
    type: "home.created",
    subject: id,
    organisation: headOffice(YUEYANG_OFFICES).id,
    content: {
      ...facts,
      offices: YUEYANG_OFFICES,
      datasets: Object.fromEntries(DICTIONARY.map((schema) => [schema.id, hash("sha256", canonicalJson(schema), "hex")])),
    },
  });
  return facts;
}

async function addDatasets(trx: StoreTransaction, { outbox, clock }: SeedPorts): Promise<void> {
  const now = new Date(clock.now()).toISOString();
  const rows = await trx.selectFrom("datasets").select(["id", "version"]).execute();
  const versions = new Map(rows.map(({ id, version }) => [id, version]));
  for (const schema of DICTIONARY) {
    const version = versions.get(schema.id);
    if (version !== undefined && version >= schema.version) continue;
    const entry = await outbox.record(trx, {
      type: "dataset.created",
      subject: schema.id,
      organisation: headOffice(YUEYANG_OFFICES).id,
      content: { schema },
    });
    const row = { ...datasetRow(schema, now), outbox: entry };
    await trx
      .insertInto("datasets")
      .values(row)
      .onConflict((conflict) => conflict.column("id").doUpdateSet({ version: row.version, schema: row.schema, outbox: entry }))
      .execute();
  }
}

function datasetRow(schema: DatasetSchema, at: string) {
  return { id: schema.id, version: schema.version, schema: JSON.stringify(schema), created_at: at };
}
