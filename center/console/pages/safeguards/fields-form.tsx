import { Button, Form, Input, Select } from "antd";
import { useSafeguardAct } from "../../api/safeguards.ts";
import { ErrorNotice } from "../../kit/page-state.tsx";
import { useLanguage } from "../../language/locale.tsx";

export interface Field {
  readonly name: string;
  readonly label: string;
  readonly kind: "text" | "area" | "day" | "choice";
  readonly options?: readonly { readonly value: string; readonly label: string }[];
  readonly hint?: string;
  readonly isOptional?: boolean;
  /** What the words must look like, and what is said where they do not. */
  readonly pattern?: RegExp;
  readonly patternHint?: string;
}

export interface Act {
  readonly label: string;
  readonly path: string;
  readonly bodyOf: (values: Readonly<Record<string, string>>) => object;
  readonly purpose?: string | null;
  readonly isDanger?: boolean;
}

interface Properties {
  readonly fields: readonly Field[];
  /** The first is the main one. */
  readonly acts: readonly Act[];
  readonly onDone?: () => void;
  readonly initial?: Readonly<Record<string, string>>;
}

/** A form of few fields with one or more ways to send it. What was typed stays when it is refused. */
export function FieldsForm({ fields, acts, onDone, initial = {} }: Properties) {
  const { t } = useLanguage();
  const [form] = Form.useForm<Record<string, string>>();
  const act = useSafeguardAct();
  const send = async ({ path, bodyOf, purpose = null }: Act) => {
    const values = await form.validateFields();
    act.mutate(
      { path, body: bodyOf(values), purpose },
      {
        onSuccess: () => {
          form.resetFields();
          onDone?.();
        },
      },
    );
  };
  return (
    <Form form={form} layout="vertical" size="small" requiredMark={false} initialValues={initial}>
      {fields.map((field) => (
        <Form.Item
          key={field.name}
          name={field.name}
          label={field.label}
          {...(field.hint ? { extra: field.hint } : {})}
          rules={[
            { required: !field.isOptional, whitespace: !field.isOptional, message: t("safeguards.needed") },
            ...(field.pattern ? [{ pattern: field.pattern, message: field.patternHint ?? t("safeguards.needed") }] : []),
          ]}
          style={{ marginBottom: 10 }}
        >
          <FieldInput field={field} />
        </Form.Item>
      ))}
      {act.error && <ErrorNotice error={act.error} />}
      <div className="bar" style={{ margin: 0 }}>
        {acts.map((each, index) => (
          <Button
            key={each.label}
            type={index === 0 ? "primary" : "default"}
            danger={each.isDanger ?? false}
            size="middle"
            loading={act.isPending}
            onClick={() => void send(each).catch(() => {})}
          >
            {each.label}
          </Button>
        ))}
      </div>
    </Form>
  );
}

function FieldInput({ field, ...bound }: { readonly field: Field; readonly id?: string }) {
  if (field.kind === "choice") return <Select {...bound} showSearch={{ optionFilterProp: "label" }} options={[...(field.options ?? [])]} />;
  if (field.kind === "area") return <Input.TextArea {...bound} autoSize={{ minRows: 2, maxRows: 8 }} maxLength={4000} />;
  return <Input {...bound} placeholder={field.kind === "day" ? "YYYY-MM-DD" : ""} maxLength={200} />;
}
