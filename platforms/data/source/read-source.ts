import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { YuejianError } from "@yuejian/contracts";
import { ArchiveSource } from "./archive/archive-source.ts";
import { fileKind } from "./file-kind.ts";
import { type FormatReader, formatOf, READERS } from "./formats.ts";
import { errorCode, fileError, openSourceFile, readPiece } from "./open-file.ts";
import type { OpenedSource, PartHead, SourcePart } from "./source-parts.ts";
import { DEFAULT_SOURCE_LIMITS, type PartSelector, type ReadSourceOptions, type SourceTable } from "./source-table.ts";
import type { TextFile } from "./text-pass.ts";

const HEAD_BYTES = 256 * 1024;

/** Opens a source file. The content decides what it is; a suffix that says otherwise is refused.
 *  Everything throws YuejianError with a code of contracts/errors/intake. */
export async function openSource(path: string, options: ReadSourceOptions): Promise<OpenedSource> {
  const { file, format } = await openFile(path, options);
  if (format === "archive") return await ArchiveSource.open(file, openPlain);
  await file.handle.close();
  return openPlain(path, options);
}

/** Reads one table of a source file. Nothing is left in the scratch folder when it throws. The caller disposes the table. */
export async function readSource(path: string, options: ReadSourceOptions): Promise<SourceTable> {
  const source = await openSource(path, options);
  try {
    const table = await source.read(options.part);
    return {
      ...table,
      async dispose() {
        await table.dispose();
        await source.close();
      },
    };
  } catch (cause) {
    await source.close();
    throw cause;
  }
}

/** The tables of a file. Throws as `readSource` does for files that are none, but reads no rows. */
export async function listParts(path: string, options: ReadSourceOptions): Promise<readonly SourcePart[]> {
  const source = await openSource(path, options);
  try {
    return (await source.list()).parts;
  } finally {
    await source.close();
  }
}

/** Headings and the first records of one part, some dozens at most: what a person looks at before deciding. Reads no more than it must. */
export async function readHead(path: string, options: ReadSourceOptions): Promise<PartHead> {
  const source = await openSource(path, options);
  try {
    return await source.readHead(options.part);
  } finally {
    await source.close();
  }
}

/** A file that is no archive. Each table gets a folder of its own below the scratch folder. */
function openPlain(path: string, options: ReadSourceOptions): OpenedSource {
  const requireNoMember = (part: PartSelector | undefined): void => {
    if (part?.member !== undefined) throw new YuejianError("MEMBER_UNKNOWN", { file: nameOf(path, options), member: part.member });
  };
  return {
    list: () => withFile(path, options, async (reader, file, head) => ({ parts: await reader.list(file, head), skipped: [] })),
    async read(part) {
      requireNoMember(part);
      const scratchFolder = await mkdtemp(join(options.scratchFolder, "table-"));
      const remove = (): Promise<void> => rm(scratchFolder, { recursive: true, force: true });
      try {
        const table = await withFile(path, { ...options, ...(part ? { part } : {}), scratchFolder }, (reader, file, head) =>
          reader.read(file, head),
        );
        return {
          ...table,
          async dispose() {
            await table.dispose();
            await remove();
          },
        };
      } catch (cause) {
        await remove();
        throw cause;
      }
    },
    readHead(part) {
      requireNoMember(part);
      return withFile(path, { ...options, ...(part ? { part } : {}) }, (reader, file, head) => reader.readHead(file, head));
    },
    async close() {},
  };
}

async function withFile<Result>(
  path: string,
  options: ReadSourceOptions,
  work: (reader: FormatReader, file: TextFile, head: Uint8Array) => Promise<Result>,
): Promise<Result> {
  const { file, format, head } = await openFile(path, options);
  try {
    // A workbook inside an archive inside an archive ends here.
    if (format === "archive") throw new YuejianError("FILE_TYPE_UNKNOWN", { file: file.name, reason: "ZIP 中的 ZIP / a ZIP inside a ZIP" });
    return await work(READERS[format], file, head);
  } catch (cause) {
    throw named(cause, file.name);
  } finally {
    await file.handle.close();
  }
}

async function openFile(
  path: string,
  options: ReadSourceOptions,
): Promise<{ file: TextFile; format: ReturnType<typeof formatOf>; head: Uint8Array }> {
  const name = nameOf(path, options);
  const { handle, size } = await openSourceFile(path, name);
  try {
    const head = new Uint8Array(Math.min(size, HEAD_BYTES));
    const filled = await readPiece(handle, 0, head);
    const file = { handle, size, path, name, options, limits: { ...DEFAULT_SOURCE_LIMITS, ...options.limits } };
    return { file, format: formatOf(name, fileKind(head.subarray(0, filled))), head: head.subarray(0, filled) };
  } catch (cause) {
    await handle.close();
    throw named(cause, name);
  }
}

/** Errors of the file system get the name of the file. */
function named(cause: unknown, name: string): unknown {
  return cause instanceof YuejianError || errorCode(cause) === null ? cause : fileError(cause, name);
}

function nameOf(path: string, { name }: ReadSourceOptions): string {
  return name ?? path.split(/[\\/]/).at(-1) ?? path;
}
