import { type CreateTableBuilder, type Kysely, sql } from "kysely";

export type Engine = "sqlite" | "postgres";

/** One step of the store's structure, the same for both engines. Steps are never changed once released: expand first, contract in a
 *  later one. Names are plain text here on purpose: a step describes the tables of its day, not those of now. */
export interface Migration {
  /** Counts from 1 without gaps. */
  readonly number: number;
  readonly name: string;
  run(builder: StructureBuilder): Promise<void>;
}

export interface StructureBuilder {
  readonly engine: Engine;
  readonly db: Kysely<unknown>;
  /** `columns`: name → words. `text` or `integer`, `?` for nullable, `key`, `unique`, `-> table.column` for a reference; `counter` alone is
   *  an integer key that counts up and is never given twice. `key`: columns of a compound key. */
  readonly table: (name: string, columns: Readonly<Record<string, string>>, key?: readonly string[]) => Promise<void>;
  readonly index: (table: string, columns: readonly string[], kind?: "unique") => Promise<void>;
}

/** Column types per engine. Text compares by code point on both, whatever the locale of the database. */
export const columnTypes = {
  sqlite: {
    text: sql.raw("text"),
    integer: sql.raw("integer"),
    counter: sql.raw("integer primary key autoincrement"),
    ending: sql.raw("strict"),
  },
  postgres: {
    text: sql.raw('text collate "C"'),
    integer: sql.raw("bigint"),
    counter: sql.raw("bigint generated always as identity primary key"),
    ending: sql.raw(""),
  },
} as const;

export function structureBuilder(engine: Engine, db: Kysely<unknown>): StructureBuilder {
  const types = columnTypes[engine];
  return {
    engine,
    db,
    async table(name, columns, key = []) {
      let table: CreateTableBuilder<string, string> = db.schema.createTable(name).modifyEnd(types.ending);
      for (const [column, words] of Object.entries(columns)) {
        if (words === "counter") {
          table = table.addColumn(column, types.counter);
          continue;
        }
        table = table.addColumn(column, words.startsWith("text") ? types.text : types.integer, (definition) => {
          let built = words.includes("?") ? definition : definition.notNull();
          if (words.includes(" key")) built = built.primaryKey();
          if (words.includes(" unique")) built = built.unique();
          const reference = / -> (\S+)/.exec(words)?.[1];
          return reference ? built.references(reference) : built;
        });
      }
      if (key.length > 0) table = table.addPrimaryKeyConstraint(`${name}_key`, [...key]);
      await table.execute();
    },
    async index(table, columns, kind) {
      const built = db.schema
        .createIndex(`${table}_by_${columns.join("_")}`)
        .on(table)
        .columns([...columns]);
      await (kind === "unique" ? built.unique() : built).execute();
    },
  };
}
