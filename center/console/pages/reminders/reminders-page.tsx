import { Link, useRouter } from "@tanstack/react-router";
import { REMINDER_CAUSES, REMINDER_LEVELS } from "@yuejian/contracts";
import type { ReminderView } from "@yuejian/contracts/api";
import { Button, Segmented } from "antd";
import { useState } from "react";
import { useReadReminders, useReminders } from "../../api/reminders.ts";
import { PageHeader, Section } from "../../kit/layout.tsx";
import type { ListColumn } from "../../kit/list-column.ts";
import { ListTable } from "../../kit/list-table.tsx";
import { useIsNarrow } from "../../kit/media.ts";
import { Nothing, PageState } from "../../kit/page-state.tsx";
import { usePageTitle } from "../../kit/page-title.tsx";
import { Time } from "../../kit/small.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { PreferencesForm } from "./preferences-form.tsx";

/** What the person was told, and why; and how they want to be told. */
export function RemindersPage() {
  const { t } = useLanguage();
  const [unread, setUnread] = useState(true);
  const reminders = useReminders(unread);
  const read = useReadReminders();
  usePageTitle(t("reminders.title"));
  return (
    <>
      <PageHeader
        title={t("reminders.title")}
        about={t("reminders.about")}
        actions={
          <>
            <Segmented
              value={unread ? "unread" : "all"}
              options={[
                { value: "unread", label: t("reminders.unread") },
                { value: "all", label: t("reminders.all") },
              ]}
              onChange={(value) => setUnread(value === "unread")}
            />
            <Button disabled={(reminders.data?.unread ?? 0) === 0} loading={read.isPending} onClick={() => read.mutate([])}>
              {t("reminders.readAll")}
            </Button>
            <Link to="/reminders/alerts">{t("alertRules.title")}</Link>
            <Link to="/reminders/settings">{t("reminders.settings")}</Link>
          </>
        }
      />
      <PageState query={reminders}>
        {({ items, total }) => (
          <Section flush title={t("reminders.count", { n: total })}>
            {items.length === 0 ? <Nothing title={t("reminders.none")}>{t("reminders.noneWhy")}</Nothing> : <ReminderTable items={items} />}
          </Section>
        )}
      </PageState>
      <PreferencesForm />
    </>
  );
}

function ReminderTable({ items }: { readonly items: readonly ReminderView[] }) {
  const { t, text } = useLanguage();
  const router = useRouter();
  const read = useReadReminders();
  const isNarrow = useIsNarrow();
  const open = (item: ReminderView) => {
    if (item.readAt === null) read.mutate([item.id]);
    router.history.push(item.link);
  };
  const title: ListColumn<ReminderView> = {
    key: "title",
    title: t("reminders.what"),
    render: (item) => (
      <>
        {item.readAt === null && item.settledAt === null ? <strong>{text(item.title)}</strong> : text(item.title)}{" "}
        {item.settledAt !== null && <span className="tag">{t("reminders.settled")}</span>}
        <div className="muted">{text(item.why)}</div>
      </>
    ),
  };
  const columns: readonly ListColumn<ReminderView>[] = [
    { key: "level", title: t("reminders.level"), width: 110, render: (item) => <Level item={item} /> },
    title,
    { key: "cause", title: t("reminders.cause"), width: 190, render: (item) => text(REMINDER_CAUSES[item.cause]) },
    { key: "at", title: t("reminders.at"), width: 150, render: (item) => <Time at={item.at} relative /> },
  ];
  return (
    <ListTable
      label={t("reminders.title")}
      columns={isNarrow ? [title] : columns}
      items={items}
      idOf={({ id }) => id}
      hasKeys
      place="reminders"
      onOpen={open}
    />
  );
}

function Level({ item }: { readonly item: ReminderView }) {
  const { text } = useLanguage();
  const isOver = item.level === "over" && item.settledAt === null;
  return <span className={isOver ? "tag alarm" : "tag"}>{text(REMINDER_LEVELS[item.level])}</span>;
}
