import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe } from "vitest";
import { type EmptyDatabase, emptyDatabase } from "../../../checks/postgres/empty-database.ts";
import type { Engine } from "../store/index.ts";

export interface StorePlace {
  readonly engine: Engine;
  /** URL of an empty store, another one at each call. */
  emptyUrl(): Promise<string>;
  /** An empty folder that is removed after the tests. */
  emptyFolder(): Promise<string>;
}

/** Runs the same tests on SQLite and on a real PostgreSQL. */
export function describeOnBothStores(title: string, tests: (place: StorePlace) => void): void {
  describe(`${title} (SQLite)`, () => {
    const folders = temporaryFolders();
    tests({ engine: "sqlite", emptyFolder: folders, emptyUrl: async () => path.join(await folders(), "store.sqlite") });
  });
  describe(`${title} (PostgreSQL)`, () => {
    const folders = temporaryFolders();
    const made: EmptyDatabase[] = [];
    afterAll(async () => {
      for (const database of made) await database.drop();
    });
    tests({
      engine: "postgres",
      emptyFolder: folders,
      async emptyUrl() {
        const database = await emptyDatabase();
        made.push(database);
        return database.url;
      },
    });
  });
}

export function temporaryFolders(): () => Promise<string> {
  const made: string[] = [];
  afterAll(async () => {
    for (const folder of made) await rm(folder, { recursive: true, force: true });
  });
  return async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "yuejian-test-"));
    made.push(folder);
    return folder;
  };
}
