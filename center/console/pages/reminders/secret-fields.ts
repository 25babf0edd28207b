import type { NotifyChannelView } from "@yuejian/contracts/api";
import type { useLanguage } from "../../language/locale.tsx";
import type { Field } from "../safeguards/fields-form.tsx";

type Values = Readonly<Record<string, string>>;

/** Where the secret lies, never the secret; and whether the channel is on. */
export function secretFields(t: ReturnType<typeof useLanguage>["t"], isNeeded = false): Field[] {
  return [
    {
      name: "secretFrom",
      label: t("reminders.secret"),
      kind: "choice",
      options: [
        ...(isNeeded ? [] : [{ value: "none", label: t("reminders.secretNone") }]),
        { value: "env", label: t("reminders.secretEnv") },
        { value: "file", label: t("reminders.secretFile") },
      ],
    },
    { name: "secretName", label: t("reminders.secretName"), kind: "text", isOptional: true, hint: t("reminders.secretHint") },
    {
      name: "on",
      label: t("reminders.state"),
      kind: "choice",
      options: [
        { value: "on", label: t("reminders.on") },
        { value: "off", label: t("reminders.off") },
      ],
    },
  ];
}

export function secretStart(known: NotifyChannelView | null): Values {
  const { secret = null, isEnabled = true } = known ?? {};
  return { secretFrom: secret?.from ?? (known === null ? "env" : "none"), secretName: secret?.name ?? "", on: isEnabled ? "on" : "off" };
}

export function secretIn({ secretFrom, secretName = "" }: Values): object | null {
  return secretFrom === "none" || secretName.trim() === "" ? null : { from: secretFrom, name: secretName.trim() };
}

export function isOn({ on }: Values): boolean {
  return on === "on";
}
