import { MESSAGE_STATUSES } from "@yuejian/contracts";
import type { NotifyMessageView } from "@yuejian/contracts/api";
import { Button } from "antd";
import { useNotifyAct, useNotifyMessages } from "../../api/reminders.ts";
import { Section } from "../../kit/layout.tsx";
import type { ListColumn } from "../../kit/list-column.ts";
import { ListTable } from "../../kit/list-table.tsx";
import { ErrorNotice, Nothing, PageState } from "../../kit/page-state.tsx";
import { Time } from "../../kit/small.tsx";
import { useLanguage } from "../../language/locale.tsx";

/** What left the house, waits or failed, with the reason. */
export function MessagesSection() {
  const { t, text, format } = useLanguage();
  const messages = useNotifyMessages(true);
  const act = useNotifyAct();
  const columns: readonly ListColumn<NotifyMessageView>[] = [
    {
      key: "status",
      title: t("reminders.status"),
      width: 110,
      render: (each) => <span className={each.status === "failed" ? "tag attention" : "tag"}>{text(MESSAGE_STATUSES[each.status])}</span>,
    },
    { key: "channel", title: t("reminders.channel"), width: 170, render: (each) => each.channelTitle },
    { key: "to", title: t("reminders.to"), width: 170, render: (each) => each.person?.name ?? "—" },
    { key: "items", title: t("reminders.items"), width: 80, align: "right", render: (each) => format.count(each.items) },
    { key: "at", title: t("reminders.sendAfter"), width: 170, render: (each) => <Time at={each.sentAt ?? each.sendAfter} /> },
    {
      key: "reason",
      title: t("reminders.why"),
      render: (each) => (
        <>
          {each.reason && text(each.reason)}{" "}
          {each.attempts > 1 && <span className="muted">{t("reminders.attempts", { n: each.attempts })}</span>}
        </>
      ),
    },
    {
      key: "act",
      title: "",
      width: 90,
      align: "right",
      render: (each) =>
        each.status === "failed" && (
          <Button size="small" onClick={() => act.mutate({ path: `messages/${each.id}/retry` })}>
            {t("reminders.again")}
          </Button>
        ),
    },
  ];
  return (
    <PageState query={messages}>
      {({ items, total }) => (
        <Section
          flush
          title={t("reminders.messages", { n: total })}
          actions={
            <Button loading={act.isPending} onClick={() => act.mutate({ path: "run" })}>
              {t("reminders.runNow")}
            </Button>
          }
        >
          {act.error && <ErrorNotice error={act.error} />}
          {items.length === 0 ? (
            <Nothing title={t("reminders.noMessages")} />
          ) : (
            <ListTable label={t("reminders.messages", { n: total })} columns={columns} items={items} idOf={({ id }) => id} hasKeys />
          )}
        </Section>
      )}
    </PageState>
  );
}
