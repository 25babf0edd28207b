import { YuejianError } from "@yuejian/contracts";
import { Client, type CustomTypesConfig, types as known, type QueryResult } from "pg";
import type { Cell } from "../../engine/cell.ts";

const { INT8, NUMERIC, FLOAT4, FLOAT8, BOOL, INT2, INT4 } = known.builtins as Readonly<Record<keyof typeof known.builtins, number>>;

/** Values as cells: whole numbers beyond 2^53 and values of other types as the server writes them, days as YYYY-MM-DD. */
const cells: CustomTypesConfig = {
  getTypeParser: ((oid: number) => {
    switch (oid) {
      case BOOL:
        return (text: string) => text === "t";
      case INT2:
      case INT4:
        return Number;
      case INT8:
        return wholeNumber;
      case NUMERIC:
        return (text: string) => (/^-?\d+$/.test(text) ? wholeNumber(text) : Number(text));
      case FLOAT4:
      case FLOAT8:
        return (text: string) => (Number.isFinite(Number(text)) ? Number(text) : text);
      default:
        return (text: string) => text;
    }
  }) as CustomTypesConfig["getTypeParser"],
};

function wholeNumber(text: string): Cell {
  return Number.isSafeInteger(Number(text)) ? Number(text) : text;
}

/** One connection to the lake's PostgreSQL. */
export class LakeConnection {
  readonly client: Client;
  #isOpen = true;

  private constructor(client: Client) {
    this.client = client;
  }

  /** MUST be closed. LAKE_FAILED when the server is out of reach. */
  static async open(url: string, settings: Readonly<Record<string, string>> = {}): Promise<LakeConnection> {
    const client = new Client({ connectionString: url, types: cells, application_name: "yuejian lake", connectionTimeoutMillis: 30_000 });
    const connection = new LakeConnection(client);
    // The server may end an idle connection; the next statement on it fails and says so.
    client.on("error", () => {});
    try {
      await client.connect();
      const all = { timezone: "UTC", datestyle: "ISO, YMD", jit: "off", search_path: "pg_temp", ...settings };
      for (const [name, value] of Object.entries(all)) await client.query("SELECT set_config($1, $2, false)", [name, value]);
      return connection;
    } catch (cause) {
      connection.close();
      throw failure(cause);
    }
  }

  /** Process of the server, by which another connection ends its statement. */
  get process(): number {
    return (this.client as unknown as { processID: number }).processID;
  }

  async run(sql: string, values: readonly Cell[] = []): Promise<void> {
    await this.select(sql, values);
  }

  async rows(sql: string, values: readonly Cell[] = []): Promise<Cell[][]> {
    return (await this.select(sql, values)).rows;
  }

  async select(sql: string, values: readonly Cell[] = []): Promise<QueryResult<Cell[]>> {
    try {
      return await this.client.query<Cell[]>({ text: sql, values: [...values], rowMode: "array" });
    } catch (cause) {
      throw failure(cause);
    }
  }

  async transaction<Result>(work: () => Promise<Result>): Promise<Result> {
    await this.run("BEGIN");
    try {
      const result = await work();
      await this.run("COMMIT");
      return result;
    } catch (cause) {
      await this.run("ROLLBACK").catch(() => {});
      throw cause;
    }
  }

  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.client.end().catch(() => {});
  }
}

/** The server's answer to a statement is passed on as it is: its code says what is wrong with it. Anything else is the connection's. */
export function failure(cause: unknown): unknown {
  if (cause instanceof YuejianError || !(cause instanceof Error)) return cause;
  const code = "code" in cause && typeof cause.code === "string" ? cause.code : "";
  if (code === "53100") return new YuejianError("DISK_FULL", { file: "LAKE_URL" }, { cause });
  const isOfStatement = /^[0-9A-Z]{5}$/.test(code) && !/^(?:08|28|3D|57P|53)/.test(code) && !code.startsWith("ECONN") && code !== "EPIPE";
  return isOfStatement ? cause : new YuejianError("LAKE_FAILED", { reason: cause.message || code }, { cause });
}
