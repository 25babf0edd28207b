import { hash } from "node:crypto";
import type * as sdkTypes from "@aws-sdk/client-s3";
import type { CompletedPart, GetObjectCommandOutput, S3Client } from "@aws-sdk/client-s3";
import type { ByteRange } from "@yuejian/contracts";
import type { ObjectStoreSettings } from "./settings.ts";
import { PART, type Spool } from "./spool.ts";
import { isMissingKey, isName, wordedFailure } from "./store-failure.ts";

export interface StoredObject {
  readonly size: number;
  readonly etag: string;
}

/** Requests before one counts as failed; the client waits longer between each two. */
const ATTEMPTS = 4;
const PARTS_AT_ONCE = 3;

type Sdk = typeof sdkTypes;

/** A bucket's requests, with failures in the house's words. The client library is loaded when the first is made. */
export class Bucket {
  readonly #settings: ObjectStoreSettings;
  #opened: Promise<Opened> | null = null;

  constructor(settings: ObjectStoreSettings) {
    this.#settings = settings;
  }

  /** Null where there is none. */
  async head(key: string): Promise<StoredObject | null> {
    return this.#send(async ({ sdk, client }) => {
      try {
        const { ContentLength = 0, ETag = "" } = await client.send(new sdk.HeadObjectCommand(this.#at(key)));
        return { size: ContentLength, etag: plain(ETag) };
      } catch (cause) {
        if (isMissingKey(cause)) return null;
        throw cause;
      }
    });
  }

  /** Null where there is none. `etag`: of the object that is wanted. */
  async get(
    key: string,
    range: Pick<ByteRange, "start"> & { readonly end?: number },
    etag?: string,
  ): Promise<GetObjectCommandOutput | null> {
    const isWhole = range.start === 0 && range.end === undefined;
    const parts = { ...(isWhole ? {} : { Range: `bytes=${range.start}-${range.end ?? ""}` }), ...(etag ? { IfMatch: `"${etag}"` } : {}) };
    return this.#send(async ({ sdk, client }) => {
      try {
        return await client.send(new sdk.GetObjectCommand({ ...this.#at(key), ...parts }));
      } catch (cause) {
        if (isMissingKey(cause)) return null;
        throw cause;
      }
    }, key);
  }

  /** What the store calls the object it then holds. */
  put(key: string, spool: Spool): Promise<string> {
    const target = { ...this.#at(key), ...this.#encryption() };
    return this.#send(async (opened) => {
      if (spool.stored.size > PART) return putInParts(opened, target, spool);
      const { ETag = "" } = await opened.client.send(new opened.sdk.PutObjectCommand({ ...target, ...bodyOf(await spool.part(0)) }));
      return plain(ETag);
    }, key);
  }

  /** The text that is there: this one, or that of whoever was first. */
  async putOnce(key: string, text: string): Promise<string> {
    const there = await this.#text(key);
    if (there !== null) return there;
    return this.#send(async ({ sdk, client }) => {
      await client
        .send(new sdk.PutObjectCommand({ ...this.#at(key), ...this.#encryption(), Body: Buffer.from(text), IfNoneMatch: "*" }))
        .catch((cause: unknown) => {
          if (!isName(cause, "PreconditionFailed", "ConditionalRequestConflict")) throw cause;
        });
      return (await this.#text(key)) ?? text;
    });
  }

  /** All versions of it. */
  async remove(key: string): Promise<void> {
    await this.#send(async ({ sdk, client }) => {
      const { DeleteMarker, VersionId } = await client.send(new sdk.DeleteObjectCommand(this.#at(key)));
      if (!DeleteMarker && VersionId === undefined) return;
      // The bucket keeps versions. What is listed is deleted, until nothing is.
      const { Bucket, Key } = this.#at(key);
      for (;;) {
        const { Versions = [], DeleteMarkers = [] } = await client.send(new sdk.ListObjectVersionsCommand({ Bucket, Prefix: Key }));
        const left = [...Versions, ...DeleteMarkers].filter((each) => each.Key === Key);
        if (left.length === 0) return;
        for (const each of left) await client.send(new sdk.DeleteObjectCommand({ Bucket, Key, VersionId: each.VersionId }));
      }
    }, key);
  }

  /** Keys below the prefix, without it, in pieces. */
  async *keys(): AsyncGenerator<string[]> {
    const { bucket: Bucket, prefix: Prefix } = this.#settings;
    let token: string | undefined;
    do {
      const page = await this.#send(({ sdk, client }) =>
        client.send(new sdk.ListObjectsV2Command({ Bucket, Prefix, ContinuationToken: token })),
      );
      yield (page.Contents ?? []).map(({ Key = "" }) => Key.slice(Prefix.length));
      token = page.IsTruncated ? page.NextContinuationToken : undefined;
    } while (token !== undefined);
  }

  /** Ends uploads in parts that were begun before then and never finished; returns how many. A store that does not list them has none to end. */
  async endUploads(before: number): Promise<number> {
    const { bucket: Bucket, prefix: Prefix } = this.#settings;
    return this.#send(async ({ sdk, client }) => {
      let ended = 0;
      try {
        const { Uploads = [] } = await client.send(new sdk.ListMultipartUploadsCommand({ Bucket, Prefix }));
        for (const { Key, UploadId, Initiated } of Uploads) {
          if (!Initiated || Initiated.getTime() >= before) continue;
          await client.send(new sdk.AbortMultipartUploadCommand({ Bucket, Key, UploadId }));
          ended++;
        }
      } catch (cause) {
        if (!isName(cause, "NotImplemented", "NoSuchUpload")) throw cause;
      }
      return ended;
    });
  }

  async #text(key: string): Promise<string | null> {
    return (await (await this.get(key, { start: 0 }))?.Body?.transformToString()) ?? null;
  }

  #at(key: string): { Bucket: string; Key: string } {
    return { Bucket: this.#settings.bucket, Key: `${this.#settings.prefix}${key}` };
  }

  #encryption() {
    const { encryption } = this.#settings;
    if (encryption === null) return {};
    return { ServerSideEncryption: encryption.kind, ...(encryption.key === null ? {} : { SSEKMSKeyId: encryption.key }) };
  }

  async #send<Result>(request: (opened: Opened) => Promise<Result>, key = ""): Promise<Result> {
    const opened = await (this.#opened ??= open(this.#settings));
    try {
      return await request(opened);
    } catch (cause) {
      throw wordedFailure(cause, this.#settings, key.split("/").at(-1));
    }
  }
}

interface Opened {
  readonly sdk: Sdk;
  readonly client: S3Client;
}

/** The object is there when the last request has joined the parts, and not in part. */
async function putInParts(
  { sdk, client }: Opened,
  target: { readonly Bucket: string; readonly Key: string },
  spool: Spool,
): Promise<string> {
  const { Bucket, Key } = target;
  const { UploadId } = await client.send(new sdk.CreateMultipartUploadCommand(target));
  const send = async (at: number): Promise<CompletedPart> => {
    const part = { Bucket, Key, UploadId, PartNumber: at + 1, ...bodyOf(await spool.part(at)) };
    return { ETag: (await client.send(new sdk.UploadPartCommand(part))).ETag, PartNumber: at + 1 };
  };
  try {
    const Parts: CompletedPart[] = [];
    for (let at = 0; at < spool.parts; at += PARTS_AT_ONCE) {
      const numbers = Array.from({ length: Math.min(PARTS_AT_ONCE, spool.parts - at) }, (_, more) => at + more);
      Parts.push(...(await Promise.all(numbers.map(send))));
    }
    const { ETag = "" } = await client.send(new sdk.CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }));
    return plain(ETag);
  } catch (cause) {
    // What cannot be ended now is ended by `endUploads` later.
    await client.send(new sdk.AbortMultipartUploadCommand({ Bucket, Key, UploadId })).catch(() => {});
    throw cause;
  }
}

/** The store compares what it received with the digest and refuses what differs. */
function bodyOf(bytes: Buffer): { Body: Buffer; ContentMD5: string } {
  return { Body: bytes, ContentMD5: hash("md5", bytes, "base64") };
}

async function open({ endpoint, region, isPathStyle, timeoutMilliseconds, credentials }: ObjectStoreSettings): Promise<Opened> {
  const sdk = await import("@aws-sdk/client-s3");
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  const client = new sdk.S3Client({
    region,
    forcePathStyle: isPathStyle,
    maxAttempts: ATTEMPTS,
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken === null ? {} : { sessionToken }) },
    // What is sent is signed with its SHA-256 and compared by MD5; trailing checksums are unknown to many stores.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
    requestHandler: {
      connectionTimeout: Math.min(timeoutMilliseconds, 10_000),
      requestTimeout: timeoutMilliseconds,
      throwOnRequestTimeout: true,
      socketTimeout: timeoutMilliseconds,
    },
    ...(endpoint === null ? {} : { endpoint }),
  });
  return { sdk, client };
}

function plain(etag: string): string {
  return etag.replaceAll('"', "");
}
