import { YuejianError } from "@yuejian/contracts";
import type { ObjectStoreSettings } from "./settings.ts";

const FULL = /^(?:QuotaExceeded|XMinioStorageFull|XMinioAdminBucketQuotaExceeded|InsufficientCapacity|StorageFull|EntityTooLarge)$/;
const DENIED = /^(?:AccessDenied|AllAccessDisabled|InvalidAccessKeyId|SignatureDoesNotMatch|ExpiredToken|InvalidToken|Forbidden)$/;
const ALTERED = /^(?:BadDigest|XAmzContentSHA256Mismatch|XAmzContentChecksumMismatch|InvalidDigest|IncompleteBody)$/;
const OTHER_REGION = /^(?:PermanentRedirect|AuthorizationHeaderMalformed|IllegalLocationConstraintException)$/;

interface Answer {
  readonly name: string;
  readonly message: string;
  readonly code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

/** The key is not there; a request for what a bucket has no answer to reads the same, also where the bucket itself is missing. */
export function isMissingKey(cause: unknown): boolean {
  if (!(cause instanceof Error) || cause.name === "NoSuchBucket") return false;
  return cause.name === "NoSuchKey" || cause.name === "NotFound" || statusOf(cause) === 404;
}

export function isName(cause: unknown, ...names: readonly string[]): boolean {
  return cause instanceof Error && names.includes(cause.name);
}

/** What the store said, in the house's words. `sha256`: of the file that it was about. */
export function wordedFailure(cause: unknown, { bucket, endpoint }: ObjectStoreSettings, sha256 = ""): unknown {
  if (cause instanceof YuejianError || !(cause instanceof Error)) return cause;
  const { name, message, code } = cause as unknown as Answer;
  const status = statusOf(cause);
  const place = { bucket, endpoint: endpoint ?? "S3" };
  const said = [isSaid(name) ? name : "", status === undefined ? "" : `HTTP ${status}`, isSaid(message) ? message.slice(0, 300) : ""];
  const words = said.filter((word) => word !== "").join(", ");
  const worded = (worded: ConstructorParameters<typeof YuejianError>[0], reason = words) =>
    new YuejianError(worded, { ...place, sha256, reason }, { cause });
  if (code === "ENOSPC") return new YuejianError("DISK_FULL", { file: "FILES_URL" }, { cause });
  if (name === "NoSuchBucket") return worded("FILES_BUCKET_MISSING");
  if (name === "RequestTimeTooSkewed") return worded("FILES_CLOCK_SKEWED");
  if (FULL.test(name) || status === 507) return worded("FILES_STORE_FULL");
  if (ALTERED.test(name)) return worded("FILES_STORE_ALTERED");
  if (OTHER_REGION.test(name) || status === 301)
    return worded("FILES_STORE_FAILED", `${words}; the bucket may be in another region: give it in FILES_URL as region=…`);
  if (DENIED.test(name) || status === 401 || status === 403) return worded("FILES_ACCESS_DENIED");
  // Without an answer there is no status.
  if (status === undefined) return worded("FILES_STORE_UNREACHABLE", code === undefined ? message : `${code}: ${message}`);
  return worded("FILES_STORE_FAILED");
}

/** The client library's words for an answer without any, as those to HEAD are. */
function isSaid(word: string): boolean {
  return !/^(?:Unknown|UnknownError)$/.test(word);
}

function statusOf({ $metadata }: Answer): number | undefined {
  return $metadata?.httpStatusCode;
}
