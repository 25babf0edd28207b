import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import S3rver from "s3rver";
import { type ObjectStoreSettings, readObjectStoreSettings } from "../object-store/settings.ts";

export interface RunningBucket {
  readonly settings: ObjectStoreSettings;
  /** For FILES_URL; the keys are those of the environment that `settings` were read from. */
  readonly url: string;
  readonly environment: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

const BUCKET = "yuejian-files";

/** A server of S3's protocol, of the package `s3rver`, with one empty bucket. */
export async function startBucket(): Promise<RunningBucket> {
  const directory = await mkdtemp(path.join(tmpdir(), "yuejian-bucket-"));
  const server = new S3rver({ address: "127.0.0.1", port: 0, silent: true, directory, configureBuckets: [{ name: BUCKET, configs: [] }] });
  const { port } = await server.run();
  const environment = { FILES_ACCESS_KEY: "S3RVER", FILES_SECRET_KEY: "S3RVER" };
  const url = `s3://${BUCKET}/files?endpoint=http://127.0.0.1:${port}`;
  return {
    settings: readObjectStoreSettings(environment, url) as ObjectStoreSettings,
    url,
    environment,
    async stop() {
      await server.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
