import UnlockOutlined from "@ant-design/icons/UnlockOutlined";
import WarningOutlined from "@ant-design/icons/WarningOutlined";
import { Link } from "@tanstack/react-router";
import { LEGAL_BASES } from "@yuejian/contracts";
import { Button } from "antd";
import { usePurpose } from "../kit/purpose.tsx";
import { useTrustedKey } from "../kit/trusted-key.ts";
import { useLanguage } from "../language/locale.tsx";

/** Stands on every page while personal data is open, so that nobody forgets it. */
export function PurposeStrip() {
  const { t, text, format } = useLanguage();
  const { purpose, end } = usePurpose();
  if (!purpose) return null;
  const basis = Object.entries(LEGAL_BASES).find(([id]) => id === purpose.legalBasis)?.[1];
  return (
    <div className="strip purpose" role="status">
      <UnlockOutlined aria-hidden />
      <span>
        {t("purpose.active", {
          subject: purpose.subject,
          basis: basis ? text(basis) : purpose.legalBasis,
          until: format.time(purpose.expiresAt),
        })}
      </span>
      <Button size="small" onClick={end}>
        {t("purpose.end")}
      </Button>
    </div>
  );
}

/** The ledger's key differs from the one this browser saw first: loud, on every page. */
export function KeyChanged() {
  const { t } = useLanguage();
  const { isChanged } = useTrustedKey();
  if (!isChanged) return null;
  return (
    <div className="strip alarm" role="alert">
      <WarningOutlined aria-hidden />
      <span>{t("chain.keyChanged")}</span>
      <Link to="/chain">{t("chain.keyChangedOpen")}</Link>
    </div>
  );
}
