import type { NotifyChannelView } from "@yuejian/contracts/api";
import { useSession } from "../../api/session.ts";
import { Section } from "../../kit/layout.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { FieldsForm } from "../safeguards/fields-form.tsx";
import { isOn, secretFields, secretIn, secretStart } from "./secret-fields.ts";

interface Properties {
  readonly known: NotifyChannelView | null;
  readonly onDone: () => void;
}

export function MailForm({ known, onDone }: Properties) {
  const { t } = useLanguage();
  const { user } = useSession();
  const settings = known && "host" in known.settings ? known.settings : null;
  return (
    <Section title={t("reminders.addMail")}>
      <FieldsForm
        initial={{
          title: known?.title ?? t("reminders.mailTitle"),
          host: settings?.host ?? "",
          port: String(settings?.port ?? 587),
          security: settings?.security ?? "starttls",
          user: settings?.user ?? "",
          from: settings?.from ?? "",
          domains: settings?.domains.join(" ") ?? "",
          console: settings?.console ?? window.location.origin,
          authority: settings?.authority ?? "",
          ...secretStart(known),
        }}
        fields={[
          { name: "title", label: t("reminders.name"), kind: "text" },
          { name: "host", label: t("reminders.mailHost"), kind: "text" },
          { name: "port", label: t("reminders.port"), kind: "text", pattern: /^[1-9]\d{0,4}$/, patternHint: t("reminders.portHint") },
          {
            name: "security",
            label: t("reminders.security"),
            kind: "choice",
            options: [
              { value: "starttls", label: "STARTTLS" },
              { value: "tls", label: "TLS" },
              { value: "plain", label: t("reminders.plain") },
            ],
          },
          { name: "from", label: t("reminders.from"), kind: "text" },
          { name: "domains", label: t("reminders.domains"), kind: "text", hint: t("reminders.domainsHint") },
          { name: "user", label: t("reminders.user"), kind: "text", isOptional: true },
          ...secretFields(t),
          { name: "console", label: t("reminders.console"), kind: "text", isOptional: true, hint: t("reminders.consoleHint") },
          { name: "authority", label: t("reminders.authority"), kind: "text", isOptional: true, hint: t("reminders.authorityHint") },
        ]}
        acts={[
          {
            label: t("reminders.save"),
            path: "/api/notify/channels",
            bodyOf: (values) => ({
              id: known?.id ?? null,
              kind: "mail",
              title: values["title"],
              office: known?.office ?? user.office,
              settings: {
                host: values["host"],
                port: Number(values["port"]),
                security: values["security"],
                user: values["user"] || null,
                from: values["from"],
                domains: (values["domains"] ?? "").split(/[\s,，、]+/).filter(Boolean),
                console: values["console"] || null,
                authority: values["authority"] || null,
              },
              secret: secretIn(values),
              isEnabled: isOn(values),
              version: known?.version ?? 0,
            }),
          },
        ]}
        onDone={onDone}
      />
    </Section>
  );
}
