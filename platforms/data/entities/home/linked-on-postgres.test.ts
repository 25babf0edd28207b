import {
  type ColumnSchema,
  type DatasetSchema,
  ENTITY_KINDS,
  type EntityKind,
  type EntityMention,
  nothingClosed,
} from "@yuejian/contracts";
import * as fc from "fast-check";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type EmptyDatabase, emptyDatabase } from "../../../../checks/postgres/empty-database.ts";
import { Engine } from "../../engine/engine.ts";
import { intake } from "../../intake/intake.ts";
import { openLake } from "../../lake/lake.ts";
import { residentRow, TrialCity, trialResident } from "../../testing/trial-city.ts";
import { TrialHome } from "../../testing/trial-home.ts";
import { foldersOf } from "./basis.ts";
import { kindFiles } from "./kind-files.ts";
import { mentionSelect } from "./mention-sql.ts";

const KINDS = Object.keys(ENTITY_KINDS) as EntityKind[];

let postgres: EmptyDatabase;
const open: { close(): Promise<void> }[] = [];
beforeAll(async () => {
  postgres = await emptyDatabase();
});
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});
afterAll(() => postgres.drop());

/** Profiles with their entities and the links between them with their odds, as the run and those that it added to kept them. */
async function kept(city: TrialCity): Promise<Record<string, unknown>> {
  const engine = await Engine.open({ ...city.ports, files: [], folders: [city.ports.lakeFolder], subject: "test", threads: 1 });
  try {
    const found: Record<string, unknown> = {};
    for (const folder of foldersOf(city.stateFolder))
      for (const kind of KINDS)
        for (const name of ["profiles", "links", "refused", "keys"] as const) {
          const path = kindFiles(folder, kind)[name];
          found[`${kind} ${name} ${Object.keys(found).length}`] = await engine
            .rows(`SELECT CAST(whole AS VARCHAR) FROM read_parquet('${path}') whole ORDER BY ALL`)
            .catch(() => "none");
        }
    return found;
  } finally {
    engine.close();
  }
}

/** A person with another number in one figure, or none, or another telephone: something to weigh. */
function variant(person: number): string[] {
  const [name = "", id = "", born = "", address = "", phone = ""] = residentRow(person);
  const swapped = `${id.slice(0, 15)}${id[16]}${id[15]}${id[17]}`;
  return [
    name,
    person % 3 === 0 ? "" : person % 3 === 1 ? id : swapped.length === 18 ? id : "",
    born,
    address,
    person % 2 === 0 ? phone : "",
  ];
}

describe("linking where the rows are in PostgreSQL", () => {
  it("finds the members, profiles and weights of pairs that linking over the files finds, row by row, in a run over everything and in one that adds", async () => {
    const cities = [new TrialCity(5), new TrialCity(5, { lakeUrl: postgres.url })];
    open.push(...cities);
    const [files, server] = cities as [TrialCity, TrialCity];
    const both = async (work: (city: TrialCity) => Promise<unknown>): Promise<void> => {
      const [one, other] = [await work(files), await work(server)];
      expect(other).toEqual(one);
    };
    const callers = (people: readonly number[]) => people.map(trialResident).map(({ name, phone, address }) => [name, phone, address]);
    const people = Array.from({ length: 60 }, (_, at) => at + 1);
    const linked = async (city: TrialCity, isIncremental = false) => {
      const { kinds, changes, reviews, members, moved, resultDigest } = await city.link({ isIncremental });
      return { kinds, changes, reviews, members, moved, resultDigest };
    };
    await both(async (city) => {
      await city.load("residents", people.map(residentRow));
      await city.load(
        "payments",
        people.map((person) => [trialResident(person).name, trialResident(person).id, "一月"]),
      );
      await city.load("callers", callers(people.slice(0, 40)));
      return linked(city);
    });
    await both((city) => city.members());
    await both(kept);
    await both(async (city) => {
      await city.load("callers", callers([41, 42, 43]));
      // The last two take the place of others.
      await city.load("residents", [...[70, 71].map(variant), residentRow(3), [`新${residentRow(5)[0]}`, ...residentRow(5).slice(1)]]);
      const added = await linked(city, true);
      expect(added.moved, "a run that adds").not.toBeNull();
      return added;
    });
    await both((city) => city.members());
    await both(kept);
  });

  it("reads what records say of persons, firms, vehicles and parcels alike, whatever characters they are written with", async () => {
    const column = (name: string, more: Partial<ColumnSchema> = {}): ColumnSchema => ({
      name,
      title: { zh: name, en: name },
      type: "text",
      semantic: "free-text",
      dataClass: "internal",
      ...more,
    });
    const names = ["title", "mark", "other", "place", "sex", "office"];
    const schema: DatasetSchema = {
      id: "odd-register",
      version: 1,
      title: { zh: "怪字登记", en: "Odd register" },
      source: null,
      owner: { zh: "试验", en: "Trial" },
      dataClass: "internal",
      isInternal: false,
      businessLines: ["civil"],
      officeColumn: "office",
      columns: [...names.map((name) => column(name)), column("born", { type: "date", semantic: "day" })],
    };
    const mentions: EntityMention[] = [
      {
        kind: "person",
        role: "p",
        columns: { name: "title", number: "mark", birth: "born", sex: "sex", address: "place", phone: "other" },
      },
      { kind: "organisation", role: "o", columns: { name: "title", number: "other", address: "place" } },
      { kind: "vehicle", role: "v", columns: { number: "mark", frame: "other" } },
      { kind: "place", role: "l", columns: { number: "place" } },
    ];
    const home = new TrialHome([schema], 3, { lakeUrl: postgres.url });
    open.push(home);
    const odd = fc.constantFrom(
      ...Array.from(" \u3000\u00a0\u2003\t\n"),
      ...Array.from(`'"\\,;•ıſßéÅ湘Ｆ-·（）AbZ09`),
      "有限公司",
      "测试商行",
      "𠮷",
      "male",
      "女",
      "",
    );
    const text = fc.array(odd, { maxLength: 8 }).map((pieces) => pieces.join(""));
    const sample = fc.sample(fc.tuple(text, text, text, text, fc.constantFrom("男", "女", "male", "x", ""), fc.constantFrom("", "miluo")), {
      seed: 11,
      numRuns: 400,
    });
    const rows = sample.map((cells, at) => [...cells, at % 5 === 0 ? "" : `19${String(10 + (at % 80))}-0${(at % 9) + 1}-11`]);
    const { batch } = await intake(
      { path: home.csv("odd.csv", [[...names, "born"], ...rows]), dataset: schema.id, office: "yueyang" },
      home.ports,
    );
    expect(batch.rowsAccepted).toBeGreaterThan(350);
    const files = openLake({ ...home.ports, folder: home.ports.lakeFolder, tables: undefined, closures: nothingClosed, threads: 1 });
    const officeOf = new Map([[batch.id, "yueyang"]]);
    for (const [number, mention] of mentions.entries()) {
      const otherNumber = mention.kind === "organisation" ? "mark" : null;
      const read = async (lake: typeof files, at: string) => {
        const session = await lake.session(home.snapshot(), [schema]);
        const path = `${home.ports.lakeFolder}/${at}-${number}.parquet`;
        await session.copy(mentionSelect({ number, schema, mention, otherNumber }, { dialect: session.dialect, officeOf }), path);
        session.close();
        const engine = await Engine.open({ ...home.ports, files: [path], folders: [], subject: "test", threads: 1 });
        const found = await engine.rows(`SELECT CAST(whole AS VARCHAR) FROM read_parquet('${path}') whole ORDER BY row`);
        const types = await engine.rows(`SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM read_parquet('${path}'))`);
        engine.close();
        return [types, found];
      };
      const [here, there] = [await read(files, "files"), await read(home.lake, "server")];
      expect(there).toEqual(here);
      expect(here[1]?.length).toBeGreaterThan(20);
    }
    await files.close();
  });
});
