import { Button } from "antd";
import { useDraftAnswer, useLawAssistant } from "../../api/law-answers.ts";
import { CitedText } from "../../kit/cited-text.tsx";
import { ErrorNotice } from "../../kit/page-state.tsx";
import { useLanguage } from "../../language/locale.tsx";

const MOST_CHARACTERS = 1000;

/** A draft by the language model, where one was chosen; asked for by a click, since the question leaves the house. */
export function DraftedAnswer({ query, on }: { readonly query: string; readonly on: string | undefined }) {
  const { t } = useLanguage();
  const chosen = useLawAssistant().data?.assistant;
  const draft = useDraftAnswer();
  if (!chosen || query.length > MOST_CHARACTERS) return null;
  const answer = draft.data;
  const dropped = answer?.dropped.reduce((sum, { count }) => sum + count, 0) ?? 0;
  return (
    <div className="laws-draft">
      <div className="bar" style={{ margin: 0 }}>
        <Button size="small" loading={draft.isPending} onClick={() => draft.mutate({ query, on })}>
          {t("lawAnswers.draft")}
        </Button>
        <span className="muted">{t("lawAnswers.sends", { host: new URL(chosen.url).host })}</span>
      </div>
      {draft.error && <ErrorNotice error={draft.error} />}
      {answer && (
        <section aria-label={t("lawAnswers.title")} lang="zh">
          <p className="muted">{t("lawAnswers.about", { model: answer.model })}</p>
          {answer.sentences.length === 0 && <p>{t("lawAnswers.nothing")}</p>}
          {answer.sentences.map(({ text }) => (
            <p key={text}>
              <CitedText text={text} />
            </p>
          ))}
          {dropped > 0 && <p className="muted">{t("lawAnswers.dropped", { n: dropped })}</p>}
        </section>
      )}
    </div>
  );
}
