import { Button, Form, Input } from "antd";
import { useSignIn } from "../../api/session.ts";
import { ErrorNotice } from "../../kit/page-state.tsx";
import { useLanguage } from "../../language/locale.tsx";

interface SignInFormProperties {
  readonly name?: string;
  readonly onDone: () => void;
}

export function SignInForm({ name = "", onDone }: SignInFormProperties) {
  const { t } = useLanguage();
  const signIn = useSignIn();
  return (
    <Form<{ name: string; password: string }>
      layout="vertical"
      requiredMark={false}
      initialValues={{ name, password: "" }}
      onFinish={(values) => signIn.mutate(values, { onSuccess: onDone })}
    >
      {signIn.error && <ErrorNotice error={signIn.error} />}
      <Form.Item name="name" label={t("session.name")} rules={[{ required: true, message: t("session.nameNeeded") }]}>
        <Input autoComplete="username" autoFocus={name === ""} />
      </Form.Item>
      <Form.Item name="password" label={t("session.password")} rules={[{ required: true, message: t("session.passwordNeeded") }]}>
        <Input.Password autoComplete="current-password" autoFocus={name !== ""} />
      </Form.Item>
      <Button type="primary" htmlType="submit" block loading={signIn.isPending}>
        {t("session.signIn")}
      </Button>
    </Form>
  );
}
