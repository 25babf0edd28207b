import { YuejianError } from "@yuejian/contracts";
import type { SearchHitView, SearchView } from "@yuejian/contracts/api";
import { table } from "../output.ts";
import type { Command } from "./command.ts";
import { PURPOSE_OPTIONS, purposeOf } from "./purpose.ts";

/** Characters shown on either side of what was found. */
const AROUND = 16;

const search: Command = {
  name: "search",
  usage:
    'search "WORDS" [--dataset ID,…] [--office ID] [--from DAY] [--to DAY] [--limit N] [--offset N] [--purpose LEAD|CASE --basis LEGAL-BASIS]',
  summary: {
    zh: "在全部记录的文字里检索（空格分开的词都要出现；引号里的照原样）；说明用途后也检索其个人信息",
    en: "Search the texts of all records (every word has to be there; in quotes as it stands); with a purpose its personal data too",
  },
  options: {
    dataset: { type: "string" },
    office: { type: "string" },
    from: { type: "string" },
    to: { type: "string" },
    limit: { type: "string" },
    offset: { type: "string" },
    ...PURPOSE_OPTIONS,
  },
  async run(context) {
    const { client, output, arguments: given } = context;
    if (given.words.length === 0) throw new YuejianError("USAGE", { reason: search.usage });
    const api = await client();
    const [office, from, to] = [given.text("office"), given.text("from"), given.text("to")];
    const body = {
      query: given.words.join(" "),
      limit: given.count("limit", 1, 20),
      offset: given.count("offset", 0, 0),
      ...(given.text("dataset") === undefined ? {} : { datasets: given.text("dataset")?.split(",") }),
      ...(office === undefined ? {} : { office }),
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
    };
    const found = await api.post<SearchView>("/api/search", body, await purposeOf(context, api));
    const zh = output.locale === "zh";
    output.result(found, () => [
      ...table(
        ["record", "dataset", "day", "file", "line", "found"],
        found.items.map((hit) => [hit.record.ref, hit.record.dataset, hit.day, hit.record.fileName, hit.record.line, foundIn(hit)]),
      ),
      found.total === null
        ? zh
          ? `第 ${found.offset + 1}–${found.offset + found.items.length} 条${found.hasMore ? "，还有更多（--offset）" : ""}`
          : `${found.offset + 1}–${found.offset + found.items.length}${found.hasMore ? ", there are more (--offset)" : ""}`
        : zh
          ? `共 ${found.total} 条`
          : `${found.total} in all`,
      ...(found.isComplete
        ? []
        : [
            zh
              ? "符合的记录很多，只看了较新导入的；请再加词或限定数据集、日期"
              : "more records fit than were looked at, those of the newest loads; add words, or name datasets or days",
          ]),
      ...(found.isPersonalSearched
        ? []
        : [
            zh
              ? "姓名、住址等个人信息未检索：需要用途"
              : "names, addresses and other personal data were not searched: that needs a purpose",
          ]),
      ...found.unread.map(({ title, batches }) =>
        zh ? `没有检索：${title.zh} ${batches} 个批次（索引还在建立）` : `not searched: ${batches} batches of ${title.en} (no index yet)`,
      ),
    ]);
    return 0;
  },
};

function foundIn({ record, matches }: SearchHitView): string {
  const [match] = matches;
  const [place] = match?.places ?? [];
  if (!match || !place) return "";
  const text = String(record.values[match.column] ?? "");
  const start = Math.max(0, place.start - AROUND);
  const end = Math.min(text.length, place.end + AROUND);
  return `${match.column}: ${start > 0 ? "…" : ""}${text.slice(start, place.start)}【${text.slice(place.start, place.end)}】${text.slice(place.end, end)}${end < text.length ? "…" : ""}`;
}

export const searchCommands: readonly Command[] = [search];
