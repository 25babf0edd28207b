import { isMirrorAddress } from "@yuejian/chain/node";
import type { LedgerFinality } from "@yuejian/contracts/api";
import { type CosigningState, failureReason } from "../../cosigning/index.ts";

export function finalityView({ policy, newest, final, splits }: CosigningState): LedgerFinality {
  const times = new Map(newest?.finality.witnesses.map(({ name, time }) => [name, time]));
  return {
    hasPolicy: policy !== null,
    quorum: policy?.quorum ?? null,
    groups: newest?.finality.groups.map((group) => ({ ...group })) ?? [],
    cosigners: (policy?.witnesses ?? []).map(({ name, url }) => {
      const time = times.get(name) ?? null;
      const failure = newest?.failures[name];
      return {
        name,
        isMirror: isMirrorAddress(url),
        url,
        cosignedAt: time === null ? null : new Date(time * 1000).toISOString(),
        failure: failure === undefined ? null : { kind: failure.kind, reason: failureReason(failure) },
      };
    }),
    newest:
      newest === null
        ? null
        : { size: newest.finality.checkpoint.size, at: newest.at, isFinal: newest.finality.isFinal, note: newest.note },
    final,
    splits: splits.map((split) => ({ ...split })),
  };
}
