import type { Text } from "@yuejian/contracts";
import type { Policy } from "../format/index.ts";
import { type CheckList, failure } from "./check-list.ts";
import type { OpenedCheckpoint } from "./checkpoint-check.ts";

/** How a document's checkpoint stands by the reader's policy, in words and times that people read. */
export interface PolicyVerdict {
  readonly size: number;
  readonly isFinal: boolean;
  /** By when the quorum was met, by the clocks of those who cosigned (ISO 8601); null when it is not met or none is asked for. */
  readonly by: string | null;
  /** Every witness of the policy, in its order. */
  readonly cosigners: readonly { readonly name: string; readonly at: string | null }[];
  /** What the quorum lacks: each unmet group with its unmet members, or a witness. */
  readonly missing: readonly string[];
}

/** Puts into the list who cosigned, when, and whether that is enough; null when the reader brought no policy. */
export function checkCosigners(list: CheckList, opened: OpenedCheckpoint, policy: Policy | undefined): PolicyVerdict | null {
  const { finality, strangers, checkpoint } = opened;
  if (policy === undefined || finality === null) {
    list.state("cosignature", checkpoint.origin, uncheckedText(strangers));
    return null;
  }
  for (const { name, time } of finality.witnesses) {
    if (time === null) list.state("cosignature", name, absentText(name));
    else list.run("cosignature", name, { text: cosignedText(name, isoTime(time)), test: () => null });
  }
  if (strangers.length > 0) list.state("cosignature", checkpoint.origin, strangersText(strangers));
  const met = metNames(policy, new Map(finality.witnesses.flatMap(({ name, time }) => (time === null ? [] : [[name, time] as const]))));
  const missing = policy.quorum === null ? [] : missingUnder(policy, policy.quorum, met);
  const quorumTime = policy.quorum === null ? undefined : met.get(policy.quorum);
  const by = quorumTime === undefined ? null : isoTime(quorumTime);
  list.run("policy", checkpoint.origin, {
    text: finalText(checkpoint.size, by),
    test: () => {
      if (finality.isFinal) return null;
      return failure("POLICY_NOT_MET", checkpoint.origin, { missing: finality.isSigned ? missing.join("; ") : `log ${checkpoint.origin}` });
    },
  });
  const cosigners = finality.witnesses.map(({ name, time }) => ({ name, at: time === null ? null : isoTime(time) }));
  return { size: checkpoint.size, isFinal: finality.isFinal, by, cosigners, missing };
}

/** The time (POSIX seconds) at which each witness and group was met: a group when so many of its members were as it needs. */
function metNames({ groups }: Policy, times: Map<string, number>): ReadonlyMap<string, number> {
  const met = new Map(times);
  for (const { name, least, members } of groups) {
    const when = members.flatMap((member) => met.get(member) ?? []).sort((left, right) => left - right)[least - 1];
    if (when !== undefined) met.set(name, when);
  }
  return met;
}

function missingUnder(policy: Policy, name: string, met: ReadonlyMap<string, number>): string[] {
  if (met.has(name)) return [];
  const group = policy.groups.find((each) => each.name === name);
  if (group === undefined) return [name];
  const unmet = group.members.filter((member) => !met.has(member));
  const words = `${name} ${group.members.length - unmet.length}/${group.least} (${unmet.join(", ")})`;
  return [
    words,
    ...unmet.flatMap((member) => (policy.groups.some((each) => each.name === member) ? missingUnder(policy, member, met) : [])),
  ];
}

/** `…Z` without milliseconds: cosignatures have none. A time that no calendar holds is shown as the number it is. */
function isoTime(seconds: number): string {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? `${seconds} s` : date.toISOString().replace(".000Z", "Z");
}

function cosignedText(name: string, at: string): Text {
  return {
    zh: `${name} 已联署该检查点，按其时钟为 ${at}`,
    en: `${name} cosigned the checkpoint, by its clock at ${at}`,
  };
}

function absentText(name: string): Text {
  return { zh: `${name} 没有联署该检查点`, en: `${name} did not cosign the checkpoint` };
}

function finalText(size: number, by: string | null): Text {
  if (by === null)
    return {
      zh: `${size} 条的检查点符合所给规则（规则不要求联署）`,
      en: `The checkpoint of ${size} entries meets the policy given, which asks for no cosignature`,
    };
  return {
    zh: `${size} 条的检查点已终局：符合所给联署规则，按联署单位的时钟不晚于 ${by}`,
    en: `The checkpoint of ${size} entries is final: it meets the policy given, by the cosigners' clocks no later than ${by}`,
  };
}

function strangersText(names: readonly string[]): Text {
  return {
    zh: `另有 ${names.length} 行签名的密钥不在所给规则中，未核验：${names.join("、")}`,
    en: `${names.length} more signature lines are by keys that the policy does not name, not checked: ${names.join(", ")}`,
  };
}

function uncheckedText(names: readonly string[]): Text {
  if (names.length === 0)
    return { zh: "没有联署；未给出联署规则，是否终局未核验", en: "There is no cosignature; finality is not checked: no policy was given" };
  return {
    zh: `未给出联署规则，联署与终局未核验：${names.join("、")} 的 ${names.length} 行签名`,
    en: `Cosignatures and finality are not checked, no policy was given: ${names.length} signature lines under the names ${names.join(", ")}`,
  };
}
