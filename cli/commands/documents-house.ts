import { readFile, writeFile } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { DOCUMENT_STAGES, YuejianError } from "@yuejian/contracts";
import type {
  DocumentCasesView,
  DocumentCheckDetail,
  DocumentEffectView,
  DocumentKeysView,
  DocumentKeyView,
  DocumentRulesView,
  DocumentStatisticsView,
  JobView,
  NewDocumentKey,
} from "@yuejian/contracts/api";
import { awaitJob, type Client } from "../client.ts";
import type { Output } from "../output.ts";
import type { Command } from "./command.ts";
import { findingLines, macrosOf } from "./finding-lines.ts";

const submit: Command = {
  name: "document submit",
  usage:
    "document submit FILE… [--case NUMBER|ID] [--record CASE.json] [--others FOLDER] [--final] [--written YYYY-MM-DD] [--on YYYY-MM-DD] [--for-publication] [--fail-on N]",
  summary: {
    zh: "按本单位的规则校核文书（扫描件先识别）并计入统计；--case 与案件核对（案号或者编号），--record 案件信息的 JSON 文件，--others 同案其他文书的文件夹；--final 已发出的文书，--written 成文日期，--on 按哪一天的法律",
    en: "Have documents (scans are recognised first) checked in the house by the rules of one's office, counted in its figures; --case: compared with a case (number or id), --record: with a JSON file of what is known, --others: with the documents of a folder; --final: as it left the house, --written: its day, --on: by the law of that day",
  },
  options: {
    case: { type: "string" },
    record: { type: "string" },
    others: { type: "string" },
    final: { type: "boolean" },
    written: { type: "string" },
    on: { type: "string" },
    "for-publication": { type: "boolean" },
    "fail-on": { type: "string" },
  },
  async run({ arguments: given, output, client }) {
    if (given.words.length === 0) throw new YuejianError("USAGE", { reason: submit.usage });
    const tolerated = given.text("fail-on") === undefined ? null : given.count("fail-on", 1, 1);
    const [on, writtenOn] = [given.text("on"), given.text("written")];
    const fields = {
      ...(on === undefined ? {} : { on }),
      ...(writtenOn === undefined ? {} : { writtenOn }),
      ...(given.isSet("final") ? { stage: "final" } : {}),
      ...(given.isSet("for-publication") ? { isForPublication: "true" } : {}),
    };
    const api = await client();
    const named = given.text("case");
    const ofCase = named === undefined ? {} : { case: await caseNamed(api, named) };
    const [record, folder] = [given.text("record"), given.text("others")];
    const along = [
      ...(record === undefined ? [] : [await sent("record", record)]),
      ...(folder === undefined ? [] : await othersIn(resolve(folder))),
    ];
    let found = 0;
    for (const file of given.words) {
      const { name, content } = await sent("file", file);
      const beside = along.filter((other) => other.field === "record" || other.path !== resolve(file));
      const order = { name, content, fields: { ...fields, ...ofCase }, beside };
      const answer = await api.upload<DocumentCheckDetail | JobView>("/api/documents/checks/upload", order);
      const view = "progress" in answer ? await recognised(api, answer, output) : answer;
      found += view.check.findings;
      for (const unread of view.compared?.unread ?? [])
        output.note({
          zh: `${unread.name} 没有参与核对：${unread.reason.zh}`,
          en: `${unread.name} was left out: ${unread.reason.en}`,
        });
      if (view.check.hasMacros) output.note(macrosOf(file));
      output.result({ file, ...view }, () => [
        `${file}：${view.check.kindName[output.locale]}，${view.check.findings}  ${view.check.id}`,
        ...findingLines(view.text?.findings ?? [], output.locale),
      ]);
    }
    return tolerated !== null && found >= tolerated ? 1 : 0;
  },
};

async function sent(field: string, file: string) {
  const path = resolve(file);
  const content = await readFile(path).catch((cause: unknown) => {
    throw new YuejianError("FILE_NOT_FOUND", { file }, { cause });
  });
  return { field, path, name: basename(file), content };
}

async function othersIn(folder: string) {
  const { documentsIn } = await import("@yuejian/server/assistant");
  return Promise.all((await documentsIn(folder)).map((file) => sent("others", file)));
}

/** By its id or its whole number. CASE_UNKNOWN */
export async function caseNamed(api: Client, named: string): Promise<string> {
  if (/^(?:cas|hcs)_/.test(named)) return named;
  const { items } = await api.get<DocumentCasesView>("/api/documents/cases", { text: named });
  const [found, ...more] = items.filter(({ number }) => bare(number) === bare(named));
  if (!found || more.length > 0) throw new YuejianError("CASE_UNKNOWN", { case: named });
  return found.id;
}

const bare = (number: string): string => number.replaceAll(/[^\p{L}\p{N}]/gu, "");

async function recognised(api: Client, job: JobView, output: Output): Promise<DocumentCheckDetail> {
  const { check } = await awaitJob<{ check: string }>(api, job.id, ({ progress: { stage, done, total } }) =>
    output.progress(`${stage[output.locale]} ${done}${total === null ? "" : ` / ${total}`}`),
  );
  return api.get<DocumentCheckDetail>(`/api/documents/checks/${check}`);
}

const percent = (share: number): string => `${Math.round(share * 100)}%`;

const rules: Command = {
  name: "document rules",
  usage: "document rules [--office OFFICE]",
  summary: {
    zh: "本单位的校核规则：开关、停用、采纳率及其区间、错别字把握要求",
    en: "Rules of the document assistant in an office: on or off, muted, share accepted with its interval, how sure spelling has to be",
  },
  options: { office: { type: "string" } },
  async run({ arguments: given, output, client }) {
    const view = await (await client()).get<DocumentRulesView>("/api/documents/rules", { office: given.text("office") });
    const zh = output.locale === "zh";
    output.result(view, () => [
      ...view.rules.map(({ rule, title, isActive, own, muted, accepted, rejected, precision }) => {
        const state = muted ? (zh ? "停用" : "muted") : isActive ? (zh ? "开" : "on") : zh ? "关" : "off";
        const by = own === null ? (zh ? "沿用" : "inherited") : zh ? "本院" : "own";
        const share = precision === null ? "" : `${accepted}/${accepted + rejected} (${percent(precision.low)}–${percent(precision.high)})`;
        return `${state}\t${by}\t${rule}\t${title[output.locale]}\t${share}`;
      }),
      ...(view.spelling.leastProbability === null
        ? []
        : [zh ? `错别字把握要求：${view.spelling.leastProbability}` : `spelling has to be sure by ${view.spelling.leastProbability}`]),
    ]);
    return 0;
  },
};

const STATES = { on: true, off: false, inherit: null } as const;

const rule: Command = {
  name: "document rule",
  usage: "document rule RULE on|off|inherit|unmute --reason WORDS [--office OFFICE]",
  summary: {
    zh: "开关一条校核规则，沿用上级，或恢复因采纳率低而停用的规则",
    en: "Switch a rule in an office, let it inherit, or let one speak again that was muted for its precision",
  },
  options: { reason: { type: "string" }, office: { type: "string" } },
  async run({ arguments: given, output, client }) {
    const [id, state, ...more] = given.words;
    const isKnown = state !== undefined && (state === "unmute" || Object.hasOwn(STATES, state));
    if (id === undefined || !isKnown || more.length > 0) throw new YuejianError("USAGE", { reason: rule.usage });
    const api = await client();
    const office = given.text("office");
    const before = await api.get<DocumentRulesView>("/api/documents/rules", { office });
    const known = before.rules.find((each) => each.rule === id);
    const view = await api.post<DocumentRulesView>(`/api/documents/rules/${encodeURIComponent(id)}`, {
      reason: given.text("reason") ?? "",
      version: known?.version ?? 0,
      ...(office === undefined ? {} : { office }),
      ...(state === "unmute" ? { unmute: true } : { isOn: STATES[state as keyof typeof STATES] }),
    });
    const now = view.rules.find((each) => each.rule === id);
    output.result(now ?? null, () => [`${id}: ${state}`]);
    return 0;
  },
};

const keyLine = ({ id, office, name, expiresAt, revoked }: DocumentKeyView): string =>
  `${id}\t${office}\t${name}\t${expiresAt.slice(0, 10)}\t${revoked?.reason ?? ""}`;

const keys: Command = {
  name: "document keys",
  usage: "document keys [--give NAME --until DAY [--office OFFICE] | --revoke KEY --reason WORDS]",
  summary: {
    zh: "其他系统校核文书所用的接口密钥：列出、发放（密钥只显示一次）、撤销",
    en: "Keys by which other systems have documents checked: list, give (told once), revoke",
  },
  options: {
    give: { type: "string" },
    until: { type: "string" },
    office: { type: "string" },
    revoke: { type: "string" },
    reason: { type: "string" },
  },
  async run({ arguments: given, output, client }) {
    const api = await client();
    const [name, until, office, revoked] = [given.text("give"), given.text("until"), given.text("office"), given.text("revoke")];
    if (name !== undefined) {
      if (until === undefined) throw new YuejianError("USAGE", { reason: keys.usage });
      const order = { name, expiresOn: until, ...(office === undefined ? {} : { office }) };
      const made = await api.post<NewDocumentKey>("/api/documents/keys", order);
      output.result(made, () => [keyLine(made.key), made.token]);
      return 0;
    }
    if (revoked !== undefined) {
      const key = await api.post<DocumentKeyView>(`/api/documents/keys/${encodeURIComponent(revoked)}/revoke`, {
        reason: given.text("reason") ?? "",
      });
      output.result(key, () => [keyLine(key)]);
      return 0;
    }
    const view = await api.get<DocumentKeysView>("/api/documents/keys");
    output.result(view, () => view.items.map(keyLine));
    return 0;
  },
};

const statistics: Command = {
  name: "document statistics",
  usage: "document statistics [--office OFFICE] [--from YYYY-MM] [--to YYYY-MM]",
  summary: {
    zh: "每万字错误数，按种类和月份，附 95% 区间；不足三人的不显示",
    en: "Errors for 10,000 characters by kind and month with their intervals; of fewer than three people nothing is shown",
  },
  options: { office: { type: "string" }, from: { type: "string" }, to: { type: "string" } },
  async run({ arguments: given, output, client }) {
    const query = { office: given.text("office"), from: given.text("from"), to: given.text("to") };
    const view = await (await client()).get<DocumentStatisticsView>("/api/documents/statistics", query);
    const zh = output.locale === "zh";
    output.result(view, () => [
      ...view.cells.map(({ month, kindName, stage, documents, errors, rate: { value, low, high } }) => {
        const interval = low === null || high === null ? "" : ` (${low.toFixed(1)}–${high.toFixed(1)})`;
        return `${month}\t${kindName[output.locale]}\t${DOCUMENT_STAGES[stage][output.locale]}\t${documents}\t${errors}\t${value.toFixed(1)}${interval}`;
      }),
      ...(view.withheld === 0
        ? []
        : [
            zh
              ? `不足 ${view.leastPeople} 人的 ${view.withheld} 份没有显示`
              : `${view.withheld} documents by fewer than ${view.leastPeople} people are not shown`,
          ]),
    ]);
    return 0;
  },
};

const effect: Command = {
  name: "document effect",
  usage: "document effect --pilot PILOT",
  summary: {
    zh: "文书校核试点之后，已发出文书的每万字错误变化了多少，附区间；数据不足时说明不能判断",
    en: "By how much errors of documents as they left changed since a pilot of the assistant, with its interval, or why that cannot be said",
  },
  options: { pilot: { type: "string" } },
  async run({ arguments: given, output, client }) {
    const pilot = given.text("pilot");
    if (pilot === undefined) throw new YuejianError("USAGE", { reason: effect.usage });
    const view = await (await client()).get<DocumentEffectView>("/api/documents/effect", { pilot });
    output.result(view, () => [view.sentence, ...view.doubts].map((each) => each[output.locale]));
    return 0;
  },
};

const examples: Command = {
  name: "document examples",
  usage: "document examples --out FILE.ndjson [--from YYYY-MM] [--to YYYY-MM]",
  summary: {
    zh: "导出采纳和不采纳的样例，用于评测规则；姓名、号码已遮盖，不含决定人",
    en: "Export what was accepted and rejected, to judge the rules by; without names, numbers and who decided",
  },
  options: { out: { type: "string" }, from: { type: "string" }, to: { type: "string" } },
  async run({ arguments: given, output, client }) {
    const out = given.text("out");
    if (out === undefined) throw new YuejianError("USAGE", { reason: examples.usage });
    const months = new URLSearchParams();
    for (const name of ["from", "to"] as const) if (given.text(name) !== undefined) months.set(name, given.text(name) ?? "");
    const bytes = await (await client()).getBytes(`/api/documents/examples?${months.toString()}`);
    await writeFile(resolve(out), bytes);
    const count = bytes.toString("utf8").split("\n").length - 1;
    output.result({ file: out, examples: count }, () => [`${out}  ${count}`]);
    return 0;
  },
};

export const documentHouseCommands: readonly Command[] = [submit, rules, rule, keys, statistics, effect, examples];
