import type { LakeConnection } from "./connection.ts";

/** Advisory locks of the lake: what they are about. They end with their connection or transaction. */
export const LOCKS = { structure: 730_100, load: 730_101, list: 730_102 } as const;

/** Held until the connection ends. Without patience: whether it was free. */
export async function lockFor(
  connection: LakeConnection,
  kind: number,
  name: string,
  { isPatient = true, isShared = false } = {},
): Promise<boolean> {
  const shared = isShared ? "_shared" : "";
  if (isPatient) {
    await connection.run(`SELECT pg_advisory_lock${shared}($1, hashtext($2))`, [kind, name]);
    return true;
  }
  const [row] = await connection.rows(`SELECT pg_try_advisory_lock${shared}($1, hashtext($2))`, [kind, name]);
  return row?.[0] === true;
}

/** Held until the transaction ends. */
export async function lockInTransaction(connection: LakeConnection, kind: number, name = ""): Promise<void> {
  await connection.run("SELECT pg_advisory_xact_lock($1, hashtext($2))", [kind, name]);
}
