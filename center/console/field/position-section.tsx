import { type FieldPosition, metresToOutline, POSITION_ABSENCES } from "@yuejian/contracts";
import type { FieldCheckView } from "@yuejian/contracts/api";
import { useState } from "react";
import { useLanguage } from "../language/locale.tsx";
import { takePosition } from "./position.ts";

interface Properties {
  readonly task: FieldCheckView;
  readonly position: FieldPosition;
  readonly isFixed: boolean;
  readonly onChange: (position: FieldPosition) => void;
}

export function PositionSection({ task, position, isFixed, onChange }: Properties) {
  const { t } = useLanguage();
  const [isBusy, setBusy] = useState(false);
  const take = async () => {
    setBusy(true);
    onChange(await takePosition());
    setBusy(false);
  };
  return (
    <section className="field-card">
      <h2>{t("field.position")}</h2>
      <p data-position={position.state}>
        <PositionWords position={position} outline={task.geometry} />
      </p>
      {!isFixed && (
        <button type="button" disabled={isBusy} onClick={() => void take()}>
          {t(isBusy ? "field.locating" : "field.takePosition")}
        </button>
      )}
    </section>
  );
}

/** Where it was, and how far from the outline; or why that is not known. */
function PositionWords({ position, outline }: { readonly position: FieldPosition; readonly outline: FieldCheckView["geometry"] }) {
  const { t, text, format } = useLanguage();
  if (position.state !== "measured") return t("field.noPosition", { why: text(POSITION_ABSENCES[position.state]) });
  const { latitude, longitude, accuracyMetres, at } = position;
  const metres = metresToOutline([Number(longitude), Number(latitude)], outline);
  return (
    <>
      <span className="number">{t("field.measured", { latitude, longitude, accuracy: accuracyMetres })}</span>
      {metres !== null && <strong> {metres === 0 ? t("field.inside") : t("field.away", { metres: format.count(metres) })}</strong>}
      <br />
      <span className="muted">{t("field.deviceTime", { at: format.time(at) })}</span>
    </>
  );
}
