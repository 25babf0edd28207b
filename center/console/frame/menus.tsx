import BulbOutlined from "@ant-design/icons/BulbOutlined";
import MoonOutlined from "@ant-design/icons/MoonOutlined";
import UserOutlined from "@ant-design/icons/UserOutlined";
import { useNavigate } from "@tanstack/react-router";
import { ROLES } from "@yuejian/contracts";
import { Button, Dropdown, Tooltip } from "antd";
import { useState } from "react";
import { useSession, useSignOut } from "../api/session.ts";
import { useOfficeName } from "../kit/offices.ts";
import { useLanguage } from "../language/locale.tsx";
import { useAppearance } from "./appearance.tsx";
import { PasswordDialog } from "./password-dialog.tsx";

export function LanguageSwitch() {
  const { locale, setLocale } = useLanguage();
  const other = locale === "zh" ? "en" : "zh";
  const name = other === "zh" ? "切换到中文" : "Switch to English";
  return (
    <Tooltip title={name}>
      <Button type="text" onClick={() => setLocale(other)} lang={other === "zh" ? "zh-CN" : "en"} aria-label={name}>
        {other === "zh" ? "中文" : "EN"}
      </Button>
    </Tooltip>
  );
}

export function ThemeSwitch() {
  const { t } = useLanguage();
  const { appearance, toggle } = useAppearance();
  const label = appearance === "light" ? t("nav.dark") : t("nav.light");
  return (
    <Tooltip title={label}>
      <Button
        type="text"
        icon={appearance === "light" ? <MoonOutlined aria-hidden /> : <BulbOutlined aria-hidden />}
        onClick={toggle}
        aria-label={label}
      />
    </Tooltip>
  );
}

export function UserMenu() {
  const { t, text } = useLanguage();
  const { user } = useSession();
  const officeName = useOfficeName();
  const signOut = useSignOut();
  const navigate = useNavigate();
  const [isChanging, setChanging] = useState(false);
  const leave = () => signOut.mutate(undefined, { onSettled: () => void navigate({ to: "/sign-in" }) });
  const who = (
    <div style={{ minWidth: 180, cursor: "default" }}>
      <strong>{user.displayName}</strong> <span className="muted">{user.name}</span>
      <div className="muted">{text(ROLES[user.role])}</div>
      <div className="muted">{officeName(user.office)}</div>
    </div>
  );
  return (
    <>
      <Dropdown
        trigger={["click"]}
        menu={{
          items: [
            { key: "who", label: who, disabled: true },
            { type: "divider" },
            { key: "password", label: t("session.changePassword"), onClick: () => setChanging(true) },
            { key: "leave", label: t("session.signOut"), onClick: leave },
          ],
        }}
      >
        <Button type="text" icon={<UserOutlined aria-hidden />} aria-label={t("session.menu")}>
          {user.displayName}
        </Button>
      </Dropdown>
      <PasswordDialog open={isChanging} onClose={() => setChanging(false)} />
    </>
  );
}
