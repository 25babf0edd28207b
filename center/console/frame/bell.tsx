import BellOutlined from "@ant-design/icons/BellOutlined";
import { Link } from "@tanstack/react-router";
import { useUnreadReminders } from "../api/reminders.ts";
import { useSession } from "../api/session.ts";
import { useLanguage } from "../language/locale.tsx";

/** How many reminders were not read; opens them. */
export function Bell() {
  const { t, format } = useLanguage();
  const { mustSetPassword } = useSession();
  const reminders = useUnreadReminders(!mustSetPassword);
  const unread = reminders.data?.unread ?? 0;
  const name = unread === 0 ? t("reminders.bellNone") : t("reminders.bell", { n: unread });
  return (
    <Link to="/reminders" className="bell" title={name} aria-label={name}>
      <BellOutlined aria-hidden />
      {unread > 0 && <b className="number">{unread > 99 ? "99+" : format.count(unread)}</b>}
    </Link>
  );
}
