import type { SuggestionEffectView } from "@yuejian/contracts/api";
import { useSuggestionEffect } from "../../api/governance.ts";
import { EntryLink } from "../../kit/entry-link.tsx";
import { Bullets, Facts, Reason, Section } from "../../kit/layout.tsx";
import { PageState } from "../../kit/page-state.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { CountBars } from "./count-bars.tsx";

/** What followed the service of a case's instrument: measured with its uncertainty, or why nothing can be said. */
export function EffectSection({ caseId }: { readonly caseId: string }) {
  const { t } = useLanguage();
  const effect = useSuggestionEffect(caseId);
  return (
    <Section title={t("governance.effect")} hint={t("governance.effectHint")}>
      <PageState query={effect}>{(view) => <EffectView view={view} />}</PageState>
    </Section>
  );
}

function EffectView({ view }: { readonly view: SuggestionEffectView }) {
  const { t, text, format } = useLanguage();
  const { result, course } = view;
  const percent = (share: number) => `${share < 0 ? "−" : "+"}${Math.abs(100 * share).toFixed(0)} %`;
  const interval = ({ value, low, high }: { value: number; low: number; high: number }) =>
    t("governance.interval", { value: percent(value), low: percent(low), high: percent(high) });
  return (
    <div className="stack">
      <Reason>{text(view.sentence)}</Reason>
      {course.length > 0 && (
        <CountBars
          bars={course.map((each) => ({
            key: each.from,
            label: t("governance.periodLabel", { from: each.from, to: each.to, own: each.own, others: each.others }),
            observed: each.own,
            expected: each.expected,
            isMeant: each.part === "after",
            search: {
              model: view.rules.map(({ id }) => id).join(","),
              office: view.offices.join(","),
              createdFrom: each.from,
              createdTo: each.to,
            },
          }))}
        />
      )}
      {view.doubts.length > 0 && <Bullets items={view.doubts.map((each) => text(each))} />}
      <Facts
        items={[
          [t("governance.servedOn"), format.day(view.servedOn)],
          [t("governance.group"), view.rules.map(({ title }) => text(title)).join("、")],
          ...(result === null
            ? []
            : [
                [t("governance.meanChange"), interval(result.effect)] as const,
                [t("governance.atOnce"), interval(result.step)] as const,
                [t("governance.byYear"), interval(result.yearlyTrend)] as const,
                [t("governance.resemblance"), result.autocorrelation.toFixed(2)] as const,
              ]),
          [t("governance.entry"), <EntryLink key="entry" index={view.ledgerIndex} />],
        ]}
      />
    </div>
  );
}
