import { Link, Outlet } from "@tanstack/react-router";
import { useState } from "react";
import { useEvents } from "../api/jobs.ts";
import { useSession } from "../api/session.ts";
import { PageTitleProvider } from "../kit/page-title.tsx";
import { PurposeProvider } from "../kit/purpose.tsx";
import { useLanguage } from "../language/locale.tsx";
import { Bell } from "./bell.tsx";
import { Breadcrumb } from "./breadcrumb.tsx";
import { JobIndicator } from "./job-indicator.tsx";
import { KeyHelp } from "./key-help.tsx";
import { useGoKeys } from "./keys.ts";
import { LanguageSwitch, ThemeSwitch, UserMenu } from "./menus.tsx";
import { Navigation } from "./navigation.tsx";
import { Palette } from "./palette.tsx";
import { PasswordNeeded } from "./password-needed.tsx";
import { SearchButton } from "./search-button.tsx";
import { SignInAgain } from "./sign-in-again.tsx";
import { KeyChanged, PurposeStrip } from "./strips.tsx";

/** What stands around every page of a signed-in person. */
export function Frame() {
  const { t } = useLanguage();
  const [open, setOpen] = useState<"palette" | "keys" | null>(null);
  const { csrf, mustSetPassword } = useSession();
  useEvents(mustSetPassword ? null : csrf);
  useGoKeys({ onPalette: () => setOpen("palette"), onHelp: () => setOpen("keys") });
  const close = () => setOpen(null);
  return (
    <PurposeProvider>
      <PageTitleProvider>
        <div className="frame">
          <a className="skip" href="#content">
            {t("nav.skip")}
          </a>
          <Link className="frame-brand" to="/work">
            <img src="/icon.svg" alt="" width={22} height={22} />
            {t("nav.product")}
          </Link>
          <header className="frame-top">
            <Breadcrumb />
            <JobIndicator />
            <Bell />
            <SearchButton onClick={() => setOpen("palette")} />
            <LanguageSwitch />
            <ThemeSwitch />
            <UserMenu />
          </header>
          <aside className="frame-side">
            <Navigation />
          </aside>
          <main className="frame-main" id="content" tabIndex={-1}>
            <div className="strips">
              <KeyChanged />
              <PurposeStrip />
            </div>
            <PasswordNeeded>
              <Outlet />
            </PasswordNeeded>
          </main>
        </div>
        <Palette open={open === "palette"} onClose={close} />
        <KeyHelp open={open === "keys"} onClose={close} />
        <SignInAgain />
      </PageTitleProvider>
    </PurposeProvider>
  );
}
