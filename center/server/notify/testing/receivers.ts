import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer, type IncomingHttpHeaders } from "node:http";
import { type AddressInfo } from "node:net";
import path from "node:path";
import { text as readText } from "node:stream/consumers";
import { callbackify } from "node:util";
import { SMTPServer, type SMTPServerDataStream, type SMTPServerOptions, type SMTPServerSession } from "smtp-server";

export interface Received {
  readonly to: readonly string[];
  /** The mail as it came. */
  readonly raw: string;
  readonly isEncrypted: boolean;
  readonly user: string | null;
}

export interface MailReceiver {
  readonly port: number;
  readonly received: Received[];
  /** What the server answers to a mail's content from now on; null: it takes it. */
  answer: { readonly code: number; readonly text: string } | null;
  close(): Promise<void>;
}

/** A real SMTP server on this machine. */
export async function startMailServer(
  options: SMTPServerOptions & { readonly account?: { readonly user: string; readonly pass: string } } = {},
): Promise<MailReceiver> {
  const { account, ...more } = options;
  const received: Received[] = [];
  const state: { answer: MailReceiver["answer"] } = { answer: null };
  const server = new SMTPServer({
    authOptional: account === undefined,
    ...(more.key === undefined ? { hideSTARTTLS: true } : {}),
    onAuth({ username, password }, _session, done) {
      if (account && username === account.user && password === account.pass) done(null, { user: username });
      else done(new Error("wrong account"));
    },
    onData: callbackify(async (stream: SMTPServerDataStream, { envelope, secure, user }: SMTPServerSession): Promise<void> => {
      const raw = await readText(stream);
      if (state.answer !== null) throw Object.assign(new Error(state.answer.text), { responseCode: state.answer.code });
      const to = envelope.rcptTo.map(({ address }) => address);
      received.push({ to, raw, isEncrypted: secure, user: user === undefined ? null : String(user) });
    }),
    ...more,
  });
  // A client that refuses the certificate breaks off.
  server.on("error", () => {});
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  return {
    port: (server.server.address() as AddressInfo).port,
    received,
    get answer() {
      return state.answer;
    },
    set answer(given) {
      state.answer = given;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** The words of a mail, whatever its transfer encoding. */
export function bodyOf({ raw }: Pick<Received, "raw">): string {
  const at = raw.search(/\r?\n\r?\n/);
  const [head, body] = [raw.slice(0, at), raw.slice(at).trim()];
  if (/^content-transfer-encoding: base64/im.test(head)) return Buffer.from(body, "base64").toString("utf8");
  if (!/^content-transfer-encoding: quoted-printable/im.test(head)) return body;
  const bytes = body
    .replaceAll(/=\r?\n/g, "")
    .replaceAll(/=([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8");
}

export function headerOf({ raw }: Pick<Received, "raw">, name: string): string | null {
  const unfolded = raw.replaceAll(/\r?\n[ \t]+/g, " ");
  return new RegExp(`^${name}: *(.*)$`, "im").exec(unfolded)?.[1]?.trim() ?? null;
}

export interface Call {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface CallReceiver {
  readonly url: string;
  readonly calls: Call[];
  /** What is answered from now on. */
  status: number;
  close(): Promise<void>;
}

/** A real HTTP receiver on this machine. */
export async function startReceiver(): Promise<CallReceiver> {
  const calls: Call[] = [];
  const state = { status: 204 };
  const server = createServer((asked, answer) => {
    void readText(asked).then((body) => {
      calls.push({ headers: asked.headers, body });
      answer.writeHead(state.status, state.status === 302 ? { location: "http://127.0.0.1:1/" } : {}).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    calls,
    get status() {
      return state.status;
    },
    set status(given) {
      state.status = given;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** A certificate of this machine's name, of an authority of its own. */
export function makeCertificate(folder: string): { readonly key: string; readonly cert: string; readonly authority: string } {
  const at = (name: string) => path.join(folder, name);
  const openssl = (...words: readonly string[]) => execFileSync("openssl", words, { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
  writeFileSync(at("leaf.ext"), "subjectAltName=DNS:localhost,IP:127.0.0.1\nbasicConstraints=CA:false\n");
  const ec = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
  openssl(
    "req",
    "-x509",
    ...ec,
    "-keyout",
    "ca.key",
    "-out",
    "ca.pem",
    "-days",
    "3650",
    "-subj",
    "/CN=office authority",
    "-addext",
    "basicConstraints=critical,CA:true",
  );
  openssl("req", ...ec, "-keyout", "leaf.key", "-out", "leaf.csr", "-subj", "/CN=localhost");
  openssl(
    "x509",
    "-req",
    "-in",
    "leaf.csr",
    "-CA",
    "ca.pem",
    "-CAkey",
    "ca.key",
    "-CAcreateserial",
    "-days",
    "3650",
    "-out",
    "leaf.pem",
    "-extfile",
    "leaf.ext",
  );
  return {
    key: readFileSync(at("leaf.key"), "utf8"),
    cert: readFileSync(at("leaf.pem"), "utf8"),
    authority: readFileSync(at("ca.pem"), "utf8"),
  };
}
