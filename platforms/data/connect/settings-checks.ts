import { type SourceContract, type TableSettings, YuejianError } from "@yuejian/contracts";

export function invalid(zh: string, en: string): YuejianError {
  return new YuejianError("SOURCE_SETTINGS_INVALID", { reason: en, reason_zh: zh, reason_en: en });
}

/** A whole table is loaded again and again: only a key tells which row replaces which. */
export function checkTable({ cursor }: TableSettings, { contract }: { contract: SourceContract | null }): void {
  if (contract === null) return;
  if (cursor === undefined && (contract.key ?? []).length === 0)
    throw invalid(
      "整表装入须在约定里写明主键（key），否则每次装入都会把同一行再算一遍；或写明游标列（cursor）",
      "a table that is loaded as a whole needs a key in its contract, or every load counts each row again; or name a cursor column",
    );
}
