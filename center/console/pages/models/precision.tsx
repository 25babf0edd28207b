import { Link } from "@tanstack/react-router";
import type { ModelSummary, Rate } from "@yuejian/contracts/api";
import { useLanguage } from "../../language/locale.tsx";

/** A share with its 95 % interval; in words what it is a share of, for those who point at it. */
export function RateText({ rate }: { readonly rate: Rate }) {
  const { t, text, format } = useLanguage();
  return (
    <span className="number" title={text(rate.of)}>
      {t("models.interval", { rate: format.percent(rate.rate, 1), low: format.percent(rate.low, 1), high: format.percent(rate.high, 1) })}
    </span>
  );
}

/** Measured precision, always with what it is a share of. */
export function Precision({ model }: { readonly model: ModelSummary }) {
  const { t } = useLanguage();
  const decided = model.confirmed + model.dismissed;
  if (!model.precision) return <span className="muted">{t("models.undecided")}</span>;
  return (
    <>
      <Link to="/leads" search={{ model: model.id, status: "verified,filed,dismissed" }}>
        <RateText rate={model.precision} />
      </Link>
      <div className="muted" style={{ fontSize: 12 }}>
        {t("models.decidedOf", { confirmed: model.confirmed, decided })}
      </div>
    </>
  );
}

/** Estimated recall with its interval, or that it cannot be said. */
export function Recall({ model }: { readonly model: ModelSummary }) {
  const { t } = useLanguage();
  return model.recall ? <RateText rate={model.recall} /> : <span className="muted">{t("models.unknown")}</span>;
}
