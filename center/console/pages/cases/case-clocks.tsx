import type { CaseClockView, CaseDetail } from "@yuejian/contracts/api";
import { Section } from "../../kit/layout.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { ClockGrounds } from "./clock-grounds.tsx";

/** The days of a case: when each is over, what it rests on, and in words and colour when it is late. */
export function CaseClocks({ clocks }: Pick<CaseDetail, "clocks">) {
  const { t } = useLanguage();
  const sorted = clocks.toSorted(
    (one, other) => Number(one.stoppedOn !== null) - Number(other.stoppedOn !== null) || (one.due < other.due ? -1 : 1),
  );
  return (
    <Section title={t("cases.clocks")}>
      {sorted.length === 0 ? (
        <p className="muted">{t("cases.noClocks")}</p>
      ) : (
        <div className="stack">
          {sorted.map((clock) => (
            <Clock key={clock.key} clock={clock} />
          ))}
        </div>
      )}
    </Section>
  );
}

function Clock({ clock }: { readonly clock: CaseClockView }) {
  const { t, text, format } = useLanguage();
  const { title, due, stoppedOn, isOverdue, sentence, source, doubts, whenOver } = clock;
  return (
    <div data-clock={clock.kind}>
      <div>
        <strong>{text(title)}</strong> <span className="number">{t("cases.dueOn", { day: format.day(due) })}</span>{" "}
        {stoppedOn === null && isOverdue && <span className="tag alarm">! {t("cases.overdue")}</span>}
        {stoppedOn !== null && (
          <span className="tag quiet">{t(isOverdue ? "cases.stoppedLate" : "cases.stopped", { day: format.day(stoppedOn) })}</span>
        )}
      </div>
      <div className="muted" style={{ fontSize: 13 }}>
        {text(sentence)}
        {stoppedOn === null && isOverdue && whenOver && <div>{text(whenOver)}</div>}
      </div>
      <ClockGrounds source={source} doubts={doubts} />
    </div>
  );
}
