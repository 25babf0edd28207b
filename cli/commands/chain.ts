import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { canonicalJson, YuejianError } from "@yuejian/contracts";
import { captureStanding, type Fsck, type LedgerFinality, nodeReasonText } from "@yuejian/contracts/api";
import { awaitJob } from "../client.ts";
import type { Command } from "./command.ts";

const append: Command = {
  name: "chain append",
  usage: "chain append FILE… [--capture CAPTURE.json]",
  summary: { zh: "把文件的摘要登记到岳检链", en: "Put the digests of files on Yuejian Chain" },
  options: { capture: { type: "string" } },
  async run({ client, output, arguments: given }) {
    if (given.words.length === 0) throw new YuejianError("USAGE", { reason: append.usage });
    const capture = given.text("capture");
    const api = await client();
    const results: { file: string; sha256: string; ledgerIndex: number; capture?: string; standing?: string }[] = [];
    for (const file of given.words) {
      const job = await api.post<{ id: string }>("/api/ledger/files", {
        path: resolve(file),
        ...(capture === undefined ? {} : { capture: resolve(capture) }),
      });
      results.push(await awaitJob(api, job.id, ({ progress }) => output.progress(`${file}: ${progress.stage[output.locale]}`)));
    }
    output.result(results, () =>
      results.map(
        (each) =>
          `${each.sha256}  #${each.ledgerIndex}  ${each.file}${each.standing === undefined ? "" : `  ${captureStanding(each.standing)[output.locale]}`}`,
      ),
    );
    return 0;
  },
};

const prove: Command = {
  name: "chain prove",
  usage:
    "chain prove REF [--tlog]   (lead id, row reference bat_…:N, SHA-256 of a registered file; with --tlog also the number of an entry)",
  summary: {
    zh: "输出线索、记录或文件的证明，或其账本条目的 .tlog-proof",
    en: "Print the proof of a lead, a record or a file, or the .tlog-proof of its entry",
  },
  options: { tlog: { type: "boolean" } },
  async run({ client, arguments: given }) {
    const [ref] = given.words;
    if (ref === undefined) throw new YuejianError("USAGE", { reason: prove.usage });
    if (given.isSet("tlog")) {
      process.stdout.write(await (await client()).getBytes(`/api/proofs/${encodeURIComponent(ref)}/tlog`));
      return 0;
    }
    const proof = await (await client()).get<unknown>(`/api/proofs/${encodeURIComponent(ref)}`);
    process.stdout.write(`${canonicalJson(proof)}\n`);
    return 0;
  },
};

const certificate: Command = {
  name: "chain certificate",
  usage: "chain certificate REF --out FILE.docx|FILE.pdf   (REF as for chain prove)",
  summary: {
    zh: "出具存证证明书（Word 或 PDF，带核验码）；其摘要登记上链",
    en: "Make a certificate of a proof (Word or PDF, with a QR code); its digest goes on the ledger",
  },
  options: { out: { type: "string" } },
  async run({ client, output, arguments: given }) {
    const [[ref], out] = [given.words, given.text("out")];
    const format = out?.toLowerCase().endsWith(".pdf") ? "pdf" : out?.toLowerCase().endsWith(".docx") ? "docx" : null;
    if (ref === undefined || out === undefined || format === null) throw new YuejianError("USAGE", { reason: certificate.usage });
    const bytes = await (await client()).getBytes(`/api/proofs/${encodeURIComponent(ref)}/certificate?format=${format}`);
    await writeFile(out, bytes);
    output.result({ ref, file: out, bytes: bytes.length }, () => [out]);
    return 0;
  },
};

const fsck: Command = {
  name: "chain fsck",
  usage: "chain fsck",
  summary: { zh: "重读账本的每一条并重算全部摘要", en: "Reread every entry of the ledger and recompute all digests" },
  options: {},
  async run({ client, output }) {
    const report = await (await client()).post<Fsck>("/api/ledger/fsck");
    output.result(report, () => [
      `${report.entries} ${output.locale === "zh" ? "条" : "entries"}`,
      output.locale === "zh"
        ? `国密账本 ${report.sm.entries} 条，已签 ${report.sm.signedSize} 条`
        : `SM log: ${report.sm.entries} entries, ${report.sm.signedSize} signed`,
      ...(report.ok ? ["ok"] : report.problems),
    ]);
    return report.ok ? 0 : 1;
  },
};

const finality: Command = {
  name: "chain finality",
  usage: "chain finality",
  summary: {
    zh: "显示各节点是否已联署最新检查点、哪个检查点已终局",
    en: "Show who cosigned the newest checkpoint, and which one is final",
  },
  options: {},
  async run({ client, output }) {
    const state = await (await client()).get<LedgerFinality>("/api/ledger/finality");
    output.result(state, () => finalityLines(state, output.locale));
    return state.splits.length > 0 ? 1 : 0;
  },
};

function finalityLines(state: LedgerFinality, locale: "zh" | "en"): string[] {
  const zh = locale === "zh";
  if (!state.hasPolicy) return [zh ? "没有联署规则：账本只有一个签名者" : "there is no policy: the ledger has one signer"];
  return [
    ...state.cosigners.map(
      ({ name, cosignedAt, failure }) =>
        `${cosignedAt === null ? "·" : "✓"} ${name}  ${cosignedAt ?? (failure ? nodeReasonText(failure.reason)[locale] : "")}`,
    ),
    ...state.groups.map(({ name, have, least, of }) => `${have >= least ? "✓" : "·"} ${name}: ${have}/${of} (≥ ${least})`),
    state.final === null ? (zh ? "还没有终局的检查点" : "no checkpoint is final yet") : `${zh ? "终局" : "final"}: ${state.final.size}`,
    ...state.splits.map(({ cosigner, at }) => `✗ ${cosigner} ${at} ${zh ? "见过另一部历史" : "knows another history"}`),
  ];
}

const node: Command = {
  name: "chain node",
  usage: "chain node --config FILE",
  summary: {
    zh: "启动一个节点：见证者与镜像，各有密钥；打印加入联署规则的两行",
    en: "Start a node: a witness and a mirror, each with its key; prints their lines for a policy",
  },
  options: { config: { type: "string" } },
  async run({ arguments: given, output }) {
    const file = given.text("config");
    if (file === undefined) throw new YuejianError("USAGE", { reason: node.usage });
    const { runNode, spareCollections } = await import("@yuejian/server");
    spareCollections();
    const running = await runNode(resolve(file), {
      clock: { now: () => Date.now() },
      onFailure: (error) => output.note(error instanceof Error ? (error.stack ?? error.message) : String(error)),
    });
    output.result({ address: running.address, policyLines: running.policyLines }, () => [running.address, ...running.policyLines]);
    await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
    await running.close();
    return 0;
  },
};

export const chainCommands: readonly Command[] = [append, prove, certificate, finality, node, fsck];
