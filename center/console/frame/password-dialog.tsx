import { App, Button, Form, Input, Modal } from "antd";
import { useSession, useSetPassword } from "../api/session.ts";
import { ErrorNotice } from "../kit/page-state.tsx";
import { useLanguage } from "../language/locale.tsx";

const LEAST_LENGTH = 10;

export function PasswordDialog({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const { t } = useLanguage();
  return (
    <Modal open={open} onCancel={onClose} footer={null} destroyOnHidden title={t("session.changePassword")} width={420}>
      <PasswordForm needsCurrent onDone={onClose} />
    </Modal>
  );
}

interface PasswordValues {
  current?: string;
  password: string;
  again: string;
}

export function PasswordForm({ needsCurrent, onDone }: { readonly needsCurrent: boolean; readonly onDone?: () => void }) {
  const { t } = useLanguage();
  const { message } = App.useApp();
  const { user } = useSession();
  const setPassword = useSetPassword();
  const submit = ({ current, password }: PasswordValues) =>
    setPassword.mutate(current ? { current, password } : { password }, {
      onSuccess: () => {
        void message.success(t("session.passwordSet"));
        onDone?.();
      },
    });
  return (
    <Form<PasswordValues> layout="vertical" onFinish={submit} requiredMark={false}>
      {setPassword.error && <ErrorNotice error={setPassword.error} />}
      <input type="text" name="username" autoComplete="username" value={user.name} readOnly hidden />
      {needsCurrent && (
        <Form.Item name="current" label={t("session.currentPassword")} rules={[{ required: true, message: t("session.currentNeeded") }]}>
          <Input.Password autoComplete="current-password" />
        </Form.Item>
      )}
      <Form.Item
        name="password"
        label={t("session.newPassword")}
        extra={t("session.passwordRule", { n: LEAST_LENGTH })}
        rules={[{ required: true, min: LEAST_LENGTH, message: t("session.passwordRule", { n: LEAST_LENGTH }) }]}
      >
        <Input.Password autoComplete="new-password" autoFocus={!needsCurrent} />
      </Form.Item>
      <Form.Item
        name="again"
        label={t("session.passwordAgain")}
        dependencies={["password"]}
        rules={[
          ({ getFieldValue }) => ({
            validator: (_, value) =>
              value === getFieldValue("password") ? Promise.resolve() : Promise.reject(new Error(t("session.passwordsDiffer"))),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Button type="primary" htmlType="submit" block loading={setPassword.isPending}>
        {t("session.setPassword")}
      </Button>
    </Form>
  );
}
