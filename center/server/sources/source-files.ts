import type { YuejianError } from "@yuejian/contracts";
import { PARSER_VERSION, type Portion } from "@yuejian/data";
import type { Reading, Row, StoreTransaction } from "../store/index.ts";
import type { Turn } from "./source-turn.ts";

/** Names and facts kept of one content, newest last. */
const MOST_SIGNATURES = 8;
const BETWEEN = "\n";

/** Files of a watched folder that were dealt with. One that failed is looked at again once the contract or the parser is another. */
export class SourceFiles {
  readonly #digests = new Set<string>();
  readonly #signatures = new Set<string>();

  private constructor(rows: readonly Row<"source_files">[], contractVersion: number) {
    for (const row of rows) {
      if (row.status === "failed" && (row.contract_version !== contractVersion || row.parser_version !== PARSER_VERSION)) continue;
      this.#digests.add(row.sha256);
      for (const signature of row.signature.split(BETWEEN)) this.#signatures.add(signature);
    }
  }

  static async read(db: Reading, { id, contract_version: version }: Pick<Row<"sources">, "id" | "contract_version">): Promise<SourceFiles> {
    return new SourceFiles(await db.selectFrom("source_files").selectAll().where("source", "=", id).execute(), version);
  }

  isKnown(file: { readonly signature: string; readonly sha256?: string }): boolean {
    return this.#signatures.has(file.signature) || (file.sha256 !== undefined && this.#digests.has(file.sha256));
  }

  /** The same content stands in the folder under other facts: it need not be read again to know that. */
  static async alsoKnown(
    trx: StoreTransaction,
    source: string,
    file: { readonly signature: string; readonly sha256: string },
  ): Promise<void> {
    const known = await trx
      .selectFrom("source_files")
      .select("signature")
      .where("source", "=", source)
      .where("sha256", "=", file.sha256)
      .executeTakeFirst();
    if (!known) return;
    const signature = withSignature(known.signature, file.signature);
    await trx.updateTable("source_files").set({ signature }).where("source", "=", source).where("sha256", "=", file.sha256).execute();
  }

  static async note(
    trx: StoreTransaction,
    { turn, file, error, at }: { turn: Turn; file: NonNullable<Portion["file"]>; error: YuejianError | null; at: string },
  ): Promise<void> {
    const { source, load } = turn;
    const known = await trx
      .selectFrom("source_files")
      .select("signature")
      .where("source", "=", source.id)
      .where("sha256", "=", file.sha256)
      .executeTakeFirst();
    const row = {
      name: file.name,
      size: file.size,
      signature: withSignature(known?.signature ?? "", file.signature),
      status: error === null ? ("done" as const) : ("failed" as const),
      contract_version: source.contract_version,
      parser_version: PARSER_VERSION,
      load,
      at,
      error: error === null ? null : JSON.stringify(error.toJSON()),
    };
    await trx
      .insertInto("source_files")
      .values({ source: source.id, sha256: file.sha256, ...row })
      .onConflict((conflict) => conflict.columns(["source", "sha256"]).doUpdateSet(row))
      .execute();
    if (error !== null) return;
    await trx
      .deleteFrom("source_files")
      .where("source", "=", source.id)
      .where("name", "=", file.name)
      .where("status", "=", "failed")
      .execute();
  }

  /** A file that failed stands until one of its name is taken. */
  static async hasFailed(trx: StoreTransaction, source: string): Promise<boolean> {
    const row = await trx
      .selectFrom("source_files")
      .select("sha256")
      .where("source", "=", source)
      .where("status", "=", "failed")
      .executeTakeFirst();
    return row !== undefined;
  }
}

function withSignature(kept: string, signature: string): string {
  const others = kept.split(BETWEEN).filter((each) => each !== "" && each !== signature);
  return [...others, signature].slice(-MOST_SIGNATURES).join(BETWEEN);
}
