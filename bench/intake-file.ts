import { closeSync, openSync, writeSync } from "node:fs";
import type { ColumnSchema, DatasetSchema } from "@yuejian/contracts";

/** Twelve columns of a penalty register, three of them personal, as sources deliver them: mostly plain, two in a hundred values in another
 *  spelling, two in a thousand wrong. Deterministic: the same count and seed give the same bytes. */
const text = (
  name: string,
  zh: string,
  en: string,
  semantic: ColumnSchema["semantic"],
  more: Partial<ColumnSchema> = {},
): ColumnSchema => ({
  name,
  title: { zh, en },
  type: "text",
  semantic,
  dataClass: "internal",
  ...more,
});

export const BENCH_DATASET: DatasetSchema = {
  id: "bench-penalties",
  version: 1,
  title: { zh: "处罚登记（测量用）", en: "Penalty register (bench)" },
  source: null,
  owner: { zh: "测量", en: "Bench" },
  dataClass: "personal",
  isInternal: false,
  businessLines: ["administrative"],
  recordKey: ["document_number"],
  officeColumn: "office",
  columns: [
    text("document_number", "文书号", "Document number", "document-number", { required: true }),
    text("person_name", "姓名", "Name", "person-name", { required: true, dataClass: "personal" }),
    text("person_id", "身份证号", "Resident id", "resident-id", { required: true, dataClass: "personal" }),
    text("phone", "联系电话", "Phone", "phone", { dataClass: "personal" }),
    text("agency", "处罚机关", "Agency", "agency"),
    text("charge", "案由", "Charge", "charge", { required: true }),
    { ...text("decided_on", "决定日期", "Decided on", "day", { required: true }), type: "date" },
    { ...text("served_on", "送达日期", "Served on", "day"), type: "date" },
    { ...text("fine", "罚款金额", "Fine", "money"), type: "amount" },
    { ...text("days", "拘留天数", "Days", "count"), type: "integer" },
    { ...text("is_paid", "是否缴纳", "Paid", "flag"), type: "boolean" },
    text("office", "辖区检察院", "Office", "code", {
      allowed: ["yueyang", "yueyanglou", "yunxi", "junshan", "miluo"],
      spellings: { "430600": "yueyang", "430602": "yueyanglou", "430603": "yunxi", "430611": "junshan", "430681": "miluo" },
    }),
  ],
};

const SURNAMES =
  "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖".split("");
const GIVEN = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂兰建华国文志红玉梅春林海燕波宁飞雪琳宇浩凯健俊帆鑫欣怡梓涵子轩".split("");
const CHARGES = [
  "盗窃",
  "殴打他人",
  "寻衅滋事",
  "赌博",
  "非法携带管制器具",
  "醉酒驾驶机动车",
  "故意损毁财物",
  "扰乱单位秩序",
  "无证经营危险化学品",
  "违法占用耕地",
];
const AGENCIES = ["岳阳市公安局", "岳阳市公安局岳阳楼分局", "岳阳市市场监督管理局", "汨罗市公安局", "岳阳市生态环境局", "临湘市应急管理局"];
const OFFICES = ["430600", "430602", "430603", "430611", "430681"];
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}

const pad = (value: number, width: number) => String(value).padStart(width, "0");

function residentId(next: () => number): string {
  const body = `9906${pad(1 + (next() % 20), 2)}${1945 + (next() % 60)}${pad(1 + (next() % 12), 2)}${pad(1 + (next() % 28), 2)}${pad(next() % 1000, 3)}`;
  let sum = 0;
  for (let position = 0; position < 17; position++) sum += (body.charCodeAt(position) - 48) * (WEIGHTS[position] ?? 0);
  return body + "10X98765432".charAt(sum % 11);
}

function day(next: () => number): string {
  const [year, month, date] = [2018 + (next() % 8), 1 + (next() % 12), 1 + (next() % 28)];
  const spelling = next() % 1000;
  if (spelling < 10) return `${year}年${month}月${date}日`;
  if (spelling < 18) return `${year}/${month}/${date}`;
  if (spelling < 20) return `${year}-02-3${date % 2}`;
  return `${year}-${pad(month, 2)}-${pad(date, 2)}`;
}

function money(next: () => number): string {
  const yuan = 50 * (1 + (next() % 400));
  const spelling = next() % 1000;
  if (spelling < 10) return `${yuan / 10000}万元`;
  if (spelling < 20) return `"${yuan.toLocaleString("en")}.00"`;
  return next() % 3 === 0 ? `${yuan}.50` : String(yuan);
}

function record(row: number, next: () => number): string {
  const name =
    (SURNAMES[next() % SURNAMES.length] ?? "") +
    (GIVEN[next() % GIVEN.length] ?? "") +
    (next() % 3 ? (GIVEN[next() % GIVEN.length] ?? "") : "");
  let id = residentId(next);
  const fault = next() % 1000;
  if (fault < 10) id = id.toLowerCase().replace(/x$/, "Ｘ");
  else if (fault < 12) id = id.slice(0, 17) + (((Number.parseInt(id.charAt(17), 10) || 0) + 1) % 10);
  return [
    `岳公行罚决字〔${2018 + (row % 8)}〕${pad(row, 7)}号`,
    name,
    id,
    next() % 10 === 0 ? "" : `1${3 + (next() % 7)}${pad(next() % 1_000_000_000, 9)}`,
    AGENCIES[next() % AGENCIES.length],
    CHARGES[next() % CHARGES.length],
    day(next),
    next() % 5 === 0 ? "" : day(next),
    next() % 4 === 0 ? "" : money(next),
    next() % 2 === 0 ? "" : String(next() % 16),
    next() % 2 === 0 ? "是" : "否",
    OFFICES[next() % OFFICES.length],
  ].join(",");
}

/** Writes `count` records under one heading line; UTF-8 without byte-order mark. */
export function writeIntakeFile(path: string, count: number, seed = 20261123): void {
  const next = generator(seed);
  const file = openSync(path, "w");
  try {
    let lines = [BENCH_DATASET.columns.map((column) => column.title.zh).join(",")];
    for (let row = 1; row <= count; row++) {
      lines.push(record(row, next));
      if (lines.length === 50_000 || row === count) {
        writeSync(file, `${lines.join("\r\n")}\r\n`);
        lines = [];
      }
    }
  } finally {
    closeSync(file);
  }
}
