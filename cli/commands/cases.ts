import { readFile } from "node:fs/promises";
import path from "node:path";
import { APPROVAL_LEVELS, CASE_DEEDS, CASE_NEXT, CASE_STAGES, type Text, YuejianError } from "@yuejian/contracts";
import type { CaseClocksPage, CaseDetail, CaseFileView, CasePreview, CaseView, Handlers } from "@yuejian/contracts/api";
import { misused } from "../arguments.ts";
import { table } from "../output.ts";
import type { Command } from "./command.ts";

export const addressOf = (id: string) => `/api/cases/${encodeURIComponent(id)}`;

const caseList: Command = {
  name: "case list",
  usage: "case list [--stage STAGE] [--office ID] [--mine] [--overdue] [--sort newest|due] [--limit N]",
  summary: { zh: "列出监督案件", en: "List supervision cases" },
  options: {
    stage: { type: "string" },
    office: { type: "string" },
    mine: { type: "boolean" },
    overdue: { type: "boolean" },
    sort: { type: "string" },
    limit: { type: "string" },
  },
  async run({ client, output, arguments: given }) {
    const { locale } = output;
    const page = await (await client()).get<{ items: CaseView[]; total: number }>("/api/cases", {
      stage: given.text("stage"),
      office: given.text("office"),
      sort: given.text("sort"),
      limit: given.count("limit", 1, 50),
      ...(given.isSet("mine") ? { mine: true } : {}),
      ...(given.isSet("overdue") ? { overdue: true } : {}),
    });
    output.result(page, () => [
      ...table(
        ["id", "number", "stage", "owner", "next", "due"],
        page.items.map((each) => [
          each.id,
          each.number,
          CASE_STAGES[each.stage][locale],
          each.ownerName ?? "–",
          nextText(each.next, locale),
          dueText(each, locale),
        ]),
      ),
      locale === "zh" ? `共 ${page.total} 件` : `${page.total} in all`,
    ]);
    return 0;
  },
};

const caseShow: Command = {
  name: "case show",
  usage: "case show ID",
  summary: {
    zh: "显示一个案件：阶段、期限、任务、文书、整改和经过",
    en: "Show one case: stage, days, tasks, instrument, rectification, history",
  },
  options: {},
  async run({ client, output, arguments: given }) {
    const [id] = given.words;
    if (id === undefined) throw new YuejianError("USAGE", { reason: caseShow.usage });
    const detail = await (await client()).get<CaseDetail>(addressOf(id));
    output.result(detail, () => lines(detail, output.locale));
    return 0;
  },
};

function lines({ case: shown, instrument, clocks, tasks, items, lookBacks, history, may }: CaseDetail, locale: keyof Text): string[] {
  return [
    `${shown.number}  ${CASE_STAGES[shown.stage][locale]}  ${shown.id}  v${shown.version}`,
    `${shown.subjectName}  ${shown.ownerName ?? "–"}  ${nextText(shown.next, locale)}`,
    ...(instrument ? [`${instrument.number ?? "—"}  ${instrument.title} → ${instrument.receiver}`] : []),
    ...clocks.map((clock) => {
      const state = clock.isOverdue ? "!" : clock.stoppedOn === null ? " " : "✓";
      return `${state} ${clock.due}  ${clock.title[locale]}  ${clock.sentence[locale]}${clock.source ? ` ${clock.source[locale]}` : ""}`;
    }),
    ...tasks.map(({ id, title, assigneeName, status }) => `${id}  ${title}  ${assigneeName}  ${status}`),
    ...items.map(({ id, title, status }) => `${id}  ${title}  ${status}`),
    ...lookBacks.map(({ startedAt, result }) => `${startedAt}  ${result?.outcome ?? "…"}  ${result?.run ?? ""}`),
    "",
    ...table(
      ["at", "who", "what", "words"],
      history.map((each) => [each.at, each.actorName, `${each.isUndone ? "(×) " : ""}${each.title[locale]}`, each.words.join(" · ")]),
    ),
    "",
    may.map((action) => `${action} (${CASE_DEEDS[action][locale]})`).join(", "),
  ];
}

const caseStep: Command = {
  name: "case step",
  usage: "case step ID ACTION [--set NAME=VALUE…] [--file CASE_FILE…] [--command FILE.json] [--preview]",
  summary: { zh: "办理案件的一步；--preview 只看会怎样", en: "Take one step in a case; --preview only shows what it would do" },
  options: {
    set: { type: "string", multiple: true },
    file: { type: "string", multiple: true },
    command: { type: "string" },
    preview: { type: "boolean" },
  },
  async run({ client, output, arguments: given }) {
    const [id, action] = given.words;
    if (id === undefined || action === undefined) throw new YuejianError("USAGE", { reason: caseStep.usage });
    const file = given.text("command");
    const members = file === undefined ? {} : await readCommand(file, "--command");
    const command = { ...members, ...Object.fromEntries(given.texts("set").map(member)), action };
    const files = given.texts("file");
    const takesFiles = ["task-report", "serve", "reply", "item-report"].includes(action);
    const api = await client();
    const { case: seen } = await api.get<CaseDetail>(addressOf(id));
    const body = { version: seen.version, command: { ...DEFAULTS[action], ...(takesFiles ? { files } : {}), ...command } };
    const { locale } = output;
    if (given.isSet("preview")) {
      const preview = await api.post<CasePreview>(`${addressOf(id)}/preview`, body);
      output.result(preview, () => [
        `${CASE_STAGES[seen.stage][locale]} → ${CASE_STAGES[preview.stage][locale]}  ${nextText(preview.next, locale)}`,
        ...preview.clocks.map(({ title, due, isRunning }) => `${isRunning ? "▶" : "■"} ${due}  ${title[locale]}`),
      ]);
      return 0;
    }
    const detail = await api.post<CaseDetail>(`${addressOf(id)}/commands`, body);
    output.result(detail, () => [
      `${detail.case.number}  ${CASE_STAGES[detail.case.stage][locale]}  v${detail.case.version}  ${nextText(detail.case.next, locale)}`,
    ]);
    return 0;
  },
};

/** Members that a command may leave out. */
const DEFAULTS: Readonly<Record<string, object>> = {
  draft: { isUrgent: false, replyBy: null },
  "recusal-decide": { meeting: null },
  submit: { note: "" },
  serve: { note: "" },
  join: { note: "" },
  "item-accept": { note: "" },
  "look-back": { note: "" },
  "accept-transfer": { note: "" },
};

/** The one JSON object of a file. FILE_NOT_FOUND, FILE_UNREADABLE, USAGE */
export async function readCommand(file: string, option: string): Promise<Record<string, unknown>> {
  const text = await readFile(file, "utf8").catch((cause: NodeJS.ErrnoException) => {
    throw new YuejianError(cause.code === "ENOENT" ? "FILE_NOT_FOUND" : "FILE_UNREADABLE", { file, reason: cause.message }, { cause });
  });
  let command: unknown;
  try {
    command = JSON.parse(text);
  } catch (cause) {
    throw new YuejianError("FILE_UNREADABLE", { file, reason: "JSON" }, { cause });
  }
  if (typeof command === "object" && command !== null && !Array.isArray(command)) return command as Record<string, unknown>;
  throw misused(`${option} ${file} 应为一个 JSON 对象`, `${option} ${file} takes one JSON object`);
}

/** `name=value`; true, false and null are what they say. */
function member(text: string): readonly [string, unknown] {
  const at = text.indexOf("=");
  if (at <= 0) throw misused(`--set 应为 名称=值，而不是“${text}”`, `--set takes NAME=VALUE, not “${text}”`);
  const value = text.slice(at + 1);
  const words: Readonly<Record<string, unknown>> = { true: true, false: false, null: null };
  return [text.slice(0, at), Object.hasOwn(words, value) ? words[value] : value];
}

const caseUndo: Command = {
  name: "case undo",
  usage: "case undo ID",
  summary: { zh: "撤销案件的上一步（文书送达以前）", en: "Take the last step of a case back (before an instrument is served)" },
  options: {},
  async run({ client, output, arguments: given }) {
    const [id] = given.words;
    if (id === undefined) throw new YuejianError("USAGE", { reason: caseUndo.usage });
    const api = await client();
    const { case: seen, undoable } = await api.get<CaseDetail>(addressOf(id));
    const detail = await api.post<CaseDetail>(`${addressOf(id)}/undo`, { version: seen.version, undoes: undoable?.event ?? "" });
    output.result(detail, () => [`${detail.case.number}  ${CASE_STAGES[detail.case.stage][output.locale]}  v${detail.case.version}`]);
    return 0;
  },
};

const caseAttach: Command = {
  name: "case attach",
  usage: "case attach ID FILE",
  summary: { zh: "给案件上传证据文件", en: "Keep a file of evidence with a case" },
  options: {},
  async run({ client, output, arguments: given }) {
    const [id, file] = given.words;
    if (id === undefined || file === undefined) throw new YuejianError("USAGE", { reason: caseAttach.usage });
    const content = await readFile(file).catch((cause: NodeJS.ErrnoException) => {
      const code = cause.code === "ENOENT" ? "FILE_NOT_FOUND" : "FILE_UNREADABLE";
      throw new YuejianError(code, { file: path.basename(file), reason: cause.message }, { cause });
    });
    const kept = await (await client()).upload<CaseFileView>(`${addressOf(id)}/files`, { name: path.basename(file), content, fields: {} });
    output.result(kept, () => [`${kept.id}  ${kept.name}  ${kept.size}  SHA-256 ${kept.sha256}`]);
    return 0;
  },
};

const caseHandlers: Command = {
  name: "case handlers",
  usage: "case handlers ID",
  summary: { zh: "建议由谁办理，连同理由", en: "Propose who could handle a case, with the reasons" },
  options: {},
  async run({ client, output, arguments: given }) {
    const [id] = given.words;
    if (id === undefined) throw new YuejianError("USAGE", { reason: caseHandlers.usage });
    const { items } = await (await client()).get<Handlers>(`${addressOf(id)}/handlers`);
    output.result(items, () =>
      table(
        ["place", "id", "name", "reason"],
        items.map((each) => [each.place ?? "–", each.id, each.name, each.reason[output.locale]]),
      ),
    );
    return 0;
  },
};

const caseTimers: Command = {
  name: "case timers",
  usage: "case timers [--recompute] [--limit N]",
  summary: {
    zh: "列出在办案件的期限；--recompute 按现在的假日表重新计算",
    en: "List the days that run in cases; --recompute works them out by the days off known now",
  },
  options: { recompute: { type: "boolean" }, limit: { type: "string" } },
  async run({ client, output, arguments: given }) {
    const api = await client();
    if (given.isSet("recompute")) {
      const done = await api.post<{ cases: number; moved: number }>("/api/case-clocks/recompute");
      output.result(done, () => [
        output.locale === "zh"
          ? `重新计算 ${done.cases} 件，${done.moved} 件有变动`
          : `${done.cases} cases worked out anew, ${done.moved} moved`,
      ]);
      return 0;
    }
    const page = await api.get<CaseClocksPage>("/api/case-clocks", { limit: given.count("limit", 1, 50) });
    output.result(page, () =>
      table(
        ["due", "", "number", "stage", "person", "why"],
        page.items.map((each) => [
          each.due,
          each.isOverdue ? "!" : "",
          each.number,
          CASE_STAGES[each.stage][output.locale],
          each.personName ?? "–",
          each.sentence[output.locale],
        ]),
      ),
    );
    return 0;
  },
};

function nextText(next: CaseView["next"], locale: keyof Text): string {
  if (next === null) return "";
  const who = next.level === null ? (next.personName ?? "") : `${APPROVAL_LEVELS[next.level][locale]} (${next.office ?? ""})`;
  return `${CASE_NEXT[next.what][locale]}${who === "" ? "" : ` · ${who}`}`;
}

function dueText({ due, isOverdue }: CaseView, locale: keyof Text): string {
  if (due === null) return "";
  return isOverdue ? `${due} ${locale === "zh" ? "已逾期" : "overdue"}` : due;
}

export const caseCommands: readonly Command[] = [caseList, caseShow, caseStep, caseUndo, caseAttach, caseHandlers, caseTimers];
