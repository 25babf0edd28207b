import { DATA_CLASSES, SOURCE_KINDS } from "@yuejian/contracts";
import type { NewSource, SourceView } from "@yuejian/contracts/api";
import { Button, Form, Input, InputNumber, Select } from "antd";
import { useState } from "react";
import { useAddSource, useChangeSource, useLookAtSource } from "../../api/sources.ts";
import { ErrorNotice } from "../../kit/page-state.tsx";
import { useLanguage } from "../../language/locale.tsx";

interface Values {
  readonly name: string;
  readonly kind: NewSource["kind"];
  readonly dataset: string;
  readonly owner: string;
  readonly legalBasis: string;
  readonly dataClass: NewSource["dataClass"];
  readonly settings: string;
  readonly secretFrom: "none" | "env" | "file";
  readonly secretName?: string;
  readonly contract: string;
  readonly refresh: "hand" | "minutes" | "day" | "other";
  readonly minutes?: number;
  readonly at?: string;
}

/** Settings to begin with, one of each kind. */
const SAMPLES: Readonly<Record<NewSource["kind"], object>> = {
  folder: { folder: "/srv/exchange/hukou", names: "*.csv, *.xlsx, *.zip, *.dbf" },
  postgres: { host: "10.0.0.8", port: 5432, database: "hukou", user: "reader", schema: "public", table: "persons", cursor: "updated_at" },
  mysql: { host: "10.0.0.9", port: 3306, database: "minzheng", user: "reader", table: "persons", cursor: "updated_at" },
  http: { url: "https://example.gov.cn/api/persons", rows: "data.items", paging: { by: "page", parameter: "page", size: 500 } },
};

/** Sets a source up, or changes it. What was typed stays when it is refused. */
export function SourceForm({ source, onDone }: { readonly source: SourceView | null; readonly onDone: () => void }) {
  const { t, text } = useLanguage();
  const [form] = Form.useForm<Values>();
  const [proposed, setProposed] = useState<number | null>(null);
  const add = useAddSource();
  const change = useChangeSource();
  const look = useLookAtSource();
  const kind = Form.useWatch("kind", form) ?? source?.kind ?? "folder";
  const secretFrom = Form.useWatch("secretFrom", form);
  const refresh = Form.useWatch("refresh", form);
  const needed = [{ required: true, message: t("sources.needed") }];
  const json = [
    {
      validator: (_: unknown, value: string) => {
        try {
          JSON.parse(value);
          return Promise.resolve();
        } catch (cause) {
          return Promise.reject(new Error(t("sources.badJson", { reason: cause instanceof Error ? cause.message : String(cause) })));
        }
      },
    },
  ];

  async function propose(): Promise<void> {
    const values = await form.validateFields(["kind", "settings", "secretFrom", "secretName"]);
    look.mutate(placeOf(values), {
      onSuccess: ({ contract, rows }) => {
        form.setFieldValue("contract", JSON.stringify(contract, null, 2));
        setProposed(rows);
      },
    });
  }

  async function send(): Promise<void> {
    const values = await form.validateFields();
    const { name, owner, legalBasis, dataClass, dataset } = values;
    const common = { name, owner, legalBasis, dataClass, contract: JSON.parse(values.contract) as NewSource["contract"] };
    const rule = values.refresh === "other" ? {} : { refresh: ruleOf(values) };
    if (source)
      change.mutate({ id: source.id, version: source.version, ...common, ...without(placeOf(values)), ...rule }, { onSuccess: onDone });
    else add.mutate({ ...common, ...placeOf(values), dataset, ...rule }, { onSuccess: onDone });
  }

  return (
    <Form form={form} layout="vertical" requiredMark={false} initialValues={initial(source)} style={{ maxWidth: 720 }}>
      <Form.Item name="name" label={t("sources.name")} rules={needed}>
        <Input />
      </Form.Item>
      <Form.Item name="kind" label={t("sources.kind")}>
        <Select
          disabled={source !== null}
          options={Object.entries(SOURCE_KINDS).map(([value, label]) => ({ value, label: text(label) }))}
          onChange={(next: NewSource["kind"]) => form.setFieldValue("settings", JSON.stringify(SAMPLES[next], null, 2))}
        />
      </Form.Item>
      <Form.Item name="dataset" label={t("sources.dataset")} rules={needed}>
        <Input disabled={source !== null} />
      </Form.Item>
      <Form.Item name="owner" label={t("sources.owner")} rules={needed}>
        <Input />
      </Form.Item>
      <Form.Item name="legalBasis" label={t("sources.basis")} rules={needed}>
        <Input />
      </Form.Item>
      <Form.Item name="dataClass" label={t("sources.class")}>
        <Select
          options={Object.entries(DATA_CLASSES)
            .filter(([value]) => value !== "sealed")
            .map(([value, label]) => ({ value, label: text(label) }))}
        />
      </Form.Item>
      <Form.Item
        name="settings"
        label={t("sources.place")}
        extra={
          <>
            {t("sources.settingsHint")}
            <pre style={{ margin: 0, whiteSpace: "pre-wrap" }}>{JSON.stringify(SAMPLES[kind])}</pre>
          </>
        }
        rules={json}
      >
        <Input.TextArea autoSize={{ minRows: 4, maxRows: 14 }} spellCheck={false} />
      </Form.Item>
      <Form.Item label={t("sources.secret")} extra={t("sources.secretHint")}>
        <div style={{ display: "flex", gap: 8 }}>
          <Form.Item name="secretFrom" noStyle>
            <Select
              style={{ width: 180 }}
              aria-label={t("sources.secret")}
              options={[
                { value: "none", label: t("sources.secretNone") },
                { value: "env", label: t("sources.secretEnv") },
                { value: "file", label: t("sources.secretFile") },
              ]}
            />
          </Form.Item>
          {secretFrom !== undefined && secretFrom !== "none" && (
            <Form.Item name="secretName" noStyle rules={needed}>
              <Input placeholder={secretFrom === "env" ? "YUEJIAN_SOURCE_HUKOU" : "hukou"} aria-label={t("sources.secretFile")} />
            </Form.Item>
          )}
        </div>
      </Form.Item>
      <Form.Item
        name="contract"
        label={t("sources.contract")}
        extra={proposed === null ? t("sources.contractHint") : t("sources.proposed", { n: proposed })}
        rules={json}
      >
        <Input.TextArea autoSize={{ minRows: 6, maxRows: 20 }} spellCheck={false} />
      </Form.Item>
      <div className="bar">
        <Button loading={look.isPending} onClick={() => void propose().catch(() => {})}>
          {t("sources.propose")}
        </Button>
      </div>
      {look.error && <ErrorNotice error={look.error} />}
      <Form.Item name="refresh" label={t("sources.refresh")}>
        <Select
          options={[
            { value: "hand", label: t("sources.byHand") },
            { value: "minutes", label: t("sources.everyMinutes") },
            { value: "day", label: t("sources.daily") },
            ...(source && initial(source).refresh === "other" ? [{ value: "other", label: JSON.stringify(source.refresh) }] : []),
          ]}
        />
      </Form.Item>
      {refresh === "minutes" && (
        <Form.Item name="minutes" label={t("sources.minutes")} rules={needed}>
          <InputNumber min={1} max={10_080} precision={0} />
        </Form.Item>
      )}
      {refresh === "day" && (
        <Form.Item name="at" label={t("sources.at")} rules={[{ required: true, pattern: /^([01]\d|2[0-3]):[0-5]\d$/, message: "HH:MM" }]}>
          <Input style={{ width: 120 }} placeholder="03:00" />
        </Form.Item>
      )}
      {(add.error ?? change.error) && <ErrorNotice error={(add.error ?? change.error) as Error} />}
      <Button type="primary" loading={add.isPending || change.isPending} onClick={() => void send().catch(() => {})}>
        {t("sources.save")}
      </Button>
    </Form>
  );
}

function initial(source: SourceView | null): Partial<Values> {
  if (!source)
    return {
      kind: "folder",
      dataClass: "internal",
      secretFrom: "none",
      refresh: "hand",
      settings: JSON.stringify(SAMPLES.folder, null, 2),
    };
  const { name, kind, dataset, owner, legalBasis, dataClass, settings, secret, contract, refresh } = source;
  const rule: Partial<Values> =
    refresh === null
      ? { refresh: "hand" }
      : refresh.every === "minutes"
        ? { refresh: "minutes", minutes: refresh.minutes }
        : refresh.every === "day"
          ? { refresh: "day", at: refresh.at }
          : { refresh: "other" };
  return {
    name,
    kind,
    dataset,
    owner,
    legalBasis,
    dataClass,
    settings: JSON.stringify(settings, null, 2),
    secretFrom: secret?.from ?? "none",
    ...(secret ? { secretName: secret.name } : {}),
    contract: JSON.stringify(contract, null, 2),
    ...rule,
  };
}

function placeOf({ kind, settings, secretFrom, secretName }: Values): Pick<NewSource, "kind" | "settings" | "secret"> {
  const secret = secretFrom === "none" ? null : { from: secretFrom, name: secretName ?? "" };
  return { kind, settings: JSON.parse(settings) as NewSource["settings"], secret };
}

/** The kind of a source never changes. */
function without({ settings, secret }: Pick<NewSource, "kind" | "settings" | "secret">) {
  return { settings, secret: secret ?? null };
}

function ruleOf({ refresh, minutes = 60, at = "03:00" }: Values): NonNullable<NewSource["refresh"]> | null {
  if (refresh === "minutes") return { every: "minutes", minutes };
  return refresh === "day" ? { every: "day", at } : null;
}
