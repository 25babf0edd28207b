import { YuejianError } from "@yuejian/contracts";
import { PIECE_BYTES, readPiece } from "./open-file.ts";
import { SourceDigests } from "./source-digests.ts";
import type { TextFile } from "./text-pass.ts";

/** SHA-256 and SM3 of a file by a reading of its own, for formats that are not read from end to end. INTAKE_CANCELLED */
export async function digestFile(file: Pick<TextFile, "handle" | "size" | "name" | "options">): Promise<{ sha256: string; sm3: string }> {
  const digests = new SourceDigests(file.size);
  try {
    const piece = new Uint8Array(PIECE_BYTES);
    for (let position = 0; position < file.size; ) {
      if (file.options.progress.signal.aborted) throw new YuejianError("INTAKE_CANCELLED", { file: file.name });
      const filled = await readPiece(file.handle, position, piece);
      if (filled === 0) break;
      await digests.update(piece.subarray(0, filled));
      position += filled;
    }
    return await digests.finish();
  } finally {
    await digests.close();
  }
}
