import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { LAW_SHARING, type LawSharing, YuejianError } from "@yuejian/contracts";
import type { LawCollectionDetail, LawCollectionsView, LawCollectionView } from "@yuejian/contracts/api";
import { table } from "../output.ts";
import type { Command } from "./command.ts";

const PATH = "/api/laws/collections";

const collections: Command = {
  name: "law collections",
  usage: "law collections [COLLECTION] [--out FILE.docx] [--limit N] [--offset N]",
  summary: {
    zh: "列出收藏；给出编号时显示其中的条文，--out 导出为 Word（附引用、文本日期和来源文件摘要）",
    en: "List collections of articles; with an id: what it holds, --out exports it as Word with citations, days and digests of the files",
  },
  options: { out: { type: "string" }, limit: { type: "string" }, offset: { type: "string" } },
  async run({ arguments: given, output, client }) {
    const [id, ...more] = given.words;
    const out = given.text("out");
    if (more.length > 0 || (out !== undefined && id === undefined)) throw new YuejianError("USAGE", { reason: collections.usage });
    const api = await client();
    if (id !== undefined && out !== undefined) {
      const file = resolve(out);
      const bytes = await api.getBytes(`${PATH}/${id}/document`);
      await writeFile(file, bytes);
      output.result({ file, size: bytes.length }, () => [file]);
      return 0;
    }
    if (id !== undefined) {
      output.result(...shown(await api.get<LawCollectionDetail>(`${PATH}/${id}`), output.locale));
      return 0;
    }
    const page = await api.get<LawCollectionsView>(PATH, { limit: given.count("limit", 1, 50), offset: given.count("offset", 0, 0) });
    output.result(page, () => [
      ...table(
        ["collection", "title", "articles", "shared", "owner"],
        page.items.map((one) => [one.id, one.title, one.items, sharedWith(one, output.locale), one.ownerName]),
      ),
      output.locale === "zh" ? `共 ${page.total} 个` : `${page.total} in all`,
    ]);
    return 0;
  },
};

const sharedWith = ({ sharing, office, line }: LawCollectionView, locale: "zh" | "en"): string =>
  [LAW_SHARING[sharing][locale], ...(sharing === "private" ? [] : [office]), ...(line === null ? [] : [line])].join(" ");

function shown(detail: LawCollectionDetail, locale: "zh" | "en"): [LawCollectionDetail, () => string[]] {
  const { collection, items } = detail;
  return [
    detail,
    () => [
      `${collection.id}  ${collection.title}  ${sharedWith(collection, locale)}`,
      ...items.flatMap(({ id, law, article, versionOn, quote, text, note }) => [
        `${id}  ${law} ${article}  ${versionOn ?? "?"}`,
        `    ${(quote === "" ? text : quote).replaceAll("\n", " ").slice(0, 160)}`,
        ...(note === "" ? [] : [`    # ${note}`]),
      ]),
    ],
  ];
}

const collect: Command = {
  name: "law collect",
  usage:
    "law collect COLLECTION LAW ARTICLE [--quote TEXT] [--note TEXT] [--on YYYY-MM-DD] | law collect --new TITLE [--share office|line] [--line LINE] | law collect COLLECTION --remove ITEM | law collect COLLECTION --delete",
  summary: {
    zh: "把一条放进收藏、移除一条、新建或者删除收藏",
    en: "Put an article into a collection, take one out, open or delete a collection",
  },
  options: {
    new: { type: "string" },
    share: { type: "string" },
    line: { type: "string" },
    quote: { type: "string" },
    note: { type: "string" },
    on: { type: "string" },
    remove: { type: "string" },
    delete: { type: "boolean" },
  },
  async run({ arguments: given, output, client }) {
    const [id, law, article, ...more] = given.words;
    const [title, remove] = [given.text("new"), given.text("remove")];
    const usage = new YuejianError("USAGE", { reason: collect.usage });
    const api = await client();
    const words = (name: string): Record<string, string> => (given.text(name) === undefined ? {} : { [name]: given.text(name) as string });
    if (title !== undefined) {
      if (id !== undefined) throw usage;
      const share = given.text("share");
      const sharing: { sharing?: LawSharing } = share === undefined ? {} : { sharing: share as LawSharing };
      output.result(
        ...shown(await api.post<LawCollectionDetail>(PATH, { title, ...sharing, ...words("line"), ...words("note") }), output.locale),
      );
      return 0;
    }
    if (id === undefined || more.length > 0) throw usage;
    if (given.isSet("delete")) {
      const { collection } = await api.get<LawCollectionDetail>(`${PATH}/${id}`);
      const done = await api.post<{ removed: number }>(`${PATH}/${id}/removal`, { version: collection.version });
      output.result(done, () => [collection.title]);
      return 0;
    }
    if (remove !== undefined) {
      output.result(...shown(await api.post<LawCollectionDetail>(`${PATH}/${id}/items/${remove}/removal`, {}), output.locale));
      return 0;
    }
    if (law === undefined || article === undefined) throw usage;
    const body = { law, article, ...words("quote"), ...words("note"), ...words("on") };
    output.result(...shown(await api.post<LawCollectionDetail>(`${PATH}/${id}/items`, body), output.locale));
    return 0;
  },
};

export const lawCollectionCommands: readonly Command[] = [collections, collect];
