export {
  type CaptureDocument,
  type CapturedFile,
  type CapturePlace,
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
} from "../format/index.ts";
export { HEAD_BYTES, mediaTypeOf } from "./media-type.ts";
export { attachTimestamp, captureImprint, countersign, coveredBy, signCapture } from "./sign-capture.ts";
