import { type ErasedFinding, type SealedFinding, sealFinding, sealFindings } from "@yuejian/chain/format";
import type { Finding } from "@yuejian/contracts";
import type { Row } from "../store/index.ts";

export type StoredFinding = Pick<Row<"findings">, "subject" | "cells" | "row_refs" | "salt" | "leaf">;

/** All findings of a run as its tree holds them: salted by the run's secret or, once one of them was erased and the secret with it, each by its
 *  own salts. Null when neither is there any more. */
export function sealedFindings(rows: readonly StoredFinding[], secret: string | null): (SealedFinding | ErasedFinding)[] | null {
  if (secret !== null) return sealFindings(rows.map(findingOf), Buffer.from(secret, "hex"));
  const sealed: (SealedFinding | ErasedFinding)[] = [];
  for (const row of rows) {
    if (row.leaf !== null) sealed.push({ leaf: row.leaf });
    else if (row.salt === null) return null;
    else sealed.push(sealFinding(findingOf(row), saltsIn(row.salt)));
  }
  return sealed;
}

export function findingOf({ subject, cells, row_refs: refs }: StoredFinding): Finding {
  return { subject, values: JSON.parse(cells) as Finding["values"], rows: JSON.parse(refs) as string[] };
}

/** Salts by member, as they are kept. */
export function saltsOf({ opened }: SealedFinding): string {
  return JSON.stringify(Object.fromEntries(Object.entries(opened).map(([name, { salt }]) => [name, salt])));
}

function saltsIn(kept: string): (member: string) => Uint8Array {
  const salts = JSON.parse(kept) as Record<string, string>;
  return (member) => Buffer.from(salts[member] ?? "", "hex");
}
