import {
  encodeBase64,
  encodeTimestampRequest,
  parseCheckpoint,
  parseNote,
  readTimestampResponse,
  readTimestampToken,
} from "@yuejian/chain/format";
import { type TimestampFacts, verifyTimestamp } from "@yuejian/chain/verify";
import { type Clock, type Ledger, YuejianError } from "@yuejian/contracts";
import { sha256 } from "@yuejian/digests";
import type { Row, Store } from "../store/index.ts";
import { askAuthority, authoritySettings } from "./ask-authority.ts";
import { trustedRoots } from "./roots.ts";

export interface StampPorts {
  readonly store: Store;
  readonly ledger: Pick<Ledger, "checkpoint">;
  readonly clock: Clock;
  readonly randomBytes: (size: number) => Uint8Array;
  readonly ledgerFolder: string;
}

export type CheckpointStamp = Row<"checkpoint_stamps">;

/** DER of a request for the newest checkpoint, for an authority that is asked by hand. What it asked is kept until the answer comes. */
export async function requestStamp(ports: StampPorts, policy: string | undefined): Promise<{ request: Uint8Array; size: number }> {
  const checkpoint = await newestText(ports);
  const nonce = newNonce(ports);
  await ports.store.write((trx) =>
    trx
      .insertInto("stamp_requests")
      .values({ nonce: String(nonce), checkpoint, requested_at: new Date(ports.clock.now()).toISOString() })
      .execute(),
  );
  return { request: encodeTimestampRequest({ digest: digestOf(checkpoint), nonce, policy }), size: parseCheckpoint(checkpoint).size };
}

/** Takes an authority's answer to a request that was written before. TIMESTAMP_… by what is wrong with it */
export async function takeStamp(ports: StampPorts, answer: Uint8Array): Promise<CheckpointStamp> {
  const response = readTimestampResponse(answer);
  if ("refused" in response) throw new YuejianError("TIMESTAMP_REFUSED", { reason: response.refused });
  const nonce = String(readTimestampToken(response.token).info.nonce);
  const asked = await ports.store.db.selectFrom("stamp_requests").selectAll().where("nonce", "=", nonce).executeTakeFirst();
  if (!asked) throw new YuejianError("TIMESTAMP_REQUEST_UNKNOWN");
  return keep(ports, asked.checkpoint, response.token);
}

/** Asks the configured authority for the newest checkpoint. TIMESTAMP_NOT_CONFIGURED, TIMESTAMP_REFUSED, TIMESTAMP_… */
export async function fetchStamp(ports: StampPorts): Promise<CheckpointStamp> {
  const settings = authoritySettings(ports.ledgerFolder);
  if (settings === null) throw new YuejianError("TIMESTAMP_NOT_CONFIGURED");
  const checkpoint = await newestText(ports);
  const nonce = newNonce(ports);
  const token = await askAuthority(settings, { digest: digestOf(checkpoint), nonce });
  return keep(ports, checkpoint, token, { nonce, policies: settings.policy === undefined ? undefined : [settings.policy] });
}

/** Whether a token holds over a checkpoint's text, by the roots of the house. Throws what is wrong. */
async function keep(
  ports: StampPorts,
  checkpoint: string,
  token: Uint8Array,
  expected: { nonce?: bigint | undefined; policies?: readonly string[] | undefined } = {},
): Promise<CheckpointStamp> {
  const content = new TextEncoder().encode(checkpoint);
  const facts = verifyTimestamp(token, { content, anchors: trustedRoots(ports.ledgerFolder), ...expected });
  if ("code" in facts) throw new YuejianError(facts.code, facts.parameters);
  return ports.store.write(async (trx) => {
    const text = encodeBase64(token);
    const known = await trx.selectFrom("checkpoint_stamps").selectAll().where("token", "=", text).executeTakeFirst();
    if (known) return known;
    await trx.deleteFrom("stamp_requests").where("checkpoint", "=", checkpoint).execute();
    return trx
      .insertInto("checkpoint_stamps")
      .values(rowOf(checkpoint, text, { facts, now: ports.clock.now() }))
      .returningAll()
      .executeTakeFirstOrThrow();
  });
}

function rowOf(checkpoint: string, token: string, { facts, now }: { facts: TimestampFacts; now: number }) {
  const { at, authority, anchor } = facts;
  const { size } = parseCheckpoint(checkpoint);
  return { size, checkpoint, token, stamped_at: at, authority, anchor, fetched_at: new Date(now).toISOString() };
}

/** A checkpoint's text is what is stamped: cosignatures are added to it later. */
async function newestText({ ledger }: StampPorts): Promise<string> {
  return parseNote(await ledger.checkpoint()).text;
}

function digestOf(checkpoint: string): Uint8Array {
  return sha256(new TextEncoder().encode(checkpoint));
}

function newNonce({ randomBytes }: StampPorts): bigint {
  return randomBytes(8).reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n) >> 1n;
}

export interface Stamping {
  stop(): Promise<void>;
}

const LOOK_EVERY_MS = 5_000;
const RETRY_LIMIT_MINUTES = 60;

/** While the house serves: asks the configured authority as often as its settings say, when the ledger has grown; after a failure again, waiting twice
 *  as long each time. Each failure is told once. */
export function startStamping(
  ports: StampPorts & { readonly ledger: Pick<Ledger, "checkpoint" | "size">; readonly onTrouble: (text: string) => void },
): Stamping {
  let [failures, notBefore, told, isRunning] = [0, 0, "", false];
  let running: Promise<void> = Promise.resolve();
  const round = async () => {
    const settings = authoritySettings(ports.ledgerFolder);
    if (settings === null || ports.clock.now() < notBefore) return;
    const last = await ports.store.db
      .selectFrom("checkpoint_stamps")
      .select(["size", "fetched_at"])
      .orderBy("id", "desc")
      .limit(1)
      .executeTakeFirst();
    const isDue = last === undefined || ports.clock.now() - Date.parse(last.fetched_at) >= settings.everyMinutes * 60_000;
    if (!isDue || ports.ledger.size === 0 || last?.size === ports.ledger.size) return;
    await fetchStamp(ports);
    [failures, notBefore, told] = [0, 0, ""];
  };
  const wake = () => {
    if (isRunning) return;
    isRunning = true;
    running = round()
      .catch((error: unknown) => {
        const text = error instanceof Error ? error.message : String(error);
        notBefore = ports.clock.now() + 60_000 * Math.min(2 ** failures, RETRY_LIMIT_MINUTES);
        failures += 1;
        if (text !== told) ports.onTrouble(`timestamps: ${text}`);
        told = text;
      })
      .finally(() => {
        isRunning = false;
      });
  };
  const timer = setInterval(wake, LOOK_EVERY_MS).unref();
  wake();
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
