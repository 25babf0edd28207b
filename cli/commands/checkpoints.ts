import { writeFile } from "node:fs/promises";
import { type Comparison, compareCheckpoints, followLog, type KeptCheckpoint, SOURCE, type TileSource } from "@yuejian/chain/verify";
import { YuejianError } from "@yuejian/contracts";
import type { LedgerState, SmLedgerState } from "@yuejian/contracts/api";
import { readNamed } from "../capture-files.ts";
import { markOf, type Output } from "../output.ts";
import { folderOfTiles, tileSource } from "../tile-sources.ts";
import { trustOf } from "../trust.ts";
import type { Command } from "./command.ts";

const SOURCE_OPTIONS = { from: { type: "string" }, key: { type: "string", multiple: true }, policy: { type: "string" } } as const;

const checkpoint: Command = {
  name: "chain checkpoint",
  usage: "chain checkpoint [--suite sm] [--keep FILE [--from ADDRESS|FOLDER] [--key VERIFIER-KEY]… [--policy FILE]]",
  summary: {
    zh: "显示账本的最新检查点（--suite sm 为国密账本）；保存到文件，已有的先与之比对，只在一致时更新",
    en: "Show the newest checkpoint of the ledger, or with --suite sm of the SM log; keep it in a file, which is compared with it first and replaced only when it agrees",
  },
  options: { suite: { type: "string" }, keep: { type: "string" }, ...SOURCE_OPTIONS },
  async run({ client, output, arguments: given, homeFolder }) {
    const file = given.text("keep");
    const suite = given.text("suite");
    if (suite !== undefined && (suite !== "sm" || file !== undefined)) throw new YuejianError("USAGE", { reason: checkpoint.usage });
    if (suite === "sm") {
      const sm = await (await client()).get<SmLedgerState>("/api/ledger/sm");
      output.result(sm, () => smLines(sm, output.locale));
      return sm.fault === null ? 0 : 1;
    }
    if (file === undefined) {
      const state = await (await client()).get<LedgerState>("/api/ledger");
      output.result(state, () => [state.verifierKey, "", ...state.checkpoint.trimEnd().split("\n")]);
      return 0;
    }
    const trust = await trustOf(given, homeFolder);
    const source = await tileSource(given.text("from"), client);
    const note = (await source.read("checkpoint")) ?? new Uint8Array(0);
    const fixed: TileSource = { read: async (path) => (path === "checkpoint" ? note : source.read(path)) };
    const compared = await compareCheckpoints(await keptIn([file], { mayMiss: true }), fixed, trust);
    if (compared.ok) await writeFile(file, note);
    show(compared, output, compared.ok ? file : null);
    return compared.ok ? 0 : 1;
  },
};

function smLines({ verifierKey, checkpoint: note, behind, fault }: SmLedgerState, locale: "zh" | "en"): string[] {
  const zh = locale === "zh";
  return [
    ...(verifierKey === null || note === null ? [] : [verifierKey, "", ...note.trimEnd().split("\n")]),
    ...(behind > 0 ? [zh ? `还有 ${behind} 条待计入` : `${behind} entries still to be taken`] : []),
    ...(fault === null ? [] : [zh ? `国密账本已停止：${fault.zh}` : `the SM log has stopped: ${fault.en}`]),
  ];
}

const compare: Command = {
  name: "chain compare",
  usage: "chain compare FILE… [--from ADDRESS|FOLDER] [--key VERIFIER-KEY]… [--policy FILE]",
  summary: {
    zh: "比对在不同时间保存的检查点是否属于同一部历史；可离线，用一个图块文件夹",
    en: "Compare checkpoints that were kept at different times: of one history or not; offline too, from a folder of tiles",
  },
  options: SOURCE_OPTIONS,
  async run({ client, output, arguments: given, homeFolder }) {
    if (given.words.length === 0) throw new YuejianError("USAGE", { reason: compare.usage });
    const trust = await trustOf(given, homeFolder);
    const kept = await keptIn(given.words, { mayMiss: false });
    const compared = await compareCheckpoints(kept, await tileSource(given.text("from"), client), trust);
    show(compared, output, null);
    return compared.ok ? 0 : 1;
  },
};

const follow: Command = {
  name: "chain follow",
  usage: "chain follow FOLDER [--from ADDRESS|FOLDER] [--entries] [--key VERIFIER-KEY]… [--policy FILE]",
  summary: {
    zh: "把账本的图块取到文件夹并逐一核对；出示另一部历史的账本会被拒绝",
    en: "Fetch a ledger's tiles into a folder and check each; a ledger that shows another history than before is refused",
  },
  options: { entries: { type: "boolean" }, ...SOURCE_OPTIONS },
  async run({ client, output, arguments: given, homeFolder }) {
    const [folder] = given.words;
    if (folder === undefined) throw new YuejianError("USAGE", { reason: follow.usage });
    const trust = await trustOf(given, homeFolder);
    const source = await tileSource(given.text("from"), client);
    const {
      comparison,
      checkpoint: reached,
      ...counts
    } = await followLog(source, folderOfTiles(folder), {
      ...trust,
      withEntries: given.isSet("entries"),
    });
    if (reached === null) {
      show(comparison, output, null);
      return 1;
    }
    const { tiles, entries } = counts;
    output.result({ folder, size: reached.size, tiles, entries }, () => [
      output.locale === "zh"
        ? `${folder}：${reached.size} 条，新取 ${tiles} 个图块、${entries} 条陈述，全部核对`
        : `${folder}: ${reached.size} entries; ${tiles} tiles and ${entries} statements fetched, all checked`,
    ]);
    return 0;
  },
};

async function keptIn(files: readonly string[], { mayMiss }: { mayMiss: boolean }): Promise<KeptCheckpoint[]> {
  const kept: KeptCheckpoint[] = [];
  for (const file of files) {
    try {
      kept.push({ name: file, note: (await readNamed(file)).toString("utf8") });
    } catch (error) {
      if (!mayMiss || !(error instanceof YuejianError)) throw error;
    }
  }
  return kept;
}

/** The checks, and where two histories were shown both notes: whoever has them can show it to anybody. */
function show({ ok, checks, splits }: Comparison, output: Output, kept: string | null): void {
  const { locale } = output;
  const unreadable = checks.find(({ name, code }) => name === "signature" && code === "PROOF_MALFORMED");
  if (unreadable) throw new YuejianError("PROOF_MALFORMED", { where: unreadable.subject, reason: unreadable.text[locale] });
  const nameOf = (name: string): string =>
    name === SOURCE ? (locale === "zh" ? "账本现在的检查点" : "the ledger's checkpoint now") : name;
  output.result({ ok, kept, checks, splits }, () => [
    ...checks.map((check) => `${markOf(check)} ${check.text[locale]}`),
    ...splits.flatMap(({ left, right }) =>
      [left, right].flatMap(({ name, note }) => ["", `${nameOf(name)}:`, ...note.trimEnd().split("\n")]),
    ),
    ...(kept === null ? [] : ["", kept]),
  ]);
}

export const checkpointCommands: readonly Command[] = [checkpoint, compare, follow];
