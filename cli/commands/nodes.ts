import { readFile, writeFile } from "node:fs/promises";
import { parsePolicy, verifyEvidence } from "@yuejian/chain/verify";
import { canonicalJson, YuejianError } from "@yuejian/contracts";
import {
  type EvidenceItem,
  type EvidenceList,
  type LedgerNodes,
  NODE_STATES,
  type NodePeriod,
  nodeReasonText,
} from "@yuejian/contracts/api";
import { type Output, table } from "../output.ts";
import type { Command, CommandContext } from "./command.ts";

const nodes: Command = {
  name: "chain nodes",
  usage: "chain nodes [NODE]   (with a name: how that node stood before)",
  summary: {
    zh: "显示各节点的状况：是否可达、落后多少、时钟与版本",
    en: "Show the health of every node: reachable, how far behind, clock, version",
  },
  options: {},
  async run({ client, output, arguments: given }) {
    const [name] = given.words;
    const api = await client();
    if (name !== undefined) {
      const { items } = await api.get<{ items: NodePeriod[] }>(`/api/ledger/nodes/${encodeURIComponent(name)}/periods`);
      output.result(items, () => periodLines(items, output));
      return 0;
    }
    const state = await api.get<LedgerNodes>("/api/ledger/nodes");
    output.result(state, () => nodeLines(state, output));
    return state.nodes.some(({ state: word }) => word === "split") ? 1 : 0;
  },
};

function nodeLines({ hasPolicy, nodes: given }: LedgerNodes, { locale }: Output): string[] {
  if (!hasPolicy) return [locale === "zh" ? "没有联署规则：没有节点" : "there is no policy: there are no nodes"];
  const head =
    locale === "zh"
      ? ["节点", "状态", "自", "落后", "联署于", "用时 ms", "时钟差 s", "版本", "证据", "原因"]
      : ["node", "state", "since", "behind", "cosigned", "ms", "skew s", "version", "evidence", "reason"];
  return table(
    head,
    given.map((each) => [
      each.name,
      NODE_STATES[each.state][locale],
      each.since,
      each.behind,
      each.cosignedAt,
      each.answeredInMilliseconds,
      each.clockSkewSeconds,
      each.version,
      each.evidence,
      each.reason && nodeReasonText(each.reason)[locale],
    ]),
  );
}

function periodLines(items: readonly NodePeriod[], { locale }: Output): string[] {
  const head = locale === "zh" ? ["自", "至", "状态", "大小", "原因"] : ["from", "to", "state", "size", "reason"];
  return table(
    head,
    items.map((each) => [
      each.startedAt,
      each.endedAt,
      NODE_STATES[each.state][locale],
      each.size,
      each.reason && nodeReasonText(each.reason)[locale],
    ]),
  );
}

const evidence: Command = {
  name: "chain evidence",
  usage: "chain evidence [ID [--out FILE]] | chain evidence --check FILE --key VERIFIER-KEY… [--policy FILE]",
  summary: {
    zh: "列出、导出两部历史的证据；--check 离线核验，任何人可做",
    en: "List and export the evidence of two histories; --check verifies it offline, for anyone",
  },
  options: { out: { type: "string" }, check: { type: "string" }, key: { type: "string", multiple: true }, policy: { type: "string" } },
  async run(context) {
    const { client, output, arguments: given } = context;
    const checked = given.text("check");
    if (checked !== undefined) return check(context, checked);
    const [id] = given.words;
    const api = await client();
    const { items } = await api.get<EvidenceList>("/api/ledger/evidence");
    if (id === undefined) {
      output.result(items, () => evidenceLines(items, output));
      return items.length > 0 ? 1 : 0;
    }
    const whole = items.filter((each) => each.id.startsWith(id));
    const [found] = whole;
    if (found === undefined || whole.length > 1) throw new YuejianError("EVIDENCE_UNKNOWN", { evidence: id });
    const document = `${canonicalJson(await api.get<unknown>(`/api/ledger/evidence/${found.id}`))}\n`;
    const out = given.text("out");
    if (out === undefined) process.stdout.write(document);
    else {
      await writeFile(out, document);
      output.result({ file: out, id: found.id }, () => [out]);
    }
    return 0;
  },
};

async function check({ arguments: given, output }: CommandContext, file: string): Promise<0 | 1> {
  const trustedKeys = given.texts("key");
  if (trustedKeys.length === 0) throw new YuejianError("USAGE", { reason: evidence.usage });
  const policyFile = given.text("policy");
  const policy = policyFile === undefined ? undefined : parsePolicy(await readText(policyFile));
  const result = verifyEvidence(await readText(file), { trustedKeys, ...(policy === undefined ? {} : { policy }) });
  const { locale } = output;
  const unreadable = result.checks.find(({ name, ok }) => name === "form" && !ok);
  if (unreadable) throw new YuejianError("PROOF_MALFORMED", { where: file, reason: unreadable.text[locale] });
  output.result(result, () => [
    ...result.checks.map(({ ok, text, subject }) => `${ok ? "✓" : "✗"} ${subject}: ${text[locale]}`),
    ...(result.shows === null ? [] : ["", result.shows[locale]]),
  ]);
  return result.ok ? 0 : 1;
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    throw new YuejianError("FILE_NOT_FOUND", { file }, { cause });
  }
}

function evidenceLines(items: readonly EvidenceItem[], { locale }: Output): string[] {
  if (items.length === 0) return [locale === "zh" ? "没有发现矛盾" : "no contradiction was found"];
  const head = locale === "zh" ? ["编号", "种类", "出自", "发现于", "大小", "账本序号"] : ["id", "kind", "from", "found", "sizes", "entry"];
  return table(
    head,
    items.map((each) => [
      each.id.slice(0, 16),
      each.kind,
      each.node,
      each.foundAt,
      `${each.smallerSize} / ${each.largerSize}`,
      each.ledgerIndex,
    ]),
  );
}

export const nodeCommands: readonly Command[] = [nodes, evidence];
