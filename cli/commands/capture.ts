import { randomBytes } from "node:crypto";
import { writeFile } from "node:fs/promises";
import {
  attachTimestamp,
  type CaptureDocument,
  type CapturePlace,
  captureImprint,
  countersign,
  coveredBy,
  encodeTimestampRequest,
  formatSignerKey,
  formatVerifierKey,
  PLACE_SOURCES,
  readTimestampRequest,
  readTimestampResponse,
  readTimestampToken,
  signCapture,
  signerKeyOf,
  stampedCapture,
} from "@yuejian/chain/capture";
import {
  type CaptureVerification,
  readCapture,
  readPemCertificates,
  requireIntact,
  verifyCapture,
  verifyTimestamp,
} from "@yuejian/chain/verify";
import { YuejianError } from "@yuejian/contracts";
import type { Arguments } from "../arguments.ts";
import { describeFile, keepCapture, readKey, readNamed } from "../capture-files.ts";
import { markOf, type Output } from "../output.ts";
import type { Command } from "./command.ts";

const DEFAULT_KEY = "capture.key";
const KEY_OPTIONS = { key: { type: "string" } } as const;

const key: Command = {
  name: "capture key",
  usage: "capture key [--key FILE] [--name NAME]",
  summary: {
    zh: "制作或显示采集设备的密钥；公钥一行交给检察院登记。无需服务器",
    en: "Make or show the key of a capturing device; its public line is registered by the procuratorate. Needs no server",
  },
  options: { ...KEY_OPTIONS, name: { type: "string" } },
  async run({ arguments: given, output }) {
    const file = given.text("key") ?? DEFAULT_KEY;
    const name = given.text("name");
    if (name !== undefined) {
      const made = signerKeyOf(name, randomBytes(32));
      await writeFile(file, `${formatSignerKey(made)}\n`, { mode: 0o600, flag: "wx" }).catch((cause: NodeJS.ErrnoException) => {
        throw cause.code === "EEXIST" ? new YuejianError("FILE_EXISTS", { file }, { cause }) : cause;
      });
    }
    const verifierKey = formatVerifierKey(await readKey(file));
    output.result({ file, key: verifierKey }, () => [verifierKey]);
    return 0;
  },
};

const make: Command = {
  name: "capture",
  usage:
    "capture FILE… --out CAPTURE.json --operator NAME --organisation NAME --device NAME [--serial S] [--software V] [--place “LAT,LON” [--accuracy METRES] [--place-source gnss|network|map|stated] | --place-words WORDS] [--captured-at TIME] [--note TEXT] [--key FILE]",
  summary: {
    zh: "采集单位用设备密钥对文件签名：摘要、时间、地点、设备、操作人。无需服务器",
    en: "A supplier signs files with the device's key: digests, time, place, device, operator. Needs no server",
  },
  options: {
    ...KEY_OPTIONS,
    out: { type: "string" },
    operator: { type: "string" },
    organisation: { type: "string" },
    device: { type: "string" },
    serial: { type: "string" },
    software: { type: "string" },
    place: { type: "string" },
    accuracy: { type: "string" },
    "place-source": { type: "string" },
    "place-words": { type: "string" },
    "captured-at": { type: "string" },
    note: { type: "string" },
  },
  async run({ arguments: given, output }) {
    const out = needed(given, "out", make);
    if (given.words.length === 0) throw new YuejianError("USAGE", { reason: make.usage });
    const signer = await readKey(given.text("key") ?? DEFAULT_KEY);
    const signedAt = new Date().toISOString();
    const at = given.text("captured-at");
    const capture = signCapture(
      {
        files: await Promise.all(given.words.map(describeFile)),
        capturedAt: at === undefined ? signedAt : momentOf(at),
        signedAt,
        place: placeOf(given),
        device: { name: needed(given, "device", make), serial: given.text("serial") ?? null, software: given.text("software") ?? null },
        operator: { name: needed(given, "operator", make), organisation: needed(given, "organisation", make) },
        note: given.text("note") ?? null,
      },
      signer,
    );
    await keepCapture(out, capture, "new");
    output.result({ file: out, key: capture.signature.key, files: capture.statement.files }, () => [
      ...capture.statement.files.map(({ sha256, name }) => `${sha256}  ${name}`),
      out,
    ]);
    return 0;
  },
};

const counter: Command = {
  name: "capture countersign",
  usage: "capture countersign CAPTURE.json --key FILE --signer NAME --organisation NAME [--note TEXT] [--out FILE]",
  summary: {
    zh: "由第二人或第二台设备副署采集文件",
    en: "Countersign a capture as a second person or device",
  },
  options: {
    ...KEY_OPTIONS,
    out: { type: "string" },
    signer: { type: "string" },
    organisation: { type: "string" },
    note: { type: "string" },
  },
  async run({ arguments: given, output }) {
    const [file] = given.words;
    if (file === undefined) throw new YuejianError("USAGE", { reason: counter.usage });
    const capture = await intactCapture(file);
    const signed = countersign(capture, {
      at: new Date().toISOString(),
      signer: { name: needed(given, "signer", counter), organisation: needed(given, "organisation", counter) },
      note: given.text("note") ?? null,
      key: await readKey(given.text("key") ?? DEFAULT_KEY),
    });
    const out = given.text("out") ?? file;
    await keepCapture(out, signed, out === file ? "replace" : "new");
    output.result({ file: out, countersignatures: signed.countersignatures.length }, () => [out]);
    return 0;
  },
};

const stampRequest: Command = {
  name: "capture timestamp-request",
  usage: "capture timestamp-request CAPTURE.json --out FILE.tsq [--policy OID]",
  summary: {
    zh: "写出向授时机构申请时间戳的文件（RFC 3161，离线）",
    en: "Write the request for a time-stamping authority (RFC 3161, offline)",
  },
  options: { out: { type: "string" }, policy: { type: "string" } },
  async run({ arguments: given, output }) {
    const [file] = given.words;
    const out = needed(given, "out", stampRequest);
    if (file === undefined) throw new YuejianError("USAGE", { reason: stampRequest.usage });
    const request = { digest: captureImprint(await intactCapture(file)), nonce: BigInt(`0x${randomBytes(8).toString("hex")}`) >> 1n };
    await writeFile(out, encodeTimestampRequest({ ...request, policy: policyOf(given) }));
    output.result({ file: out, digest: Buffer.from(request.digest).toString("hex") }, () => [out]);
    return 0;
  },
};

const attach: Command = {
  name: "capture attach",
  usage: "capture attach CAPTURE.json ANSWER.tsr [--request FILE.tsq] [--tsa-roots PEM] [--out FILE]",
  summary: {
    zh: "核验授时机构的答复并附到采集文件上",
    en: "Verify an authority's answer and attach it to a capture",
  },
  options: { out: { type: "string" }, request: { type: "string" }, "tsa-roots": { type: "string" } },
  async run({ arguments: given, output }) {
    const [file, answer] = given.words;
    if (file === undefined || answer === undefined) throw new YuejianError("USAGE", { reason: attach.usage });
    const capture = await intactCapture(file);
    const response = readTimestampResponse(await readNamed(answer));
    if ("refused" in response) throw new YuejianError("TIMESTAMP_REFUSED", { reason: response.refused });
    const { info } = readTimestampToken(response.token);
    const covers = coveredBy(capture, info.imprint.digest) ?? capture.countersignatures.length;
    const request = given.text("request");
    const nonce = request === undefined ? undefined : readTimestampRequest(await readNamed(request)).nonce;
    const facts = verifyTimestamp(response.token, { content: stampedCapture(capture, covers), anchors: await anchorsOf(given), nonce });
    if ("code" in facts) throw new YuejianError(facts.code, facts.parameters);
    const stamped = attachTimestamp(capture, response.token, covers);
    const out = given.text("out") ?? file;
    await keepCapture(out, stamped, out === file ? "replace" : "new");
    output.result({ file: out, ...facts, timestamps: stamped.timestamps.length }, () => [`${facts.at}  ${facts.authority}`, out]);
    return 0;
  },
};

/** `yuejian verify CAPTURE [FILE…]` */
export async function verifyCaptureFile(bytes: Uint8Array, given: Arguments, output: Output): Promise<0 | 1> {
  const [captureFile = "", ...names] = given.words;
  const files = await Promise.all(names.map(describeFile));
  const result = verifyCapture(bytes, { files, registeredKeys: given.texts("device-key"), anchors: await anchorsOf(given) });
  const { locale } = output;
  const unreadable = result.checks.find(({ name, ok }) => name === "form" && !ok);
  if (unreadable) throw new YuejianError("PROOF_MALFORMED", { where: captureFile, reason: unreadable.text[locale] });
  output.result(result, () => reportLines(result, locale));
  return result.ok ? 0 : 1;
}

function reportLines(result: CaptureVerification, locale: "zh" | "en"): string[] {
  const section = (title: string, texts: CaptureVerification["proves"]): string[] =>
    texts.length === 0 ? [] : ["", `${title}:`, ...texts.map((text) => `  ${text[locale]}`)];
  return [
    ...result.checks.map((check) => `${markOf(check)} ${check.text[locale]}`),
    "",
    verdictOf(result)[locale],
    ...section(locale === "zh" ? "已证明" : "Proven", result.proves),
    ...section(locale === "zh" ? "未证明" : "Not proven", result.doesNotProve),
  ];
}

function verdictOf({ ok, isIntact }: CaptureVerification) {
  if (ok) return { zh: "核验通过：由已登记的密钥签名", en: "verified: signed by a registered key" };
  return isIntact
    ? {
        zh: "完整未改，但密钥未登记，不算核验通过（用 --device-key 给出您所知的设备公钥）",
        en: "intact, but the key is not registered: not verified (name the device keys you know with --device-key)",
      }
    : { zh: "核验不通过", en: "NOT verified" };
}

async function intactCapture(file: string): Promise<CaptureDocument> {
  const bytes = await readNamed(file);
  const capture = readCapture(bytes);
  requireIntact(verifyCapture(bytes, { registeredKeys: [] }));
  return capture;
}

async function anchorsOf(given: Arguments) {
  const file = given.text("tsa-roots");
  return file === undefined ? [] : readPemCertificates((await readNamed(file)).toString("utf8"));
}

function placeOf(given: Arguments): CapturePlace {
  const [at, words] = [given.text("place"), given.text("place-words")];
  if (at !== undefined && words !== undefined) throw new YuejianError("USAGE", { reason: "--place or --place-words, not both" });
  if (words !== undefined) return { kind: "words", words };
  if (at === undefined) return { kind: "withheld" };
  const [latitude = "", longitude = ""] = at.split(",").map((part) => String(Number(part.trim())));
  const source = PLACE_SOURCES.find((each) => each === (given.text("place-source") ?? "stated"));
  if (source === undefined || [latitude, longitude].includes("NaN")) {
    throw new YuejianError("USAGE", {
      reason: `--place takes LAT,LON in decimal degrees, --place-source one of ${PLACE_SOURCES.join(", ")}`,
    });
  }
  const metres = given.count("accuracy", 0, -1);
  return { kind: "coordinates", latitude, longitude, accuracyMetres: metres < 0 ? null : metres, source };
}

function momentOf(text: string): string {
  const time = Date.parse(text);
  if (!Number.isFinite(time))
    throw new YuejianError("USAGE", { reason: `--captured-at takes a time such as 2026-11-26T09:30:00+08:00, not “${text}”` });
  return new Date(time).toISOString();
}

function policyOf(given: Arguments): string | undefined {
  const policy = given.text("policy");
  if (policy !== undefined && !/^[0-2](\.(0|[1-9]\d{0,9})){1,20}$/.test(policy))
    throw new YuejianError("USAGE", { reason: `--policy takes an object identifier, not “${policy}”` });
  return policy;
}

function needed(given: Arguments, name: string, { usage }: Command): string {
  const value = given.text(name);
  if (value === undefined || value.trim() === "") throw new YuejianError("USAGE", { reason: usage });
  return value;
}

export const captureCommands: readonly Command[] = [make, key, counter, stampRequest, attach];
