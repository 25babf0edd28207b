import { once } from "node:events";
import type { FileMoveResult, IndexResult, LakeLoadResult } from "@yuejian/contracts/api";
import { awaitJob } from "../client.ts";
import type { Command } from "./command.ts";

const lakeLoad: Command = {
  name: "lake load",
  usage: "lake load [--check]",
  summary: {
    zh: "把已提交的批次装入 LAKE_URL 的数据库；--check 逐行核对并重装不符的批次",
    en: "Load committed batches into the database of LAKE_URL; --check compares row by row and loads again what differs",
  },
  options: { check: { type: "boolean" } },
  async run({ client, output, arguments: given }) {
    const api = await client();
    const job = await api.post<{ id: string }>("/api/lake/loads", { check: given.isSet("check") });
    const result = await awaitJob<LakeLoadResult>(api, job.id, ({ progress }) =>
      output.progress(`${progress.stage[output.locale]} ${progress.done}/${progress.total ?? "?"}`),
    );
    output.result(result, () => [
      output.locale === "zh"
        ? `共 ${result.batches} 个批次，装入 ${result.loaded} 个（${result.rows.toLocaleString()} 行），其中重装 ${result.repaired.length} 个`
        : `${result.batches} batches, ${result.loaded} loaded (${result.rows.toLocaleString()} rows), ${result.repaired.length} of them again`,
    ]);
    return 0;
  },
};

const filesMove: Command = {
  name: "files move",
  usage: "files move [--back]",
  summary: {
    zh: "把数据目录文件夹中的文件迁入 FILES_URL 的存储桶并逐个核对；--back 迁回文件夹",
    en: "Move the files of the home's folder into the bucket of FILES_URL, each read back before it leaves; --back: into the folder",
  },
  options: { back: { type: "boolean" } },
  async run({ client, output, arguments: given }) {
    const api = await client();
    const job = await api.post<{ id: string }>("/api/files/moves", { back: given.isSet("back") });
    const result = await awaitJob<FileMoveResult>(api, job.id, ({ progress }) =>
      output.progress(`${progress.stage[output.locale]} ${progress.done}/${progress.total ?? "?"}`),
    );
    const { files, moved, bytes, corrupt } = result;
    output.result(result, () => [
      output.locale === "zh"
        ? `共 ${files} 个文件，迁移 ${moved} 个（${bytes.toLocaleString()} 字节）`
        : `${files} files, ${moved} moved (${bytes.toLocaleString()} bytes)`,
      ...corrupt.map((sha256) =>
        output.locale === "zh" ? `与摘要不符，留在原处：${sha256}` : `does not fit its digest and stays: ${sha256}`,
      ),
    ]);
    return corrupt.length > 0 ? 1 : 0;
  },
};

const lakeIndex: Command = {
  name: "lake index",
  usage: "lake index",
  summary: { zh: "为还没有索引的批次建立查找与检索索引", en: "Make the indexes for look-up and search of batches that have none" },
  options: {},
  async run({ client, output }) {
    const api = await client();
    const job = await api.post<{ id: string }>("/api/lake/indexes");
    const result = await awaitJob<IndexResult>(api, job.id, ({ progress }) =>
      output.progress(`${progress.stage[output.locale]} ${progress.done}/${progress.total ?? "?"}`),
    );
    output.result(result, () => [
      output.locale === "zh"
        ? `共 ${result.batches} 个批次，新建索引 ${result.made} 个（${result.rows.toLocaleString()} 行）`
        : `${result.batches} batches, ${result.made} indexes made (${result.rows.toLocaleString()} rows)`,
      ...result.failed.map((batch) => (output.locale === "zh" ? `文件损坏，未建：${batch}` : `files damaged, none made: ${batch}`)),
    ]);
    return result.failed.length === 0 ? 0 : 1;
  },
};

const worker: Command = {
  name: "worker",
  usage: "worker [--workers N]",
  summary: {
    zh: "在持有数据目录的进程之外处理任务（需 DATABASE_URL=postgres://…）",
    en: "Work on the jobs of a home beside the process that holds it (needs DATABASE_URL=postgres://…)",
  },
  options: { workers: { type: "string" } },
  async run({ arguments: given, output, homeFolder }) {
    const { openWorker } = await import("@yuejian/server");
    const count = given.count("workers", 1, 0);
    const opened = await openWorker(homeFolder, count === 0 ? {} : { workers: count });
    output.result({ home: homeFolder, workers: opened.workers }, () => [
      output.locale === "zh" ? `正在处理任务，同时 ${opened.workers} 个` : `Working on jobs, ${opened.workers} at once`,
    ]);
    await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
    await opened.stop();
    return 0;
  },
};

export const lakeCommands: readonly Command[] = [lakeLoad, lakeIndex, filesMove, worker];
