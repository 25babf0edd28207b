import type { Ids, VerificationTask } from "@yuejian/contracts";
import type { NewRow } from "../store/index.ts";

type KeptFile = Omit<NewRow<"case_files">, "case_id">;

/** Tasks as a case takes them over, and copies of the files that they name, under ids of the case. Cancelled ones stay where they were. */
export function tasksInto(
  tasks: readonly VerificationTask[],
  kept: readonly KeptFile[],
  { case: caseId, ids }: { readonly case: string; readonly ids: Ids },
): { readonly tasks: readonly VerificationTask[]; readonly files: readonly NewRow<"case_files">[] } {
  const going = tasks.filter(({ status }) => status !== "cancelled");
  const named = new Set(going.flatMap(({ files }) => files));
  const copies = new Map(
    kept
      .filter(({ id }) => named.has(id))
      .map(({ id, name, type, size, sha256, sm3, actor, at }) => {
        return [id, { id: ids.next("cfl"), case_id: caseId, name, type, size, sha256, sm3, actor, at }] as const;
      }),
  );
  return {
    tasks: going.map((task) => ({ ...task, files: task.files.flatMap((file) => copies.get(file)?.id ?? []) })),
    files: [...copies.values()],
  };
}
