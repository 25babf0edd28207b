import { QUALITY_SEVERITIES, type QualityCheck, type QualitySeverity } from "@yuejian/contracts";
import type { DatasetView } from "@yuejian/contracts/api";
import { Button, Form, Input, InputNumber, Select } from "antd";
import { useDatasets } from "../../api/data.ts";
import { useAddQualityRule } from "../../api/quality.ts";
import { ErrorNotice } from "../../kit/page-state.tsx";
import { useLanguage } from "../../language/locale.tsx";
import type { MessageKey } from "../../messages/index.ts";

interface Values {
  kind: QualityCheck["kind"];
  columns?: string[];
  column?: string;
  later?: string;
  values?: string[];
  pattern?: string;
  least?: string;
  greatest?: string;
  dataset?: string;
  target?: string;
  days?: number;
  percent?: number;
  severity: QualitySeverity;
  percentBorne?: number;
}

/** What each kind of check asks for. */
const FIELDS: Readonly<Record<QualityCheck["kind"], readonly (keyof Values)[]>> = {
  "not-null": ["column"],
  unique: ["columns"],
  allowed: ["column", "values"],
  pattern: ["column", "pattern"],
  range: ["column", "least", "greatest"],
  "not-future": ["column"],
  "check-digit": ["column"],
  "date-order": ["column", "later"],
  "foreign-key": ["column", "dataset", "target"],
  accepted: [],
  fresh: ["days"],
  "row-change": ["percent"],
};

/** What each kind is called. */
const WORDS = {
  "not-null": "quality.kind-not-null",
  unique: "quality.kind-unique",
  allowed: "quality.kind-allowed",
  pattern: "quality.kind-pattern",
  range: "quality.kind-range",
  "not-future": "quality.kind-not-future",
  "check-digit": "quality.kind-check-digit",
  "date-order": "quality.kind-date-order",
  "foreign-key": "quality.kind-foreign-key",
  accepted: "quality.kind-accepted",
  fresh: "quality.kind-fresh",
  "row-change": "quality.kind-row-change",
} as const satisfies Record<QualityCheck["kind"], MessageKey>;

function checkOf({ kind, columns = [], column = "", later = "", values = [], ...more }: Values): QualityCheck {
  switch (kind) {
    case "unique":
      return { kind, columns };
    case "allowed":
      return { kind, column, values };
    case "pattern":
      return { kind, column, pattern: more.pattern ?? "" };
    case "range":
      return { kind, column, ...(more.least ? { least: more.least } : {}), ...(more.greatest ? { greatest: more.greatest } : {}) };
    case "date-order":
      return { kind, earlier: column, later };
    case "foreign-key":
      return { kind, column, dataset: more.dataset ?? "", target: more.target ?? "" };
    case "accepted":
      return { kind };
    case "fresh":
      return { kind, days: more.days ?? 1 };
    case "row-change":
      return { kind, percent: more.percent ?? 1 };
    case "not-null":
    case "not-future":
    case "check-digit":
      return { kind, column };
  }
}

/** A rule of the person's office; what does not fit is said by the server in words. */
export function QualityRuleForm({ view, onDone }: { readonly view: DatasetView; readonly onDone: () => void }) {
  const { t, text } = useLanguage();
  const [form] = Form.useForm<Values>();
  const kind = Form.useWatch("kind", form) ?? "not-null";
  const datasets = useDatasets();
  const add = useAddQualityRule(view.summary.id);
  const asks = (field: keyof Values) => FIELDS[kind].includes(field);
  const columns = view.columns.map(({ name, title }) => ({ value: name, label: `${text(title)} (${name})` }));
  const send = (values: Values) =>
    add.mutate({ severity: values.severity, tolerance: (values.percentBorne ?? 0) / 100, check: checkOf(values) }, { onSuccess: onDone });
  const needed = [{ required: true, message: t("quality.needed") }];
  const choice = { showSearch: { optionFilterProp: "label" }, options: columns };
  return (
    <Form<Values>
      form={form}
      layout="vertical"
      requiredMark={false}
      aria-label={t("quality.addRule")}
      initialValues={{ kind: "not-null", severity: "warn", percentBorne: 0, days: 31, percent: 50 }}
      onFinish={send}
      style={{ maxWidth: 640 }}
    >
      {add.error && <ErrorNotice error={add.error} />}
      <Form.Item name="kind" label={t("quality.kind")}>
        <Select options={(Object.keys(FIELDS) as QualityCheck["kind"][]).map((each) => ({ value: each, label: t(WORDS[each]) }))} />
      </Form.Item>
      {asks("columns") && (
        <Form.Item name="columns" label={t("quality.column")} rules={needed}>
          <Select mode="multiple" maxCount={8} {...choice} />
        </Form.Item>
      )}
      {asks("column") && (
        <Form.Item name="column" label={kind === "date-order" ? t("quality.earlier") : t("quality.column")} rules={needed}>
          <Select {...choice} />
        </Form.Item>
      )}
      {asks("later") && (
        <Form.Item name="later" label={t("quality.later")} rules={needed}>
          <Select {...choice} />
        </Form.Item>
      )}
      {asks("values") && (
        <Form.Item name="values" label={t("quality.values")} rules={needed}>
          <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={["，", ",", "、"]} />
        </Form.Item>
      )}
      {asks("pattern") && (
        <Form.Item name="pattern" label={t("quality.pattern")} extra={t("quality.patternHint")} rules={needed}>
          <Input className="mono" maxLength={200} />
        </Form.Item>
      )}
      {asks("least") && (
        <Form.Item label={t("quality.limits")} extra={t("quality.limitsHint")}>
          <div className="bar" style={{ margin: 0 }}>
            <Form.Item name="least" noStyle>
              <Input aria-label={t("quality.least")} placeholder={t("quality.least")} style={{ width: 180 }} />
            </Form.Item>
            <Form.Item name="greatest" noStyle>
              <Input aria-label={t("quality.greatest")} placeholder={t("quality.greatest")} style={{ width: 180 }} />
            </Form.Item>
          </div>
        </Form.Item>
      )}
      {asks("dataset") && (
        <>
          <Form.Item name="dataset" label={t("data.dataset")} rules={needed}>
            <Select
              showSearch={{ optionFilterProp: "label" }}
              options={(datasets.data?.items ?? []).map(({ id, title }) => ({ value: id, label: `${text(title)} (${id})` }))}
            />
          </Form.Item>
          <Form.Item name="target" label={t("quality.target")} rules={needed}>
            <Input className="mono" />
          </Form.Item>
        </>
      )}
      {asks("days") && (
        <Form.Item name="days" label={t("quality.days")} rules={needed}>
          <InputNumber min={1} max={36_500} precision={0} />
        </Form.Item>
      )}
      {asks("percent") && (
        <Form.Item name="percent" label={t("quality.percent")} rules={needed}>
          <InputNumber min={1} max={10_000} precision={0} />
        </Form.Item>
      )}
      <Form.Item name="severity" label={t("quality.severity")}>
        <Select options={Object.entries(QUALITY_SEVERITIES).map(([value, words]) => ({ value, label: text(words) }))} />
      </Form.Item>
      <Form.Item name="percentBorne" label={t("quality.borne")}>
        <InputNumber min={0} max={100} />
      </Form.Item>
      <div className="bar" style={{ margin: 0 }}>
        <Button type="primary" htmlType="submit" loading={add.isPending}>
          {t("quality.addRule")}
        </Button>
        <Button onClick={onDone}>{t("catalogued.cancel")}</Button>
      </div>
    </Form>
  );
}
