import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { type SourceFile, YuejianError } from "@yuejian/contracts";
import { stemOf } from "../dbf/dbf-encoding.ts";
import { digestFile } from "../digest-file.ts";
import { isTableName } from "../formats.ts";
import { fileSuffix } from "../open-file.ts";
import type { OpenedSource, PartHead, PartList, SkippedPart, SourcePart } from "../source-parts.ts";
import type { PartSelector, ReadSourceOptions, SourceTable } from "../source-table.ts";
import { TableWriter } from "../table-writer.ts";
import type { TextFile } from "../text-pass.ts";
import { entryContent } from "../workbook/zip-content.ts";
import { readZipDirectory, type ZipEntry } from "../workbook/zip-directory.ts";

/** What packers and systems leave beside the files that people put in. */
const LITTER = /(^|\/)(__MACOSX\/|\.|Thumbs\.db$|desktop\.ini$)/i;
/** Tables that cannot be read and archives: leaving them out would lose records silently. */
const REFUSED = new Set([
  ".zip",
  ".rar",
  ".7z",
  ".gz",
  ".tgz",
  ".tar",
  ".bz2",
  ".xz",
  ".xls",
  ".xlsb",
  ".xlsm",
  ".et",
  ".ods",
  ".mdb",
  ".accdb",
]);
/** Files that belong to a DBF beside them. */
const COMPANIONS = new Set([".dbt", ".fpt", ".cpg"]);
/** Their indexes, which hold nothing of their own. */
const INDEXES = new Set([".cdx", ".idx", ".mdx", ".ndx", ".ntx"]);

type OpenPlain = (path: string, options: ReadSourceOptions) => OpenedSource;

/** A ZIP of source files. Members are expanded into the scratch folder when they are asked for, and stay there until `close`. */
export class ArchiveSource implements OpenedSource {
  readonly #file: TextFile;
  readonly #members: ReadonlyMap<string, ZipEntry>;
  readonly #companions: readonly ZipEntry[];
  readonly #skipped: readonly SkippedPart[];
  readonly #openPlain: OpenPlain;
  readonly #folder: string;
  readonly #expanded = new Map<string, OpenedSource>();
  #expandedBytes = 0;
  #digest: Promise<{ sha256: string; sm3: string }> | null = null;

  private constructor(
    file: TextFile,
    { members, companions }: { members: ReadonlyMap<string, ZipEntry>; companions: readonly ZipEntry[] },
    skipped: readonly SkippedPart[],
    openPlain: OpenPlain,
  ) {
    this.#file = file;
    this.#members = members;
    this.#companions = companions;
    this.#skipped = skipped;
    this.#openPlain = openPlain;
    this.#folder = mkdtempSync(join(file.options.scratchFolder, "archive-"));
  }

  /** Takes over the file's handle. FILE_EMPTY when no member is a table; FILE_TYPE_UNKNOWN, FILE_TYPE_MISMATCH, FILE_TRUNCATED. */
  static async open(file: TextFile, openPlain: OpenPlain): Promise<ArchiveSource> {
    try {
      const entries = await readZipDirectory(file);
      if (entries.has("xl/workbook.xml")) throw new YuejianError("FILE_TYPE_MISMATCH", { file: file.name, suffix: ".zip", actual: "XLSX" });
      const members = new Map<string, ZipEntry>();
      const skipped: SkippedPart[] = [];
      const companions: ZipEntry[] = [];
      for (const [path, entry] of entries) {
        if (path.endsWith("/") || LITTER.test(path) || INDEXES.has(fileSuffix(path))) continue;
        if (COMPANIONS.has(fileSuffix(path))) {
          companions.push(entry);
          continue;
        }
        if (REFUSED.has(fileSuffix(path)))
          throw new YuejianError("FILE_TYPE_UNKNOWN", {
            file: `${file.name}/${path}`,
            reason: `压缩包内的 / inside a ZIP: ${fileSuffix(path)}`,
          });
        if (isTableName(path)) members.set(path, entry);
        else skipped.push({ member: path, sheet: null, reason: "no-table" });
      }
      if (members.size === 0) throw new YuejianError("FILE_EMPTY", { file: file.name });
      return new ArchiveSource(file, { members, companions }, skipped, openPlain);
    } catch (cause) {
      await file.handle.close();
      throw cause;
    }
  }

  async list(): Promise<PartList> {
    const parts: SourcePart[] = [];
    for (const member of this.#members.keys()) {
      // Only workbooks have parts of their own.
      const inside = fileSuffix(member) === ".xlsx" ? (await (await this.#open(member)).list()).parts : [{ sheet: null, isHidden: false }];
      parts.push(...inside.map(({ sheet, isHidden }) => ({ member, sheet, isHidden })));
    }
    return { parts, skipped: this.#skipped };
  }

  async read(part?: PartSelector): Promise<SourceTable> {
    const { member, source, inner } = await this.#choose(part);
    const table = await source.read(inner);
    return { ...table, facts: { ...table.facts, archive: { ...(await this.#facts()), member } } };
  }

  async readHead(part?: PartSelector): Promise<PartHead> {
    const { source, inner } = await this.#choose(part);
    return await source.readHead(inner);
  }

  async close(): Promise<void> {
    await this.#file.handle.close();
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #choose(part: PartSelector | undefined): Promise<{ member: string; source: OpenedSource; inner: PartSelector }> {
    const member = part?.member ?? [...this.#members.keys()][0] ?? "";
    return { member, source: await this.#open(member), inner: part?.sheet === undefined ? {} : { sheet: part.sheet } };
  }

  async #open(member: string): Promise<OpenedSource> {
    const known = this.#expanded.get(member);
    if (known) return known;
    const entry = this.#members.get(member);
    if (entry === undefined) throw new YuejianError("MEMBER_UNKNOWN", { file: this.#file.name, member });
    // Below a folder of its own, so that files belonging together lie beside each other and no two names meet.
    const folder = mkdtempSync(join(this.#folder, "member-"));
    const path = join(folder, `member${fileSuffix(member)}`);
    await this.#expand(entry, path);
    if (fileSuffix(member) === ".dbf")
      for (const other of this.#companions)
        if (stemOf(other.path) === stemOf(member)) await this.#expand(other, join(folder, `member${fileSuffix(other.path)}`));
    const { options } = this.#file;
    const source = this.#openPlain(path, { ...options, scratchFolder: folder, name: `${this.#file.name}/${member}` });
    this.#expanded.set(member, source);
    return source;
  }

  /** The limit of expanded bytes holds for all members together. */
  async #expand(entry: ZipEntry, path: string): Promise<void> {
    const { limits, options, name } = this.#file;
    const writer = new TableWriter(path);
    try {
      const left = { ...limits, expandedBytes: limits.expandedBytes - this.#expandedBytes };
      for await (const piece of entryContent({ ...this.#file, name: `${name}/${entry.path}` }, entry, left)) {
        if (options.progress.signal.aborted) throw new YuejianError("INTAKE_CANCELLED", { file: name });
        writer.bytes(piece, 0, piece.length);
        this.#expandedBytes += piece.length;
        options.progress.report(this.#expandedBytes, null, { zh: "解压", en: "Expanding" });
      }
      writer.close();
    } finally {
      writer.abandon();
    }
  }

  async #facts(): Promise<Pick<SourceFile, "name" | "size" | "sha256" | "sm3">> {
    this.#digest ??= digestFile(this.#file);
    return { name: this.#file.name, size: this.#file.size, ...(await this.#digest) };
  }
}
