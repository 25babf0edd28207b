import cookie from "@fastify/cookie";
import multipart from "@fastify/multipart";
import { YuejianError } from "@yuejian/contracts";
import Fastify, { type FastifyError, LogController } from "fastify";
import type { TSchema } from "typebox";
import { type ChainAlerts, type CosigningState, createAlerts, restingState } from "../cosigning/index.ts";
import type { Home } from "../home/index.ts";
import type { PasswordCost } from "../identity/index.ts";
import { admit, auditRefusal } from "./admission.ts";
import type { App } from "./app-types.ts";
import { answerError } from "./errors.ts";
import { intakeFolders } from "./intake-path.ts";
import { loggerOptions } from "./log.ts";
import { nodeRecordsOf } from "./node-records.ts";
import { registerOpenApi } from "./open-api.ts";
import type { PortalLimits } from "./route-context.ts";
import { registerRoutes } from "./routes/index.ts";
import { createServices } from "./services.ts";
import { serveConsole } from "./static-console.ts";
import { checkedSerializer, validatorOf } from "./validation.ts";
import { createLakeSessions } from "./views/lake-sessions.ts";

export interface AppOptions {
  /** For callers on this machine: the socket, or the process itself. Default false: for browsers. */
  readonly local?: boolean;
  /** Host names, besides loopback and plain addresses, under which browsers may reach it. Default: YUEJIAN_HOSTS, separated by commas. */
  readonly knownHosts?: readonly string[];
  /** Folders from which local callers may take in files; null: any they can read. Default: YUEJIAN_INTAKE_FOLDERS. */
  readonly intakeFolders?: readonly string[] | null;
  /** Bytes of one uploaded file. */
  readonly uploadLimit?: number;
  /** Bytes of one attachment of a lead. */
  readonly attachmentLimit?: number;
  /** What a reply link takes, for tests. */
  readonly portalLimits?: PortalLimits;
  /** Folder of the built console. */
  readonly consoleFolder?: string;
  /** Checks every answer against its schema, for tests. */
  readonly checkAnswers?: boolean;
  /** What a stored password costs to guess, for tests. Default: what is recommended. */
  readonly passwordCost?: PasswordCost;
  /** How the ledger stands with its cosigners. Default: what is on disk; nobody is asked. */
  readonly cosigning?: () => CosigningState;
  /** What listeners are told about the chain. */
  readonly alerts?: ChainAlerts;
  /** Of pino: `silent`, `error`, `info` … Default: YUEJIAN_LOG or `warn`. */
  readonly logLevel?: string;
}

const UPLOAD_LIMIT = 2 * 1024 ** 3;
const ATTACHMENT_LIMIT = 200 * 1024 ** 2;
/** Scans and photographs of one reply. */
const PORTAL_LIMITS: PortalLimits = { fileBytes: 50 * 1024 ** 2, files: 40, totalBytes: 400 * 1024 ** 2 };
const BODY_LIMIT = 8 * 1024 ** 2;

/** One HTTP application over an open home. Closing it ends its streams and finishes its requests; the home stays open. */
export async function createApp(home: Home, options: AppOptions = {}): Promise<App> {
  const local = options.local ?? false;
  const app: App = Fastify({
    logger: loggerOptions(options.logLevel ?? process.env["YUEJIAN_LOG"] ?? "warn"),
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
    forceCloseConnections: "idle",
    routerOptions: { maxParamLength: 200 },
  });
  app.setValidatorCompiler(({ schema, httpPart }) => validatorOf(schema as TSchema, httpPart));
  app.setSerializerCompiler(({ schema }) => (options.checkAnswers ? checkedSerializer(schema as TSchema) : JSON.stringify));

  const services = createServices(home, options);
  await services.schedules.addStanding(await services.accounts.operator());
  app.setErrorHandler((error: FastifyError | YuejianError | Error, request, reply) => {
    const noted = error instanceof YuejianError ? auditRefusal(request, error, services) : Promise.resolve();
    // A refusal that cannot be noted is a fault of its own, and answered as one.
    noted.then(
      () => answerError(error, request, reply),
      (cause: Error) => answerError(cause, request, reply),
    );
  });
  app.addHook("onResponse", async (request, reply) => {
    request.log.info(
      { method: request.method, route: request.routeOptions.url, status: reply.statusCode, ms: Math.round(reply.elapsedTime) },
      "answered",
    );
  });

  const uploadLimit = options.uploadLimit ?? UPLOAD_LIMIT;
  await app.register(cookie);
  await app.register(multipart, {
    throwFileSizeLimit: true,
    limits: { fileSize: uploadLimit, files: 1, fields: 10, fieldSize: 4096, parts: 12 },
  });
  await registerOpenApi(app);
  admit(app, services, { local, knownHosts: options.knownHosts ?? namesIn(process.env["YUEJIAN_HOSTS"]) });
  const sessions = createLakeSessions(home.lake);
  app.addHook("onClose", async () => {
    await services.documents.close();
    await services.queries.close();
    await sessions.close();
  });
  const alerts = options.alerts ?? createAlerts();
  registerRoutes(app, {
    home,
    services,
    sessions,
    uploadLimit,
    attachmentLimit: options.attachmentLimit ?? ATTACHMENT_LIMIT,
    portalLimits: options.portalLimits ?? PORTAL_LIMITS,
    intakeFolders: options.intakeFolders === undefined ? intakeFolders(process.env["YUEJIAN_INTAKE_FOLDERS"]) : options.intakeFolders,
    alerts,
    nodeRecords: nodeRecordsOf(home, services.audit, alerts),
    cosigning: options.cosigning ?? (() => restingState({ folder: home.paths.ledger, onTrouble: (text) => app.log.warn(text) })),
  });
  await serveConsole(app, options.consoleFolder);
  await app.ready();
  return app;
}

function namesIn(setting: string | undefined): string[] {
  return (setting ?? "").split(",").flatMap((name) => (name.trim() === "" ? [] : [name.trim().toLowerCase()]));
}
