import { randomBytes } from "node:crypto";
import { type ErrorKind, YuejianError } from "@yuejian/contracts";
import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";

/** The one place where error kinds become HTTP. */
const STATUS: Readonly<Record<ErrorKind, number>> = {
  input: 400,
  "signed-out": 401,
  denied: 403,
  missing: 404,
  conflict: 409,
  busy: 503,
  integrity: 500,
  failure: 500,
};

function statusOf(error: YuejianError): number {
  if (error.code === "UPLOAD_TOO_LARGE" || error.code === "ATTACHMENT_TOO_LARGE") return 413;
  return error.code === "SIGN_IN_LOCKED" || error.code === "REPLY_LINK_LOCKED" ? 429 : STATUS[error.kind];
}

/** Answers with the error's JSON form. Anything that is not ours becomes UNEXPECTED with a reference under which the log holds the cause:
 *  a stranger's message may quote personal data and is never sent. */
export function answerError(error: FastifyError | YuejianError | Error, request: FastifyRequest, reply: FastifyReply): void {
  const ours = asOurs(error);
  if (ours) {
    if (ours.kind === "failure" || ours.kind === "integrity") request.log.error({ code: ours.code, err: ours }, "request failed");
    void reply.code(statusOf(ours)).type("application/json; charset=utf-8").send(JSON.stringify(ours));
    return;
  }
  const reference = randomBytes(5).toString("hex");
  request.log.error({ reference, err: error }, "unexpected error");
  void reply
    .code(500)
    .type("application/json; charset=utf-8")
    .send(JSON.stringify(new YuejianError("UNEXPECTED", { reference })));
}

function asOurs(error: FastifyError | YuejianError | Error): YuejianError | null {
  if (error instanceof YuejianError) return error;
  if (error.cause instanceof YuejianError) return error.cause;
  const code = "code" in error ? error.code : "";
  if (code === "FST_ERR_CTP_BODY_TOO_LARGE" || code === "FST_REQ_FILE_TOO_LARGE")
    return new YuejianError("UPLOAD_TOO_LARGE", { limit: "" }, { cause: error });
  const reason = MALFORMED[code];
  return reason
    ? new YuejianError("REQUEST_INVALID", { where: "body", reason: reason.en, reason_zh: reason.zh, reason_en: reason.en })
    : null;
}

const MALFORMED: Readonly<Record<string, { zh: string; en: string }>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: { zh: "不是合法的 JSON", en: "is no valid JSON" },
  FST_ERR_CTP_EMPTY_JSON_BODY: { zh: "是空的", en: "is empty" },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: { zh: "内容类型应为 application/json", en: "must be application/json" },
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: { zh: "长度与声明不符", en: "differs from the declared length" },
  FST_INVALID_MULTIPART_CONTENT_TYPE: { zh: "应为 multipart/form-data", en: "must be multipart/form-data" },
  FST_PARTS_LIMIT: { zh: "部分过多", en: "has too many parts" },
  FST_FIELDS_LIMIT: { zh: "字段过多", en: "has too many fields" },
  FST_FILES_LIMIT: { zh: "一次只能上传一个文件", en: "holds more than one file" },
};
