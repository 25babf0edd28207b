import { useMay } from "../../api/session.ts";
import { PageHeader } from "../../kit/layout.tsx";
import { usePageTitle } from "../../kit/page-title.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { ChannelsSection } from "./channels-section.tsx";
import { MessagesSection } from "./messages-section.tsx";
import { RulesSection } from "./rules-section.tsx";

/** The offices' rules for everybody to see; channels and messages for those who run the machine. */
export function ReminderSettingsPage() {
  const { t } = useLanguage();
  const mayManage = useMay("notify.manage");
  usePageTitle(t("reminders.settings"));
  return (
    <>
      <PageHeader title={t("reminders.settings")} about={t("reminders.settingsAbout")} />
      <RulesSection />
      {mayManage && <ChannelsSection />}
      {mayManage && <MessagesSection />}
    </>
  );
}
