import type { HandledCaseDetail } from "@yuejian/contracts/api";
import { Section } from "../../kit/layout.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { ClockGrounds } from "../cases/clock-grounds.tsx";

type Clock = HandledCaseDetail["clocks"][number];

/** Each clock with its derivation beside it; what cannot be told is said, never left out. */
export function HandledClocks({ clocks, unknown }: Pick<HandledCaseDetail, "clocks" | "unknown">) {
  const { t, text } = useLanguage();
  return (
    <Section title={t("casework.clocks")}>
      {clocks.length + unknown.length === 0 && <p className="muted">{t("casework.noClocks")}</p>}
      <div className="stack">
        {clocks.map((clock) => (
          <ClockLine key={clock.key} clock={clock} />
        ))}
        {unknown.map(({ key, title, reason }) => (
          <div key={key}>
            <strong>{text(title)}</strong> <span className="tag attention">? {t("casework.cannotTell")}</span>
            <div className="muted">{text(reason)}</div>
          </div>
        ))}
      </div>
    </Section>
  );
}

/** Sign and word before colour. */
const STATES = {
  running: { sign: "▶", look: "accent", word: "casework.running" },
  paused: { sign: "‖", look: "quiet", word: "casework.paused" },
  overdue: { sign: "!", look: "alarm", word: "casework.overdue" },
  kept: { sign: "✓", look: "good", word: "casework.kept" },
  missed: { sign: "×", look: "attention", word: "casework.missed" },
} as const satisfies Record<Clock["state"], object>;

function ClockLine({ clock }: { readonly clock: Clock }) {
  const { t, text, format } = useLanguage();
  const { title, due, stoppedOn, state, sentence, source, doubts, whenOver } = clock;
  const { sign, look, word } = STATES[state];
  const day = stoppedOn === null ? "" : format.day(stoppedOn);
  return (
    <div data-clock={clock.key}>
      <div>
        <strong>{text(title)}</strong>{" "}
        {due !== null && <span className="number">{t("cases.dueOn", { day: format.day(due.slice(0, 10)) })}</span>}{" "}
        <span className={`tag ${look}`}>
          <span aria-hidden>{sign}</span> {t(word, { day })}
        </span>
      </div>
      <div className="muted" style={{ fontSize: 13 }}>
        {text(sentence)}
        {(state === "overdue" || state === "missed") && <div>{text(whenOver)}</div>}
      </div>
      <ClockGrounds source={source} doubts={doubts} />
    </div>
  );
}
