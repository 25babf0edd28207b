import { readFileSync, writeFileSync } from "node:fs";
import { type ColumnSchema, DATA_CLASSES, type DatasetSchema } from "@yuejian/contracts";
import { DICTIONARY, SUPERVISION_MODELS } from "@yuejian/contracts/dictionary";

/** Writes docs/data-dictionary.md from contracts/dictionary: `node checks/data-dictionary.ts --write`; without it only compares. */
const PAGE = new URL("../docs/data-dictionary.md", import.meta.url);

const TYPES: Readonly<Record<ColumnSchema["type"], string>> = {
  text: "文本 text",
  integer: "整数 integer",
  decimal: "小数 decimal",
  amount: "金额（分） amount",
  date: "日期 date",
  boolean: "是否 boolean",
};

const table = (headings: readonly string[], rows: readonly (readonly string[])[]): string =>
  [headings, headings.map(() => "---"), ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`)
    .join("\n");

function columnRow(column: ColumnSchema, schema: DatasetSchema): string[] {
  const marks = [column.required ? "必填 required" : "", schema.recordKey?.includes(column.name) ? "记录键 key" : ""].filter(
    (mark) => mark !== "",
  );
  return [
    `\`${column.name}\``,
    `${column.title.zh}<br>${column.title.en}`,
    TYPES[column.type],
    column.semantic,
    DATA_CLASSES[column.dataClass].zh,
    marks.join("<br>"),
    (column.aliases ?? []).join("、"),
  ];
}

function codeRows(schema: DatasetSchema): string[][] {
  return schema.columns
    .filter((column) => column.allowed && column.name !== schema.officeColumn)
    .flatMap((column) =>
      (column.allowed ?? []).map((value) => {
        const spellings = Object.entries(column.spellings ?? {}).filter(([, meant]) => meant === value);
        return [`\`${column.name}\``, `\`${value}\``, spellings.map(([spelling]) => spelling).join("、")];
      }),
    );
}

function section(schema: DatasetSchema): string {
  const codes = codeRows(schema);
  return [
    `## ${schema.title.zh} · ${schema.title.en} (\`${schema.id}\`)`,
    `- 责任单位 Owner: ${schema.owner.zh} · ${schema.owner.en}`,
    `- ${schema.isInternal ? "**本院内部数据 internal records of the procuratorate**" : "外部数据 records of another authority"}；来源系统 source system: ${schema.source ?? "–"}；类别 class: ${DATA_CLASSES[schema.dataClass].zh}`,
    `- 记录键 Record key: ${(schema.recordKey ?? []).map((name) => `\`${name}\``).join(" + ") || "–"}；辖区列 office column: ${schema.officeColumn ? `\`${schema.officeColumn}\`` : "–"}${schema.absenceKeys ? `；可证明缺失的列 absence can be proven by: ${schema.absenceKeys.map((name) => `\`${name}\``).join("、")}` : ""}`,
    "",
    table(
      ["列 Column", "标题 Title", "类型 Type", "语义 Semantic type", "类别 Class", "要求 Rule", "来源列名 Also delivered as"],
      schema.columns.map((column) => columnRow(column, schema)),
    ),
    ...(codes.length === 0 ? [] : ["", table(["列 Column", "取值 Value", "来源写法 Spelled"], codes)]),
  ].join("\n");
}

/** The whole page. */
export function dictionaryPage(): string {
  const overview = DICTIONARY.map((schema) => [
    `[\`${schema.id}\`](#${anchor(schema)})`,
    `${schema.title.zh} · ${schema.title.en}`,
    schema.owner.zh,
    schema.isInternal ? "内部 internal" : "外部 external",
    String(schema.columns.length),
  ]);
  const models = SUPERVISION_MODELS.map(({ number, title, datasets }) => [
    String(number),
    title.zh,
    title.en,
    datasets.map((id) => `\`${id}\``).join("、"),
  ]);
  return [
    "# 数据字典 · Data dictionary",
    "由 `node checks/data-dictionary.ts --write` 根据 `contracts/dictionary/` 生成，请勿手工修改。 Generated; do not edit.",
    "标准化后的取值：日期 `YYYY-MM-DD`，月份为当月第一天，金额为整数分，是否为 `true`/`false`，空为 null。 Standardised values: days in ISO form, months as their first day, amounts in whole fen, empty is null.",
    table(["数据集 Dataset", "名称 Title", "责任单位 Owner", "归属 Whose", "列 Columns"], overview),
    ...DICTIONARY.map(section),
    "## 监督模型目录 · Catalogue of supervision models",
    "编号是模型清单里的 `number`。 Numbers are those of the manifests.",
    table(["编号 No.", "名称", "Title", "数据集 Datasets"], models),
    "",
  ].join("\n\n");
}

/** The anchor that Markdown viewers make of a section's heading. */
function anchor(schema: DatasetSchema): string {
  return `${schema.title.zh} · ${schema.title.en} (${schema.id})`
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} -]/gu, "")
    .replaceAll(" ", "-");
}

if (import.meta.main) {
  if (process.argv.includes("--write")) writeFileSync(PAGE, dictionaryPage());
  else if (readFileSync(PAGE, "utf8") !== dictionaryPage()) {
    console.error("docs/data-dictionary.md is not current: node checks/data-dictionary.ts --write");
    process.exitCode = 1;
  }
}
