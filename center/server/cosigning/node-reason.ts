import type { CosignFailure, Observation } from "@yuejian/chain/node";
import { NODE_REASONS, type NodeReason, type NodeReasonCode } from "@yuejian/contracts/api";

const SAID_LIMIT = 200;

/** The system's codes, and what they mean to who looks at a node. */
const SYSTEM: Readonly<Record<string, NodeReasonCode>> = {
  ECONNREFUSED: "connection-refused",
  ENOTFOUND: "name-unknown",
  EAI_AGAIN: "name-unknown",
  EHOSTUNREACH: "no-route",
  ENETUNREACH: "no-route",
  ECONNRESET: "connection-lost",
  EPIPE: "connection-lost",
  UND_ERR_SOCKET: "connection-lost",
  ETIMEDOUT: "no-answer",
  TimeoutError: "no-answer",
  UND_ERR_CONNECT_TIMEOUT: "no-answer",
};

/** Why a node gave no cosignature. Reasons that are the same say the same, whatever a clock measured: a new one begins a new period. */
export function failureReason(failure: CosignFailure): NodeReason {
  switch (failure.kind) {
    case "unreachable":
      return systemReason(failure.code, failure.reason);
    case "late":
      return reason("no-answer");
    case "split":
      return reason("other-history", { size: failure.size });
    case "refused":
      return refusalReason(failure);
  }
}

/** Why a node shows nothing; null where it does. */
export function observationReason({ failure }: Observation): NodeReason | null {
  if (failure === null) return null;
  return failure.code === "no-address" || failure.code === "mute" ? reason(failure.code) : systemReason(failure.code, failure.reason);
}

export function reason(code: NodeReasonCode, parameters: NodeReason["parameters"] = {}): NodeReason {
  return { code, parameters };
}

/** As the store keeps it; reasons of earlier homes are the words that they were. */
export function encodeReason({ code, parameters }: NodeReason): string {
  return JSON.stringify({ code, parameters });
}

export function decodeReason(text: string): NodeReason {
  try {
    const { code, parameters } = JSON.parse(text) as NodeReason;
    if (Object.hasOwn(NODE_REASONS, code)) return { code, parameters };
  } catch {
    // Words.
  }
  return reason("told", { said: text });
}

function refusalReason({ status, reason: said, why }: Extract<CosignFailure, { kind: "refused" }>): NodeReason {
  if (why !== undefined) return reason(why.code, why.size === undefined ? {} : { size: why.size });
  if (status === 403) return reason("key-refused", { said: cut(said) });
  if (status === 404) return reason("not-followed");
  return status >= 500 ? reason("failed", { status }) : reason("refused", { status, said: cut(said) });
}

function systemReason(code: string | null, said: string): NodeReason {
  const known = SYSTEM[code ?? ""];
  if (known !== undefined) return reason(known);
  const isCertificate = /CERT|SELF_SIGNED|ERR_TLS|UNABLE_TO/.test(code ?? "");
  return reason(isCertificate ? "certificate" : "unreachable", { said: cut(said) });
}

function cut(said: string): string {
  return said.slice(0, SAID_LIMIT);
}
