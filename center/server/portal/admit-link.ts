import { type Office, YuejianError } from "@yuejian/contracts";
import { ATTEMPTS, LOCKED_FOR_MS, tokenHash } from "../identity/index.ts";
import { chinaMinute, type PortalPorts, type ReplyLinkRow, revoked } from "./reply-links.ts";

/** Refused requests through one link before it pauses: people mistype, programs repeat. */
const LINK_ATTEMPTS = 20;
const SEEN_EVERY_MS = 60_000;
const REMEMBERED_ADDRESSES = 10_000;

export interface LinkGate {
  /** The link of a token, when it may be used now. `address`: where the request comes from.
   *  REPLY_LINK_UNKNOWN, REPLY_LINK_EXPIRED, REPLY_LINK_REVOKED, REPLY_LINK_LOCKED */
  admit(token: unknown, address: string): Promise<{ readonly link: ReplyLinkRow; readonly office: Office }>;
  /** Counts a request through the link that was refused. */
  countRefusal(link: ReplyLinkRow): Promise<void>;
}

/** Who comes in by a reply link. The token is the only ground: 256 bits that the store holds the digest of. Strangers' guesses are counted by
 *  address as failed sign-ins are by name; a token that fits is never locked out by them. */
export function createLinkGate({ store, clock, audit, offices }: PortalPorts): LinkGate {
  const strangers = new Map<string, { attempts: number; until: number }>();
  const iso = (offset = 0) => new Date(clock.now() + offset).toISOString();

  async function refuseStranger(address: string): Promise<never> {
    const at = clock.now();
    const known = strangers.get(address) ?? { attempts: 0, until: 0 };
    const wasLocked = known.until > at;
    if (!wasLocked) {
      known.attempts += 1;
      if (known.attempts > ATTEMPTS) Object.assign(known, { attempts: 0, until: at + LOCKED_FOR_MS });
    }
    strangers.delete(address);
    strangers.set(address, known);
    const oldest = strangers.keys().next().value;
    if (strangers.size > REMEMBERED_ADDRESSES && oldest !== undefined) strangers.delete(oldest);
    const isLocked = known.until > at;
    // While it is locked nothing more is written: whoever floods the house fills no audit.
    if (!wasLocked)
      await audit.record({
        actor: null,
        action: "reply-link.open",
        subject: null,
        outcome: "refused",
        detail: isLocked ? "locked" : "unknown",
      });
    throw isLocked
      ? new YuejianError("REPLY_LINK_LOCKED", { until: chinaMinute(new Date(known.until).toISOString()) })
      : new YuejianError("REPLY_LINK_UNKNOWN");
  }

  return {
    async admit(token, address) {
      const hash = typeof token === "string" && /^[\w-]{43}$/.test(token) ? tokenHash(token) : null;
      const link =
        hash === null
          ? undefined
          : await store.db.selectFrom("reply_links").selectAll().where("token_sha256", "=", hash).executeTakeFirst();
      if (!link) return refuseStranger(address);
      const { office: officeId } = await store.db
        .selectFrom("cases")
        .select("office")
        .where("id", "=", link.case_id)
        .executeTakeFirstOrThrow();
      const office = offices.find(({ id }) => id === officeId);
      if (!office) throw new YuejianError("OFFICE_UNKNOWN", { office: officeId });
      const { zh, en } = office.name;
      const words = { office: en, office_zh: zh, office_en: en };
      if (link.revoked_at !== null) throw revoked(link, office);
      if (link.expires_at <= iso()) throw new YuejianError("REPLY_LINK_EXPIRED", { at: chinaMinute(link.expires_at), ...words });
      if (link.locked_until !== null && link.locked_until > iso())
        throw new YuejianError("REPLY_LINK_LOCKED", { until: chinaMinute(link.locked_until) });
      if (link.seen_at === null || link.seen_at <= iso(-SEEN_EVERY_MS)) {
        await store.write(async (trx) => {
          await trx.updateTable("reply_links").set({ seen_at: iso() }).where("id", "=", link.id).execute();
          if (link.seen_at === null)
            await audit.recordIn(trx, {
              actor: null,
              action: "reply-link.open",
              subject: link.case_id,
              outcome: "done",
              detail: `first opening of ${link.id}`,
            });
        });
      }
      return { link, office };
    },

    async countRefusal(link) {
      await store.write(async (trx) => {
        const { failed_attempts: before } = await trx
          .selectFrom("reply_links")
          .select("failed_attempts")
          .where("id", "=", link.id)
          .executeTakeFirstOrThrow();
        const isLocked = before + 1 >= LINK_ATTEMPTS;
        await trx
          .updateTable("reply_links")
          .set({ failed_attempts: isLocked ? 0 : before + 1, ...(isLocked ? { locked_until: iso(LOCKED_FOR_MS) } : {}) })
          .where("id", "=", link.id)
          .execute();
        if (isLocked)
          await audit.recordIn(trx, {
            actor: null,
            action: "reply-link.open",
            subject: link.case_id,
            outcome: "refused",
            detail: `${link.id} paused`,
          });
      });
    },
  };
}
