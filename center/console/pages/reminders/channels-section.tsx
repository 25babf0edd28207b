import { NOTIFY_CHANNELS } from "@yuejian/contracts";
import type { NotifyChannelView, NotifyTest } from "@yuejian/contracts/api";
import { App, Button, Input, Modal } from "antd";
import { useState } from "react";
import { useNotifyAct, useNotifyChannels } from "../../api/reminders.ts";
import { Section } from "../../kit/layout.tsx";
import type { ListColumn } from "../../kit/list-column.ts";
import { ListTable } from "../../kit/list-table.tsx";
import { useOfficeName } from "../../kit/offices.ts";
import { ErrorNotice, Nothing, PageState } from "../../kit/page-state.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { FieldsForm } from "../safeguards/fields-form.tsx";
import { MailForm } from "./mail-form.tsx";
import { WebhookForm } from "./webhook-form.tsx";

type Edited = NotifyChannelView | "mail" | "webhook" | null;

/** By what reminders leave the house. */
export function ChannelsSection() {
  const { t } = useLanguage();
  const channels = useNotifyChannels(true);
  const [edited, setEdited] = useState<Edited>(null);
  const close = () => setEdited(null);
  return (
    <PageState query={channels}>
      {({ items, hosts }) => (
        <>
          <Section
            flush
            title={t("reminders.channels")}
            hint={t("reminders.channelsHint")}
            actions={
              <>
                {!items.some(({ kind }) => kind === "mail") && <Button onClick={() => setEdited("mail")}>{t("reminders.addMail")}</Button>}
                <Button onClick={() => setEdited("webhook")}>{t("reminders.addWebhook")}</Button>
              </>
            }
          >
            {items.length === 0 ? <Nothing title={t("reminders.noChannels")} /> : <ChannelTable items={items} onEdit={setEdited} />}
          </Section>
          {edited !== null && <Edit edited={edited} onDone={close} />}
          <Section title={t("reminders.hosts")} hint={t("reminders.hostsHint")}>
            {hosts.map((each) => (
              <p key={each.host}>
                <code>{each.host}</code> {each.isPrivate && <span className="tag">{t("reminders.inner")}</span>}{" "}
                <span className="muted">{each.reason}</span>
              </p>
            ))}
            <HostForm onDone={() => void channels.refetch()} />
          </Section>
        </>
      )}
    </PageState>
  );
}

function Edit({ edited, onDone }: { readonly edited: Exclude<Edited, null>; readonly onDone: () => void }) {
  const known = typeof edited === "string" ? null : edited;
  const kind = typeof edited === "string" ? edited : edited.kind;
  const Form = kind === "mail" ? MailForm : WebhookForm;
  return <Form key={known?.id ?? kind} known={known} onDone={onDone} />;
}

function ChannelTable({
  items,
  onEdit,
}: {
  readonly items: readonly NotifyChannelView[];
  readonly onEdit: (channel: NotifyChannelView) => void;
}) {
  const { t, text, format } = useLanguage();
  const officeName = useOfficeName();
  const [tested, setTested] = useState<NotifyChannelView | null>(null);
  const remove = useNotifyAct();
  const { modal } = App.useApp();
  const columns: readonly ListColumn<NotifyChannelView>[] = [
    {
      key: "title",
      title: t("reminders.channel"),
      render: (each) => (
        <>
          {each.title} {!each.isEnabled && <span className="tag">{t("reminders.off")}</span>}
          <div className="muted">{"host" in each.settings ? `${each.settings.host}:${each.settings.port}` : each.settings.url}</div>
        </>
      ),
    },
    { key: "kind", title: t("reminders.kind"), width: 130, render: (each) => text(NOTIFY_CHANNELS[each.kind]) },
    { key: "office", title: t("reminders.office"), width: 190, render: (each) => officeName(each.office) },
    {
      key: "counts",
      title: t("reminders.counts"),
      width: 150,
      render: (each) => (
        <span className="number">
          {format.count(each.waiting)} · {each.failed > 0 ? <b>{format.count(each.failed)}</b> : 0} · {format.count(each.sent)}
        </span>
      ),
    },
    {
      key: "act",
      title: "",
      width: 230,
      align: "right",
      render: (each) => (
        <span className="bar" style={{ margin: 0 }}>
          <Button size="small" onClick={() => setTested(each)}>
            {t("reminders.test")}
          </Button>
          <Button size="small" onClick={() => onEdit(each)}>
            {t("reminders.change")}
          </Button>
          <Button
            size="small"
            danger
            onClick={() =>
              void modal.confirm({
                title: t("reminders.removeAsk", { title: each.title }),
                onOk: () => remove.mutateAsync({ path: `channels/${each.id}/remove` }),
              })
            }
          >
            {t("reminders.remove")}
          </Button>
        </span>
      ),
    },
  ];
  return (
    <>
      {remove.error && <ErrorNotice error={remove.error} />}
      <ListTable label={t("reminders.channels")} columns={columns} items={items} idOf={({ id }) => id} hasKeys />
      {tested && <TestDialog channel={tested} onClose={() => setTested(null)} />}
    </>
  );
}

function TestDialog({ channel, onClose }: { readonly channel: NotifyChannelView; readonly onClose: () => void }) {
  const { t } = useLanguage();
  const [to, setTo] = useState("");
  const test = useNotifyAct<NotifyTest>();
  const send = () => test.mutate({ path: `channels/${channel.id}/test`, body: { to: channel.kind === "mail" ? to.trim() : null } });
  return (
    <Modal
      open
      title={t("reminders.testTitle", { title: channel.title })}
      okText={t("reminders.send")}
      confirmLoading={test.isPending}
      onOk={send}
      onCancel={onClose}
    >
      {channel.kind === "mail" && (
        <Input aria-label={t("reminders.to")} placeholder={t("reminders.to")} value={to} onChange={(event) => setTo(event.target.value)} />
      )}
      {test.data && <p>{t("reminders.tested", { answer: test.data.answer, n: test.data.milliseconds })}</p>}
      {test.error && <ErrorNotice error={test.error} />}
    </Modal>
  );
}

function HostForm({ onDone }: { readonly onDone: () => void }) {
  const { t } = useLanguage();
  const bodyOf =
    (isAllowed: boolean) =>
    ({ host, where, reason }: Readonly<Record<string, string>>) => ({ host, isPrivate: where === "inner", reason, isAllowed });
  return (
    <FieldsForm
      initial={{ where: "outer" }}
      fields={[
        { name: "host", label: t("reminders.host"), kind: "text" },
        {
          name: "where",
          label: t("reminders.where"),
          kind: "choice",
          options: [
            { value: "outer", label: t("reminders.outer") },
            { value: "inner", label: t("reminders.inner") },
          ],
        },
        { name: "reason", label: t("reminders.reason"), kind: "text" },
      ]}
      acts={[
        { label: t("reminders.allow"), path: "/api/notify/hosts", bodyOf: bodyOf(true) },
        { label: t("reminders.forbid"), path: "/api/notify/hosts", bodyOf: bodyOf(false), isDanger: true },
      ]}
      onDone={onDone}
    />
  );
}
