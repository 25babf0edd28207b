import { REMINDER_CAUSES } from "@yuejian/contracts";
import type { NotifyChannelView } from "@yuejian/contracts/api";
import { useSession } from "../../api/session.ts";
import { Section } from "../../kit/layout.tsx";
import { useOfficeName } from "../../kit/offices.ts";
import { useLanguage } from "../../language/locale.tsx";
import { FieldsForm } from "../safeguards/fields-form.tsx";
import { isOn, secretFields, secretIn, secretStart } from "./secret-fields.ts";

interface Properties {
  readonly known: NotifyChannelView | null;
  readonly onDone: () => void;
}

export function WebhookForm({ known, onDone }: Properties) {
  const { t, text } = useLanguage();
  const { user, offices } = useSession();
  const officeName = useOfficeName();
  const settings = known && "url" in known.settings ? known.settings : null;
  const [only = "all"] = settings?.causes ?? [];
  return (
    <Section title={t("reminders.addWebhook")}>
      <FieldsForm
        initial={{
          title: known?.title ?? "",
          url: settings?.url ?? "",
          office: known?.office ?? user.office,
          cause: (settings?.causes.length ?? 0) > 1 ? "as-set" : only,
          when: settings?.isAnyTime ? "any" : "hours",
          ...secretStart(known),
        }}
        fields={[
          { name: "title", label: t("reminders.name"), kind: "text" },
          { name: "url", label: t("reminders.url"), kind: "text", hint: t("reminders.urlHint") },
          {
            name: "office",
            label: t("reminders.whose"),
            kind: "choice",
            options: offices.map(({ id }) => ({ value: id, label: officeName(id) })),
          },
          {
            name: "cause",
            label: t("reminders.cause"),
            kind: "choice",
            options: [
              { value: "all", label: t("reminders.allCauses") },
              ...((settings?.causes.length ?? 0) > 1 ? [{ value: "as-set", label: t("reminders.asSet") }] : []),
              ...Object.entries(REMINDER_CAUSES).map(([value, label]) => ({ value, label: text(label) })),
            ],
          },
          {
            name: "when",
            label: t("reminders.when"),
            kind: "choice",
            options: [
              { value: "hours", label: t("reminders.inHours") },
              { value: "any", label: t("reminders.anyTime") },
            ],
          },
          ...secretFields(t, true),
        ]}
        acts={[
          {
            label: t("reminders.save"),
            path: "/api/notify/channels",
            bodyOf: (values) => ({
              id: known?.id ?? null,
              kind: "webhook",
              title: values["title"],
              office: values["office"],
              settings: {
                url: values["url"],
                causes: values["cause"] === "all" ? [] : values["cause"] === "as-set" ? settings?.causes : [values["cause"]],
                isAnyTime: values["when"] === "any",
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
