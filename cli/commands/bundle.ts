import { createHash } from "node:crypto";
import { copyFile, writeFile } from "node:fs/promises";
import {
  type BundleVerification,
  encodeBundle,
  type FileDigests,
  isCapture,
  isOnlyUnfinal,
  isTrust,
  parseDocument,
  type Redaction,
  readBundle,
  redactBundle,
  type Verification,
  verifyDocument,
} from "@yuejian/chain/verify";
import { canonicalJson, LEGAL_BASES, type LegalBasisId, type Text, YuejianError } from "@yuejian/contracts";
import type { Purpose } from "@yuejian/contracts/api";
import type { Arguments } from "../arguments.ts";
import { buildConsole, STANDALONE_PAGE } from "../build-console.ts";
import { readNamed } from "../capture-files.ts";
import { markOf, type Output } from "../output.ts";
import { trustOf } from "../trust.ts";
import { verifyCaptureFile } from "./capture.ts";
import type { Command } from "./command.ts";

const REDACTION_OPTIONS = { redact: { type: "string" }, for: { type: "string" } } as const;

const leadExport: Command = {
  name: "lead export",
  usage: "lead export ID --out FILE [--purpose LEGAL-BASIS] [--redact COLUMN,…|personal | --for counsel]",
  summary: {
    zh: "导出线索的证明包（可离线核验、重新执行）；没有用途时个人信息被遮蔽",
    en: "Export a lead's bundle, to be verified and executed again offline; personal data are withheld without a purpose",
  },
  options: { out: { type: "string" }, purpose: { type: "string" }, ...REDACTION_OPTIONS },
  async run({ client, output, arguments: given }) {
    const [id] = given.words;
    const out = given.text("out");
    if (id === undefined || out === undefined) throw new YuejianError("USAGE", { reason: leadExport.usage });
    const redaction = redactionOf(given);
    const legalBasis = given.text("purpose");
    if (legalBasis !== undefined && !isLegalBasis(legalBasis))
      throw new YuejianError("USAGE", { reason: `--purpose takes one of ${Object.keys(LEGAL_BASES).join(", ")}` });
    const api = await client();
    const headers: Record<string, string> = {};
    if (legalBasis !== undefined) headers["x-purpose"] = (await api.post<Purpose>("/api/purposes", { subject: id, legalBasis })).id;
    const query = {
      redact: typeof redaction === "string" ? redaction : undefined,
      columns: typeof redaction === "object" ? redaction.columns.join(",") : undefined,
    };
    const bundle = await api.get<unknown>(`/api/leads/${encodeURIComponent(id)}/bundle`, query, headers);
    const text = canonicalJson(bundle);
    await writeFile(out, text);
    output.result({ lead: id, file: out, bytes: Buffer.byteLength(text) }, () => [out]);
    if (legalBasis === undefined)
      output.note(
        output.locale === "zh"
          ? "个人信息已遮蔽，规则无法重新执行；要完整的证明包，请用有权限的账号并说明用途：--as NAME --purpose LEGAL-BASIS"
          : "Personal data are withheld, so the rule cannot be executed again; for the whole bundle name an account that may open them, and why: --as NAME --purpose LEGAL-BASIS",
      );
    return 0;
  },
};

const bundleRedact: Command = {
  name: "bundle redact",
  usage: "bundle redact FILE --out FILE (--redact COLUMN,…|personal | --for counsel)",
  summary: { zh: "遮蔽证明包中的个人信息，离线，仍可核验", en: "Withhold personal data in a bundle, offline; the copy still verifies" },
  options: { out: { type: "string" }, ...REDACTION_OPTIONS },
  async run({ output, arguments: given }) {
    const [file] = given.words;
    const out = given.text("out");
    const redaction = redactionOf(given);
    if (file === undefined || out === undefined || redaction === undefined) throw new YuejianError("USAGE", { reason: bundleRedact.usage });
    const text = encodeBundle(redactBundle(readBundle(await readNamed(file)), redaction));
    await writeFile(out, text);
    output.result({ file: out, bytes: Buffer.byteLength(text) }, () => [out]);
    return 0;
  },
};

const verify: Command = {
  name: "verify",
  usage:
    "verify BUNDLE|PROOF|TLOG-PROOF [FILE] [--key VERIFIER-KEY]… [--policy FILE] [--trust FILE]… [--anchor-rpc URL [--anchor-contract ADDRESS]] | verify CAPTURE [FILE…] [--device-key VERIFIER-KEY]… [--tsa-roots PEM] | verify --page OUT.html",
  summary: {
    zh: "离线核验证明包或证明文件；证明包中的规则会重新执行",
    en: "Verify a bundle or a proof offline; a bundle's rule is executed again",
  },
  options: {
    key: { type: "string", multiple: true },
    policy: { type: "string" },
    trust: { type: "string", multiple: true },
    "anchor-rpc": { type: "string" },
    "anchor-contract": { type: "string" },
    page: { type: "string" },
    "device-key": { type: "string", multiple: true },
    "tsa-roots": { type: "string" },
  },
  async run({ output, arguments: given, homeFolder }) {
    const page = given.text("page");
    if (page !== undefined) {
      await buildConsole({ force: false });
      await copyFile(STANDALONE_PAGE, page);
      output.result({ file: page }, () => [page]);
      return 0;
    }
    const [proofFile, contentFile] = given.words;
    if (proofFile === undefined) throw new YuejianError("USAGE", { reason: verify.usage });
    const bytes = await readNamed(proofFile);
    if (isCapture(documentOf(bytes))) return await verifyCaptureFile(bytes, given, output);
    const { trustedKeys, policy, smKeys } = await trustOf(given, homeFolder);
    const trust = [...smKeys];
    for (const file of given.texts("trust")) trust.push(await trustIn(file));
    trust.push(...(await anchorsAsked(bytes, given)));
    const options = {
      trustedKeys,
      trust,
      ...(policy ? { policy } : {}),
      ...(contentFile === undefined ? {} : beside(await readNamed(contentFile))),
    };
    const result = verifyDocument(bytes, options);
    const { locale } = output;
    const unreadable = result.checks.find((check) => check.name === "form" && !check.ok);
    if (unreadable) throw new YuejianError("PROOF_MALFORMED", { where: proofFile, reason: unreadable.text[locale] });
    // The document itself is no result.
    output.result({ ...result, bundle: undefined }, () => report(result, output));
    return result.ok ? 0 : 1;
  },
};

function report(result: Verification | BundleVerification, { locale }: Output): string[] {
  const section = (title: Text, texts: readonly Text[]): string[] =>
    texts.length === 0 ? [] : ["", `${title[locale]}:`, ...texts.map((text) => `  ${text[locale]}`)];
  const verdict = (): string => {
    if (isOnlyUnfinal(result))
      return locale === "zh" ? "未终局：其余核验均通过，联署不足" : "NOT final: all else holds, cosignatures are missing";
    if (!result.ok) return locale === "zh" ? "核验不通过" : "NOT verified";
    const verified = locale === "zh" ? "核验通过" : "verified";
    if (!("execution" in result)) return verified;
    if (result.execution === "same")
      return locale === "zh" ? `${verified}，规则已重新执行，结果相同` : `${verified}, and the rule executed again gives the same`;
    return locale === "zh"
      ? `${verified}，但内容已遮蔽，无法重新执行规则`
      : `${verified}, but what is withheld keeps the rule from being executed again`;
  };
  const bundle = "execution" in result ? result : null;
  return [
    ...result.checks.map((check) => `${markOf(check)} ${check.text[locale]}`),
    "",
    verdict(),
    ...section({ zh: "已证明", en: "Proven" }, result.proves),
    ...section({ zh: "已重新执行", en: "Executed again" }, bundle?.executed ?? []),
    ...section({ zh: "办案单位陈述", en: "Asserted by the office" }, bundle?.asserted ?? []),
    ...section({ zh: "已遮蔽", en: "Withheld" }, bundle?.withheld ?? []),
    ...section({ zh: "未证明", en: "Not proven" }, result.doesNotProve),
  ];
}

/** What the node named says of the anchors in the document. The one part of verifying that asks another machine, and only when told to. */
async function anchorsAsked(document: Uint8Array, given: Arguments): Promise<string[]> {
  const rpcUrl = given.text("anchor-rpc");
  const contract = given.text("anchor-contract") ?? null;
  if (rpcUrl === undefined && contract === null) return [];
  if (rpcUrl === undefined || !URL.canParse(rpcUrl) || (contract !== null && !/^0x[0-9a-fA-F]{40}$/.test(contract)))
    throw new YuejianError("USAGE", {
      reason: "--anchor-rpc takes the address of a node, --anchor-contract an address of 20 bytes beside it",
    });
  const supplements = (documentOf(document) as { supplements?: unknown } | null)?.supplements;
  if (!Array.isArray(supplements)) return [];
  const { askAnchors } = await import("@yuejian/server");
  return askAnchors(rpcUrl, { supplements: supplements as Parameters<typeof askAnchors>[1]["supplements"], contract });
}

/** What a file holds that a kind of supplement rests its trust on. */
async function trustIn(file: string): Promise<string> {
  const text = (await readNamed(file)).toString("utf8").trim();
  if (!isTrust(text)) throw new YuejianError("USAGE", { reason: `--trust ${file}: no kind of supplement knows what this is` });
  return text;
}

function redactionOf(given: Arguments): Redaction | undefined {
  const [columns, reader] = [given.text("redact"), given.text("for")];
  if (reader !== undefined && (reader !== "counsel" || columns !== undefined))
    throw new YuejianError("USAGE", { reason: "--for takes counsel, and no --redact beside it" });
  if (reader !== undefined) return "counsel";
  if (columns === undefined || columns === "personal") return columns;
  return { columns: columns.split(",").map((name) => name.trim()) };
}

function isLegalBasis(text: string): text is LegalBasisId {
  return Object.hasOwn(LEGAL_BASES, text);
}

function documentOf(bytes: Uint8Array): unknown {
  try {
    return parseDocument(bytes);
  } catch {
    // Whoever verifies it says what is wrong.
    return null;
  }
}

/** A file that was given beside a document: compared by its digests, or the entry itself where it is small enough to be one. */
function beside(bytes: Buffer): { file: FileDigests; entry?: Uint8Array } {
  return { file: digests(bytes), ...(bytes.length <= 65_535 ? { entry: bytes } : {}) };
}

function digests(bytes: Buffer): FileDigests {
  const of = (algorithm: string) => createHash(algorithm).update(bytes).digest("hex");
  return { size: bytes.length, sha256: of("sha256"), sm3: of("sm3") };
}

export const bundleCommands: readonly Command[] = [leadExport, bundleRedact, verify];
