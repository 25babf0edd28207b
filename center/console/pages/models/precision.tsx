import { Link } from "@tanstack/react-router";
import type { ModelSummary } from "@yuejian/contracts/api";
import { useLanguage } from "../../language/locale.tsx";

/** Measured precision, always with what it is a share of. */
export function Precision({ model }: { readonly model: ModelSummary }) {
  const { t, format } = useLanguage();
  const decided = model.confirmed + model.dismissed;
  if (decided === 0) return <span className="muted">{t("models.undecided")}</span>;
  return (
    <Link to="/leads" search={{ model: model.id, status: "verified,filed,dismissed" }}>
      {t("models.precisionOf", { share: format.percent(model.confirmed, decided), confirmed: model.confirmed, decided })}
    </Link>
  );
}
