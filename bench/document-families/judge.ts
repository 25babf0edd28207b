import type { DocumentFinding } from "@yuejian/contracts";
import { type Draft, draftText, type PlantedDraft } from "./draft.ts";
import { CHARACTER_KINDS, type CharacterKind, ERROR_KINDS, type ErrorKind } from "./kinds.ts";

export type Check = (draft: Draft) => readonly DocumentFinding[];

export interface KindQuality {
  readonly planted: number;
  readonly found: number;
  readonly recall: number | null;
  /** Findings of the kind in right documents, and in planted ones away from every planted fault. */
  readonly falseAlarms: number;
  readonly precision: number | null;
}

/** How many planted faults are found, kind by kind. `kindOf`: the kind that a rule finds; null: of none. A finding that touches the planted fault but is of another kind counts neither way:
 *  one fault can break several rules. */
export function judgeKinds(
  { right, planted }: { readonly right: readonly Draft[]; readonly planted: Iterable<PlantedDraft> },
  { check, kindOf }: { readonly check: Check; readonly kindOf: (rule: string) => ErrorKind | null },
): Partial<Record<ErrorKind, KindQuality>> {
  const [made, found, alarms] = [new Map<ErrorKind, number>(), new Map<ErrorKind, number>(), new Map<ErrorKind, number>()];
  const raise = (counts: Map<ErrorKind, number>, kind: ErrorKind | null): void => {
    if (kind !== null) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  };
  const inRight = new Set<string>();
  for (const draft of right)
    for (const finding of check(draft)) {
      raise(alarms, kindOf(finding.rule));
      inRight.add(`${finding.rule} ${finding.text}`);
    }
  for (const { draft, fault } of planted) {
    raise(made, fault.kind);
    const places = [[fault.start, fault.end] as const, ...fault.also];
    const touches = ({ start, end }: DocumentFinding): boolean => places.some(([from, to]) => start <= to && from <= end);
    const findings = check(draft);
    if (findings.some((finding) => kindOf(finding.rule) === fault.kind && touches(finding))) raise(found, fault.kind);
    for (const finding of findings)
      if (!touches(finding) && !inRight.has(`${finding.rule} ${finding.text}`)) raise(alarms, kindOf(finding.rule));
  }
  return Object.fromEntries(
    ERROR_KINDS.filter((kind) => made.has(kind) || alarms.has(kind)).map((kind) => {
      const [planted, hits, falseAlarms] = [made.get(kind) ?? 0, found.get(kind) ?? 0, alarms.get(kind) ?? 0];
      return [kind, { planted, found: hits, recall: share(hits, planted), falseAlarms, precision: share(hits, hits + falseAlarms) }];
    }),
  );
}

const share = (part: number, whole: number): number | null => (whole === 0 ? null : Math.round((part / whole) * 10_000) / 10_000);

/** Findings of any rule in right documents, for 10,000 characters. */
export function alarmsPer10000(right: readonly Draft[], check: Check): { readonly characters: number; readonly per10000: number } {
  const characters = right.reduce((sum, draft) => sum + draftText(draft).length, 0);
  const findings = right.reduce((sum, draft) => sum + check(draft).length, 0);
  return { characters, per10000: share(findings * 10_000, characters) ?? 0 };
}

export interface SlipQuality extends KindQuality {
  /** Faults that a finding of any statistical rule touches. */
  readonly touched: number;
}

/** Slips of single characters: found by the rule of their own kind, or touched by any rule that goes by statistics (a finding with a probability). */
export async function judgeSlips(
  { right, planted }: { readonly right: readonly Draft[]; readonly planted: Iterable<PlantedDraft> },
  check: (draft: Draft) => Promise<readonly DocumentFinding[]>,
): Promise<{ readonly kinds: Partial<Record<CharacterKind, SlipQuality>>; readonly characters: number; readonly per10000: number }> {
  const counts = new Map(CHARACTER_KINDS.map((kind) => [kind as string, { planted: 0, found: 0, touched: 0, falseAlarms: 0 }]));
  const isSlip = ({ rule, probability }: DocumentFinding): boolean => probability !== undefined || counts.has(rule);
  const inRight = new Set<string>();
  let [characters, alarms] = [0, 0];
  for (const draft of right) {
    characters += draftText(draft).length;
    for (const finding of (await check(draft)).filter(isSlip)) {
      alarms += 1;
      inRight.add(`${finding.rule} ${finding.text}`);
      const count = counts.get(finding.rule);
      if (count) count.falseAlarms += 1;
    }
  }
  for (const { draft, fault } of planted) {
    const own = counts.get(fault.kind);
    if (!own) continue;
    own.planted += 1;
    const findings = (await check(draft)).filter(isSlip);
    const touching = findings.filter(({ start, end }) => start <= fault.end && fault.start <= end);
    if (touching.length > 0) own.touched += 1;
    if (touching.some(({ rule }) => rule === fault.kind)) own.found += 1;
    for (const finding of findings) {
      const count = counts.get(finding.rule);
      if (count && !touching.includes(finding) && !inRight.has(`${finding.rule} ${finding.text}`)) count.falseAlarms += 1;
    }
  }
  const kinds = [...counts].map(([kind, count]) => [
    kind,
    { ...count, recall: share(count.found, count.planted), precision: share(count.found, count.found + count.falseAlarms) },
  ]);
  return {
    kinds: Object.fromEntries(kinds) as Partial<Record<CharacterKind, SlipQuality>>,
    characters,
    per10000: share(alarms * 10_000, characters) ?? 0,
  };
}

export { draftText };
