import { LAW_CHANGES, LAW_NOTICE_STATUSES, LAW_RULE_KINDS, YuejianError } from "@yuejian/contracts";
import type { LawNoticeDetail, LawNoticesView, LawRulesView } from "@yuejian/contracts/api";
import { table } from "../output.ts";
import type { Command } from "./command.ts";
import { touchedWords } from "./law-links.ts";

const rules: Command = {
  name: "law rules",
  usage: "law rules [--kind KIND] [--unresolved] [--limit N] [--offset N] [--fail-on N]",
  summary: {
    zh: "本系统的模型、期限、规则、步骤、模板依据哪些条文，今日文本中是否找得到",
    en: "The articles on which models, clocks, rules, steps and templates rest, and whether the wording of today has them",
  },
  options: {
    kind: { type: "string" },
    unresolved: { type: "boolean" },
    limit: { type: "string" },
    offset: { type: "string" },
    "fail-on": { type: "string" },
  },
  async run({ arguments: given, output, client }) {
    if (given.words.length > 0) throw new YuejianError("USAGE", { reason: rules.usage });
    const view = await (await client()).get<LawRulesView>("/api/laws/rules", {
      ...(given.text("kind") === undefined ? {} : { kind: given.text("kind") }),
      ...(given.isSet("unresolved") ? { state: "unresolved" } : {}),
      limit: given.count("limit", 1, 50),
      offset: given.count("offset", 0, 0),
    });
    output.result(view, () => [
      ...table(
        ["rule", "id", "law", "place", "state"],
        view.items.map(({ kind, id, law, named, place, stateText }) => [
          LAW_RULE_KINDS[kind][output.locale],
          id,
          law ?? named,
          place,
          stateText[output.locale],
        ]),
      ),
      output.locale === "zh" ? `共 ${view.total} 处` : `${view.total} in all`,
    ]);
    const wrong = view.items.filter(({ state }) => state !== "resolved").length;
    return given.text("fail-on") !== undefined && wrong >= given.count("fail-on", 1, 1) ? 1 : 0;
  },
};

const notices: Command = {
  name: "law notices",
  usage: "law notices [NOTICE] [--status STATUS|any] [--limit N] [--offset N]",
  summary: {
    zh: "条文有变化的规则；给出编号时显示条文的变化和规则此后涉及的线索、案件",
    en: "Rules whose article changed; with an id: the difference, and the leads and cases that the rule touched since",
  },
  options: { status: { type: "string" }, limit: { type: "string" }, offset: { type: "string" } },
  async run({ arguments: given, output, client }) {
    const [id, ...more] = given.words;
    if (more.length > 0) throw new YuejianError("USAGE", { reason: notices.usage });
    const api = await client();
    const zh = output.locale === "zh";
    if (id !== undefined) {
      const view = await api.get<LawNoticeDetail>(`/api/laws/notices/${id}`);
      const { notice, pieces, from, to, touched } = view;
      output.result(view, () => [
        `${LAW_RULE_KINDS[notice.rule.kind][output.locale]} ${notice.rule.id}  ${notice.rule.title[output.locale]}`,
        `${notice.law} ${notice.label}  ${LAW_CHANGES[notice.change][output.locale]}  ${notice.changesOn ?? ""}  ${from ?? ""} → ${to ?? ""}`,
        pieces.map(({ kind, text }) => (kind === "same" ? text : kind === "removed" ? `[-${text}-]` : `{+${text}+}`)).join(""),
        touchedWords(touched, zh),
        ...view.leads.map(({ id: lead, status, at }) => `  ${lead}  ${status}  ${at.slice(0, 10)}`),
        ...[...view.cases, ...view.handled].map(({ id: one, number, at }) => `  ${one}  ${number}  ${at.slice(0, 10)}`),
        `${LAW_NOTICE_STATUSES[notice.status][output.locale]}${notice.decision ? `: ${notice.decision.byName} ${notice.decision.reason}` : ""}`,
      ]);
      return 0;
    }
    const view = await api.get<LawNoticesView>("/api/laws/notices", {
      ...(given.text("status") === undefined ? {} : { status: given.text("status") }),
      limit: given.count("limit", 1, 50),
      offset: given.count("offset", 0, 0),
    });
    output.result(view, () => [
      ...table(
        ["notice", "rule", "article", "change", "from", "status"],
        view.items.map(({ id: notice, rule, law, label, change, changesOn, status }) => [
          notice,
          rule.title[output.locale],
          `${law} ${label}`,
          LAW_CHANGES[change][output.locale],
          changesOn ?? "",
          LAW_NOTICE_STATUSES[status][output.locale],
        ]),
      ),
      zh ? `共 ${view.total} 项` : `${view.total} in all`,
    ]);
    return 0;
  },
};

const judge: Command = {
  name: "law judge",
  usage: "law judge NOTICE --right|--must-change --reason TEXT",
  summary: { zh: "确认条文变化后规则是否仍然正确", en: "Say whether a rule whose article changed is still right" },
  options: { right: { type: "boolean" }, "must-change": { type: "boolean" }, reason: { type: "string" } },
  async run({ arguments: given, output, client }) {
    const [id, ...more] = given.words;
    const reason = given.text("reason");
    if (id === undefined || more.length > 0 || reason === undefined || given.isSet("right") === given.isSet("must-change"))
      throw new YuejianError("USAGE", { reason: judge.usage });
    const api = await client();
    const { notice } = await api.get<LawNoticeDetail>(`/api/laws/notices/${id}`);
    const decision = given.isSet("right") ? "right" : "must-change";
    const view = await api.post<LawNoticeDetail>(`/api/laws/notices/${id}/decision`, { number: notice.number, decision, reason });
    output.result(view, () => [`${id}: ${LAW_NOTICE_STATUSES[view.notice.status][output.locale]}`]);
    return 0;
  },
};

export const lawRuleCommands: readonly Command[] = [rules, notices, judge];
