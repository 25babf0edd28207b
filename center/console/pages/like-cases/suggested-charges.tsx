import { Link } from "@tanstack/react-router";
import type { ChargesView, SuggestedChargeView } from "@yuejian/contracts/api";
import { Button } from "antd";
import { useCharges } from "../../api/like-cases.ts";
import { Reason, Section } from "../../kit/layout.tsx";
import { Nothing, PageState } from "../../kit/page-state.tsx";
import { useLanguage } from "../../language/locale.tsx";

interface Choosing {
  readonly chosen: string | undefined;
  readonly onChoose: (charge: string | undefined) => void;
}

/** Charges with their probability, the words that speak for each and its articles; one of them can narrow the like cases. */
export function SuggestedCharges({ text, ...choosing }: Choosing & { readonly text: string }) {
  const { t, text: shown } = useLanguage();
  const found = useCharges(text);
  return (
    <Section title={t("likeCases.charges")} hint={t("likeCases.chargesHint")}>
      <PageState query={found} rows={4}>
        {(view: ChargesView) => (
          <>
            <Reason>{shown(view.verdict)}</Reason>
            {view.isCut && <p className="muted">{t("likeCases.cut")}</p>}
            {view.charges.length === 0 && <Nothing title={t("likeCases.noCharge")} />}
            <ol className="like-charges">
              {view.charges.map((charge, at) => (
                <li key={charge.charge}>
                  <OneCharge charge={charge} isNamed={at < view.named} {...choosing} />
                </li>
              ))}
            </ol>
          </>
        )}
      </PageState>
    </Section>
  );
}

const SHOWN_REASONS = 8;

function OneCharge({
  charge: { charge, probability, reasons, articles, likeness },
  isNamed,
  chosen,
  onChoose,
}: Choosing & { readonly charge: SuggestedChargeView; readonly isNamed: boolean }) {
  const { t } = useLanguage();
  const percent = Math.round(probability * 100);
  return (
    <article className={isNamed ? "like-charge named" : "like-charge"}>
      <header>
        <strong>{charge}</strong> {isNamed && <span className="tag">{t("likeCases.named")}</span>}
        <span className="like-percent">{percent}%</span>
      </header>
      <div className="like-bar" aria-hidden>
        <span style={{ width: `${percent}%` }} />
      </div>
      <p>
        {reasons
          .slice(0, SHOWN_REASONS)
          .map((reason) => reason.text)
          .join("、")}
        {reasons.length > 0 && <br />}
        <span className="muted">{t("likeCases.likeness", { n: Math.round(likeness * 100) })}</span>
      </p>
      <p>
        {articles.map(({ label, law, key }) => (
          <Link key={key} to="/laws" search={{ law, article: key }}>
            {label}
          </Link>
        ))}
        <Button size="small" type="link" aria-pressed={chosen === charge} onClick={() => onChoose(chosen === charge ? undefined : charge)}>
          {t(chosen === charge ? "likeCases.anyCharge" : "likeCases.charge")}
        </Button>
      </p>
    </article>
  );
}
