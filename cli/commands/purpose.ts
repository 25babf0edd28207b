import { LEGAL_BASES } from "@yuejian/contracts";
import type { Purpose } from "@yuejian/contracts/api";
import { misused } from "../arguments.ts";
import type { Client } from "../client.ts";
import type { CommandContext } from "./command.ts";

export const PURPOSE_OPTIONS = { purpose: { type: "string" }, basis: { type: "string" } } as const;

/** Header for calls that read personal data: `--purpose LEAD|CASE --basis LEGAL-BASIS`, or a purpose stated before. */
export async function purposeOf({ arguments: given }: CommandContext, api: Client): Promise<Record<string, string>> {
  const [subject, legalBasis] = [given.text("purpose"), given.text("basis")];
  if (subject === undefined && legalBasis === undefined) return {};
  if (subject === undefined)
    throw misused("--basis 要与 --purpose 一起给出：为哪条线索、哪个案件", "--basis goes with --purpose: for which lead or case");
  if (subject.startsWith("pur_")) return { "x-purpose": subject };
  if (legalBasis === undefined || !Object.hasOwn(LEGAL_BASES, legalBasis))
    throw misused(
      `--purpose 要与 --basis 一起给出，可用：${Object.keys(LEGAL_BASES).join("、")}`,
      `--purpose needs --basis, one of ${Object.keys(LEGAL_BASES).join(", ")}`,
    );
  return { "x-purpose": (await api.post<Purpose>("/api/purposes", { subject, legalBasis })).id };
}
