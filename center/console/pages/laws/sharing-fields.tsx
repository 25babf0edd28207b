import { BUSINESS_LINES, LAW_SHARING } from "@yuejian/contracts";
import { Form, type FormInstance, Input, Select } from "antd";
import { useSession } from "../../api/session.ts";
import { useLanguage } from "../../language/locale.tsx";

/** Title, note and sharing of a collection. */
export function SharingFields({ form }: { readonly form: FormInstance }) {
  const { t, text } = useLanguage();
  const { user } = useSession();
  const sharing = Form.useWatch("sharing", form) as string | undefined;
  const lines = user.businessLines.length > 0 ? user.businessLines : (Object.keys(BUSINESS_LINES) as (keyof typeof BUSINESS_LINES)[]);
  return (
    <>
      <Form.Item
        name="title"
        label={t("lawCollections.name")}
        rules={[{ required: true, whitespace: true, message: t("lawCollections.name") }]}
      >
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="sharing" label={t("lawCollections.sharing")}>
        <Select options={Object.entries(LAW_SHARING).map(([value, title]) => ({ value, label: text(title) }))} />
      </Form.Item>
      {sharing === "line" && (
        <Form.Item name="line" label={t("lawCollections.line")} initialValue={lines[0]}>
          <Select options={lines.map((value) => ({ value, label: text(BUSINESS_LINES[value]) }))} />
        </Form.Item>
      )}
    </>
  );
}
