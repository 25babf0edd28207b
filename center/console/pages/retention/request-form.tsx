import { parseRowRef } from "@yuejian/contracts";
import type { DeletionOrderBody } from "@yuejian/contracts/api";
import { Button, Form, Input, type FormRule as Rule, Select } from "antd";
import { useState } from "react";
import { useDeletionPlan } from "../../api/retention.ts";
import { Section } from "../../kit/layout.tsx";
import { ErrorNotice } from "../../kit/page-state.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { PlanView } from "./plan-view.tsx";

interface Values {
  readonly refs: string;
  readonly law: string;
  readonly article: string;
  readonly text: string;
  readonly reason: string;
  readonly file: "keep" | "drop";
}

const BATCH = /^bat_[0-9A-HJKMNP-TV-Z]{26}$/;

/** PIPL 47, the usual ground of a person's request. */
const USUAL = { law: "中华人民共和国个人信息保护法", article: "第四十七条", text: "有下列情形之一的，个人信息处理者应当主动删除个人信息" };

/** Named rows or a batch, looked at before they are deleted. */
export function RequestForm() {
  const { t } = useLanguage();
  const [form] = Form.useForm<Values>();
  const plan = useDeletionPlan();
  const [order, setOrder] = useState<DeletionOrderBody | null>(null);
  const look = async () => {
    // The fields that are wrong say so themselves.
    const values = await form.validateFields().catch(() => null);
    if (values === null) return;
    const next = orderOf(values);
    setOrder(next);
    plan.mutate(next);
  };
  const demandRefs = async (_rule: unknown, value = "") => {
    const wrong = wrongRef(namedIn(value));
    if (wrong !== null) throw new Error(t("retention.wrongRef", { ref: wrong }));
  };
  const item = (name: keyof Values, label: string, hint?: string, more: readonly Rule[] = []) => ({
    name,
    label,
    rules: [{ required: true, whitespace: true, message: t("safeguards.needed") }, ...more],
    style: { marginBottom: 10 },
    ...(hint === undefined ? {} : { extra: hint }),
  });
  return (
    <Section title={t("retention.request")}>
      <Form
        form={form}
        name="deletion-request"
        layout="vertical"
        size="small"
        requiredMark={false}
        initialValues={{ ...USUAL, file: "keep" }}
        onValuesChange={() => plan.reset()}
      >
        <Form.Item {...item("refs", t("retention.refs"), t("retention.refsHint"), [{ validator: demandRefs }])}>
          <Input.TextArea rows={2} />
        </Form.Item>
        <Form.Item {...item("law", t("retention.law"))}>
          <Input />
        </Form.Item>
        <Form.Item {...item("article", t("retention.article"))}>
          <Input />
        </Form.Item>
        <Form.Item {...item("text", t("retention.words"))}>
          <Input.TextArea rows={2} />
        </Form.Item>
        <Form.Item {...item("reason", t("retention.reason"))}>
          <Input.TextArea rows={2} />
        </Form.Item>
        <Form.Item {...item("file", t("retention.withFile"))}>
          <Select
            options={[
              { value: "keep", label: t("retention.keepFile") },
              { value: "drop", label: t("retention.dropFile") },
            ]}
          />
        </Form.Item>
      </Form>
      <Button size="middle" loading={plan.isPending} onClick={() => void look()}>
        {t("retention.look")}
      </Button>
      {plan.error && <ErrorNotice error={plan.error} />}
      {plan.data && order && <PlanView plan={plan.data} order={order} mayApply />}
    </Section>
  );
}

function namedIn(text: string): string[] {
  return text.split(/[\s,，、;；]+/).filter((ref) => ref !== "");
}

/** The first that is no reference of a row; one alone may be a batch. */
function wrongRef(named: readonly string[]): string | null {
  const [first = ""] = named;
  if (named.length === 1 && BATCH.test(first)) return null;
  return named.find((ref) => parseRowRef(ref) === null) ?? null;
}

function orderOf({ refs, law, article, text, reason, file }: Values): DeletionOrderBody {
  const named = namedIn(refs);
  const [first = ""] = named;
  const isBatch = named.length === 1 && !first.includes(":");
  return {
    request: { ...(isBatch ? { batch: first } : { refs: named }), basis: { law, article, text }, reason, withFile: file === "drop" },
  };
}
