import DownOutlined from "@ant-design/icons/DownOutlined";
import UpOutlined from "@ant-design/icons/UpOutlined";
import { useNavigate, useRouter } from "@tanstack/react-router";
import { Button } from "antd";
import { useEffect } from "react";
import { readingOf } from "../../kit/reading.ts";
import { isTyping } from "../../kit/typing.ts";
import { useLanguage } from "../../language/locale.tsx";

/** The next lead and the one before in the list that this one was opened from. */
export function LeadSteps({ lead, onKey }: { readonly lead: string; readonly onKey: (key: string) => boolean }) {
  const { t } = useLanguage();
  const navigate = useNavigate();
  const router = useRouter();
  const reading = readingOf(lead);
  const previous = reading?.ids[reading.at - 1];
  const next = reading?.ids[reading.at + 1];
  const go = (id: string | undefined) => id && void navigate({ to: "/leads/$lead", params: { lead: id } });
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (isTyping(event)) return;
      if (event.key === "j") go(next);
      else if (event.key === "k") go(previous);
      else if (!onKey(event.key)) return;
      event.preventDefault();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  });
  if (!reading) return null;
  return (
    <span className="lead-steps">
      <Button type="link" size="small" onClick={() => router.history.push(reading.from)}>
        {t("steps.back")}
      </Button>
      <span className="muted number">{t("steps.place", { at: reading.at + 1, n: reading.ids.length })}</span>
      <Button
        icon={<UpOutlined aria-hidden />}
        disabled={!previous}
        onClick={() => go(previous)}
        aria-label={t("steps.previous")}
        title={t("steps.previous")}
      />
      <Button
        icon={<DownOutlined aria-hidden />}
        disabled={!next}
        onClick={() => go(next)}
        aria-label={t("steps.next")}
        title={t("steps.next")}
      />
    </span>
  );
}
