import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import type { KeptFiles } from "./file-store.ts";

/** A kept file as one of a folder while it is used, for readers that need a path: `place`, which is removed whatever comes of it. */
export async function lendFile<Answer>(
  files: Pick<KeptFiles, "read">,
  { sha256, place }: { readonly sha256: string; readonly place: string },
  use: (place: string) => Promise<Answer>,
): Promise<Answer> {
  try {
    await pipeline((await files.read(sha256)).content, createWriteStream(place, { mode: 0o600 }));
    return await use(place);
  } finally {
    await rm(place, { force: true });
  }
}
