import { type Openings, type SealedMembers, wrongOpening } from "@yuejian/chain/format";
import { canonicalJson, type Ledger, type LedgerStatement } from "@yuejian/contracts";
import { contentDigests } from "../outbox/index.ts";
import type { Reading } from "../store/index.ts";
import type { Examination } from "./report.ts";

const PAGE = 2000;

export interface Entries {
  readonly ledger: Pick<Ledger, "entry" | "size">;
  /** Entries that had their statements in the tables before these were read. */
  readonly size: number;
}

/** The outbox and the ledger hold the same bytes, each once, and each content fits its digests. */
export async function examineStatements(db: Reading, { ledger, size }: Entries, examination: Examination): Promise<void> {
  const indexes = new Set<number>();
  for (let after = 0; ; ) {
    const rows = await db
      .selectFrom("outbox")
      .leftJoin("ledger_contents", "ledger_contents.sha256", "outbox.content_sha256")
      .selectAll("outbox")
      .select(["ledger_contents.sha256 as kept", "ledger_contents.content", "ledger_contents.opened", "ledger_contents.erased_at"])
      .where("outbox.id", ">", after)
      .orderBy("outbox.id")
      .limit(PAGE)
      .execute();
    const last = rows.at(-1);
    if (!last) break;
    after = last.id;
    for (const row of rows) {
      examination.count("statements");
      const place = `statement ${row.id} (${row.type} ${row.subject})`;
      if (row.ledger_index !== null) {
        examination.require(!indexes.has(row.ledger_index), () => `${place}: entry ${row.ledger_index} stands for two statements`);
        indexes.add(row.ledger_index);
        const entry = row.ledger_index < ledger.size ? Buffer.from(await ledger.entry(row.ledger_index)).toString("utf8") : null;
        examination.require(entry === row.statement, () => `${place}: entry ${row.ledger_index} of the ledger is another`);
      }
      examineContent(row, place, examination);
    }
  }
  for (let index = 0; index < size; index++) {
    const isKnown = indexes.has(index) || (await isLedgersOwn(ledger, index));
    examination.require(isKnown, () => `entry ${index} of the ledger has no statement in the tables`);
  }
  examination.count("ledger entries", indexes.size);
  const strangers = await db
    .selectFrom("ledger_contents")
    .leftJoin("outbox", "outbox.content_sha256", "ledger_contents.sha256")
    .select("ledger_contents.sha256")
    .where("outbox.id", "is", null)
    .execute();
  for (const { sha256 } of strangers) examination.problem(`content ${sha256} belongs to no statement`);
}

interface KeptStatement {
  readonly type: string;
  readonly subject: string;
  readonly at: string;
  readonly statement: string;
  readonly content_sha256: string;
  readonly kept: string | null;
  readonly content: string | null;
  readonly opened: string | null;
  readonly erased_at: string | null;
}

function examineContent(row: KeptStatement, place: string, examination: Examination): void {
  const said = JSON.parse(row.statement) as LedgerStatement;
  const isSame = said.type === row.type && said.subject === row.subject && said.at === row.at && said.sha256 === row.content_sha256;
  examination.require(isSame && canonicalJson(said) === row.statement, () => `${place}: its columns are not those of its bytes`);
  // The content of these is a file, which is kept elsewhere or not at all.
  if (row.type === "file.registered") return;
  if (row.kept === null) return examination.problem(`${place}: its content is missing`);
  if (row.content === null) return examination.require(row.erased_at !== null, () => `${place}: its content is gone without being erased`);
  const bytes = Buffer.from(row.content, "utf8");
  const { sha256, sm3 } = contentDigests(bytes);
  const fits = sha256 === said.sha256 && sm3 === said.sm3 && bytes.length === said.size;
  examination.require(fits, () => `${place}: its content does not fit its digests`);
  if (!fits || row.opened === null) return;
  const { sealed = {} } = JSON.parse(row.content) as { sealed?: SealedMembers };
  const wrong = wrongOpening(sealed, JSON.parse(row.opened) as Openings);
  examination.require(wrong === null, () => `${place}: its member ${wrong} does not fit what was sealed`);
}

/** What a ledger states about itself comes from no table. */
async function isLedgersOwn(ledger: Pick<Ledger, "entry">, index: number): Promise<boolean> {
  const { type } = JSON.parse(Buffer.from(await ledger.entry(index)).toString("utf8")) as { type: string };
  return type === "ledger.handed-over";
}
