import type { LawCollectionOrder } from "@yuejian/contracts/api";
import { Form, Modal } from "antd";
import { ErrorNotice } from "../../kit/page-state.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { SharingFields } from "./sharing-fields.tsx";

interface CollectionDialogProperties {
  readonly title: string;
  readonly initial: Partial<LawCollectionOrder>;
  readonly step: { readonly isPending: boolean; readonly error: Error | null };
  readonly onSave: (order: LawCollectionOrder) => void;
  readonly onEnd: () => void;
}

/** Title and sharing of a collection, new or as it stands. */
export function CollectionDialog({ title, initial, step, onSave, onEnd }: CollectionDialogProperties) {
  const { t } = useLanguage();
  const [form] = Form.useForm<LawCollectionOrder>();
  const save = async () => {
    const order = await form.validateFields().catch(() => null);
    if (order) onSave(order);
  };
  return (
    <Modal
      open
      title={title}
      okText={t("lawCollections.save")}
      cancelText={t("action.cancel")}
      okButtonProps={{ loading: step.isPending }}
      onOk={() => void save()}
      onCancel={onEnd}
    >
      <Form form={form} layout="vertical" initialValues={initial}>
        <SharingFields form={form} />
      </Form>
      {step.error && <ErrorNotice error={step.error} />}
    </Modal>
  );
}
