import { type QueryExecutorProvider, type RawBuilder, sql } from "kysely";
import type { Engine } from "./migrations/migration.ts";

/** Full-text search over the words of leads, with one meaning on both engines: SQLite's FTS5 and PostgreSQL's GIN both hold the tokens below, and a
 *  query is a conjunction of tokens that are looked up whole. Neither engine's own idea of a word is used: they know no Chinese, and a prefix search
 *  would walk over every word that begins so. */

/** Latin words and numbers are found by their beginnings up to this length, or whole. */
const BEGINNING = 8;

const HAN = /^\p{Script=Han}/u;
/** Chinese characters in a row, or other letters and digits in a row. */
const RUN = /\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{N}])+/gu;

/** Tokens of a text: each Chinese character, each pair of neighbours; each beginning of a Latin word or number, and the whole of it. */
export function wordsOf(texts: readonly string[]): string[] {
  const tokens = new Set<string>();
  for (const text of texts) {
    for (const { isHan, signs } of runsOf(text)) {
      if (isHan) {
        for (const [at, sign] of signs.entries()) {
          tokens.add(tokenOf(sign));
          const next = signs[at + 1];
          if (next !== undefined) tokens.add(tokenOf(sign + next));
        }
        continue;
      }
      for (let length = 1; length <= Math.min(signs.length, BEGINNING); length++) tokens.add(tokenOf(signs.slice(0, length).join("")));
      tokens.add(tokenOf(signs.join("")));
    }
  }
  return [...tokens];
}

/** Tokens that a lead must all have to be found. Empty when the query holds no letter and no digit: then nothing is found. */
export function queryWords(query: string): string[] {
  const tokens = new Set<string>();
  for (const { isHan, signs } of runsOf(query)) {
    if (isHan && signs.length > 1) {
      for (let at = 0; at + 1 < signs.length; at++) tokens.add(tokenOf(`${signs[at]}${signs[at + 1]}`));
    } else tokens.add(tokenOf(signs.join("")));
  }
  return [...tokens];
}

function runsOf(text: string): { isHan: boolean; signs: string[] }[] {
  const pieces = text.normalize("NFKC").toLowerCase().match(RUN) ?? [];
  return pieces.map((piece) => ({ isHan: HAN.test(piece), signs: Array.from(piece) }));
}

/** FTS5 knows the letters of an older Unicode and drops the others: rare characters go by their number. */
function tokenOf(signs: string): string {
  return signs.replaceAll(/[\u{10000}-\u{10ffff}]/gu, (sign) => `u${(sign.codePointAt(0) ?? 0).toString(16)}u`);
}

export interface LeadWords {
  /** The lead's number. */
  readonly lead: number;
  /** Name and summary. */
  readonly texts: readonly string[];
}

const CHUNK = 500;

/** Adds the words of new leads. */
export async function addLeadWords(db: QueryExecutorProvider, engine: Engine, leads: readonly LeadWords[]): Promise<void> {
  for (let start = 0; start < leads.length; start += CHUNK) {
    const part = leads.slice(start, start + CHUNK).map(({ lead, texts }) => ({ lead, words: wordsOf(texts) }));
    const rows = part.map(({ lead, words }) =>
      engine === "sqlite" ? sql`(${lead}, ${words.join(" ")})` : sql`(cast(${lead} as bigint), cast(${words} as text[]))`,
    );
    if (engine === "sqlite") await sql`insert into lead_words (rowid, words) values ${sql.join(rows)}`.execute(db);
    else await sql`insert into lead_words (lead, words) values ${sql.join(rows)}`.execute(db);
  }
}

/** Takes the words of leads away, so that they are found by no word. */
export async function removeLeadWords(db: QueryExecutorProvider, engine: Engine, leads: readonly number[]): Promise<void> {
  for (let start = 0; start < leads.length; start += CHUNK) {
    const part = sql.join(leads.slice(start, start + CHUNK));
    if (engine === "sqlite") await sql`delete from lead_words where rowid in (${part})`.execute(db);
    else await sql`delete from lead_words where lead in (${part})`.execute(db);
  }
}

/** Numbers of the leads that have all the tokens, as a query with one column `number`; `range` and order narrow it. */
export function leadsWithWords(
  engine: Engine,
  tokens: readonly string[],
  { range, order, limit }: { range: (number: RawBuilder<number>) => RawBuilder<boolean>; order: "asc" | "desc"; limit: number },
): RawBuilder<{ number: number }> {
  const direction = sql.raw(order);
  if (engine === "sqlite") {
    const match = tokens.map((token) => `"${token}"`).join(" ");
    return sql`select rowid as number from lead_words where lead_words match ${match} and ${range(sql.ref("rowid"))} order by rowid ${direction} limit ${limit}`;
  }
  return sql`select lead as number from lead_words where words @> cast(${[...tokens]} as text[]) and ${range(sql.ref("lead"))} order by lead ${direction} limit ${limit}`;
}

/** Words of leads that have none yet: after a migration, and after a backup was loaded, which holds no words. */
export async function fillLeadWords(db: QueryExecutorProvider, engine: Engine): Promise<void> {
  const known = engine === "sqlite" ? sql`select max(rowid) as last from lead_words` : sql`select max(lead) as last from lead_words`;
  let after = ((await known.execute(db)).rows[0] as { last: number | null } | undefined)?.last ?? 0;
  for (;;) {
    const { rows } = await sql<{ number: number; subject_name: string; summary_zh: string; summary_en: string }>`
      select number, subject_name, summary_zh, summary_en from leads where number > ${after} order by number limit ${CHUNK}`.execute(db);
    const last = rows.at(-1);
    if (!last) return;
    await addLeadWords(
      db,
      engine,
      rows.map((row) => ({ lead: row.number, texts: [row.subject_name, row.summary_zh, row.summary_en] })),
    );
    after = last.number;
  }
}
