import { YuejianError } from "@yuejian/contracts";

/** A bucket of an S3-compatible store, for every process that opens the home; see docs/scale.md. */
export interface ObjectStoreSettings {
  readonly bucket: string;
  /** Empty, or ends in `/`. */
  readonly prefix: string;
  /** Null: the region's own of the service that S3 comes from. */
  readonly endpoint: string | null;
  readonly region: string;
  /** `endpoint/bucket/key` instead of `bucket.endpoint/key`. */
  readonly isPathStyle: boolean;
  /** For how long the store may be silent. */
  readonly timeoutMilliseconds: number;
  readonly encryption: { readonly kind: "AES256" | "aws:kms"; readonly key: string | null } | null;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string; readonly sessionToken: string | null };
}

const OPTIONS = new Set(["endpoint", "region", "style", "encryption", "key", "timeout"]);
const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

/** Null where files lie in the home's folder. `given`: instead of FILES_URL. FILES_URL_INVALID, FILES_KEY_MISSING */
export function readObjectStoreSettings(environment: NodeJS.ProcessEnv, given?: string): ObjectStoreSettings | null {
  const text = given ?? environment["FILES_URL"] ?? "";
  if (text === "") return null;
  const url = parsed(text);
  const bucket = url.hostname;
  if (!BUCKET.test(bucket)) throw invalid(`${bucket || "(empty)"} is no name of a bucket`);
  // A command line and a list of processes show it to everybody on the machine.
  if (url.username !== "" || url.password !== "") throw invalid("keys do not belong into it: set FILES_ACCESS_KEY and FILES_SECRET_KEY");
  for (const name of url.searchParams.keys()) if (!OPTIONS.has(name)) throw invalid(`there is no option ${name}`);
  const option = (name: string) => url.searchParams.get(name) || null;
  const endpoint = option("endpoint");
  if (endpoint !== null && !/^https?:\/\/[^/?#]+\/?$/.test(endpoint)) throw invalid("endpoint is http(s)://host:port and no more");
  const style = option("style") ?? (endpoint === null ? "host" : "path");
  if (style !== "path" && style !== "host") throw invalid("style is path or host");
  const seconds = Number(option("timeout") ?? 60);
  if (!(seconds > 0 && seconds <= 3600)) throw invalid("timeout is seconds, from above 0 to 3600");
  const encryption = option("encryption");
  if (encryption !== null && encryption !== "AES256" && encryption !== "aws:kms") throw invalid("encryption is AES256 or aws:kms");
  if (option("key") !== null && encryption !== "aws:kms") throw invalid("key goes with encryption=aws:kms");
  const prefix = decodeURIComponent(url.pathname).replace(/^\/+|\/+$/g, "");
  if (/[^\w.\-/]|\/\//.test(prefix)) throw invalid("a prefix holds letters, digits, - _ . and / alone");
  const accessKeyId = environment["FILES_ACCESS_KEY"] ?? environment["AWS_ACCESS_KEY_ID"] ?? "";
  const secretAccessKey = environment["FILES_SECRET_KEY"] ?? environment["AWS_SECRET_ACCESS_KEY"] ?? "";
  if (accessKeyId === "" || secretAccessKey === "") throw new YuejianError("FILES_KEY_MISSING", { bucket });
  const isOfAws = environment["FILES_ACCESS_KEY"] === undefined;
  return {
    bucket,
    prefix: prefix === "" ? "" : `${prefix}/`,
    endpoint,
    region: option("region") ?? environment["AWS_REGION"] ?? "us-east-1",
    isPathStyle: style === "path",
    timeoutMilliseconds: seconds * 1000,
    encryption: encryption === null ? null : { kind: encryption, key: option("key") },
    credentials: { accessKeyId, secretAccessKey, sessionToken: (isOfAws && environment["AWS_SESSION_TOKEN"]) || null },
  };
}

function parsed(text: string): URL {
  if (!text.startsWith("s3://")) throw invalid("it does not begin with s3://");
  try {
    return new URL(text);
  } catch (cause) {
    throw new YuejianError("FILES_URL_INVALID", { reason: "it is no URL" }, { cause });
  }
}

function invalid(reason: string): YuejianError {
  return new YuejianError("FILES_URL_INVALID", { reason });
}
