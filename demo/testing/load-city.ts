import { readFile } from "node:fs/promises";
import { DICTIONARY } from "@yuejian/contracts/dictionary";
import { createStandardiser, excelSerialDate, mapHeadings } from "@yuejian/identifiers";
import { strFromU8, unzipSync } from "fflate";
import type { CityManifest } from "../generate-city.ts";
import { SOURCE_FILES, type SourceFileForm } from "../source-files.ts";

export type Values = Readonly<Record<string, string | null>>;

export interface LoadedCity {
  readonly rows: Readonly<Record<string, readonly Values[]>>;
  readonly quarantined: readonly string[];
}

const forms: readonly SourceFileForm[] = Object.values(SOURCE_FILES);

/** Reads the files the way intake must: headings mapped, cells standardised, faulty records set aside with the first reason. */
export async function loadCity(manifest: CityManifest): Promise<LoadedCity> {
  const rows: Record<string, Values[]> = {};
  const quarantined: string[] = [];
  for (const file of manifest.files) {
    const schema = DICTIONARY.find(({ id }) => id === file.dataset);
    const form = forms.find(({ name }) => name === file.name);
    if (!schema || !form) throw new Error(`${file.name} is not known`);
    const bytes = await readFile(file.path);
    const [headings = [], ...records] = form.encoding === "xlsx" ? readSheet(bytes) : readText(bytes, form);
    if (records.length !== file.records) throw new Error(`${file.name} has ${records.length} records, not ${file.records}`);
    const { columns, missing, ignored } = mapHeadings(headings, schema);
    if (missing.length + ignored.length > 0) throw new Error(`${file.name}: ${[...missing, ...ignored].join(", ")}`);
    const readers = columns.map(({ column, unit }) => createStandardiser(column, unit));
    for (const [number, record] of records.entries()) {
      if (record.length !== headings.length) {
        quarantined.push(`${file.name}:${number + 1} - field-count`);
        continue;
      }
      const values: Record<string, string | null> = {};
      const reasons: string[] = [];
      for (const [index, { column, index: place }] of columns.entries()) {
        const result = readers[index]?.(place === null ? null : (record[place] ?? null)) ?? { value: null };
        if ("code" in result) reasons.push(`${file.name}:${number + 1} ${column.name} ${result.code}`);
        else values[column.name] = result.value;
      }
      if (reasons.length > 0) quarantined.push(...reasons);
      else (rows[file.dataset] ??= []).push(values);
    }
  }
  return { rows, quarantined };
}

function readText(bytes: Uint8Array, form: SourceFileForm): string[][] {
  const encoding = form.encoding === "gb18030" ? "gb18030" : form.encoding === "utf-16le-bom" ? "utf-16le" : "utf-8";
  const lines = new TextDecoder(encoding, { fatal: true }).decode(bytes).split(form.newline);
  return lines
    .filter((line) => line !== "")
    .map((line) =>
      form.delimiter === "\t"
        ? line.split("\t")
        : [...`${line},`.matchAll(/(?:"((?:[^"]|"")*)"|([^",]*)),/g)].map(
            ([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare ?? "",
          ),
    );
}

function readSheet(bytes: Uint8Array): string[][] {
  const parts = unzipSync(bytes);
  const part = (name: string): string => strFromU8(parts[name] ?? new Uint8Array());
  const strings = [...part("xl/sharedStrings.xml").matchAll(/<t[^>]*>([^<]*)<\/t>/g)].map(([, text]) => text ?? "");
  const sheet = [...part("xl/worksheets/sheet1.xml").matchAll(/<row [^>]*>(.*?)<\/row>/g)].map(([, row]) =>
    [...(row ?? "").matchAll(/<c r="([A-Z]+)\d+"(?: (t|s)="(\w)")?><v>([^<]*)<\/v><\/c>/g)].reduce<string[]>(
      (cells, [, place, kind, , value = ""]) => {
        const date = kind === "s" ? excelSerialDate(Number(value)) : null;
        cells[(place ?? "A").charCodeAt(0) - 65] =
          kind === "t" ? (strings[Number(value)] ?? "") : date && "value" in date ? date.value : value;
        return cells;
      },
      [],
    ),
  );
  const width = sheet[0]?.length ?? 0;
  return sheet.map((cells) => Array.from({ length: width }, (_, index) => cells[index] ?? ""));
}
