import { rmSync } from "node:fs";
import { join } from "node:path";
import {
  type ColumnSchema,
  type DatasetSchema,
  ENTITY_MEMBERS,
  ENTITY_MEMBERS_SCHEMA,
  type EntityConstraint,
  rowRef,
} from "@yuejian/contracts";
import { mentionsOf } from "@yuejian/matching";
import { basisFile } from "../entities/home/basis.ts";
import type { LinkedHome } from "../entities/home/home-types.ts";
import { linkHome } from "../entities/home/link-home.ts";
import { intakeFile } from "../intake/intake.ts";
import type { LakeRow } from "../lake/session.ts";
import { TrialHome, type TrialLake, trialId } from "./trial-home.ts";

const column = (name: string, semantic: ColumnSchema["semantic"], more: Partial<ColumnSchema> = {}): ColumnSchema => ({
  name,
  title: { zh: name, en: name },
  type: "text",
  semantic,
  dataClass: "personal",
  ...more,
});

const dataset = (id: string, columns: ColumnSchema[], recordKey: string[] = []): DatasetSchema => ({
  id,
  version: 1,
  title: { zh: id, en: id },
  source: null,
  owner: { zh: "试验", en: "Trial" },
  dataClass: "personal",
  isInternal: false,
  businessLines: ["civil"],
  recordKey,
  columns,
});

/** A register with all that identifies a person, payments that know name and number only, and a list with telephones and no numbers. */
export const TRIAL_CITY: readonly DatasetSchema[] = [
  dataset(
    "residents",
    [
      column("person_name", "person-name"),
      column("person_id", "resident-id"),
      column("born_on", "day", { type: "date" }),
      column("address", "address"),
      column("phone", "phone"),
    ],
    ["person_id"],
  ),
  dataset("payments", [column("payee_name", "person-name"), column("payee_id", "resident-id"), column("note", "free-text")]),
  dataset("callers", [column("person_name", "person-name"), column("phone", "phone"), column("address", "address")]),
];

/** A trial home whose records are linked, with what a run needs of a store kept in memory. */
export class TrialCity extends TrialHome {
  #state: string | null = null;
  #runs = 0;
  /** Batches of members in force, and the members that later ones took the place of. */
  #inForce: string[] = [];
  #moved: { readonly batch: string; readonly row: number }[] = [];
  constraints: EntityConstraint[] = [];
  secret = "of the trial city";

  constructor(seed = 1, lake: TrialLake = {}) {
    super(TRIAL_CITY, seed, lake);
  }

  async load(id: string, rows: readonly (readonly string[])[]): Promise<void> {
    const schema = TRIAL_CITY.find((each) => each.id === id);
    const path = this.csv(`${id}-${this.catalogue.commits.length}.csv`, [schema?.columns.map(({ name }) => name) ?? [], ...rows]);
    const { parts } = await intakeFile({ path, dataset: id, office: "yueyang" }, this.ports);
    if (parts[0]?.batch.rowsQuarantined !== 0) throw new Error(`${id}: ${parts[0]?.batch.rowsQuarantined} rows in quarantine`);
  }

  async link(
    options: { isIncremental?: boolean; isFresh?: boolean; commit?: (linked: LinkedHome) => Promise<void> } = {},
  ): Promise<LinkedHome> {
    const { [ENTITY_MEMBERS]: _members, ...batches } = this.snapshot().batches;
    const linked = await linkHome(
      {
        batch: this.ports.ids.next("bat"),
        snapshot: { ...this.snapshot(), batches },
        schemas: TRIAL_CITY,
        mentions: new Map(TRIAL_CITY.map((schema) => [schema.id, mentionsOf(schema)])),
        officeOf: new Map(Object.values(batches).flatMap((ids) => ids.map((id) => [id, "yueyang"] as const))),
        office: "yueyang",
        secret: this.secret,
        constraints: this.constraints,
        previous: this.#state === null || options.isFresh ? null : { state: this.#state, members: this.#inForce },
        isIncremental: options.isIncremental ?? false,
        closures: "none",
        async *leads() {},
      },
      { ...this.ports, lake: this.lake },
      async (made) => {
        await options.commit?.(made);
        await this.catalogue.commit({
          batch: made.batch,
          newDataset: this.#runs === 0 ? ENTITY_MEMBERS_SCHEMA : null,
          quarantine: [],
          columnsDigest: made.columnsDigest,
          keys: null,
          lakeFiles: made.lakeFiles,
        });
      },
    );
    this.#state = linked.state;
    this.#runs++;
    this.#inForce = linked.moved ? [...this.#inForce, linked.batch.id] : [linked.batch.id];
    this.#moved = linked.moved ? [...this.#moved, ...linked.moved] : [];
    return linked;
  }

  /** Absolute folder of what the last run kept. */
  get stateFolder(): string {
    return join(this.ports.lakeFolder, this.#state ?? "");
  }

  /** The next run looks at everything again, with what it knows of weights. */
  forgetBasis(): void {
    rmSync(basisFile(this.stateFolder), { force: true });
  }

  /** Members of the run in force. */
  async members(): Promise<readonly LakeRow[]> {
    const session = await this.lake.session({ id: "", takenAt: "", batches: { [ENTITY_MEMBERS]: this.#inForce } }, [ENTITY_MEMBERS_SCHEMA]);
    const gone = new Set(this.#moved.map(({ batch, row }) => rowRef(batch, row)));
    try {
      const { items } = await session.rows({ dataset: ENTITY_MEMBERS, offset: 0, limit: 1_000_000 });
      return items.filter(({ ref }) => !gone.has(ref));
    } finally {
      session.close();
    }
  }

  /** Entity of the n-th record (from 1) of the n-th load of a dataset. */
  async entityOf(dataset: string, row: number, load = 0): Promise<string> {
    const batch = this.batchOf(dataset, load);
    const found = (await this.members()).find(({ values }) => values["batch"] === batch && values["row"] === row);
    return String(found?.values["entity"] ?? "");
  }

  batchOf(dataset: string, load = 0): string {
    return this.snapshot().batches[dataset]?.[load] ?? "";
  }

  mention(dataset: string, row: number, load = 0): string {
    const schema = TRIAL_CITY.find(({ id }) => id === dataset);
    const role = schema ? mentionsOf(schema)[0]?.role : "";
    return `${this.batchOf(dataset, load)}:${row}#${role}`;
  }
}

const SURNAMES = Array.from("王李张刘陈杨黄赵周吴徐孙马朱胡郭何高林罗");
const GIVEN = Array.from("伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华文辉力建国");
const STREETS = ["南湖路", "金鹗路", "五里牌路", "巴陵路", "建湘路", "洞庭大道"];

/** A resident of the trial city, by number. */
export function trialResident(person: number): { name: string; id: string; born: string; address: string; phone: string } {
  const pick = <T>(list: readonly T[], step: number): T => list[(person * step + Math.floor(person / list.length)) % list.length] as T;
  const id = trialId(person);
  return {
    name: `${pick(SURNAMES, 7)}${pick(GIVEN, 11)}${person % 3 === 0 ? "" : pick(GIVEN, 17)}`,
    id,
    born: `${id.slice(6, 10)}-${id.slice(10, 12)}-${id.slice(12, 14)}`,
    address: `湖南省岳阳市岳阳楼区${pick(STREETS, 5)}${(person * 13) % 300}号${(person % 20) + 1}栋${(person % 30) + 101}室`,
    phone: `138${String((person * 7919 + 30_000_000) % 100_000_000).padStart(8, "0")}`,
  };
}

export const residentRow = (person: number): string[] => {
  const { name, id, born, address, phone } = trialResident(person);
  return [name, id, born, address, phone];
};
