import { MAIL_MODES, REMINDER_CAUSES } from "@yuejian/contracts";
import type { ReminderPreferences, ReminderPreferencesView } from "@yuejian/contracts/api";
import { App, Button, Form, Input, Select } from "antd";
import { useChangePreferences, useReminderPreferences } from "../../api/reminders.ts";
import { Section } from "../../kit/layout.tsx";
import { ErrorNotice, PageState } from "../../kit/page-state.tsx";
import { useLanguage } from "../../language/locale.tsx";

/** How the person wants to be told outside the house. */
export function PreferencesForm() {
  const { t } = useLanguage();
  const preferences = useReminderPreferences();
  return (
    <Section title={t("reminders.preferences")}>
      <PageState query={preferences}>{(known) => <Fields known={known} />}</PageState>
    </Section>
  );
}

function Fields({ known }: { readonly known: ReminderPreferencesView }) {
  const { t, text } = useLanguage();
  const { message } = App.useApp();
  const [form] = Form.useForm<ReminderPreferences>();
  const change = useChangePreferences();
  const mail = Form.useWatch("mail", form) ?? known.mail;
  const send = async () => {
    const { address, ...values } = await form.validateFields();
    const trimmed = address?.trim() ?? "";
    change.mutate({ ...values, address: trimmed === "" ? null : trimmed }, { onSuccess: () => void message.success(t("reminders.saved")) });
  };
  const { hasMail, domains, ...initial } = known;
  return (
    <Form form={form} layout="vertical" requiredMark={false} initialValues={initial} style={{ maxWidth: 560 }}>
      <Form.Item
        name="address"
        label={t("reminders.address")}
        extra={hasMail ? t("reminders.addressHint", { domains: domains.join("、") }) : t("reminders.noMail")}
      >
        <Input type="email" maxLength={200} autoComplete="off" disabled={!hasMail} />
      </Form.Item>
      <Form.Item name="mail" label={t("reminders.mail")}>
        <Select disabled={!hasMail} options={Object.entries(MAIL_MODES).map(([value, label]) => ({ value, label: text(label) }))} />
      </Form.Item>
      <Form.Item
        name="digestAt"
        label={t("reminders.digestAt")}
        hidden={mail !== "daily"}
        rules={[{ pattern: /^([01]\d|2[0-3]):[0-5]\d$/, message: t("reminders.hour") }]}
      >
        <Input placeholder="08:30" maxLength={5} style={{ width: 100 }} />
      </Form.Item>
      <Form.Item name="locale" label={t("reminders.language")}>
        <Select
          options={[
            { value: "zh", label: "中文" },
            { value: "en", label: "English" },
          ]}
        />
      </Form.Item>
      <Form.Item name="muted" label={t("reminders.muted")} extra={t("reminders.mutedHint")}>
        <Select mode="multiple" options={Object.entries(REMINDER_CAUSES).map(([value, label]) => ({ value, label: text(label) }))} />
      </Form.Item>
      {change.error && <ErrorNotice error={change.error} />}
      <Button type="primary" loading={change.isPending} onClick={() => void send().catch(() => {})}>
        {t("reminders.save")}
      </Button>
    </Form>
  );
}
