import { useNavigate, useSearch } from "@tanstack/react-router";
import { Spin } from "antd";
import { useEffect, useRef } from "react";
import { useSignIn } from "../../api/session.ts";
import { LanguageSwitch, ThemeSwitch } from "../../frame/menus.tsx";
import { ErrorNotice } from "../../kit/page-state.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { SignInForm } from "./sign-in-form.tsx";
import "./sign-in.css";

export function SignInPage() {
  const { t } = useLanguage();
  const { token, from } = useSearch({ from: "/sign-in" });
  const navigate = useNavigate();
  const link = useSignIn();
  const started = useRef(false);
  const enter = () => void navigate({ to: safePath(from), replace: true });
  const { mutate } = link;
  useEffect(() => {
    document.title = `${t("session.signIn")} · ${t("nav.product")}`;
  }, [t]);
  useEffect(() => {
    // A one-time link counts once: React's double effects must not spend it twice.
    if (!token || started.current) return;
    started.current = true;
    mutate({ token });
  }, [token, mutate]);
  useEffect(() => {
    if (link.isSuccess) void navigate({ to: safePath(from), replace: true });
  }, [link.isSuccess, navigate, from]);
  const isLinkRunning = token !== undefined && !link.error;
  return (
    <div className="sign-in">
      <div className="sign-in-switches">
        <LanguageSwitch />
        <ThemeSwitch />
      </div>
      <div className="sign-in-card">
        <img src="/icon.svg" alt="" width={40} height={40} />
        <h1>{t("nav.product")}</h1>
        <p className="muted">{t("session.about")}</p>
        {link.error && <ErrorNotice error={link.error} />}
        {isLinkRunning ? (
          <div className="muted">
            <Spin size="small" /> {t("session.linkRunning")}
          </div>
        ) : (
          <SignInForm onDone={enter} />
        )}
      </div>
    </div>
  );
}

/** Only addresses of this console: a link must not send a person elsewhere after signing in. */
const safePath = (from: string | undefined) => (from?.startsWith("/") && !from.startsWith("//") && !from.includes("\\") ? from : "/work");
