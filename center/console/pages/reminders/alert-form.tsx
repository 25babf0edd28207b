import { ALERT_SUBJECTS, BUSINESS_LINES, ROLES } from "@yuejian/contracts";
import type { AlertRuleOrder } from "@yuejian/contracts/api";
import { App, Button, Checkbox, Form, Input, InputNumber, Select } from "antd";
import { useSaveAlertRule } from "../../api/alerts.ts";
import { useModels } from "../../api/models.ts";
import { useMay, useSession } from "../../api/session.ts";
import { Section } from "../../kit/layout.tsx";
import { useOfficeName } from "../../kit/offices.ts";
import { ErrorNotice } from "../../kit/page-state.tsx";
import { useLanguage } from "../../language/locale.tsx";

interface Values {
  readonly title: string;
  readonly subject: AlertRuleOrder["subject"];
  readonly models?: string[];
  readonly offices?: string[];
  readonly lines?: NonNullable<AlertRuleOrder["conditions"]["lines"]>;
  readonly yuan?: number | null;
  readonly count?: number | null;
  readonly days?: number | null;
  readonly authorities?: string[];
  readonly isOwn?: boolean;
  readonly sources?: string[];
  readonly to: "me" | "group";
  readonly office: string;
  readonly roles?: (keyof typeof ROLES)[];
}

/** Sets a subscription up. What was typed stays when it is refused. */
export function AlertForm() {
  const { t, text } = useLanguage();
  const { message } = App.useApp();
  const { user, offices } = useSession();
  const officeName = useOfficeName();
  const maySetGroups = useMay("notify.rules");
  const models = useModels();
  const save = useSaveAlertRule();
  const [form] = Form.useForm<Values>();
  const subject = Form.useWatch("subject", form) ?? "lead";
  const to = Form.useWatch("to", form) ?? "me";
  const placeOptions = offices.map(({ id }) => ({ value: id, label: officeName(id) }));
  const optionsOf = (table: Readonly<Record<string, { zh: string; en: string }>>) =>
    Object.entries(table).map(([value, label]) => ({ value, label: text(label) }));
  const needed = [{ required: true, message: t("alertRules.needed") }];
  const send = async () => {
    const values = await form.validateFields();
    save.mutate(orderOf(values), {
      onSuccess: () => {
        form.resetFields();
        void message.success(t("alertRules.saved"));
      },
    });
  };
  return (
    <Section title={t("alertRules.add")}>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ subject: "lead", to: "me", office: user.office, days: 7 }}
        style={{ maxWidth: 640 }}
      >
        <Form.Item name="title" label={t("alertRules.name")} rules={[{ ...needed[0], whitespace: true }]}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="subject" label={t("alertRules.subject")}>
          <Select options={optionsOf(ALERT_SUBJECTS)} />
        </Form.Item>
        {subject === "lead" && (
          <>
            <Form.Item name="models" label={t("alertRules.models")} extra={t("alertRules.anyHint")}>
              <Select
                mode="multiple"
                options={(models.data?.items ?? []).map(({ id, title }) => ({ value: id, label: text(title) }))}
                showSearch={{ optionFilterProp: "label" }}
              />
            </Form.Item>
            <Form.Item name="yuan" label={t("alertRules.least")}>
              <InputNumber min={1} precision={0} style={{ width: 200 }} />
            </Form.Item>
            <Form.Item label={t("alertRules.window")} extra={t("alertRules.windowHint")}>
              <div className="bar" style={{ margin: 0 }}>
                <Form.Item name="count" noStyle>
                  <InputNumber min={2} precision={0} aria-label={t("alertRules.windowCount")} />
                </Form.Item>
                {t("alertRules.windowCount")}
                <Form.Item name="days" noStyle>
                  <InputNumber min={1} max={90} precision={0} aria-label={t("alertRules.windowDays")} />
                </Form.Item>
                {t("alertRules.windowDays")}
              </div>
            </Form.Item>
          </>
        )}
        {subject === "case" && (
          <>
            <Form.Item name="authorities" label={t("alertRules.authorities")} extra={t("alertRules.authoritiesHint")}>
              <Select mode="tags" open={false} />
            </Form.Item>
            {to === "me" && (
              <Form.Item name="isOwn" valuePropName="checked">
                <Checkbox>{t("alertRules.own")}</Checkbox>
              </Form.Item>
            )}
          </>
        )}
        {subject === "source" && (
          <Form.Item name="sources" label={t("alertRules.sources")} extra={t("alertRules.anyHint")}>
            <Select mode="tags" open={false} />
          </Form.Item>
        )}
        <Form.Item name="offices" label={t("alertRules.offices")} extra={t("alertRules.officesHint")}>
          <Select mode="multiple" options={placeOptions} showSearch={{ optionFilterProp: "label" }} />
        </Form.Item>
        {subject !== "source" && (
          <Form.Item name="lines" label={t("alertRules.lines")}>
            <Select mode="multiple" options={optionsOf(BUSINESS_LINES)} />
          </Form.Item>
        )}
        {maySetGroups && (
          <Form.Item name="to" label={t("alertRules.to")}>
            <Select
              options={[
                { value: "me", label: t("alertRules.me") },
                { value: "group", label: t("alertRules.group") },
              ]}
            />
          </Form.Item>
        )}
        {to === "group" && (
          <>
            <Form.Item name="office" label={t("alertRules.groupOffice")}>
              <Select options={placeOptions} />
            </Form.Item>
            <Form.Item name="roles" label={t("alertRules.roles")} rules={needed}>
              <Select mode="multiple" options={optionsOf(ROLES)} />
            </Form.Item>
          </>
        )}
        {save.error && <ErrorNotice error={save.error} />}
        <Button type="primary" loading={save.isPending} onClick={() => void send().catch(() => {})}>
          {t("alertRules.save")}
        </Button>
      </Form>
    </Section>
  );
}

function orderOf({ title, subject, to, office, roles = [], ...values }: Values): AlertRuleOrder {
  const { models, offices, lines, yuan, count, days, authorities, isOwn, sources } = values;
  const place = { ...some("offices", offices), ...(subject === "source" ? {} : some("lines", lines)) };
  const conditions: AlertRuleOrder["conditions"] =
    subject === "lead"
      ? {
          ...place,
          ...some("models", models),
          ...(yuan ? { leastAmount: yuan * 100 } : {}),
          ...(count ? { window: { count, days: days ?? 7 } } : {}),
        }
      : subject === "case"
        ? { ...place, ...some("authorities", authorities), ...(isOwn && to === "me" ? { isOwn } : {}) }
        : { ...place, ...some("sources", sources) };
  const recipient: AlertRuleOrder["recipient"] = to === "group" ? { kind: "group", office, roles } : { kind: "me" };
  return { title, subject, conditions, recipient, isEnabled: true, version: 0 };
}

function some<Name extends string, Item>(name: Name, items: readonly Item[] | undefined): Partial<Record<Name, Item[]>> {
  return items && items.length > 0 ? ({ [name]: [...items] } as Record<Name, Item[]>) : {};
}
