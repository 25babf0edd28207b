import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type MailSettings, type SecretPlace, YuejianError } from "@yuejian/contracts";
import { createTransport } from "nodemailer";
import { readNotifySecret } from "./secrets.ts";

export interface OutgoingMail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** The same for every attempt, so that a receiver knows a repeat. */
  readonly messageId: string;
  /** An earlier attempt was broken off and may have arrived. */
  readonly isRepeat: boolean;
}

export interface MailServer {
  readonly settings: MailSettings;
  readonly secret: SecretPlace | null;
  readonly secretsFolder: string;
}

/** Milliseconds until a silent server counts as away. */
const SILENCE_MS = 20_000;

/** Hands one mail to the office's server; gives its answer. Encryption is demanded, not hoped for, and the certificate is checked.
 *  NOTIFY_UNREACHABLE, NOTIFY_REFUSED, NOTIFY_SECRET_… */
export async function sendMail({ settings, secret, secretsFolder }: MailServer, mail: OutgoingMail): Promise<string> {
  const { host, port, security, user, from, authority } = settings;
  const password = secret === null ? null : await readNotifySecret(secret, secretsFolder);
  const ca = authority === null ? null : await readAuthority(join(secretsFolder, "notify", authority), authority);
  const transport = createTransport({
    host,
    port,
    secure: security === "tls",
    requireTLS: security === "starttls",
    ignoreTLS: security === "plain",
    ...(user === null ? {} : { auth: { user, pass: password ?? "" } }),
    tls: { minVersion: "TLSv1.2", ...(ca === null ? {} : { ca }) },
    connectionTimeout: SILENCE_MS,
    greetingTimeout: SILENCE_MS,
    socketTimeout: SILENCE_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    const { response } = await transport.sendMail({
      from,
      to: mail.to,
      subject: mail.subject,
      text: mail.text,
      messageId: mail.messageId,
      headers: {
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        ...(mail.isRepeat ? { "X-Yuejian-Repeat": "1" } : {}),
      },
    });
    return response;
  } catch (cause) {
    throw asSendFailure(cause);
  } finally {
    transport.close();
  }
}

async function readAuthority(path: string, name: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    throw new YuejianError("NOTIFY_SECRET_MISSING", { place: `secrets/notify/${name}` }, { cause });
  }
}

/** What the receiver refuses for good is told from what may pass: a refused account may be mended without the message being wrong. */
function asSendFailure(cause: unknown): YuejianError {
  const { code, responseCode, message } = cause as { code?: string; responseCode?: number; message?: string };
  const reason = [code, message ?? String(cause)].filter(Boolean).join(": ").slice(0, 300);
  const isFinal = (code === "EENVELOPE" || code === "EMESSAGE") && (responseCode ?? 0) >= 500;
  return new YuejianError(isFinal ? "NOTIFY_REFUSED" : "NOTIFY_UNREACHABLE", { reason }, { cause });
}
