import { type Text, YuejianError } from "@yuejian/contracts";
import type { Reading } from "../store/index.ts";

/** VERSION_CONFLICT in words: who changed what, and when. `who` null: the system itself. */
export function versionConflictOf({
  who,
  changed,
  ...rest
}: {
  readonly lead?: string;
  readonly version?: number;
  readonly at: string;
  readonly who: string | null;
  readonly changed: Text;
}): YuejianError {
  return new YuejianError("VERSION_CONFLICT", {
    ...rest,
    who: who ?? "system",
    who_zh: who ?? "系统",
    who_en: who ?? "The system",
    changed: changed.en,
    changed_zh: changed.zh,
    changed_en: changed.en,
  });
}

/** The same where a row names the account that changed it. */
export async function versionConflict(
  db: Reading,
  { by, at, changed }: { readonly by: string; readonly at: string; readonly changed: Text },
): Promise<YuejianError> {
  const person = await db.selectFrom("users").select("display_name").where("id", "=", by).executeTakeFirst();
  return versionConflictOf({ who: person?.display_name ?? by, at, changed });
}
