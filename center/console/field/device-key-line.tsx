import { useEffect, useState } from "react";
import { useLanguage } from "../language/locale.tsx";
import { deviceSigner } from "./device-key.ts";

/** The line that has to be registered before this device's signatures count. */
export function DeviceKeyLine() {
  const { t } = useLanguage();
  const [line, setLine] = useState<string | null>("");
  useEffect(() => {
    deviceSigner().then(
      (signer) => setLine(signer.line),
      () => setLine(null),
    );
  }, []);
  if (line === null)
    return (
      <p className="field-notice" role="alert">
        {t("field.noKey")}
      </p>
    );
  return (
    <details className="field-card">
      <summary>{t("field.deviceKey")}</summary>
      <p className="muted">{t("field.deviceKeyAbout")}</p>
      <code className="field-digest" data-device-key>
        {line}
      </code>
    </details>
  );
}
