import { readFile, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { type Policy, parsePolicy } from "@yuejian/chain/verify";
import { YuejianError } from "@yuejian/contracts";
import type { Arguments } from "../arguments.ts";
import type { Command } from "./command.ts";

const propose: Command = {
  name: "chain handover propose",
  usage: "chain handover propose --config NODE.json --out FILE [--origin ORIGIN]",
  summary: {
    zh: "移交第一步：由接任机关的节点提出移交书，并为其生成新密钥",
    en: "Handover, first: the office that takes over proposes it, and a new key is made for it",
  },
  options: { config: { type: "string" }, out: { type: "string" }, origin: { type: "string" } },
  async run({ arguments: given, output }) {
    const [config, out] = [needed(given, "config", propose), needed(given, "out", propose)];
    const { proposeHandover } = await import("@yuejian/server");
    const text = await proposeHandover(resolve(config), given.text("origin"));
    await writeFile(out, text);
    output.result({ file: out, text }, () => [text.trimEnd(), "", out]);
    return 0;
  },
};

const sign: Command = {
  name: "chain handover sign",
  usage: "chain handover sign FILE --config NODE.json [--abandon SIZE]",
  summary: {
    zh: "移交第二步：各机关在自己的节点上签署；签署后本节点不再为旧密钥在该大小之上联署",
    en: "Handover, second: each office signs on its node, which from then on follows the old key no further",
  },
  options: { config: { type: "string" }, abandon: { type: "string" } },
  async run({ arguments: given, output }) {
    const file = named(given, sign);
    const config = needed(given, "config", sign);
    const { signHandover } = await import("@yuejian/server");
    const note = await signHandover(resolve(config), await readNamed(file), given.count("abandon", 0, 0));
    await writeFile(file, note);
    output.result({ file, note }, () => [note.trimEnd()]);
    return 0;
  },
};

const apply: Command = {
  name: "chain handover apply",
  usage: "chain handover apply FILE --policy FILE [--ledger FOLDER --organisation OFFICE --config NODE.json]",
  summary: {
    zh: "移交第三步：核对签署是否足够，通知全部节点；接任机关同时生成新账本目录",
    en: "Handover, third: check that enough signed and tell all nodes; the office that takes over also makes the new ledger",
  },
  options: { policy: { type: "string" }, ledger: { type: "string" }, organisation: { type: "string" }, config: { type: "string" } },
  async run({ arguments: given, output }) {
    const note = await readNamed(named(given, apply));
    const policy = await policyOf(needed(given, "policy", apply));
    const ledger = given.text("ledger");
    const { judgeHandoverFile, promoteMirror, spreadHandover } = await import("@yuejian/server");
    const verdict = judgeHandoverFile(note, policy);
    const missing = verdict.groups.map(({ name, have, least, of }) => `${name} ${have}/${of} (≥ ${least})`).join(", ");
    if (!verdict.isComplete) throw new YuejianError("USAGE", { reason: `not enough signatures: ${missing}` });
    const nodes = await spreadHandover(note, policy);
    const promoted =
      ledger === undefined
        ? null
        : await promoteMirror(resolve(needed(given, "config", apply)), note, {
            folder: resolve(ledger),
            organisation: needed(given, "organisation", apply),
          });
    output.result({ nodes, promoted }, () => [
      ...nodes.map(({ node, answer }) => `${answer === "ok" ? "✓" : "✗"} ${node}${answer === "ok" ? "" : `  ${answer}`}`),
      ...(promoted === null ? [] : [promoted.verifierKey, `${ledger}: ${promoted.size}`]),
    ]);
    return nodes.every(({ answer }) => answer === "ok") ? 0 : 1;
  },
};

function named(given: Arguments, command: Command): string {
  const [file] = given.words;
  if (file === undefined) throw new YuejianError("USAGE", { reason: command.usage });
  return file;
}

function needed(given: Arguments, option: string, command: Command): string {
  const value = given.text(option);
  if (value === undefined) throw new YuejianError("USAGE", { reason: command.usage });
  return value;
}

async function policyOf(file: string): Promise<Policy> {
  return parsePolicy(await readNamed(file));
}

async function readNamed(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    throw new YuejianError("FILE_NOT_FOUND", { file }, { cause });
  }
}

export const handoverCommands: readonly Command[] = [propose, sign, apply];
