import { YuejianError } from "@yuejian/contracts";

/** Failures of DuckDB and of the file system that have a meaning of their own; anything else is passed on as it is. */
export function toYuejianError(cause: unknown, subject: string): unknown {
  if (cause instanceof YuejianError || !(cause instanceof Error)) return cause;
  const isFull =
    ("code" in cause && cause.code === "ENOSPC") ||
    /No space left on device|failed to offload data block|max_temp_directory_size/i.test(cause.message);
  if (isFull) return new YuejianError("DISK_FULL", { file: subject }, { cause });
  return cause;
}

/** True when a statement ended because `interrupt` was called. */
export function isInterruption(error: unknown): boolean {
  return error instanceof Error && /INTERRUPT/i.test(error.message);
}
