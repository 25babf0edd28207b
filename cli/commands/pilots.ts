import { FEATURES, type FeatureId, PILOT_SOURCES, YuejianError } from "@yuejian/contracts";
import type { FeaturesView, NewPilot, PilotComparisonView, PilotView } from "@yuejian/contracts/api";
import { type Output, table } from "../output.ts";
import type { Command } from "./command.ts";

const list: Command = {
  name: "pilot list",
  usage: "pilot list",
  summary: { zh: "列出登记的试点", en: "List the registered pilots" },
  options: {},
  async run({ client, output }) {
    const { items } = await (await client()).get<{ items: PilotView[] }>("/api/pilots");
    output.result(items, () => describe(items, output));
    return 0;
  },
};

const add: Command = {
  name: "pilot add",
  usage:
    "pilot add TITLE --function TEXT --office ID … --starts YYYY-MM-DD [--feature ID] [--source supervision|business] [--days-before 360] [--horizon 120]",
  summary: { zh: "在开始之前登记试点及其衡量方法", en: "Register a pilot and how it will be measured, before it begins" },
  options: {
    function: { type: "string" },
    office: { type: "string", multiple: true },
    starts: { type: "string" },
    source: { type: "string" },
    feature: { type: "string" },
    "days-before": { type: "string" },
    horizon: { type: "string" },
  },
  async run({ client, output, arguments: given }) {
    const [title, ...more] = given.words;
    const [what, startsOn, source = "business"] = [given.text("function"), given.text("starts"), given.text("source")];
    const offices = given.texts("office");
    if (
      title === undefined ||
      more.length > 0 ||
      what === undefined ||
      startsOn === undefined ||
      offices.length === 0 ||
      !Object.hasOwn(PILOT_SOURCES, source)
    )
      throw new YuejianError("USAGE", { reason: add.usage });
    const body: NewPilot = {
      title,
      function: what,
      offices: [...offices],
      source: source as NewPilot["source"],
      startsOn,
      daysBefore: given.count("days-before", 2, 360),
      horizon: given.count("horizon", 1, 120),
      ...(given.text("feature") === undefined ? {} : { feature: given.text("feature") as FeatureId }),
    };
    const pilot = await (await client()).post<PilotView>("/api/pilots", body);
    output.result(pilot, () => describe([pilot], output));
    return 0;
  },
};

const withdraw: Command = {
  name: "pilot withdraw",
  usage: "pilot withdraw ID --reason TEXT",
  summary: { zh: "撤回试点（登记保留）", en: "Withdraw a pilot, which stays in the register" },
  options: { reason: { type: "string" } },
  async run({ client, output, arguments: given }) {
    const [id, ...more] = given.words;
    const reason = given.text("reason");
    if (id === undefined || more.length > 0 || reason === undefined) throw new YuejianError("USAGE", { reason: withdraw.usage });
    const pilot = await (await client()).post<PilotView>(`/api/pilots/${encodeURIComponent(id)}/withdraw`, { reason });
    output.result(pilot, () => describe([pilot], output));
    return 0;
  },
};

const end: Command = {
  name: "pilot end",
  usage: "pilot end ID --reason TEXT",
  summary: {
    zh: "结束已开始的试点：其功能自今天起不再由它决定",
    en: "End a pilot that has begun: from today on its feature is no longer its to decide",
  },
  options: { reason: { type: "string" } },
  async run({ client, output, arguments: given }) {
    const [id, ...more] = given.words;
    const reason = given.text("reason");
    if (id === undefined || more.length > 0 || reason === undefined) throw new YuejianError("USAGE", { reason: end.usage });
    const pilot = await (await client()).post<PilotView>(`/api/pilots/${encodeURIComponent(id)}/end`, { reason });
    output.result(pilot, () => describe([pilot], output));
    return 0;
  },
};

const feature: Command = {
  name: "feature",
  usage: "feature [ID on|off --reason TEXT]",
  summary: {
    zh: "列出各单位开放的功能，或者设置没有试点时的开关",
    en: "List which features are on in which office, or switch one where no pilot decides",
  },
  options: { reason: { type: "string" } },
  async run({ client, output, arguments: given }) {
    const [id, word, ...more] = given.words;
    const http = await client();
    let view = await http.get<FeaturesView>("/api/features");
    if (id !== undefined) {
      const reason = given.text("reason");
      if ((word !== "on" && word !== "off") || reason === undefined || more.length > 0 || !Object.hasOwn(FEATURES, id))
        throw new YuejianError("USAGE", { reason: feature.usage });
      const version = view.items.find((each) => each.feature === id)?.version ?? 0;
      view = await http.post<FeaturesView>(`/api/features/${id}`, { isOn: word === "on", reason, version });
    }
    const { locale } = output;
    output.result(view, () =>
      table(
        locale === "zh" ? ["标识", "功能", "无试点时", "开放的单位"] : ["id", "feature", "without a pilot", "on in"],
        view.items.map(({ feature: name, title, isOn, offices }) => [
          name,
          title[locale],
          isOn ? "●" : "○",
          offices.flatMap(({ office, isOn: isHere }) => (isHere ? [office] : [])).join(" "),
        ]),
      ),
    );
    return 0;
  },
};

const compare: Command = {
  name: "case compare",
  usage: "case compare --pilot ID [--until YYYY-MM-DD]",
  summary: {
    zh: "比较试点单位与其他单位前后的办案时间，带不确定性；不能比较时说明原因",
    en: "How long cases take in pilots and other offices, before and since, with the uncertainty, or why nothing can be said",
  },
  options: { pilot: { type: "string" }, until: { type: "string" } },
  async run({ client, output, arguments: given }) {
    const [id, until] = [given.text("pilot"), given.text("until")];
    if (id === undefined || given.words.length > 0) throw new YuejianError("USAGE", { reason: compare.usage });
    const query = until === undefined ? {} : { until };
    const view = await (await client()).get<PilotComparisonView>(`/api/pilots/${encodeURIComponent(id)}/comparison`, query);
    output.result(view, () => told(view, output));
    return view.result === null ? 1 : 0;
  },
};

function told({ refusal, result, cases, until }: PilotComparisonView, { locale }: Output): string[] {
  const zh = locale === "zh";
  const counted = zh ? `截至 ${until}，${cases} 个案件。` : `${cases} cases, until ${until}.`;
  if (result === null) return [refusal?.text[locale] ?? "", counted];
  const head = zh
    ? ["单位", "试点", "此前案件", "此后案件", "此前天数", "此后天数"]
    : ["office", "pilot", "cases before", "cases since", "days before", "days since"];
  const rows = result.offices.map((each) => [
    each.office,
    each.isPilot ? "●" : "",
    each.casesBefore,
    each.casesAfter,
    each.daysBefore.toFixed(1),
    each.daysAfter.toFixed(1),
  ]);
  return [result.text[locale], counted, ...table(head, rows)];
}

function describe(pilots: readonly PilotView[], { locale }: Output): string[] {
  const head =
    locale === "zh" ? ["编号", "名称", "单位", "开始", "依据", "状态"] : ["id", "title", "offices", "starts", "measured by", "state"];
  return table(
    head,
    pilots.map(({ id, title, offices, startsOn, source, withdrawn, ended }) => [
      id,
      title,
      offices.join(" "),
      startsOn,
      PILOT_SOURCES[source][locale],
      withdrawn === null
        ? ended === null
          ? ""
          : `${locale === "zh" ? "已结束" : "ended"} ${ended.on}`
        : `${locale === "zh" ? "已撤回" : "withdrawn"}: ${withdrawn.reason}`,
    ]),
  );
}

export const pilotCommands: readonly Command[] = [list, add, end, withdraw, compare, feature];
