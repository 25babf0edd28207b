import FileAddOutlined from "@ant-design/icons/FileAddOutlined";
import { Button, Form, Input, Radio, Select } from "antd";
import { useState } from "react";
import { useDatasets } from "../../api/data.ts";
import { FileDrop } from "../../kit/file-drop.tsx";
import { useLanguage } from "../../language/locale.tsx";

/** What the person said in the first step. */
export interface ImportTarget {
  readonly file: File;
  readonly create: boolean;
  /** Undefined: to be proposed from the file. */
  readonly dataset: string | undefined;
}

interface ImportFormProperties {
  readonly dataset: string | undefined;
  readonly isSending: boolean;
  readonly onSend: (target: ImportTarget) => void;
}

interface Values {
  target: "known" | "create";
  dataset?: string;
  name?: string;
}

/** The first step: which file, and where to. */
export function ImportForm({ dataset, isSending, onSend }: ImportFormProperties) {
  const { t, text, format } = useLanguage();
  const datasets = useDatasets();
  const [file, setFile] = useState<File | null>(null);
  const [form] = Form.useForm<Values>();
  const target = Form.useWatch("target", form) ?? "known";
  const submit = (values: Values) => {
    if (!file) return;
    const create = values.target === "create";
    onSend({ file, create, dataset: create ? values.name : values.dataset });
  };
  return (
    <Form<Values>
      form={form}
      layout="vertical"
      requiredMark={false}
      initialValues={{ target: "known", dataset }}
      onFinish={submit}
      style={{ maxWidth: 640 }}
    >
      <Form.Item label={t("import.file")} extra={t("import.formats")}>
        <FileDrop onFile={setFile} accept=".csv,.tsv,.txt,.tab,.xlsx,.json,.ndjson,.jsonl,.parquet,.dbf,.zip" label={t("import.file")}>
          <FileAddOutlined aria-hidden style={{ fontSize: 20 }} />
          {file ? (
            <span>
              <strong>{file.name}</strong> <span className="muted">{format.bytes(file.size)}</span>
            </span>
          ) : (
            <span>{t("import.drop")}</span>
          )}
        </FileDrop>
      </Form.Item>
      <Form.Item name="target" label={t("import.target")}>
        <Radio.Group
          options={[
            { value: "known", label: t("import.known") },
            { value: "create", label: t("import.create") },
          ]}
        />
      </Form.Item>
      {target === "known" ? (
        <Form.Item name="dataset" label={t("data.dataset")}>
          <Select
            allowClear
            showSearch={{ optionFilterProp: "label" }}
            loading={datasets.isPending}
            placeholder={t("import.datasetChoose")}
            options={(datasets.data?.items ?? []).map((each) => ({ value: each.id, label: `${text(each.title)} (${each.id})` }))}
          />
        </Form.Item>
      ) : (
        <Form.Item
          name="name"
          label={t("import.name")}
          extra={t("import.nameRule")}
          rules={[{ required: true, pattern: /^[a-z][a-z0-9-]*$/, message: t("import.nameRule") }]}
        >
          <Input className="mono" />
        </Form.Item>
      )}
      <Button type="primary" htmlType="submit" disabled={!file} loading={isSending}>
        {t("import.next")}
      </Button>
    </Form>
  );
}
