import { rename, writeFile } from "node:fs/promises";
import { HOLD_REASONS, parseRowRef, RETENTION_ACTIONS, RETENTION_UNITS, type RetentionUnit, YuejianError } from "@yuejian/contracts";
import type {
  DeletionJournal,
  DeletionOrderBody,
  DeletionPlan,
  DeletionRunDetail,
  Repeated,
  RetentionRuleRequest,
  RetentionRules,
  RetentionRuleView,
} from "@yuejian/contracts/api";
import { type Arguments, misused } from "../arguments.ts";
import { readNamed } from "../capture-files.ts";
import { awaitJob } from "../client.ts";
import { table } from "../output.ts";
import type { Command } from "./command.ts";

interface Held {
  readonly dataset: string;
  readonly reason: keyof typeof HOLD_REASONS;
  readonly by: string;
  readonly rows: number;
}

interface Deleted {
  readonly run: string;
  readonly deleted: number;
  readonly redacted: number;
  readonly quarantined: number;
  readonly batches: number;
  readonly files: number;
  readonly held: readonly Held[];
}

const REQUEST_OPTIONS = {
  row: { type: "string", multiple: true },
  batch: { type: "string" },
  rows: { type: "string" },
  law: { type: "string" },
  article: { type: "string" },
  text: { type: "string" },
  reason: { type: "string" },
  file: { type: "boolean" },
} as const;
const REQUEST_USAGE = "[RULE | --row BATCH:N … | --rows FILE | --batch BATCH] [--law L --article A --text T --reason R] [--file]";

const list: Command = {
  name: "retention list",
  usage: "retention list",
  summary: { zh: "列出保存期限规则和最近的删除", en: "List the rules of retention and the newest deletions" },
  options: {},
  async run({ client, output }) {
    const { locale } = output;
    const { rules, runs } = await (await client()).get<RetentionRules>("/api/retention/rules");
    output.result({ rules, runs }, () => [
      ...table(
        ["id", "version", "for", "term", "from", "what", "nightly", "basis", "title"],
        rules.map((rule) => [
          rule.id,
          rule.version,
          rule.scope.kind === "dataset" ? rule.scope.dataset : `class ${rule.scope.dataClass}`,
          `${rule.term.count} ${RETENTION_UNITS[rule.term.unit][locale]}`,
          rule.from.kind === "batch" ? (locale === "zh" ? "导入" : "load") : rule.from.column,
          RETENTION_ACTIONS[rule.action][locale],
          rule.endedAt === null ? (rule.isAutomatic ? "✓" : "–") : locale === "zh" ? "已停用" : "ended",
          `${rule.basis.law} ${rule.basis.article}`,
          rule.title,
        ]),
      ),
      "",
      ...table(
        ["deletion", "at", "rule", "deleted", "redacted", "set aside", "held", "by"],
        runs.map((run) => [
          run.id,
          run.at,
          run.rule ?? (run.isRequest ? (locale === "zh" ? "申请" : "request") : "*"),
          run.finishedAt === null ? "…" : run.deleted,
          run.redacted,
          run.quarantined,
          run.held.reduce((sum, { rows }) => sum + rows, 0),
          run.byName,
        ]),
      ),
    ]);
    return 0;
  },
};

const set: Command = {
  name: "retention set",
  usage:
    "retention set --title T (--dataset ID | --class CLASS) --keep 5y|36m|90d [--from COLUMN] --law L --article A --text T [--redact [--column C …]] [--file-days N] [--nightly] [--rule ID [--end]]",
  summary: { zh: "设置保存期限规则，或其新版本（--rule）", en: "Set a rule of retention, or with --rule a new version of it" },
  options: {
    title: { type: "string" },
    dataset: { type: "string" },
    class: { type: "string" },
    keep: { type: "string" },
    from: { type: "string" },
    law: { type: "string" },
    article: { type: "string" },
    text: { type: "string" },
    redact: { type: "boolean" },
    column: { type: "string", multiple: true },
    "file-days": { type: "string" },
    nightly: { type: "boolean" },
    rule: { type: "string" },
    end: { type: "boolean" },
  },
  async run({ client, output, arguments: given }) {
    const api = await client();
    const id = given.text("rule");
    if (given.isSet("end")) {
      if (id === undefined) throw usage(set);
      const ended = await api.post<RetentionRuleView>(`/api/retention/rules/${encodeURIComponent(id)}/end`, {});
      output.result(ended, () => [output.locale === "zh" ? `${id} 已停用` : `${id} has ended`]);
      return 0;
    }
    const rule = await api.post<RetentionRuleView>("/api/retention/rules", ruleOf(given));
    output.result(rule, () => [`${rule.id} ${rule.version}: ${rule.datasets.join(", ")}`]);
    return 0;
  },
};

function ruleOf(given: Arguments): RetentionRuleRequest {
  const term = /^(\d+)([ymd])$/.exec(given.text("keep") ?? "");
  const [dataset, dataClass, from, id] = [given.text("dataset"), given.text("class"), given.text("from"), given.text("rule")];
  const units: Readonly<Record<string, RetentionUnit>> = { y: "year", m: "month", d: "day" };
  const unit = units[term?.[2] ?? ""];
  if (!unit || (dataset === undefined) === (dataClass === undefined)) throw usage(set);
  const fileDays = given.text("file-days");
  return {
    ...(id === undefined ? {} : { id }),
    title: given.text("title") ?? "",
    scope: dataset === undefined ? { kind: "class", dataClass: dataClass as "personal" } : { kind: "dataset", dataset },
    basis: basisOf(given),
    term: { count: Number(term?.[1]), unit },
    from: from === undefined ? { kind: "batch" } : { kind: "column", column: from },
    action: given.isSet("redact") ? "redact" : "delete",
    columns: [...given.texts("column")],
    fileDays: fileDays === undefined ? null : given.count("file-days", 1, 1),
    isAutomatic: given.isSet("nightly"),
  };
}

const preview: Command = {
  name: "retention preview",
  usage: `retention preview ${REQUEST_USAGE}`,
  summary: { zh: "查看会删除什么、保留什么，不做改动", en: "See what would go and what is held back; changes nothing" },
  options: REQUEST_OPTIONS,
  async run({ client, output, arguments: given }) {
    const { locale } = output;
    const order = await orderOf(given, preview);
    const plan = await (await client()).post<DeletionPlan>("/api/retention/plan", order);
    output.result(plan, () => [
      ...table(
        ["dataset", "what", "would go", "held back", "set aside", "no date", "oldest", "newest"],
        plan.datasets.map((each) => [
          each.dataset,
          RETENTION_ACTIONS[each.action][locale],
          each.going,
          each.held,
          each.quarantined,
          each.undated,
          each.oldest,
          each.newest,
        ]),
      ),
      ...plan.datasets.flatMap(({ dataset, heldBy, absenceModels }) => [
        ...heldBy.map(({ reason, by, rows }) => `${dataset}: ${rows} × ${HOLD_REASONS[reason][locale]}${by === "" ? "" : ` (${by})`}`),
        ...(absenceModels.length === 0
          ? []
          : [
              locale === "zh"
                ? `${dataset}：模型 ${absenceModels.join("、")} 以其中没有记录为依据，删除后可能误报`
                : `${dataset}: the models ${absenceModels.join(", ")} rely on the absence of its rows; deleting may make false findings`,
            ]),
      ]),
    ]);
    return 0;
  },
};

const apply: Command = {
  name: "retention apply",
  usage: `retention apply ${REQUEST_USAGE}`,
  summary: {
    zh: "按规则删除到期记录；或依申请删除记录、批次（写明依据和理由）",
    en: "Delete what is due by the rules; or named rows or a batch on request, with basis and reason",
  },
  options: REQUEST_OPTIONS,
  async run({ client, output, arguments: given }) {
    const order = await orderOf(given, apply);
    const api = await client();
    const job = await api.post<{ id: string }>("/api/retention/deletions", order);
    const result = await awaitJob<Deleted>(api, job.id, ({ progress }) => output.progress(progress.stage[output.locale]));
    const held = result.held.reduce((sum, { rows }) => sum + rows, 0);
    output.result(result, () => [
      output.locale === "zh"
        ? `${result.run}：删除 ${result.deleted} 条，遮除 ${result.redacted} 条，隔离行 ${result.quarantined} 条，文件 ${result.files} 个；保留 ${held} 条`
        : `${result.run}: ${result.deleted} rows deleted, ${result.redacted} redacted, ${result.quarantined} that were set aside, ${result.files} files; ${held} held back`,
    ]);
    return 0;
  },
};

const show: Command = {
  name: "retention show",
  usage: "retention show DELETION",
  summary: { zh: "查看一次删除的批次和账本条目", en: "Show a deletion with its batches and entries" },
  options: {},
  async run({ client, output, arguments: given }) {
    const [id] = given.words;
    if (id === undefined) throw usage(show);
    const detail = await (await client()).get<DeletionRunDetail>(`/api/retention/deletions/${encodeURIComponent(id)}`);
    output.result(detail, () =>
      table(
        ["deletion", "dataset", "batch", "what", "rows", "set aside", "basis", "at", "entry", "a row"],
        detail.deletions.map((each) => [
          each.id,
          each.dataset,
          each.batch,
          RETENTION_ACTIONS[each.action][output.locale],
          each.rows,
          each.quarantined,
          [each.title, each.basis.law, each.basis.article].filter((text) => text !== "").join(" "),
          each.at,
          each.entry,
          each.firstRef,
        ]),
      ),
    );
    return 0;
  },
};

const journal: Command = {
  name: "retention journal",
  usage: "retention journal [--since DAY] [--out FILE]",
  summary: {
    zh: "写出删除清单，与备份一并保存；恢复备份后据此重新删除",
    en: "Write the journal of deletions, to be kept beside backups: after a restore it tells what to delete again",
  },
  options: { since: { type: "string" }, out: { type: "string" } },
  async run({ client, output, arguments: given }) {
    const since = given.text("since");
    const written = await (await client()).get<DeletionJournal>(
      `/api/retention/journal${since === undefined ? "" : `?since=${encodeURIComponent(since)}`}`,
    );
    const out = given.text("out");
    if (out === undefined) {
      output.result(written, () => [JSON.stringify(written)]);
      return 0;
    }
    // Never seen half written: it may be all that tells after a loss.
    await writeFile(`${out}.new`, `${JSON.stringify(written)}\n`, { mode: 0o600, flush: true });
    await rename(`${out}.new`, out);
    output.result({ file: out, deletions: written.deletions.length }, () => [`${out}  ${written.deletions.length}`]);
    return 0;
  },
};

const repeat: Command = {
  name: "retention repeat",
  usage: "retention repeat JOURNAL",
  summary: {
    zh: "恢复备份后，按删除清单重新删除备份之后删除过的记录",
    en: "After a restore delete again, by a journal, what was deleted since the backup",
  },
  options: {},
  async run({ client, output, arguments: given }) {
    const zh = output.locale === "zh";
    const [file] = given.words;
    if (file === undefined) throw usage(repeat);
    const text = (await readNamed(file)).toString("utf8");
    let read: DeletionJournal;
    try {
      read = JSON.parse(text) as DeletionJournal;
    } catch {
      throw misused(`${file} 不是删除清单`, `${file} is no journal of deletions`);
    }
    const api = await client();
    const ordered = await api.post<Repeated>("/api/retention/repeat", read);
    const result =
      ordered.job === null
        ? null
        : await awaitJob<Deleted>(api, ordered.job, ({ progress }) => output.progress(progress.stage[output.locale]));
    const held = result?.held.reduce((sum, { rows }) => sum + rows, 0) ?? 0;
    output.result({ ...ordered, result }, () => [
      zh
        ? `重新执行 ${ordered.repeated} 项删除（${ordered.known} 项已在此处执行）：删除 ${result?.deleted ?? 0} 条，遮除 ${result?.redacted ?? 0} 条；保留 ${held} 条`
        : `${ordered.repeated} deletions repeated (${ordered.known} were done here already): ${result?.deleted ?? 0} rows deleted, ${result?.redacted ?? 0} redacted; ${held} held back`,
      ...ordered.unknownBatches.map((batch) =>
        zh
          ? `批次 ${batch} 不在此处：备份之后导入的，没有可删除的`
          : `batch ${batch} is not here: loaded after the backup, nothing of it to delete`,
      ),
      ...(held === 0 ? [] : [zh ? "保留的记录不再被占用后，请再执行一次" : "repeat it once nothing holds these rows any more"]),
    ]);
    return held === 0 ? 0 : 1;
  },
};

/** What `preview` and `apply` are asked about. USAGE names a row that is none, and where it stands. */
async function orderOf(given: Arguments, command: Command): Promise<DeletionOrderBody> {
  const [rule] = given.words;
  const [batch, rows] = [given.text("batch"), given.text("rows")];
  const named = given.texts("row").map((ref) => rowNamed(ref, "--row"));
  const refs = [...named, ...(rows === undefined ? [] : await rowsListed(rows))];
  if (batch === undefined && refs.length === 0) return rule === undefined ? {} : { rule };
  if (rule !== undefined || (batch !== undefined && refs.length > 0)) throw usage(command);
  const basis = basisOf(given);
  return {
    request: {
      ...(batch === undefined ? { refs } : { batch }),
      basis,
      reason: given.text("reason") ?? "",
      withFile: given.isSet("file"),
    },
  };
}

/** One row, or several between blanks, a line. */
async function rowsListed(file: string): Promise<string[]> {
  const lines = (await readNamed(file)).toString("utf8").split("\n");
  const refs = lines.flatMap((line, at) => (line.match(/\S+/g) ?? []).map((ref) => rowNamed(ref, `${file}:${at + 1}`)));
  if (refs.length === 0) throw misused(`${file} 中没有任何记录`, `${file} names no row`);
  return refs;
}

function rowNamed(ref: string, place: string): string {
  if (parseRowRef(ref) !== null) return ref;
  throw misused(
    `${place}：“${ref}”不是记录编号；应为批次:序号，如 bat_01JZ8Y3N5T7V9X1B3D5F7H9K2M:17`,
    `${place}: “${ref}” is no row; a row is named by batch and number, as bat_01JZ8Y3N5T7V9X1B3D5F7H9K2M:17`,
  );
}

function basisOf(given: Arguments): { law: string; article: string; text: string } {
  return { law: given.text("law") ?? "", article: given.text("article") ?? "", text: given.text("text") ?? "" };
}

function usage(command: Command): YuejianError {
  return new YuejianError("USAGE", { reason: command.usage });
}

export const retentionCommands: readonly Command[] = [list, set, preview, apply, show, journal, repeat];
