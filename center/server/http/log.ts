import { YuejianError } from "@yuejian/contracts";
import type { FastifyLoggerOptions } from "fastify";
import { maskText } from "../policy/index.ts";

/** Logs go to stderr as JSON lines. Requests appear as method and route pattern, never with their address, query or body; messages of
 *  strangers lose what they quote, since databases and parsers like to quote values. */
export function loggerOptions(level: string): FastifyLoggerOptions & { stream: NodeJS.WritableStream } {
  return {
    level,
    stream: process.stderr,
    serializers: {
      err: (error: Error) => ({
        type: error.name,
        ...("code" in error ? { code: String(error.code) } : {}),
        message: safeMessage(error),
        stack: framesOf(error),
      }),
      req: (request) => ({ method: request.method }),
      res: (reply) => ({ statusCode: reply.statusCode }),
    },
  };
}

export function safeMessage(error: Error): string {
  if (error instanceof YuejianError) return error.message;
  const unquoted = error.message
    .replaceAll(/"[^"]*"|'[^']*'|`[^`]*`|“[^”]*”|「[^」]*」|\([^()]*\)=\([^()]*\)/gu, "…")
    .replaceAll(/\d{6,}/gu, "…");
  return maskText(unquoted, []).slice(0, 500);
}

/** Where it happened, without the message that heads a stack. */
function framesOf(error: Error): string {
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  const cause =
    error.cause instanceof Error ? `\ncaused by ${error.cause.name}: ${safeMessage(error.cause)}\n${framesOf(error.cause)}` : "";
  return frames.join("\n") + cause;
}
