import type { CaseDetail } from "@yuejian/contracts/api";
import { EntryLink } from "../../kit/entry-link.tsx";
import { Section } from "../../kit/layout.tsx";
import { Time } from "../../kit/small.tsx";
import { useLanguage } from "../../language/locale.tsx";

/** Everything that happened with the case, newest first, each with its place on the ledger. */
export function CaseTimeline({ history }: Pick<CaseDetail, "history">) {
  const { t, locale } = useLanguage();
  return (
    <Section title={t("cases.timeline")}>
      <ol className="timeline">
        {history.toReversed().map(({ id, at, actor, actorName, title, words, isUndone, ledgerIndex }) => (
          <li key={id}>
            <div>
              <strong>{locale === "zh" ? title.zh : title.en.slice(0, 1).toUpperCase() + title.en.slice(1)}</strong>{" "}
              {isUndone && <span className="tag quiet">{t("cases.undone")}</span>}
            </div>
            <div className="muted" style={{ fontSize: 12 }}>
              {actor === "system" ? t("lead.bySystem") : actorName} · <Time at={at} /> · <EntryLink index={ledgerIndex} />
            </div>
            {words.length > 0 && <div className="note">{words.join(" · ")}</div>}
          </li>
        ))}
      </ol>
    </Section>
  );
}
