import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { encodeBundle, type LeadBundle } from "@yuejian/chain/format";
import { bundleView, redactBundle, verifyBundle } from "@yuejian/chain/verify";
import { type ModelManifest, type Text, YuejianError } from "@yuejian/contracts";
import { strToU8, zipSync } from "fflate";
import { type CounselFacts, counselDocument } from "./counsel-document.ts";

const PAGE = fileURLToPath(new URL("../../console/dist/verify.html", import.meta.url));

/** Why counsel's copy withholds what it does. */
const REDACTION: readonly Text[] = [
  {
    zh: "遮蔽了规则没有读取的个人信息列，以规则重新执行所必需的为限（《个人信息保护法》第六条，最小必要）。",
    en: "Personal columns that the rule does not read are withheld; open is what executing it again needs (Personal Information Protection Law art. 6).",
  },
  {
    zh: "遮蔽了办案人员的工作备注，属内部工作意见，不是案卷证据材料（辩护律师查阅案卷材料的范围见《刑事诉讼法》第四十条、《律师法》第三十四条）。",
    en: "Officials' working notes are withheld as internal opinions, not material of the case file (what counsel may read: Criminal Procedure Law art. 40, Lawyers Law art. 34).",
  },
];

export interface CounselRequest extends Pick<CounselFacts, "precision" | "confirmed" | "dismissed" | "legalBasis" | "at"> {
  readonly bundle: LeadBundle;
  readonly verifierKey: string;
  /** Of the SM log; null while there is none. */
  readonly smVerifierKey: string | null;
}

/** One archive for counsel: the bundle redacted for them, the page that verifies it, the key, and a document to read. CONSOLE_NOT_BUILT without the page;
 *  an integrity failure when what leaves does not verify. */
export async function counselPackage({ bundle, verifierKey, smVerifierKey, ...facts }: CounselRequest): Promise<Uint8Array> {
  if (!existsSync(PAGE)) throw new YuejianError("CONSOLE_NOT_BUILT");
  const copy = redactBundle(bundle, "counsel");
  const verification = verifyBundle(copy, { trustedKeys: [verifierKey], trust: smVerifierKey === null ? [] : [smVerifierKey] });
  const failed = verification.checks.find(({ ok }) => !ok);
  if (failed) throw new YuejianError("PROOF_INCOHERENT", { where: failed.subject, reason: failed.text.en });
  const document = counselDocument({
    ...facts,
    manifest: bundle.manifest as unknown as ModelManifest,
    view: bundleView(copy),
    verification,
    redaction: REDACTION,
  });
  const key = `${verifierKey}\n`;
  return zipSync(
    {
      "说明-README.html": strToU8(document),
      "lead.bundle.json": strToU8(encodeBundle(copy)),
      "verify.html": await readFile(PAGE),
      "verifier-key.txt": strToU8(key),
      ...(smVerifierKey === null ? {} : { "sm-verifier-key.txt": strToU8(`${smVerifierKey}\n`) }),
    },
    { mtime: new Date(facts.at) },
  );
}
