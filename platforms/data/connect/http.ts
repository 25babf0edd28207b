import { type HttpSettings, YuejianError } from "@yuejian/contracts";
import type { Connector, Piece, Position, ReadOrder } from "./connector.ts";
import { type Answer, ask, firstAddress, nextAddress, type Place } from "./http-pages.ts";
import { flatRow, listAt, memberAt } from "./json-rows.ts";
import { portionsOf } from "./portions.ts";
import { invalid } from "./settings-checks.ts";
import { ROWS_PER_BATCH } from "./table-rows.ts";
import { Ties } from "./ties.ts";

/** An interface that answers with JSON, page by page. Numbers keep the digits they are written in. */
export const httpConnector: Connector<HttpSettings> = {
  check({ url, secretPrefix, paging }, { secret, contract }) {
    let address: URL;
    try {
      address = new URL(url);
    } catch {
      throw invalid(`地址 ${url} 无法识别`, `the address ${url} cannot be read`);
    }
    if (address.protocol !== "https:" && address.protocol !== "http:")
      throw invalid("地址须以 http:// 或 https:// 开头", "the address begins with http:// or https://");
    if (address.username !== "" || address.password !== "")
      throw invalid(
        "地址里不能写口令；请放在环境变量或口令文件里",
        "the address must not hold a password; keep it in an environment variable or a secret file",
      );
    if (secret !== null && address.protocol === "http:" && !isLocal(address.hostname))
      throw invalid("带口令的来源须用 https://", "a source with a secret needs https://");
    if (secretPrefix !== undefined && secret === null)
      throw invalid("写了 secretPrefix，却没有口令", "secretPrefix is given, but no secret");
    if ((paging.by === "page" || paging.by === "offset") && contract !== null && (contract.key ?? []).length === 0)
      throw invalid(
        "按页码或偏移翻页须在约定里写明主键（key），以便认出重复的行",
        "paging by number or offset needs a key in the contract, so that rows that come twice are known",
      );
  },
  portions(order) {
    const { name, folder, report } = order;
    return portionsOf(pages(order), { name, folder, report, rows: ROWS_PER_BATCH });
  },
  async look(order) {
    const { settings } = order;
    const answer = await ask(firstAddress(settings, null), order);
    const rows = rowsOf(answer, order).slice(0, order.rows).map(flatRow);
    const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
    return { columns, types: null, rows: rows.map((row) => columns.map((column) => row[column] ?? null)) };
  },
};

/** `walk`: the place within a walk over the pages that was cut; `since`: the value of the cursor that the walk asks from. */
interface HttpPosition extends Position {
  readonly value: string | null;
  readonly ties: readonly string[] | null;
  readonly walk: { readonly place: Place; readonly since: string | null; readonly newest: string | null } | null;
}

async function* pages(order: ReadOrder<HttpSettings>): AsyncGenerator<Piece> {
  const { settings } = order;
  const before = order.position as HttpPosition | null;
  const since = before?.walk ? before.walk.since : (before?.value ?? null);
  const known = new Ties(before && before.value !== null ? { value: before.value, ties: before.ties ?? [] } : null);
  const newest = new Newest(before?.walk?.newest ?? since, since);
  // Only an address that the source itself gave leads back to the same place later; numbers of pages shift when rows are added.
  const canResume = settings.paging.by === "link" || settings.paging.by === "token";
  let place: Place | null = before?.walk?.place ?? firstAddress(settings, since);
  const isWhole = before?.walk === undefined || before.walk === null;
  let received = 0;
  let short: { page: number; rows: number } | null = null;
  let total: number | null = null;
  const seen = new Set<string>();
  for (let page = 1; place !== null; page++) {
    if (seen.has(place.url)) throw broken(order, `下一页又回到 ${place.url}`, `the next page leads back to ${place.url}`);
    seen.add(place.url);
    const answer: Answer = await ask(place, order);
    const rows = rowsOf(answer, order);
    if (short !== null && rows.length > 0)
      throw broken(
        order,
        `第 ${short.page} 页只有 ${short.rows} 行，后面却还有数据`,
        `page ${short.page} held only ${short.rows} rows, yet there is more behind it`,
      );
    if (settings.paging.by === "page" && rows.length < settings.paging.size) short = { page, rows: rows.length };
    total = totalOf(answer, order) ?? total;
    received += rows.length;
    const lines: string[] = [];
    for (const row of rows) {
      const line = JSON.stringify(row);
      const value = settings.cursor ? (flatRow(row)[settings.cursor.column] ?? null) : null;
      if (known.isTaken(value, line)) continue;
      if (value !== null) newest.add(value, line);
      lines.push(line);
    }
    place = nextAddress(settings, { place, answer, rows: rows.length });
    const walk = place === null || !canResume ? null : { place, since, newest: newest.value };
    const position: HttpPosition | null =
      place === null
        ? settings.cursor
          ? newest.position(before)
          : cleared(before)
        : walk && { value: since, ties: before?.ties ?? null, walk };
    yield { lines, mayEnd: true, position };
  }
  if (total !== null && isWhole && received !== total)
    throw broken(order, `应有 ${total} 行，实际收到 ${received} 行`, `${total} rows were announced, ${received} came`);
}

/** A walk that was cut is over. */
function cleared(before: HttpPosition | null): HttpPosition | null {
  return before?.walk ? { value: null, ties: null, walk: null } : null;
}

/** Newest value of the cursor and the rows that stand at it, in any order of the rows. */
class Newest {
  value: string | null;
  readonly #since: string | null;
  #ties = new Ties(null);

  constructor(value: string | null, since: string | null) {
    this.value = value;
    this.#since = since;
  }

  add(value: string, line: string): void {
    if (this.value !== null && isLess(value, this.value)) return;
    this.value = value;
    this.#ties.add(value, line);
  }

  position(before: HttpPosition | null): HttpPosition {
    const digests = this.#ties.value === this.value ? this.#ties.digests() : [];
    const kept = this.value !== null && this.value === this.#since ? [...(before?.ties ?? []), ...(digests ?? [])] : digests;
    return { value: this.value, ties: kept, walk: null };
  }
}

function isLess(left: string, right: string): boolean {
  const isNumber = /^-?\d+(\.\d+)?$/;
  if (!isNumber.test(left) || !isNumber.test(right)) return left < right;
  const [whole, other] = [left, right].map((text) => BigInt(text.split(".")[0] ?? "0")) as [bigint, bigint];
  return whole === other ? Number(left) < Number(right) : whole < other;
}

function rowsOf(answer: Answer, { name, settings }: Pick<ReadOrder<HttpSettings>, "name" | "settings">) {
  const rows = listAt(answer.body, settings.rows);
  if (rows === null)
    throw broken(
      { name },
      `应答里没有列表 ${settings.rows ?? "（整个应答）"}`,
      `the answer has no list of rows at ${settings.rows ?? "its top"}`,
    );
  return rows;
}

function totalOf(answer: Answer, { name, settings }: Pick<ReadOrder<HttpSettings>, "name" | "settings">): number | null {
  if (settings.total === undefined) return null;
  const total = Number(memberAt(answer.body, settings.total));
  if (Number.isSafeInteger(total) && total >= 0) return total;
  throw broken({ name }, `应答里没有总行数 ${settings.total}`, `the answer has no number of rows at ${settings.total}`);
}

function broken({ name }: { name: string }, zh: string, en: string): YuejianError {
  return new YuejianError("SOURCE_ANSWER_BROKEN", { source: name, reason: en, reason_zh: zh, reason_en: en });
}

function isLocal(host: string): boolean {
  return host === "localhost" || host === "127.0.0.1" || host === "[::1]";
}
