import { readFile, stat, writeFile } from "node:fs/promises";
import { basename, dirname, extname, relative, resolve } from "node:path";
import { YuejianError } from "@yuejian/contracts";
import {
  DOCUMENT_BATCH_LIMITS,
  DOCUMENT_BATCH_STATES,
  type DocumentBatchDetail,
  type DocumentBatchesView,
  type DocumentBatchFileView,
  type DocumentBatchView,
} from "@yuejian/contracts/api";
import { awaitJob, type Client } from "../client.ts";
import type { Output } from "../output.ts";
import type { Command } from "./command.ts";
import { caseNamed } from "./documents-house.ts";

const FORMS = [".docx", ".html", ".json"];

const batch: Command = {
  name: "document batch",
  usage:
    "document batch FOLDER|FILE… | --batch ID [--name WORDS] [--case NUMBER|ID] [--report REPORT.docx|.html|.json] [--out DOCUMENTS.zip] [--final] [--written YYYY-MM-DD] [--on YYYY-MM-DD] [--for-publication] [--fail-on N]",
  summary: {
    zh: "一次校核一个文件夹或多份文书（扫描件排在后面识别），逐份给出结果；--case 与案件及这一批的其他文书核对，--report 汇总报告，--out 全部修订 Word（ZIP，旧格式 .doc 除外），--batch 接着做停下的一批",
    en: "Have a folder or many documents checked in the house at once (scans behind the others), one result a file; --case: each compared with the case and the others, --report: of all together, --out: all Word files with tracked changes (ZIP; old .doc take none), --batch: go on with one that stopped",
  },
  options: {
    batch: { type: "string" },
    name: { type: "string" },
    case: { type: "string" },
    report: { type: "string" },
    out: { type: "string" },
    final: { type: "boolean" },
    written: { type: "string" },
    on: { type: "string" },
    "for-publication": { type: "boolean" },
    "fail-on": { type: "string" },
  },
  async run({ arguments: given, output, client }) {
    const [known, report, out] = [given.text("batch"), given.text("report"), given.text("out")];
    const isCallRight = (known !== undefined) !== given.words.length > 0 && (report === undefined || FORMS.includes(formOf(report)));
    if (!isCallRight) throw new YuejianError("USAGE", { reason: batch.usage });
    const tolerated = given.text("fail-on") === undefined ? null : given.count("fail-on", 1, 1);
    const [on, writtenOn, name] = [given.text("on"), given.text("written"), given.text("name")];
    const files = await documentsAt(given.words);
    const api = await client();
    const named = given.text("case");
    const order = {
      ...(named === undefined ? {} : { case: await caseNamed(api, named) }),
      ...(name === undefined ? {} : { name }),
      ...(on === undefined ? {} : { on }),
      ...(writtenOn === undefined ? {} : { writtenOn }),
      ...(given.isSet("final") ? { stage: "final" } : {}),
      ...(given.isSet("for-publication") ? { isForPublication: true } : {}),
    };
    const id = known ?? (await api.post<DocumentBatchView>("/api/documents/batches", order)).id;
    for (const [at, file] of files.entries()) {
      output.progress(`${at + 1} / ${files.length}  ${file.path}`);
      await send(api, id, file);
    }
    const detail = await ended(api, id, output);
    for (const file of detail.files) output.result(file, () => [lineOf(file, output)]);
    output.note({
      zh: `批次 ${id}：${detail.batch.files.refused} 份没有校核`,
      en: `batch ${id}: ${detail.batch.files.refused} were not checked`,
    });
    const oldWords = detail.files.filter(({ check }) => check?.format === "doc").length;
    if (oldWords > 0)
      output.note({
        zh: `${oldWords} 份是旧格式 Word（.doc），写不进批注和修订，不在 ZIP 里：另存为 .docx 后再校核`,
        en: `${oldWords} are Word files of the old form (.doc), which take no remarks and are not in the ZIP: save them as .docx and check those`,
      });
    const path = `/api/documents/batches/${id}`;
    const language = output.locale;
    if (report !== undefined)
      await writeFile(resolve(report), await api.getBytes(`${path}/report?form=${formOf(report).slice(1)}&language=${language}`));
    if (out !== undefined) await writeFile(resolve(out), await api.getBytes(`${path}/documents?form=changes&language=${language}`));
    const { error, warning, hint } = detail.batch.findings;
    return tolerated !== null && error + warning + hint >= tolerated ? 1 : 0;
  },
};

const formOf = (file: string): string => extname(file).toLowerCase();

interface OutgoingDocument {
  /** As the batch calls it. */
  readonly path: string;
  readonly file: string;
}

/** A folder gives the documents in it, by their path from the folder on. FILE_NOT_FOUND */
async function documentsAt(words: readonly string[]): Promise<OutgoingDocument[]> {
  const { documentsIn } = await import("@yuejian/server/assistant");
  const found: OutgoingDocument[] = [];
  for (const word of words) {
    const place = resolve(word);
    const known = await stat(place).catch((cause: unknown) => {
      throw new YuejianError("FILE_NOT_FOUND", { file: word }, { cause });
    });
    if (known.isDirectory()) found.push(...(await documentsIn(place)).map((file) => ({ path: relative(dirname(place), file), file })));
    else found.push({ path: basename(place), file: place });
  }
  return found;
}

/** Of a file that the house does not take for its size only that is told. */
async function send(api: Client, batchId: string, { path, file }: OutgoingDocument): Promise<void> {
  const { size } = await stat(file);
  const isTooLarge = size > DOCUMENT_BATCH_LIMITS.fileBytes;
  const content = isTooLarge ? new Uint8Array() : await readFile(file);
  const fields = { path, ...(isTooLarge ? { tooLarge: String(size) } : {}) };
  await api.upload<DocumentBatchFileView>(`/api/documents/batches/${batchId}/files`, { name: basename(file), content, fields });
}

/** A batch of many scans goes on in one job after the other. */
async function ended(api: Client, id: string, output: Output): Promise<DocumentBatchDetail> {
  let { job } = await api.post<DocumentBatchView>(`/api/documents/batches/${id}/start`);
  for (;;) {
    if (job !== null)
      await awaitJob(api, job, ({ progress: { stage, done, total } }) =>
        output.progress(`${stage[output.locale]}  ${done}${total === null ? "" : ` / ${total}`}`),
      );
    const detail = await api.get<DocumentBatchDetail>(`/api/documents/batches/${id}`);
    if (detail.batch.job === job) return detail;
    job = detail.batch.job;
  }
}

function lineOf({ path, check, refused }: DocumentBatchFileView, { locale }: Output): string {
  if (refused) return `${path}：✗ ${refused.text[locale]}`;
  if (!check) return `${path}：—`;
  const { error, warning, hint } = check.findings;
  const form = check.format === "doc" ? "  .doc" : "";
  return `${path}：${check.kindName[locale]}，${error + warning + hint}  ${check.id}${form}`;
}

const batches: Command = {
  name: "document batches",
  usage: "document batches",
  summary: {
    zh: "自己的批量校核：状态、校核和没有校核的份数",
    en: "One's own batches of documents: state, how many were checked and how many not",
  },
  options: {},
  async run({ output, client }) {
    const { items } = await (await client()).get<DocumentBatchesView>("/api/documents/batches", { limit: 100 });
    for (const each of items)
      output.result(each, () => [
        `${each.id}\t${DOCUMENT_BATCH_STATES[each.state][output.locale]}\t${each.files.checked}/${each.files.refused}/${each.files.all}\t${each.name ?? ""}`,
      ]);
    return 0;
  },
};

export const documentBatchCommands: readonly Command[] = [batch, batches];
