import type { FileHandle } from "node:fs/promises";
import { openSourceFile, readPiece } from "../open-file.ts";
import { damaged } from "../workbook/zip-directory.ts";

/** Long texts of a DBF in the file beside it: `.dbt` of dBase III and IV, `.fpt` of FoxPro. */
export class DbfMemo {
  readonly file: { readonly handle: FileHandle; readonly size: number; readonly name: string };
  readonly #isFoxPro: boolean;
  readonly #blockBytes: number;
  readonly #mostBytes: number;

  private constructor(file: DbfMemo["file"], layout: { isFoxPro: boolean; blockBytes: number; mostBytes: number }) {
    this.file = file;
    this.#isFoxPro = layout.isFoxPro;
    this.#blockBytes = layout.blockBytes;
    this.#mostBytes = layout.mostBytes;
  }

  static async open(path: string, name: string, mostBytes: number): Promise<DbfMemo> {
    const file = { ...(await openSourceFile(path, name)), name };
    try {
      const header = Buffer.alloc(24);
      if ((await readPiece(file.handle, 0, header)) < header.length) throw damaged(file, "备注文件不完整 / the memo file is cut off");
      const isFoxPro = path.toLowerCase().endsWith(".fpt");
      // dBase III knows 512 bytes only and leaves the place of the size empty.
      const blockBytes = (isFoxPro ? header.readUInt16BE(6) : header.readUInt16LE(20)) || (isFoxPro ? 64 : 512);
      return new DbfMemo(file, { isFoxPro, blockBytes, mostBytes });
    } catch (cause) {
      await file.handle.close();
      throw cause;
    }
  }

  /** FILE_TRUNCATED for a block that is not in the file. */
  async read(block: number): Promise<Uint8Array> {
    const at = block * this.#blockBytes;
    const head = await this.#bytes(at, 8);
    if (this.#isFoxPro) return await this.#bytes(at + 8, head.readUInt32BE(4));
    // dBase IV says how long a text is, dBase III ends it with a mark.
    if (head.readUInt32LE(0) === 0x0008_ffff) return await this.#bytes(at + 8, Math.max(0, head.readUInt32LE(4) - 8));
    let text = Buffer.alloc(0);
    for (let from = at; ; from += 512) {
      const piece = await this.#bytes(from, Math.min(512, this.file.size - from));
      const end = piece.indexOf(0x1a);
      text = Buffer.concat([text, end < 0 ? piece : piece.subarray(0, end)]);
      if (end >= 0 || from + 512 >= this.file.size) return text;
      if (text.length > this.#mostBytes) throw damaged(this.file, `备注过长 / memo too long: ${block}`);
    }
  }

  async close(): Promise<void> {
    await this.file.handle.close();
  }

  async #bytes(at: number, length: number): Promise<Buffer> {
    if (length > this.#mostBytes || length < 0 || at + length > this.file.size || at < this.#blockBytes)
      throw damaged(this.file, `备注块不在文件内 / memo block outside the file: ${Math.floor(at / this.#blockBytes)}`);
    const bytes = Buffer.alloc(length);
    if ((await readPiece(this.file.handle, at, bytes)) !== length) throw damaged(this.file, "备注文件不完整 / the memo file is cut off");
    return bytes;
  }
}
