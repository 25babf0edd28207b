import { QUALITY_SEVERITIES, QUALITY_STATUSES, type QualityCheck, YuejianError } from "@yuejian/contracts";
import type { QualityReport } from "@yuejian/contracts/api";
import type { Arguments } from "../arguments.ts";
import { table } from "../output.ts";
import type { Command } from "./command.ts";

/** How the words of a call make each kind of check. */
const CHECKS: { readonly [Kind in QualityCheck["kind"]]: (given: Arguments, columns: readonly string[]) => QualityCheck | null } = {
  "not-null": (_, [column]) => (column === undefined ? null : { kind: "not-null", column }),
  unique: (_, columns) => (columns.length === 0 ? null : { kind: "unique", columns }),
  allowed: (given, [column]) => {
    const values = given.texts("value");
    return column === undefined || values.length === 0 ? null : { kind: "allowed", column, values };
  },
  pattern: (given, [column]) => {
    const pattern = given.text("pattern");
    return column === undefined || pattern === undefined ? null : { kind: "pattern", column, pattern };
  },
  range: (given, [column]) => {
    const [least, greatest] = [given.text("least"), given.text("greatest")];
    if (column === undefined || (least === undefined && greatest === undefined)) return null;
    return { kind: "range", column, ...(least === undefined ? {} : { least }), ...(greatest === undefined ? {} : { greatest }) };
  },
  "not-future": (_, [column]) => (column === undefined ? null : { kind: "not-future", column }),
  "check-digit": (_, [column]) => (column === undefined ? null : { kind: "check-digit", column }),
  "date-order": (_, [earlier, later]) => (earlier === undefined || later === undefined ? null : { kind: "date-order", earlier, later }),
  "foreign-key": (given, [column]) => {
    const [dataset, target] = (given.text("in") ?? "").split(".", 2);
    return column === undefined || !dataset || !target ? null : { kind: "foreign-key", column, dataset, target };
  },
  accepted: () => ({ kind: "accepted" }),
  fresh: (given) => ({ kind: "fresh", days: given.count("days", 1, 31) }),
  "row-change": (given) => ({ kind: "row-change", percent: given.count("percent", 1, 50) }),
};

const add: Command = {
  name: "quality rule add",
  usage: `quality rule add DATASET ${Object.keys(CHECKS).join("|")} [COLUMN …] [--severity info|warn|error|block] [--tolerance 0…1] [--value V …] [--pattern P] [--least V] [--greatest V] [--in DATASET.COLUMN] [--days N] [--percent N]`,
  summary: { zh: "为数据集加一条质量规则", en: "Add a quality rule to a dataset" },
  options: {
    severity: { type: "string" },
    tolerance: { type: "string" },
    value: { type: "string", multiple: true },
    pattern: { type: "string" },
    least: { type: "string" },
    greatest: { type: "string" },
    in: { type: "string" },
    days: { type: "string" },
    percent: { type: "string" },
  },
  async run({ client, output, arguments: given }) {
    const [dataset, kind, ...columns] = given.words;
    const severity = given.text("severity") ?? "warn";
    const tolerance = Number(given.text("tolerance") ?? 0);
    const check = kind !== undefined && Object.hasOwn(CHECKS, kind) ? CHECKS[kind as QualityCheck["kind"]](given, columns) : null;
    const isFit = Object.hasOwn(QUALITY_SEVERITIES, severity) && tolerance >= 0 && tolerance <= 1;
    if (dataset === undefined || check === null || !isFit) throw new YuejianError("USAGE", { reason: add.usage });
    const path = `/api/datasets/${encodeURIComponent(dataset)}/quality/rules`;
    const added = await (await client()).post<{ id: string }>(path, { severity, tolerance, check });
    output.result(added, () => [added.id]);
    return 0;
  },
};

const list: Command = {
  name: "quality rule list",
  usage: "quality rule list DATASET",
  summary: { zh: "列出数据集的质量规则", en: "List the quality rules of a dataset" },
  options: {},
  async run({ client, output, arguments: given }) {
    const [dataset] = given.words;
    if (dataset === undefined) throw new YuejianError("USAGE", { reason: list.usage });
    const { rules } = await (await client()).get<QualityReport>(`/api/datasets/${encodeURIComponent(dataset)}/quality`);
    output.result(rules, () =>
      table(
        ["id", "severity", "tolerance", "set by", "status", "broken", "title"],
        rules.map((each) => [
          each.id,
          QUALITY_SEVERITIES[each.severity][output.locale],
          each.tolerance,
          each.office,
          QUALITY_STATUSES[each.status][output.locale],
          each.broken,
          each.title[output.locale],
        ]),
      ),
    );
    return 0;
  },
};

const remove: Command = {
  name: "quality rule remove",
  usage: "quality rule remove RULE",
  summary: { zh: "删除本单位加的质量规则", en: "Remove a quality rule that an office added" },
  options: {},
  async run({ client, output, arguments: given }) {
    const [rule] = given.words;
    if (rule === undefined) throw new YuejianError("USAGE", { reason: remove.usage });
    await (await client()).post(`/api/quality/rules/${encodeURIComponent(rule)}/remove`);
    output.result({ removed: rule }, () => [rule]);
    return 0;
  },
};

export const qualityRuleCommands: readonly Command[] = [add, list, remove];
