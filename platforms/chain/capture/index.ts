export {
  type CaptureDocument,
  type CapturedFile,
  type CapturePlace,
  type CaptureStatement,
  encodeCapture,
  encodeTimestampRequest,
  formatSignerKey,
  formatVerifierKey,
  PLACE_SOURCES,
  parseSignerKey,
  readTimestampRequest,
  readTimestampResponse,
  readTimestampToken,
  type SignerKey,
  signerKeyOf,
  stampedCapture,
  type VerifierKey,
  verifierKeyOf,
} from "../format/index.ts";
export { devicePlace } from "./device-place.ts";
export { HEAD_BYTES, mediaTypeOf } from "./media-type.ts";
export { attachTimestamp, captureImprint, countersign, coveredBy, signCapture, signCaptureWith } from "./sign-capture.ts";
