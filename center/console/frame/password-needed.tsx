import type { ReactNode } from "react";
import { cameByLink, useSession } from "../api/session.ts";
import { Section } from "../kit/layout.tsx";
import { useLanguage } from "../language/locale.tsx";
import { PasswordForm } from "./password-dialog.tsx";

/** Who came by a one-time link sets a password before anything else. */
export function PasswordNeeded({ children }: { readonly children: ReactNode }) {
  const { t } = useLanguage();
  const { mustSetPassword, user } = useSession();
  if (!mustSetPassword) return children;
  const byLink = cameByLink();
  return (
    <div style={{ maxWidth: 420, margin: "6vh auto" }}>
      <Section title={t("session.setPasswordTitle")}>
        <p className="muted" style={{ marginBottom: 12 }}>
          {byLink ? t("session.setPasswordWhy", { name: user.name }) : t("session.replacePasswordWhy", { name: user.name })}
        </p>
        <PasswordForm needsCurrent={!byLink} />
      </Section>
    </div>
  );
}
