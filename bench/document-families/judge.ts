import type { DocumentFinding } from "@yuejian/contracts";
import { type Draft, draftText, type PlantedDraft } from "./draft.ts";
import { ERROR_KINDS, type ErrorKind } from "./kinds.ts";

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
  const share = (part: number, whole: number): number | null => (whole === 0 ? null : Math.round((part / whole) * 10_000) / 10_000);
  return Object.fromEntries(
    ERROR_KINDS.filter((kind) => made.has(kind) || alarms.has(kind)).map((kind) => {
      const [planted, hits, falseAlarms] = [made.get(kind) ?? 0, found.get(kind) ?? 0, alarms.get(kind) ?? 0];
      return [kind, { planted, found: hits, recall: share(hits, planted), falseAlarms, precision: share(hits, hits + falseAlarms) }];
    }),
  );
}

export { draftText };
