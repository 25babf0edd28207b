import { randomBytes } from "node:crypto";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { Client } from "pg";
import { SHARED_POSTGRES } from "./shared-server.ts";
import { startPostgres } from "./start-postgres.ts";

export interface EmptyDatabase {
  /** Connection string; databases sort by ICU Chinese, so that a forgotten COLLATE "C" shows. */
  readonly url: string;
  /** Ends what is connected and deletes the database. */
  drop(): Promise<void>;
}

/** A new database of a real PostgreSQL, for tests: on the run's server, or on one of its own where no run has one. */
export async function emptyDatabase(): Promise<EmptyDatabase> {
  const path = process.env[SHARED_POSTGRES];
  if (path === undefined) {
    const own = await startPostgres();
    return { url: own.url, drop: () => own.stop() };
  }
  const answer = await text(connect(path));
  if (!answer.startsWith("postgres://")) throw new Error(`no PostgreSQL for tests: ${answer}`);
  const name = `test_${randomBytes(8).toString("hex")}`;
  await ask(answer, `create database ${name}`);
  const url = new URL(answer);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => ask(answer, `drop database ${name} with (force)`) };
}

async function ask(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
