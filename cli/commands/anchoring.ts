import { resolve } from "node:path";
import { ANCHOR_ALARMS, ANCHOR_STATUSES, type AnchorStatus, type Locale, YuejianError } from "@yuejian/contracts";
import type { AnchoringView, AnchorView, JobView, SetUpAnchoringView } from "@yuejian/contracts/api";
import { awaitJob } from "../client.ts";
import { table } from "../output.ts";
import type { Command } from "./command.ts";

const deploy: Command = {
  name: "chain anchor deploy",
  usage: "chain anchor deploy --config FILE [--owner-key FILE] [--new]",
  summary: {
    zh: "在联盟链上部署锚定合约（或采用设置中已有的合约，先核对其代码），保存设置",
    en: "Deploy the anchor contract in the consortium chain, or take the one named after checking its code, and keep the settings",
  },
  options: { config: { type: "string" }, "owner-key": { type: "string" }, new: { type: "boolean" } },
  async run({ client, output, arguments: given }) {
    const file = given.text("config");
    const ownerKey = given.text("owner-key");
    if (file === undefined || given.words.length > 0) throw new YuejianError("USAGE", { reason: deploy.usage });
    const api = await client();
    const done = await api.post<SetUpAnchoringView>("/api/ledger/anchoring", {
      path: resolve(file),
      ...(ownerKey === undefined ? {} : { ownerKey: resolve(ownerKey) }),
      isNew: given.isSet("new"),
    });
    const zh = output.locale === "zh";
    output.result(done, () => [
      `${zh ? "合约" : "contract"}  ${done.contract}  ${done.isNew ? (zh ? "（新部署）" : "(deployed now)") : ""}`.trimEnd(),
      `${zh ? "代码" : "code"}  ${done.codeHash}`,
      `${zh ? "链" : "chain"}  ${done.chainId}`,
      `${zh ? "锚定者" : "anchorer"}  ${done.anchorer}`,
    ]);
    if (!done.isAnchorer) {
      output.note({
        zh: "合约所有者尚未登记该锚定者：请所有者登记后再锚定（deploy --owner-key FILE 可代为登记）",
        en: "The contract's owner has not named this anchorer yet: nothing is anchored before (deploy --owner-key FILE names it)",
      });
    }
    return done.isAnchorer ? 0 : 1;
  },
};

const status: Command = {
  name: "chain anchor status",
  usage: "chain anchor status",
  summary: { zh: "显示锚定的进度、队列和告警", en: "Show how anchoring stands: the queue, the newest anchor, alarms with both notes" },
  options: {},
  async run({ client, output }) {
    const api = await client();
    const state = await api.get<AnchoringView>("/api/ledger/anchoring");
    const { items } = await api.get<{ items: AnchorView[] }>("/api/ledger/anchors", { limit: 10 });
    output.result({ ...state, anchors: items }, () => statusLines(state, items, output.locale));
    return state.alarms.length > 0 ? 1 : 0;
  },
};

function statusLines({ settings, contract, alarms }: AnchoringView, anchors: readonly AnchorView[], locale: Locale): string[] {
  const zh = locale === "zh";
  if (settings === null || contract === null) return [zh ? "没有设置锚定" : "anchoring is not set up"];
  const error = contract.error;
  return [
    `${zh ? "合约" : "contract"} ${settings.contract}  ${zh ? "链" : "chain"} ${settings.chainId}  ${settings.node}`,
    `${zh ? "锚定者" : "anchorer"} ${contract.anchorer}  ${zh ? "区块" : "block"} ${contract.head ?? "–"}  ${contract.checkedAt ?? "–"}`,
    ...(error === null ? [] : [`✗ ${error.text[locale]}  (${contract.failures} ×, ${zh ? "下次" : "next"} ${contract.nextAt ?? "–"})`]),
    ...(anchors.length === 0 ? [] : ["", ...anchorTable(anchors, locale)]),
    ...alarms.flatMap((alarm) => [
      "",
      `✗ ${alarm.at} ${ANCHOR_ALARMS[alarm.kind][locale]}: ${alarm.size}  ${alarm.chain.transaction}`,
      zh ? "本账本：" : "this ledger:",
      ...alarm.own.note.trimEnd().split("\n"),
      zh ? "链上：" : "in the chain:",
      ...alarm.chain.note.trimEnd().split("\n"),
    ]),
  ];
}

function anchorTable(anchors: readonly AnchorView[], locale: Locale): string[] {
  return table(
    ["size", "status", "block", "at", "transaction", ""],
    anchors.map((each) => [
      each.size,
      ANCHOR_STATUSES[each.status][locale],
      each.blockNumber,
      each.blockAt,
      each.transaction,
      each.remark ?? "",
    ]),
  );
}

const now: Command = {
  name: "chain anchor now",
  usage: "chain anchor now",
  summary: { zh: "立即锚定最新检查点，等待确认", en: "Anchor the newest checkpoint now and wait for its confirmations" },
  options: {},
  async run({ client, output }) {
    const api = await client();
    const job = await api.post<JobView>("/api/ledger/anchoring/now");
    const report = await awaitJob<{ onTheWay: Partial<Record<AnchorStatus, number>> }>(api, job.id, ({ progress }) =>
      output.progress(progress.stage[output.locale]),
    );
    const { newest, alarms } = await api.get<AnchoringView>("/api/ledger/anchoring");
    output.result({ newest, ...report }, () => [
      ...(newest === null ? [] : anchorTable([newest], output.locale)),
      ...Object.entries(report.onTheWay).map(([word, count]) => `${ANCHOR_STATUSES[word as AnchorStatus][output.locale]}: ${count}`),
    ]);
    return alarms.length > 0 ? 1 : 0;
  },
};

export const anchorCommands: readonly Command[] = [deploy, status, now];
