import { ALERT_SUBJECTS, BUSINESS_LINES, ROLES } from "@yuejian/contracts";
import type { AlertRuleView } from "@yuejian/contracts/api";
import { App, Button, Checkbox, Form, Input, InputNumber, Select } from "antd";
import { useSaveAlertRule } from "../../api/alerts.ts";
import { useModels } from "../../api/models.ts";
import { useMay, useSession } from "../../api/session.ts";
import { Section } from "../../kit/layout.tsx";
import { useOfficeName } from "../../kit/offices.ts";
import { ErrorNotice } from "../../kit/page-state.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { type AlertValues, orderOf, valuesOf } from "./alert-order.ts";

interface AlertFormProps {
  /** The rule that is changed; null: a new one. */
  readonly changed: AlertRuleView | null;
  readonly onDone: () => void;
}

/** Sets a subscription up, or changes one. What was typed stays when it is refused. */
export function AlertForm({ changed, onDone }: AlertFormProps) {
  const { t, text } = useLanguage();
  const { message } = App.useApp();
  const { user, offices } = useSession();
  const officeName = useOfficeName();
  const maySetGroups = useMay("notify.rules");
  const models = useModels();
  const save = useSaveAlertRule();
  const [form] = Form.useForm<AlertValues>();
  const subject = Form.useWatch("subject", form) ?? "lead";
  const to = Form.useWatch("to", form) ?? "me";
  const placeOptions = offices.map(({ id }) => ({ value: id, label: officeName(id) }));
  const optionsOf = (table: Readonly<Record<string, { zh: string; en: string }>>) =>
    Object.entries(table).map(([value, label]) => ({ value, label: text(label) }));
  const needed = [{ required: true, message: t("alertRules.needed") }];
  const send = async () => {
    const values = await form.validateFields();
    save.mutate(orderOf(values, changed), {
      onSuccess: () => {
        form.resetFields();
        onDone();
        void message.success(t(changed === null ? "alertRules.saved" : "alertRules.savedChange"));
      },
    });
  };
  return (
    <Section title={changed === null ? t("alertRules.add") : t("alertRules.change", { title: changed.title })}>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={changed === null ? { subject: "lead", to: "me", office: user.office, days: 7 } : valuesOf(changed, user.office)}
        style={{ maxWidth: 640 }}
      >
        <Form.Item name="title" label={t("alertRules.name")} rules={[{ ...needed[0], whitespace: true }]}>
          <Input maxLength={100} autoFocus={changed !== null} />
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
        <div className="bar">
          <Button type="primary" loading={save.isPending} onClick={() => void send().catch(() => {})}>
            {t(changed === null ? "alertRules.save" : "alertRules.saveChange")}
          </Button>
          {changed !== null && <Button onClick={onDone}>{t("alertRules.cancel")}</Button>}
        </div>
      </Form>
    </Section>
  );
}
