import { createCipheriv } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type ClosurePort,
  type ColumnSchema,
  createIds,
  type DatasetSchema,
  nothingClosed,
  type Progress,
  type Snapshot,
  silentProgress,
} from "@yuejian/contracts";
import type { IntakePorts } from "../intake/intake-types.ts";
import { type Lake, openLake } from "../lake/lake.ts";
import { LakeTables } from "../lake/postgres/lake-tables.ts";
import { MemoryCatalogue } from "./memory-catalogue.ts";

export interface TrialLake {
  readonly lakeUrl?: string | undefined;
  readonly closures?: ClosurePort;
}

/** A data platform in a temporary folder, with a clock that moves a second a look and repeatable random numbers. */
export class TrialHome {
  readonly folder = mkdtempSync(join(tmpdir(), "yuejian-data-"));
  readonly catalogue: MemoryCatalogue;
  readonly lake: Lake;
  readonly ports: IntakePorts;
  readonly tables: LakeTables | undefined;

  /** `lakeUrl`: of a database in which the rows are kept too, and read from. */
  constructor(schemas: readonly DatasetSchema[] = [], seed = 1, { lakeUrl, closures = nothingClosed }: TrialLake = {}) {
    this.catalogue = new MemoryCatalogue(schemas);
    const folders = {
      lakeFolder: join(this.folder, "lake"),
      scratchFolder: join(this.folder, "scratch"),
      saltsFolder: join(this.folder, "salts"),
    };
    for (const folder of Object.values(folders)) mkdirSync(folder);
    let now = Date.UTC(2026, 10, 23);
    const clock = { now: () => (now += 1000) };
    const randomBytes = repeatableBytes(seed);
    this.tables = lakeUrl === undefined ? undefined : new LakeTables({ ...folders, url: lakeUrl, home: "trial" });
    this.ports = {
      tables: this.tables,
      catalogue: this.catalogue,
      ...folders,
      clock,
      ids: createIds(clock, randomBytes),
      vrfSeed: new Uint8Array(32).fill(seed),
      progress: silentProgress,
      randomBytes,
      threads: 2,
    };
    this.lake = openLake({
      folder: folders.lakeFolder,
      saltsFolder: folders.saltsFolder,
      scratchFolder: folders.scratchFolder,
      closures,
      threads: 1,
      tables: this.tables,
    });
  }

  /** Ports with another progress, for cancelling. */
  with(progress: Progress): IntakePorts {
    return { ...this.ports, progress };
  }

  file(name: string, content: string | Uint8Array): string {
    const path = join(this.folder, name);
    writeFileSync(path, content);
    return path;
  }

  csv(name: string, rows: readonly (readonly string[])[]): string {
    return this.file(name, `${rows.map((row) => row.map(quoted).join(",")).join("\r\n")}\r\n`);
  }

  /** All committed batches. */
  snapshot(): Snapshot {
    const batches: Record<string, string[]> = {};
    for (const { batch } of this.catalogue.commits) (batches[batch.dataset] ??= []).push(batch.id);
    return { id: "snapshot", takenAt: "2026-11-23T00:00:00.000Z", batches };
  }

  /** Every file below lake, salts and scratch, relative. */
  files(): string[] {
    return ["lake", "salts", "scratch"].flatMap((top) => below(join(this.folder, top)).map((path) => `${top}/${path}`)).sort();
  }

  async close(): Promise<void> {
    await this.lake.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function below(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function repeatableBytes(seed: number): (size: number) => Uint8Array {
  const stream = createCipheriv("aes-256-ctr", Buffer.alloc(32, seed), Buffer.alloc(16));
  return (size) => stream.update(Buffer.alloc(size));
}

const column = (
  name: string,
  zh: string,
  type: ColumnSchema["type"],
  semantic: ColumnSchema["semantic"],
  more: Partial<ColumnSchema> = {},
): ColumnSchema => ({
  name,
  title: { zh, en: name },
  type,
  semantic,
  dataClass: "internal",
  ...more,
});

/** A small register with a column of every stored type, two of them personal. */
export const TRIAL_DATASET: DatasetSchema = {
  id: "trial-register",
  version: 1,
  title: { zh: "试验登记", en: "Trial register" },
  source: null,
  owner: { zh: "试验", en: "Trial" },
  dataClass: "personal",
  isInternal: false,
  businessLines: ["administrative"],
  recordKey: ["person_id", "decided_on"],
  absenceKeys: ["person_id"],
  officeColumn: "office",
  columns: [
    column("person_name", "姓名", "text", "person-name", { required: true, dataClass: "personal" }),
    column("person_id", "身份证号", "text", "resident-id", { required: true, dataClass: "personal" }),
    column("decided_on", "决定日期", "date", "day", { required: true }),
    column("fine", "罚款", "amount", "money"),
    column("days", "天数", "integer", "count"),
    column("share", "比例", "decimal", "count"),
    column("is_paid", "是否缴纳", "boolean", "flag"),
    column("note", "备注", "text", "free-text"),
    column("office", "辖区", "text", "code", { allowed: ["yueyang", "miluo"], spellings: { "430600": "yueyang", 汨罗: "miluo" } }),
  ],
};

export const TRIAL_HEADINGS = ["姓名", "身份证号", "决定日期", "罚款", "天数", "比例", "是否缴纳", "备注", "辖区"];

/** A resident id under the fictitious prefix, with its check character. */
export function trialId(person: number): string {
  const body = `990602${1950 + (person % 50)}0${1 + (Math.floor(person / 1000) % 9)}01${String(person % 1000).padStart(3, "0")}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, position) => total + weight * Number(body[position]), 0);
  return body + "10X98765432".charAt(sum % 11);
}

export function trialRow(person: number, more: Partial<Record<string, string>> = {}): string[] {
  const row: Record<string, string> = {
    姓名: `张${"一二三四五六七八九十".charAt(person % 10)}`,
    身份证号: trialId(person),
    决定日期: "2024-03-05",
    罚款: String(person * 10),
    天数: String(person % 16),
    比例: "0.5",
    是否缴纳: "是",
    备注: `第${person}号`,
    辖区: "430600",
    ...more,
  };
  return TRIAL_HEADINGS.map((heading) => row[heading] ?? "");
}
