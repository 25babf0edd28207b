import { CASE_NOTICE_SEVERITIES, CASE_NOTICE_VERDICTS, YuejianError } from "@yuejian/contracts";
import type { CaseNotices, CaseNoticeView, CaseRules } from "@yuejian/contracts/api";
import { table } from "../output.ts";
import type { Command } from "./command.ts";

const notices: Command = {
  name: "casework notices",
  usage: "casework notices [--set flow|quality] [--rule ID] [--office ID] [--mine] [--unanswered] [--closed] [--limit N]",
  summary: { zh: "列出流程监控和质量评查提示", en: "List what the rules of flow monitoring and quality review say" },
  options: {
    set: { type: "string" },
    rule: { type: "string" },
    office: { type: "string" },
    mine: { type: "boolean" },
    unanswered: { type: "boolean" },
    closed: { type: "boolean" },
    limit: { type: "string" },
  },
  async run({ arguments: given, output, client }) {
    const { locale } = output;
    const page = await (await client()).get<CaseNotices>("/api/casework/notices", {
      set: given.text("set"),
      rule: given.text("rule"),
      office: given.text("office"),
      limit: given.count("limit", 1, 50),
      ...(given.isSet("mine") ? { mine: true } : {}),
      ...(given.isSet("unanswered") ? { answered: false } : {}),
      ...(given.isSet("closed") ? { status: "closed" } : {}),
    });
    output.result(page, () =>
      page.items.flatMap(({ id, version, case: of, severity, sentence, source, openedOn, answer }) => [
        `${openedOn}  ${CASE_NOTICE_SEVERITIES[severity][locale]}  ${of.number}  ${sentence[locale]}${source === null ? "" : `（${source[locale]}）`}  ${id} v${version}`,
        ...(answer === null ? [] : [`    ${answer.byName}: ${CASE_NOTICE_VERDICTS[answer.verdict][locale]} — ${answer.reason}`]),
      ]),
    );
    return 0;
  },
};

const answer: Command = {
  name: "casework answer",
  usage: `casework answer ID --version N --verdict ${Object.keys(CASE_NOTICE_VERDICTS).join("|")} --reason TEXT`,
  summary: { zh: "答复一条监控评查提示", en: "Answer a notice" },
  options: { version: { type: "string" }, verdict: { type: "string" }, reason: { type: "string" } },
  async run({ arguments: given, output, client }) {
    const [id] = given.words;
    if (id === undefined || given.text("version") === undefined) throw new YuejianError("USAGE", { reason: answer.usage });
    const done = await (await client()).post<CaseNoticeView>(`/api/casework/notices/${encodeURIComponent(id)}/answer`, {
      version: given.count("version", 1, 1),
      verdict: given.text("verdict"),
      reason: given.text("reason"),
    });
    output.result(done, () => [`${done.id} v${done.version}`]);
    return 0;
  },
};

const rules: Command = {
  name: "casework rules",
  usage: "casework rules",
  summary: { zh: "列出监控评查规则和未关闭的提示数", en: "List the rules, and how many notices of each are open" },
  options: {},
  async run({ output, client }) {
    const { locale } = output;
    const { items } = await (await client()).get<CaseRules>("/api/casework/rules");
    output.result(items, () =>
      table(
        ["id", "severity", "title", "source", "since", "open", "unanswered"],
        items.map((each) => [
          each.id,
          CASE_NOTICE_SEVERITIES[each.severity][locale],
          each.title[locale],
          each.source?.[locale] ?? "–",
          each.since,
          each.open,
          each.unanswered,
        ]),
      ),
    );
    return 0;
  },
};

export const caseworkNoticeCommands: readonly Command[] = [notices, answer, rules];
