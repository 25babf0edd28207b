import BulbOutlined from "@ant-design/icons/BulbOutlined";
import DesktopOutlined from "@ant-design/icons/DesktopOutlined";
import MoonOutlined from "@ant-design/icons/MoonOutlined";
import UserOutlined from "@ant-design/icons/UserOutlined";
import { ROLES } from "@yuejian/contracts";
import { Button, Dropdown, Tooltip } from "antd";
import { useState } from "react";
import { useSession, useSignOut } from "../api/session.ts";
import { useOfficeName } from "../kit/offices.ts";
import { useLanguage } from "../language/locale.tsx";
import type { MessageKey } from "../messages/index.ts";
import { type Choice, useAppearance } from "./appearance.tsx";
import { PasswordDialog } from "./password-dialog.tsx";

export function LanguageSwitch() {
  const { locale, setLocale } = useLanguage();
  const other = locale === "zh" ? "en" : "zh";
  const shown = other === "zh" ? "中文" : "EN";
  const name = other === "zh" ? "切换到中文" : "Switch to English";
  return (
    <Tooltip title={name}>
      <Button type="text" onClick={() => setLocale(other)} lang={other === "zh" ? "zh-CN" : "en"} aria-label={`${shown} ${name}`}>
        {shown}
      </Button>
    </Tooltip>
  );
}

const LOOKS = {
  light: { title: "nav.light", icon: BulbOutlined },
  dark: { title: "nav.dark", icon: MoonOutlined },
  system: { title: "nav.asSystem", icon: DesktopOutlined },
} as const satisfies Record<Choice, { title: MessageKey; icon: typeof BulbOutlined }>;

export function ThemeSwitch() {
  const { t } = useLanguage();
  const { choice, choose } = useAppearance();
  const { icon: Icon, title } = LOOKS[choice];
  const items = Object.entries(LOOKS).map(([key, look]) => ({ key, label: t(look.title), icon: <look.icon aria-hidden /> }));
  return (
    <Dropdown trigger={["click"]} menu={{ items, selectable: true, selectedKeys: [choice], onClick: ({ key }) => choose(key as Choice) }}>
      <Button type="text" icon={<Icon aria-hidden />} aria-label={t("session.appearance", { now: t(title) })} />
    </Dropdown>
  );
}

export function UserMenu() {
  const { t, text } = useLanguage();
  const { user } = useSession();
  const officeName = useOfficeName();
  const signOut = useSignOut();
  const [isChanging, setChanging] = useState(false);
  const leave = () => signOut.mutate();
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
        <Button type="text" icon={<UserOutlined aria-hidden />} aria-label={`${t("session.menu")} ${user.displayName}`}>
          {user.displayName}
        </Button>
      </Dropdown>
      <PasswordDialog open={isChanging} onClose={() => setChanging(false)} />
    </>
  );
}
