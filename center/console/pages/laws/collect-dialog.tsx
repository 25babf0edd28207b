import type { LawCollectionOrder } from "@yuejian/contracts/api";
import { App, Form, Input, Modal, Select } from "antd";
import { useCollectArticle, useLawCollections } from "../../api/law-collections.ts";
import { ErrorNotice } from "../../kit/page-state.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { SharingFields } from "./sharing-fields.tsx";

interface CollectDialogProperties {
  readonly law: string;
  readonly article: string;
  readonly label: string;
  readonly on: string | undefined;
  readonly onEnd: () => void;
}

interface Fields extends LawCollectionOrder {
  readonly into: string;
  readonly quote: string;
  readonly itemNote: string;
}

const FRESH = "";

/** Puts an article or a passage of it into a collection, or into a new one. What was marked in the page is the passage. */
export function CollectDialog({ law, article, label, on, onEnd }: CollectDialogProperties) {
  const { t } = useLanguage();
  const { message } = App.useApp();
  const [form] = Form.useForm<Fields>();
  const into = Form.useWatch("into", form);
  const collections = useLawCollections();
  const collect = useCollectArticle();
  const options = [
    ...(collections.data?.items ?? []).map(({ id, title }) => ({ value: id, label: title })),
    { value: FRESH, label: t("lawCollections.fresh") },
  ];
  const save = async () => {
    const fields = await form.validateFields().catch(() => null);
    if (!fields) return;
    const { into: id, quote, itemNote, ...fresh } = fields;
    collect.mutate(
      {
        into: id === FRESH ? fresh : { id },
        order: { law, article, note: itemNote, ...(on === undefined ? {} : { on }), ...(quote.trim() === "" ? {} : { quote }) },
      },
      {
        onSuccess: ({ collection }) => {
          void message.success(t("lawCollections.collected", { title: collection.title }));
          onEnd();
        },
      },
    );
  };
  return (
    <Modal
      open
      title={t("lawCollections.collectTitle", { law, article: label })}
      okText={t("lawCollections.collect")}
      cancelText={t("action.cancel")}
      okButtonProps={{ loading: collect.isPending, disabled: collections.isPending }}
      onOk={() => void save()}
      onCancel={onEnd}
    >
      {collections.data && (
        <Form
          form={form}
          layout="vertical"
          initialValues={{ into: options[0]?.value, quote: chosenText(), itemNote: "", sharing: "private" }}
        >
          <Form.Item name="into" label={t("lawCollections.into")}>
            <Select options={options} />
          </Form.Item>
          {into === FRESH && <SharingFields form={form} />}
          <Form.Item name="quote" label={t("lawCollections.quote")}>
            <Input.TextArea autoSize={{ minRows: 1, maxRows: 6 }} maxLength={4000} />
          </Form.Item>
          <Form.Item name="itemNote" label={t("lawCollections.note")}>
            <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={4000} />
          </Form.Item>
        </Form>
      )}
      {(collect.error ?? collections.error) && <ErrorNotice error={(collect.error ?? collections.error) as Error} />}
    </Modal>
  );
}

/** What is marked within the text of a law. */
function chosenText(): string {
  const selection = window.getSelection();
  const isInText = selection?.anchorNode?.parentElement?.closest(".laws-text article") != null;
  return isInText ? (selection?.toString().trim() ?? "") : "";
}
