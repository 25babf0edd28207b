import { resolve } from "node:path";
import { HANDLED_CASE_KINDS, HANDLED_CASE_STAGES, type Text, YuejianError } from "@yuejian/contracts";
import type { CaseBoard, CaseFileCheck, CaseImportDetail, CaseProcess, HandledCaseDetail, HandledCases } from "@yuejian/contracts/api";
import { awaitJob } from "../client.ts";
import { table } from "../output.ts";
import type { Command, CommandContext } from "./command.ts";
import { mappingOf } from "./preview.ts";

/** Refused rows that are listed at once. */
const LISTED = 100;

const importFile: Command = {
  name: "casework import",
  usage: "casework import FILE… [--as-of YYYY-MM-DD] [--sheet NAME] [--map 源列=column …] [--check] [--fail-on ROWS]",
  summary: { zh: "导入业务系统导出的案件（CSV、Excel、JSON）", en: "Import cases from exports of the business system (CSV, Excel, JSON)" },
  options: {
    "as-of": { type: "string" },
    sheet: { type: "string" },
    map: { type: "string", multiple: true },
    check: { type: "boolean" },
    "fail-on": { type: "string" },
  },
  async run(context) {
    const { arguments: given, output, client } = context;
    if (given.words.length === 0) throw new YuejianError("USAGE", { reason: importFile.usage });
    const isCheck = given.isSet("check");
    const tolerated = given.text("fail-on") === undefined ? null : given.count("fail-on", 1, 1);
    const api = await client();
    const results: CaseImportDetail[] = [];
    const checks: CaseFileCheck[] = [];
    for (const word of given.words) {
      const path = resolve(word);
      const mapping = mappingOf(given);
      const job = await api.post<{ id: string }>(isCheck ? "/api/casework/imports/check" : "/api/casework/imports", {
        path,
        ...(given.text("as-of") === undefined ? {} : { asOf: given.text("as-of") }),
        ...(given.text("sheet") === undefined ? {} : { sheet: given.text("sheet") }),
        ...(mapping === undefined ? {} : { mapping }),
      });
      const done = await awaitJob<{ import: string } | CaseFileCheck>(api, job.id, ({ progress }) => {
        output.progress(`${path}: ${progress.stage[output.locale]} ${progress.done.toLocaleString()}`);
      });
      if (!("import" in done)) {
        checks.push(done);
        continue;
      }
      results.push(await api.get<CaseImportDetail>(`/api/casework/imports/${done.import}`, { limit: LISTED }));
    }
    const all = isCheck ? checks : results;
    output.result(all.length === 1 ? all[0] : all, () => [
      ...checks.flatMap((check) => checkLines(check, output.locale)),
      ...results.flatMap((result) => importLines(result, output.locale)),
    ]);
    if (checks.some(({ columns }) => columns.some(({ isRequired, heading }) => isRequired && heading === null))) return 1;
    const refused = [...checks, ...results.map((result) => result.import)].map((each) => each.refused);
    return tolerated !== null && refused.some((count) => count >= tolerated) ? 1 : 0;
  },
};

function checkLines(
  { file, asOf, rows, added, changed, same, refused, refusals, columns, ignoredHeadings }: CaseFileCheck,
  locale: keyof Text,
): string[] {
  const zh = locale === "zh";
  const missing = columns.flatMap(({ isRequired, heading, title }) => (isRequired && heading === null ? [title[locale]] : []));
  return [
    zh
      ? `${file.name}（${asOf}）：${rows} 行，将新增 ${added}，更新 ${changed}，无变化 ${same}，不接收 ${refused}；没有写入`
      : `${file.name} (${asOf}): ${rows} rows: ${added} would be added, ${changed} changed, ${same} as before, ${refused} refused; nothing was written`,
    ...(missing.length === 0 ? [] : [`  ${zh ? "缺少必需的列" : "needed columns are missing"}: ${missing.join("、")}`]),
    ...(ignoredHeadings.length === 0 ? [] : [`  ${zh ? "未使用的列" : "columns not used"}: ${ignoredHeadings.join("、")}`]),
    ...refusalLines(refusals, refused, locale),
  ];
}

function importLines({ import: done, refusals }: CaseImportDetail, locale: keyof Text): string[] {
  const zh = locale === "zh";
  const { file, asOf, rows, added, changed, same, refused, id, sha256 } = done;
  return [
    zh
      ? `${file}（${asOf}）：读取 ${rows} 行，新增 ${added}，更新 ${changed}，无变化 ${same}，未接收 ${refused}`
      : `${file} (${asOf}): ${rows} rows read, ${added} added, ${changed} changed, ${same} as before, ${refused} refused`,
    `  ${id}  SHA-256 ${sha256}`,
    ...(done.ignoredHeadings.length === 0 ? [] : [`  ${zh ? "未使用的列" : "columns not used"}: ${done.ignoredHeadings.join("、")}`]),
    ...refusalLines(refusals.items, refusals.total, locale),
  ];
}

function refusalLines(items: CaseFileCheck["refusals"], total: number, locale: keyof Text): string[] {
  const zh = locale === "zh";
  return [
    ...items.flatMap(({ row, line, reasons }) =>
      reasons.map(({ column, columnTitle, text }) => {
        const place = columnTitle?.[locale] ?? column;
        return `  ${zh ? `第 ${row} 行（文件第 ${line} 行）` : `row ${row} (line ${line})`}${place === null ? "" : `  ${place}`}  ${text[locale]}`;
      }),
    ),
    ...(total > items.length ? [zh ? `  …… 共 ${total} 行` : `  … ${total} rows in all`] : []),
  ];
}

const list: Command = {
  name: "casework list",
  usage:
    "casework list [--office ID] [--department NAME] [--kind KIND] [--stage STAGE] [--number BEGINNING] [--mine] [--overdue] [--within DAYS] [--closed] [--limit N]",
  summary: { zh: "列出业务案件，先到期的在前", en: "List cases of the business system, the first due first" },
  options: {
    office: { type: "string" },
    department: { type: "string" },
    kind: { type: "string" },
    stage: { type: "string" },
    number: { type: "string" },
    mine: { type: "boolean" },
    overdue: { type: "boolean" },
    within: { type: "string" },
    closed: { type: "boolean" },
    limit: { type: "string" },
  },
  async run({ arguments: given, output, client }) {
    const { locale } = output;
    const page = await (await client()).get<HandledCases>("/api/casework/cases", {
      ...Object.fromEntries(["office", "department", "kind", "stage", "number"].map((name) => [name, given.text(name)])),
      limit: given.count("limit", 1, 50),
      ...(given.text("within") === undefined ? {} : { dueWithin: given.count("within", 0, 7) }),
      ...(given.isSet("mine") ? { mine: true } : {}),
      ...(given.isSet("overdue") ? { overdue: true } : {}),
      ...(given.isSet("closed") ? { status: "closed", sort: "newest" } : {}),
    });
    output.result(page, () => [
      ...table(
        ["id", "number", "office", "kind", "stage", "handler", "due"],
        page.items.map((each) => [
          each.id,
          each.number,
          each.office,
          HANDLED_CASE_KINDS[each.kind][locale],
          HANDLED_CASE_STAGES[each.stage][locale],
          each.handler ?? "–",
          `${each.due ?? "–"}${each.isOverdue ? " !" : ""}`,
        ]),
      ),
      `${page.totalIs === "exact" ? "" : "≥ "}${page.total}`,
    ]);
    return 0;
  },
};

const show: Command = {
  name: "casework show",
  usage: "casework show ID",
  summary: { zh: "显示一个业务案件：期限及其由来、环节、历次变化", en: "Show one case: its days and how they come about, stages, changes" },
  options: {},
  async run({ arguments: given, output, client }) {
    const [id] = given.words;
    if (id === undefined) throw new YuejianError("USAGE", { reason: show.usage });
    const detail = await (await client()).get<HandledCaseDetail>(`/api/casework/cases/${encodeURIComponent(id)}`);
    output.result(detail, () => showLines(detail, output.locale));
    return 0;
  },
};

function showLines({ case: shown, clocks, unknown, stages, days, notices }: HandledCaseDetail, locale: keyof Text): string[] {
  return [
    `${shown.number}  ${HANDLED_CASE_KINDS[shown.kind][locale]}  ${HANDLED_CASE_STAGES[shown.stage][locale]}  ${shown.office}  ${shown.handler ?? "–"}`,
    ...days.map(({ title, day }) => `  ${day}  ${title[locale]}`),
    ...clocks.flatMap(({ state, sentence, source, doubts }) => [
      `${state}  ${sentence[locale]}（${source[locale]}）`,
      ...doubts.map((doubt) => `    ? ${doubt[locale]}`),
    ]),
    ...unknown.map(({ title, reason }) => `?  ${title[locale]}: ${reason[locale]}`),
    ...notices.map(({ isOpen, sentence }) => `${isOpen ? "!" : "✓"}  ${sentence[locale]}`),
    ...stages.map(({ stage, from, to, days: long }) => `  ${from} – ${to ?? "…"}  ${long}  ${HANDLED_CASE_STAGES[stage][locale]}`),
  ];
}

const board: Command = {
  name: "casework board",
  usage: "casework board [--by office|department|line|kind|stage] [--office ID]",
  summary: { zh: "统计在办业务案件：件数、逾期、七日内到期", en: "Count open cases: how many, overdue, due within seven days" },
  options: { by: { type: "string" }, office: { type: "string" } },
  async run({ arguments: given, output, client }) {
    const found = await (await client()).get<CaseBoard>("/api/casework/board", {
      by: given.text("by") ?? "office",
      office: given.text("office"),
    });
    output.result(found, () =>
      table(
        ["", "open", "overdue", "within 7 days", "no day"],
        [...found.rows, { key: "=", office: null, ...found.total }].map((row) => [
          row.office === null ? row.key : `${row.office} ${row.key}`,
          row.open,
          row.overdue,
          row.soon,
          row.withoutDue,
        ]),
      ),
    );
    return 0;
  },
};

const processCommand: Command = {
  name: "casework process",
  usage: "casework process --from YYYY-MM-DD --to YYYY-MM-DD [--office ID] [--kind KIND]",
  summary: {
    zh: "办案时间花在哪里：各环节、等待与办理、路径",
    en: "Where the time of cases goes: stages, waiting and working, ways taken",
  },
  options: { from: { type: "string" }, to: { type: "string" }, office: { type: "string" }, kind: { type: "string" } },
  async run({ arguments: given, output, client }) {
    const { locale } = output;
    const figures = await (await client()).get<CaseProcess>("/api/casework/process", {
      from: given.text("from"),
      to: given.text("to"),
      office: given.text("office"),
      kind: given.text("kind"),
    });
    output.result(figures, () => [
      ...table(
        ["stage", "ended", "goes on", "median", "p90", "share", "in", "out"],
        figures.stages.map((each) => [
          `${each.isWaiting ? "…" : " "} ${HANDLED_CASE_STAGES[each.stage][locale]}`,
          each.ended,
          each.goesOn,
          each.medianDays ?? "–",
          each.p90Days ?? "–",
          each.share === null ? "" : `${(100 * each.share).toFixed(1)} %`,
          each.entered,
          each.left,
        ]),
      ),
      "",
      ...table(
        ["cases", "median", "p90", "way"],
        figures.variants.map(({ cases, medianDays, p90Days, stages }) => [
          cases,
          medianDays,
          p90Days,
          stages.map((stage) => HANDLED_CASE_STAGES[stage][locale]).join(" → "),
        ]),
      ),
    ]);
    return 0;
  },
};

const recompute: Command = {
  name: "casework recompute",
  usage: "casework recompute",
  summary: {
    zh: "按现在的假日表和法定期限重新计算全部期限，并按规则监控评查",
    en: "Work all days out anew, by the days off and legal numbers of now, and look by the rules",
  },
  options: {},
  async run(context: CommandContext) {
    const { output, client } = context;
    const api = await client();
    const job = await api.post<{ id: string }>("/api/casework/clocks/recompute");
    const done = await awaitJob<{ cases: number; moved: number; opened: number; closed: number }>(api, job.id, ({ progress }) =>
      output.progress(String(progress.done)),
    );
    output.result(done, () => [
      output.locale === "zh"
        ? `重新计算 ${done.cases} 件，${done.moved} 件有变动`
        : `${done.cases} cases worked out anew, ${done.moved} moved`,
    ]);
    return 0;
  },
};

export const caseworkCommands: readonly Command[] = [importFile, list, show, board, processCommand, recompute];
