import { REPLY_OUTCOMES } from "@yuejian/contracts";
import type { PortalView } from "@yuejian/contracts/api";
import { useEffect, useState } from "react";
import { usePortal } from "../../api/portal.ts";
import { LanguageSwitch, ThemeSwitch } from "../../frame/menus.tsx";
import { Facts, Section } from "../../kit/layout.tsx";
import { OfficialSheet } from "../../kit/official-sheet.tsx";
import { PageLoading } from "../../kit/page-state.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { PortalFiles } from "./portal-files.tsx";
import { PortalItems } from "./portal-items.tsx";
import { PortalProblem } from "./portal-problem.tsx";
import { PortalReceipt } from "./portal-receipt.tsx";
import { PortalReplyForm } from "./portal-reply-form.tsx";
import "./portal.css";

/** What the receiver of an instrument sees who has a link and no account. The secret stands behind the #, so that no server writes it down. */
export function PortalPage() {
  const { t } = useLanguage();
  const [token, setToken] = useState(() => window.location.hash.slice(1));
  useEffect(() => {
    const changed = () => setToken(window.location.hash.slice(1));
    window.addEventListener("hashchange", changed);
    return () => window.removeEventListener("hashchange", changed);
  }, []);
  useEffect(() => {
    document.title = t("portal.title");
  }, [t]);
  const found = usePortal(token);
  return (
    <div className="portal">
      <header className="portal-head">
        <strong>{t("portal.title")}</strong>
        <div>
          <LanguageSwitch />
          <ThemeSwitch />
        </div>
      </header>
      <main>
        {found.error && !found.data && <PortalProblem error={found.error} />}
        {found.isPending && <PageLoading />}
        {found.data && <PortalContent token={token} view={found.data} />}
      </main>
      <footer className="muted">{t("portal.foot")}</footer>
    </div>
  );
}

function PortalContent({ token, view }: { readonly token: string; readonly view: PortalView }) {
  const { t, text, format } = useLanguage();
  const { document, office, receiver, dueOn, expiresAt, reply, mayReply, items } = view;
  return (
    <>
      <h1>{document.title}</h1>
      <Facts
        items={[
          [t("portal.from"), text(office)],
          [t("portal.to"), receiver],
          [t("portal.number"), document.number ?? "—"],
          ...(dueOn === null ? [] : ([[t("portal.due"), <strong key="due">{format.day(dueOn)}</strong>]] as const)),
          [t("portal.expires"), format.day(expiresAt.slice(0, 10))],
        ]}
      />
      {reply?.receipt && <PortalReceipt view={view} />}
      {reply && !reply.receipt && (
        <div className="notice" role="status">
          {t("portal.recorded", { day: format.day(reply.receivedOn), outcome: text(REPLY_OUTCOMES[reply.outcome]) })}
        </div>
      )}
      <Section title={t("portal.instrument")}>
        <OfficialSheet document={document} />
      </Section>
      <PortalFiles token={token} view={view} />
      {mayReply ? <PortalReplyForm token={token} view={view} /> : !reply && <p className="muted">{t("portal.notAwaited")}</p>}
      {items.length > 0 && <PortalItems token={token} view={view} />}
    </>
  );
}
