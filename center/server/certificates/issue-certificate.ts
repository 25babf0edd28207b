import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { encodeProof, type Policy, type ProofDocument } from "@yuejian/chain/format";
import { isOnlyUnfinal, verifyProof } from "@yuejian/chain/verify";
import { type Office, YuejianError } from "@yuejian/contracts";
import { writeWord } from "@yuejian/documents";
import type { Audit } from "../audit/index.ts";
import { printPdf } from "../documents/index.ts";
import type { Account, Ground } from "../identity/index.ts";
import { contentDigests } from "../outbox/index.ts";
import { rootsFile } from "../timestamps/index.ts";
import { type CertificateFacts, certificateDocument, certificateNumber } from "./certificate-document.ts";

export interface CertificatePorts extends Ground {
  readonly audit: Audit;
  readonly offices: readonly Office[];
  readonly verifierKey: string;
  readonly ledgerFolder: string;
  readonly policy: Policy | null;
}

export type CertificateFormat = "docx" | "pdf";

export interface Certificate {
  readonly number: string;
  readonly bytes: Uint8Array;
}

/** A certificate of a proof that holds, as Word or PDF; its digest goes on the ledger. PROOF_INCOHERENT when the proof does not hold, PDF_NOT_PRINTED */
export async function issueCertificate(
  ports: CertificatePorts,
  proof: ProofDocument,
  { format, ref, by }: { readonly format: CertificateFormat; readonly ref: string; readonly by: Account },
): Promise<Certificate> {
  const facts = await certificateFacts(ports, proof);
  const document = certificateDocument(facts);
  const bytes = await (format === "docx" ? writeWord(document) : printPdf(document));
  const number = certificateNumber(facts.proofDigest);
  const id = ports.ids.next("crt");
  await ports.store.write(async (trx) => {
    await ports.outbox.record(trx, {
      type: "certificate.issued",
      subject: id,
      organisation: by.office,
      content: {
        id,
        number,
        ref,
        format,
        proof: facts.proofDigest,
        certificate: { size: bytes.length, ...contentDigests(bytes) },
        by: by.id,
        at: new Date(ports.clock.now()).toISOString(),
      },
    });
    const detail = `certificate ${number} as ${format}`;
    await ports.audit.recordIn(trx, { actor: by, action: "record.prove", subject: ref, outcome: "done", detail });
  });
  return { number, bytes };
}

/** The proof as the house itself sees it. */
async function certificateFacts(
  { verifierKey, ledgerFolder, policy, offices }: Pick<CertificatePorts, "verifierKey" | "ledgerFolder" | "policy" | "offices">,
  proof: ProofDocument,
): Promise<CertificateFacts> {
  const text = encodeProof(proof);
  const given = { trustedKeys: [verifierKey], trust: await houseTrust(ledgerFolder) };
  const judged = policy === null ? null : verifyProof(text, { ...given, policy });
  const isUnfinal = judged !== null && isOnlyUnfinal(judged);
  // What is not final yet is said as such: the other checks count.
  const verification = judged === null || isUnfinal ? verifyProof(text, given) : judged;
  const failed = verification.checks.find(({ ok }) => !ok);
  if (failed) throw new YuejianError("PROOF_INCOHERENT", { where: failed.subject, reason: failed.text.en });
  return {
    proof,
    proofDigest: contentDigests(Buffer.from(text, "utf8")).sha256,
    verification,
    policy: judged?.policy ?? null,
    verifierKey,
    offices,
  };
}

/** What this house trusts beside its ledger's key: its roots of time-stamping authorities, the key of its SM log. */
async function houseTrust(ledgerFolder: string): Promise<string[]> {
  const files = [rootsFile(ledgerFolder), join(ledgerFolder, "sm", "verifier.key")];
  const texts = await Promise.all(files.map(async (file) => (existsSync(file) ? [(await readFile(file, "utf8")).trim()] : [])));
  return texts.flat();
}
