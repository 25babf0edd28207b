import { availableParallelism } from "node:os";
import { YuejianError } from "@yuejian/contracts";
import type { ImageSource } from "./image-file.ts";
import type { PlannedImage } from "./plan-series.ts";
import { openOnto } from "./read-onto.ts";

/** Files that the threads of a process hold open together, below what systems allow a process. */
const MOST_OPEN = 3000;
/** Their headers name each block; of so many together they stay small. */
const MOST_BLOCKS = 2 ** 22;

export type KeptImage = Pick<PlannedImage, "path" | "onto">;

/** Images that are read again and again, window after window, are opened once; those that are too many are opened each time. */
export class KeptImages {
  readonly #open = new Map<string, ImageSource>();
  #filesLeft: number;
  #blocksLeft = MOST_BLOCKS;

  /** So many files are held open at most; with none, nothing has to be closed. */
  constructor(mostFiles = Math.floor(MOST_OPEN / availableParallelism())) {
    this.#filesLeft = mostFiles;
  }

  /** What `openOnto` refuses, and what reading does. */
  async use<Answer>(image: KeptImage, read: (source: ImageSource) => Promise<Answer>): Promise<Answer> {
    const known = this.#open.get(image.path);
    if (known !== undefined) return read(known);
    const source = await this.#opened(image);
    const isKept = this.#mayKeep(source);
    if (isKept) this.#open.set(image.path, source);
    try {
      return await read(source);
    } finally {
      if (!isKept) await source.close();
    }
  }

  async close(): Promise<void> {
    const sources = [...this.#open.values()];
    this.#open.clear();
    await Promise.all(sources.map((source) => source.close()));
  }

  #mayKeep({ grid, blockWidth, blockHeight, files }: ImageSource): boolean {
    const blocks = files.length * Math.ceil(grid.width / blockWidth) * Math.ceil(grid.height / blockHeight);
    if (files.length > this.#filesLeft || blocks > this.#blocksLeft) return false;
    this.#filesLeft -= files.length;
    this.#blocksLeft -= blocks;
    return true;
  }

  async #opened({ path, onto }: KeptImage): Promise<ImageSource> {
    try {
      return await openOnto(path, onto, {});
    } catch (cause) {
      if (this.#open.size === 0 || !isOutOfFiles(cause)) throw cause;
      // The system allows fewer than that.
      this.#filesLeft = 0;
      await this.close();
      return openOnto(path, onto, {});
    }
  }
}

function isOutOfFiles(cause: unknown): boolean {
  const reason = cause instanceof YuejianError ? cause.cause : cause;
  return reason instanceof Error && "code" in reason && (reason.code === "EMFILE" || reason.code === "ENFILE");
}
