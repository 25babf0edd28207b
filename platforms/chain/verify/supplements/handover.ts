import {
  closed,
  handoverOf,
  literal,
  type Policy,
  parseNote,
  parsePolicy,
  type Supplement,
  text,
  verifyNoteSignature,
} from "../../format/index.ts";
import { failure, incoherent } from "../check-list.ts";
import { judgeHandover } from "../handover-check.ts";
import type { SupplementKind, SupplementResult } from "./kind.ts";

/** By which handover the key that signed the checkpoint came to count. Older proofs, under the key before, verify without it. */
export interface HandoverSupplement extends Supplement {
  readonly kind: "handover";
  /** The handover with its signatures. */
  readonly note: string;
}

export const handoverKind: SupplementKind<HandoverSupplement> = {
  kind: "handover",
  title: { zh: "账本移交", en: "Handover of the ledger" },
  read: closed({ kind: literal("handover"), note: text(200_000) }),
  isTrust: (given) => policyIn(given) !== null,
  check({ note }, { note: whole, checkpoint, trust }): SupplementResult {
    const { origin, size, to } = handoverOf(note);
    if (origin !== checkpoint.origin || checkpoint.size <= size) {
      return { outcome: "fails", failure: incoherent("handover", "the checkpoint is not above this handover") };
    }
    const signed = parseNote(whole);
    if (!signed.signatures.some((line) => verifyNoteSignature(signed.text, line, to))) {
      return { outcome: "fails", failure: failure("SIGNATURE_INVALID", "handover") };
    }
    const policies = trust.flatMap((given) => policyIn(given) ?? []);
    if (policies.length === 0) {
      return {
        outcome: "open",
        text: {
          zh: `账本在 ${size} 条时移交给现在的密钥；由谁签署未核验，请提供联署规则`,
          en: `The ledger was handed over to its present key at ${size} entries; who signed that is not checked: bring a policy`,
        },
      };
    }
    const verdict = policies.map((policy) => judgeHandover(note, policy)).find(({ isComplete }) => isComplete);
    if (verdict === undefined) return { outcome: "fails", failure: incoherent("handover", "not signed by those whom the policy asks for") };
    const signers = verdict.witnesses.filter(({ time }) => time !== null).length;
    return {
      outcome: "holds",
      text: {
        zh: `账本在 ${size} 条时由规则要求的各方（${signers} 个签名）移交给现在的密钥`,
        en: `The ledger was handed over to its present key at ${size} entries by those whom the policy asks for (${signers} signatures)`,
      },
      proves: [],
    };
  },
};

function policyIn(given: string): Policy | null {
  try {
    return parsePolicy(given);
  } catch {
    return null;
  }
}
