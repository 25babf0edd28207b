import { defineErrors } from "./kinds.ts";

/** Signed captures and time-stamp tokens. */
export const captureErrors = defineErrors({
  TIMESTAMP_OTHER_CONTENT: {
    kind: "input",
    zh: "时间戳盖在另一内容上（摘要 {digest}…），不是这一份",
    en: "The timestamp is over other content (digest {digest}…), not over this",
  },
  TIMESTAMP_OTHER_REQUEST: {
    kind: "input",
    zh: "时间戳的随机数与申请文件不符：它回答的是另一次申请",
    en: "The timestamp's nonce is not that of the request: it answers another one",
  },
  TIMESTAMP_POLICY: {
    kind: "input",
    zh: "时间戳的策略 {policy} 不在所接受的之列",
    en: "The timestamp's policy {policy} is not among those accepted",
  },
  TIMESTAMP_SIGNER_UNNAMED: {
    kind: "input",
    zh: "时间戳没有（以 SHA-2 或 SM3 摘要）指明签名证书，或者没有附上该证书：请授时机构附证书并使用 signingCertificateV2",
    en: "The timestamp does not name its signing certificate (by a SHA-2 or SM3 digest) or does not bring it: the authority has to use signingCertificateV2 and include certificates",
  },
  TIMESTAMP_SIGNER_UNSUITABLE: {
    kind: "input",
    zh: "证书“{where}”不是专用于时间戳的证书（扩展密钥用途须为关键且仅为时间戳）",
    en: "Certificate “{where}” is not made for time stamping alone (extended key usage must be critical and timeStamping only)",
  },
  TIMESTAMP_CERTIFICATE_EXPIRED: {
    kind: "input",
    zh: "证书“{where}”在时间戳的时刻 {at} 不在有效期内",
    en: "Certificate “{where}” was not valid at the time of the timestamp, {at}",
  },
  TIMESTAMP_NO_PATH: {
    kind: "input",
    zh: "从证书“{where}”到所信任的根证书没有证书链",
    en: "No path leads from certificate “{where}” to a root that is trusted here",
  },
  TIMESTAMP_SIGNATURE_INVALID: { kind: "input", zh: "时间戳的签名无效", en: "The timestamp's signature is invalid" },
  TIMESTAMP_ALGORITHM_UNKNOWN: {
    kind: "input",
    zh: "时间戳使用的算法 {algorithm} 本程序不能核验，因此不算已核验",
    en: "The timestamp uses algorithm {algorithm}, which cannot be checked here, so it does not count as verified",
  },
  CAPTURE_COUNTERSIGNED: {
    kind: "conflict",
    zh: "密钥“{key}”已在这份采集文件上签过名；副署须由另一人或另一设备作出",
    en: "Key {key} has signed this capture already; a countersignature is made by another person or device",
  },
  CAPTURE_FULL: { kind: "input", zh: "采集文件已不能再添加（{what}）", en: "The capture takes no more {what}" },
  CAPTURE_FILE_OTHER: {
    kind: "input",
    zh: "文件“{where}”不在采集文件所列之中：采集之后被改动，或者是另一文件",
    en: "File {where} is not one of the capture's: changed after it was captured, or another file",
  },
  CAPTURE_KEY_EXPOSED: {
    kind: "input",
    zh: "密钥文件 {file} 他人可读，请先收紧权限（chmod 600）或另制一把",
    en: "Key file {file} can be read by others: tighten it (chmod 600) or make another",
  },
  CAPTURE_BROKEN: {
    kind: "input",
    zh: "采集文件不成立：{reason}。不能在其上签名、盖时间戳或登记",
    en: "The capture does not hold: {reason}. Nothing is signed under it, stamped or registered",
  },
  FILE_EXISTS: {
    kind: "conflict",
    zh: "{file} 已存在，不会覆盖；请另起文件名",
    en: "{file} exists and is not overwritten; choose another name",
  },
  DEVICE_KEY_KNOWN: {
    kind: "conflict",
    zh: "密钥“{key}”已经登记过（{id}）；吊销过的密钥不能再用，请另制一把",
    en: "Key {key} was registered already ({id}); a revoked key stays revoked, make another",
  },
  DEVICE_KEY_UNKNOWN: { kind: "missing", zh: "没有登记过设备密钥 {id}", en: "No device key {id} is registered" },
  DEVICE_KEY_REVOKED: { kind: "conflict", zh: "设备密钥 {id} 已吊销", en: "Device key {id} is revoked" },
  CAPTURE_UNKNOWN: { kind: "missing", zh: "没有采集文件 {id}", en: "There is no capture {id}" },
  CAPTURE_TOO_LARGE: { kind: "input", zh: "采集文件超过 {limit} 字节", en: "The capture is larger than {limit} bytes" },
  TIMESTAMP_NOT_CONFIGURED: {
    kind: "conflict",
    zh: "没有配置授时机构：请在 ledger/timestamps.json 写明 url，或用 chain timestamp-request 离线申请",
    en: "No time-stamping authority is configured: name its url in ledger/timestamps.json, or ask by hand with chain timestamp-request",
  },
  TIMESTAMP_REQUEST_UNKNOWN: {
    kind: "input",
    zh: "这份答复不对应本账本写出的任何时间戳申请",
    en: "The answer belongs to no request that this ledger wrote",
  },
  PDF_NOT_PRINTED: {
    kind: "failure",
    zh: "PDF 未能生成：{reason}；可先取 Word 文档",
    en: "The PDF could not be printed: {reason}; the Word document can be had instead",
  },
  TIMESTAMP_REFUSED: {
    kind: "conflict",
    zh: "授时机构没有给出时间戳：{reason}",
    en: "The time-stamping authority gave no timestamp: {reason}",
  },
});
