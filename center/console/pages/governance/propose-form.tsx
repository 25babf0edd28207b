import { Link } from "@tanstack/react-router";
import type { PatternDetail } from "@yuejian/contracts/api";
import { Button, Checkbox, Form, Input, Popconfirm, Select } from "antd";
import { useState } from "react";
import { useProposePattern } from "../../api/governance.ts";
import { Section } from "../../kit/layout.tsx";
import { ErrorNotice } from "../../kit/page-state.tsx";
import { useLanguage } from "../../language/locale.tsx";

interface Values {
  readonly into: string;
  readonly merge: readonly string[];
  readonly isDrafted: boolean;
  readonly receiver: string;
  readonly title: string;
  readonly body: string;
  readonly reason: string;
}

/** The systemic case and its suggestion, with the evidence filled in. Nothing is sent: the instrument goes the way of all instruments. */
export function ProposeForm({ detail: { pattern, cases, suggestion } }: { readonly detail: PatternDetail }) {
  const { t, text } = useLanguage();
  const [form] = Form.useForm<Values>();
  const propose = useProposePattern(pattern.id);
  const [isOpen, setOpen] = useState(false);
  const into = Form.useWatch("into", form);
  const isDrafted = Form.useWatch("isDrafted", form) ?? false;
  const workable = cases.items.filter(({ may }) => may.length > 0);
  const versionOf = (id: string) => cases.items.find((each) => each.id === id)?.version ?? 0;
  const numbered = workable.map(({ id, number }) => ({ value: id, label: number }));
  const send = async () => {
    const values = await form.validateFields().catch(() => null);
    if (values === null) return;
    const { title, body, receiver } = values;
    propose.mutate({
      version: pattern.version,
      into: { case: values.into, version: versionOf(values.into) },
      merge: values.merge.map((id) => ({ case: id, version: versionOf(id) })),
      draft: values.isDrafted
        ? { action: "draft", kind: "suggestion-governance", receiver, title, body, isUrgent: false, replyBy: null }
        : null,
      reason: values.reason,
    });
  };
  const needed = [{ required: true, whitespace: true, message: t("governance.reasonNeeded") }];
  return (
    <Section
      title={t("governance.propose")}
      hint={t("governance.proposeAbout")}
      actions={
        !isOpen && (
          <Button type="primary" size="small" disabled={workable.length === 0} onClick={() => setOpen(true)}>
            {t("governance.propose")}
          </Button>
        )
      }
    >
      {workable.length === 0 && <p className="muted">{t("governance.noCases")}</p>}
      {propose.data && (
        <div className="notice">
          <p>{t("governance.proposed", { n: propose.data.merged.length, refused: propose.data.refused.length })}</p>
          <ul className="bullets">
            {propose.data.refused.map((each) => (
              <li key={each.case}>
                {cases.items.find(({ id }) => id === each.case)?.number ?? each.case}: {text(each.text)}
              </li>
            ))}
          </ul>
          <Link to="/cases/$case" params={{ case: propose.data.case }}>
            {t("governance.openCase")}
          </Link>
        </div>
      )}
      {isOpen && (
        <Form
          form={form}
          layout="vertical"
          initialValues={{
            into: workable[0]?.id,
            merge: [],
            isDrafted: workable.some(({ may }) => may.includes("draft")),
            ...suggestion,
            reason: "",
          }}
        >
          <Form.Item name="into" label={t("governance.into")} rules={needed}>
            <Select options={numbered} />
          </Form.Item>
          <Form.Item name="merge" label={t("governance.mergeWhich")}>
            <Select mode="multiple" options={numbered.filter(({ value }) => value !== into && mayMerge(value))} />
          </Form.Item>
          <Form.Item name="isDrafted" valuePropName="checked">
            <Checkbox>{t("governance.draftThere")}</Checkbox>
          </Form.Item>
          {isDrafted && (
            <>
              <Form.Item name="receiver" label={t("governance.receiver")} rules={needed}>
                <Input maxLength={300} />
              </Form.Item>
              <Form.Item name="title" label={t("governance.title")} rules={needed}>
                <Input maxLength={300} />
              </Form.Item>
              <Form.Item name="body" label={t("governance.body")} rules={needed}>
                <Input.TextArea autoSize={{ minRows: 8, maxRows: 30 }} maxLength={40_000} />
              </Form.Item>
            </>
          )}
          <Form.Item name="reason" label={t("governance.reason")} rules={needed}>
            <Input maxLength={2000} />
          </Form.Item>
          {propose.error && <ErrorNotice error={propose.error} />}
          <Popconfirm
            title={t("governance.proposeAbout")}
            okText={t("governance.propose")}
            cancelText={t("governance.cancel")}
            onConfirm={() => void send()}
          >
            <Button type="primary" loading={propose.isPending}>
              {t("governance.propose")}
            </Button>
          </Popconfirm>
        </Form>
      )}
    </Section>
  );

  function mayMerge(id: string): boolean {
    return workable.some((each) => each.id === id && each.may.includes("merge"));
  }
}
