import { resolve } from "node:path";
import { canonicalJson, YuejianError } from "@yuejian/contracts";
import type { LedgerState } from "@yuejian/contracts/api";
import { awaitJob } from "../client.ts";
import type { Command } from "./command.ts";

const append: Command = {
  name: "chain append",
  usage: "chain append FILE…",
  summary: { zh: "把文件的摘要登记到岳检链", en: "Put the digests of files on Yuejian Chain" },
  options: {},
  async run({ client, output, arguments: given }) {
    if (given.words.length === 0) throw new YuejianError("USAGE", { reason: append.usage });
    const api = await client();
    const results: { file: string; sha256: string; ledgerIndex: number }[] = [];
    for (const file of given.words) {
      const job = await api.post<{ id: string }>("/api/ledger/files", { path: resolve(file) });
      results.push(await awaitJob(api, job.id, ({ progress }) => output.progress(`${file}: ${progress.stage[output.locale]}`)));
    }
    output.result(results, () => results.map((each) => `${each.sha256}  #${each.ledgerIndex}  ${each.file}`));
    return 0;
  },
};

const prove: Command = {
  name: "chain prove",
  usage: "chain prove REF   (lead id, row reference bat_…:N, or SHA-256 of a registered file)",
  summary: { zh: "输出线索、记录或文件的证明", en: "Print the proof of a lead, a record or a file" },
  options: {},
  async run({ client, arguments: given }) {
    const [ref] = given.words;
    if (ref === undefined) throw new YuejianError("USAGE", { reason: prove.usage });
    const proof = await (await client()).get<unknown>(`/api/proofs/${encodeURIComponent(ref)}`);
    process.stdout.write(`${canonicalJson(proof)}\n`);
    return 0;
  },
};

const checkpoint: Command = {
  name: "chain checkpoint",
  usage: "chain checkpoint",
  summary: { zh: "显示账本的最新检查点", en: "Show the newest checkpoint of the ledger" },
  options: {},
  async run({ client, output }) {
    const state = await (await client()).get<LedgerState>("/api/ledger");
    output.result(state, () => [state.verifierKey, "", ...state.checkpoint.trimEnd().split("\n")]);
    return 0;
  },
};

const fsck: Command = {
  name: "chain fsck",
  usage: "chain fsck",
  summary: { zh: "重读账本的每一条并重算全部摘要", en: "Reread every entry of the ledger and recompute all digests" },
  options: {},
  async run({ client, output }) {
    const report = await (await client()).post<{ ok: boolean; entries: number; problems: string[] }>("/api/ledger/fsck");
    output.result(report, () => [
      `${report.entries} ${output.locale === "zh" ? "条" : "entries"}`,
      ...(report.ok ? ["ok"] : report.problems),
    ]);
    return report.ok ? 0 : 1;
  },
};

export const chainCommands: readonly Command[] = [append, prove, checkpoint, fsck];
