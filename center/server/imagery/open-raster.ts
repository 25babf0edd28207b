import { open } from "node:fs/promises";
import { basename } from "node:path";
import { YuejianError } from "@yuejian/contracts";
import { TiffFault, type TiffSource } from "@yuejian/imagery";
import type { ImageSource } from "./image-file.ts";

/** Opens an image that lies in one file. The file comes from outside: whatever is wrong with it, found at once or while reading, is IMAGE_UNREADABLE. */
export async function openRaster(
  path: string,
  describe: (bytes: Pick<TiffSource, "bytes" | "read">) => Promise<Omit<ImageSource, "files" | "close">>,
): Promise<ImageSource> {
  const handle = await open(path);
  const refuse = (cause: unknown): never => {
    if (!(cause instanceof TiffFault)) throw cause;
    throw new YuejianError("IMAGE_UNREADABLE", { file: basename(path), reason_zh: cause.zh, reason_en: cause.en }, { cause });
  };
  try {
    const image = await describe({
      bytes: (await handle.stat()).size,
      async read(offset, length) {
        const { buffer, bytesRead } = await handle.read(new Uint8Array(length), 0, length, offset);
        return buffer.subarray(0, bytesRead);
      },
    });
    return { ...image, files: [path], read: (...asked) => image.read(...asked).catch(refuse), close: () => handle.close() };
  } catch (cause) {
    await handle.close();
    return refuse(cause);
  }
}
