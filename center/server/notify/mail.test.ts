import { chmod, mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { MailSettings } from "@yuejian/contracts";
import { YuejianError } from "@yuejian/contracts";
import { afterEach, describe, expect, it } from "vitest";
import { opensslVersion } from "../../../platforms/chain/testing/time-stamping-authority.ts";
import { temporaryFolders } from "../testing/stores.ts";
import { sendMail } from "./mail.ts";
import { headerOf, type MailReceiver, makeCertificate, startMailServer } from "./testing/receivers.ts";

const folders = temporaryFolders();
let server: MailReceiver | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

const MAIL = {
  to: "p@jcy.example",
  subject: "岳检提醒：1 项",
  text: "岳楼检刑诉受〔2026〕1号",
  messageId: "<msg_1@home.yuejian>",
  isRepeat: true,
};
const settings = (port: number, more: Partial<MailSettings>): MailSettings => ({
  host: "127.0.0.1",
  port,
  security: "plain",
  user: null,
  from: "yuejian@jcy.example",
  domains: ["jcy.example"],
  console: null,
  authority: null,
  ...more,
});
const codeOf = (sending: Promise<string>) =>
  sending.then(
    () => "sent",
    (cause: unknown) => (cause instanceof YuejianError ? cause.code : String(cause)),
  );

it("a mail carries its own id and says that it is a repeat", async () => {
  server = await startMailServer();
  await sendMail({ settings: settings(server.port, {}), secret: null, secretsFolder: "" }, MAIL);
  const [mail] = server.received;
  expect(mail && [headerOf(mail, "Message-ID"), headerOf(mail, "X-Yuejian-Repeat"), mail.isEncrypted]).toEqual([
    MAIL.messageId,
    "1",
    false,
  ]);
});

it("what the server puts off is tried again, what it refuses for good is not", async () => {
  server = await startMailServer();
  const to = { settings: settings(server.port, {}), secret: null, secretsFolder: "" };
  server.answer = { code: 451, text: "try later" };
  expect(await codeOf(sendMail(to, MAIL))).toBe("NOTIFY_UNREACHABLE");
  server.answer = { code: 554, text: "no" };
  expect(await codeOf(sendMail(to, MAIL))).toBe("NOTIFY_REFUSED");
  const { port } = server;
  await server.close();
  server = null;
  expect(await codeOf(sendMail({ ...to, settings: settings(port, {}) }, MAIL))).toBe("NOTIFY_UNREACHABLE");
});

const openssl = opensslVersion();
if (openssl === null) process.stderr.write("mail over TLS is not tested: there is no openssl to make a certificate with\n");

describe.runIf(openssl !== null)("mail over TLS", () => {
  async function secrets(password: string, authority: string): Promise<string> {
    const folder = await folders();
    await mkdir(path.join(folder, "notify"));
    await writeFile(path.join(folder, "notify", "smtp"), `${password}\n`, { mode: 0o600 });
    await writeFile(path.join(folder, "notify", "office-ca.pem"), authority);
    return folder;
  }
  const secret = { from: "file" as const, name: "smtp" };
  const account = { user: "yuejian", pass: "right" };

  it.each([
    ["starttls", false],
    ["tls", true],
  ] as const)(
    "%s sends under the office's own authority with account and secret, and no other certificate is taken",
    async (security, secure) => {
      const { key, cert, authority } = makeCertificate(await folders());
      server = await startMailServer({ account, key, cert, secure });
      const given = settings(server.port, { security, user: "yuejian", authority: "office-ca.pem" });
      const secretsFolder = await secrets("right", authority);
      await sendMail({ settings: given, secret, secretsFolder }, MAIL);
      expect(server.received.map(({ isEncrypted, user }) => [isEncrypted, user])).toEqual([[true, "yuejian"]]);
      expect(await codeOf(sendMail({ settings: { ...given, authority: null }, secret, secretsFolder }, MAIL))).toBe("NOTIFY_UNREACHABLE");
      expect(await codeOf(sendMail({ settings: given, secret, secretsFolder: await secrets("wrong", authority) }, MAIL))).toBe(
        "NOTIFY_UNREACHABLE",
      );
      await chmod(path.join(secretsFolder, "notify", "smtp"), 0o644);
      expect(await codeOf(sendMail({ settings: given, secret, secretsFolder }, MAIL))).toBe("NOTIFY_SECRET_OPEN");
      expect(server.received.length).toBe(1);
    },
  );

  it("a server without encryption gets neither account nor mail where encryption is demanded", async () => {
    server = await startMailServer({ account });
    const given = settings(server.port, { security: "starttls", user: "yuejian" });
    expect(await codeOf(sendMail({ settings: given, secret, secretsFolder: await secrets("right", "") }, MAIL))).toBe("NOTIFY_UNREACHABLE");
    expect(server.received).toEqual([]);
  });
});
