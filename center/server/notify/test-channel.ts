import { randomUUID } from "node:crypto";
import type { MailSettings, WebhookSettings } from "@yuejian/contracts";
import { YuejianError } from "@yuejian/contracts";
import type { NotifyTest } from "@yuejian/contracts/api";
import { demandAddress } from "../reminders/index.ts";
import { demandAllowed } from "./addresses.ts";
import type { Channel } from "./channels.ts";
import { sendMail } from "./mail.ts";
import { messageIdOf, placeOf, type SendPorts, secretOf } from "./send.ts";
import { callWebhook } from "./webhook.ts";

/** Sends a word without content over a channel now and says how it went. NOTIFY_… by what went wrong */
export async function testChannel(
  { store, clock, homeId, secretsFolder }: SendPorts,
  channel: Channel,
  to: string | null,
): Promise<NotifyTest> {
  const began = performance.now();
  const id = `test-${randomUUID()}`;
  const answer = channel.kind === "mail" ? await byMail() : await byWebhook();
  return { answer, milliseconds: Math.round(performance.now() - began) };

  function byMail(): Promise<string> {
    const settings = JSON.parse(channel.settings) as MailSettings;
    if (to === null)
      throw new YuejianError("NOTIFY_ADDRESS_REFUSED", { address: "", reason: "none", reason_zh: "没有填写", reason_en: "none is given" });
    demandAddress(to, settings);
    return sendMail(
      { settings, secret: placeOf(channel), secretsFolder },
      {
        to,
        subject: "岳检：邮件测试 / mail test",
        text: "岳检的邮件设置可用。\nThe mail of Yuejian works.\n",
        messageId: messageIdOf(id, homeId),
        isRepeat: false,
      },
    );
  }

  async function byWebhook(): Promise<string> {
    const { url } = JSON.parse(channel.settings) as WebhookSettings;
    const now = clock.now();
    return callWebhook({
      url,
      host: await demandAllowed(store.db, url),
      secret: await secretOf(channel, secretsFolder),
      id,
      body: JSON.stringify({ v: 1, id, at: new Date(now).toISOString(), office: channel.office, items: [] }),
      at: Math.floor(now / 1000),
      isRepeat: false,
    });
  }
}
