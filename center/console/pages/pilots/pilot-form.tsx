import { FEATURES, type FeatureId, PILOT_SOURCES, type PilotSource } from "@yuejian/contracts";
import { Button, Form, Input, InputNumber, Select } from "antd";
import { useFixPilot } from "../../api/features.ts";
import { useSession } from "../../api/session.ts";
import { Section } from "../../kit/layout.tsx";
import { ErrorNotice } from "../../kit/page-state.tsx";
import { useLanguage } from "../../language/locale.tsx";

interface Values {
  readonly title: string;
  readonly what: string;
  readonly offices: string[];
  readonly startsOn: string;
  readonly source: PilotSource;
  readonly feature?: FeatureId;
  readonly horizon: number;
  readonly daysBefore: number;
}

/** Everything by which a pilot will be measured, before it begins. */
export function PilotForm() {
  const { t, text } = useLanguage();
  const { offices } = useSession();
  const fix = useFixPilot();
  const [form] = Form.useForm<Values>();
  const chosen = Form.useWatch("offices", form) ?? [];
  const needed = [{ required: true }];
  const send = ({ what, feature, ...rest }: Values) =>
    fix.mutate({ ...rest, function: what, ...(feature ? { feature } : {}) }, { onSuccess: () => form.resetFields() });
  return (
    <Section title={t("pilots.fix")}>
      <Form<Values>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ source: "business", horizon: 120, daysBefore: 360 }}
        onFinish={send}
        style={{ maxWidth: 640 }}
      >
        <Form.Item name="title" label={t("pilots.name")} rules={needed}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="what" label={t("pilots.what")} rules={needed}>
          <Input.TextArea rows={2} maxLength={500} />
        </Form.Item>
        <Form.Item name="offices" label={t("pilots.offices")} rules={needed} extra={chosen.length === 1 ? t("pilots.officesWhy") : ""}>
          <Select mode="multiple" options={offices.map(({ id, name }) => ({ value: id, label: text(name) }))} />
        </Form.Item>
        <Form.Item name="startsOn" label={t("pilots.starts")} rules={needed} extra={t("pilots.startsWhy")}>
          <Input type="date" style={{ maxWidth: 200 }} />
        </Form.Item>
        <Form.Item name="feature" label={t("pilots.feature")} extra={t("pilots.featureWhy")}>
          <Select
            allowClear
            placeholder={t("pilots.noFeature")}
            options={Object.entries(FEATURES).map(([value, title]) => ({ value: value as FeatureId, label: text(title) }))}
          />
        </Form.Item>
        <Form.Item name="source" label={t("pilots.source")}>
          <Select options={Object.entries(PILOT_SOURCES).map(([value, title]) => ({ value: value as PilotSource, label: text(title) }))} />
        </Form.Item>
        <Form.Item name="horizon" label={t("pilots.horizon")} rules={needed}>
          <InputNumber min={1} max={2000} precision={0} />
        </Form.Item>
        <Form.Item name="daysBefore" label={t("pilots.before")} rules={needed} extra={t("pilots.beforeWhy")}>
          <InputNumber min={2} max={4000} precision={0} />
        </Form.Item>
        <p className="muted">{t("pilots.fixWarn")}</p>
        {fix.error && <ErrorNotice error={fix.error} />}
        <Button type="primary" htmlType="submit" loading={fix.isPending} style={{ marginTop: 10 }}>
          {t("pilots.fix")}
        </Button>
      </Form>
    </Section>
  );
}
