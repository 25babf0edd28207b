import { useQueryClient } from "@tanstack/react-query";
import { Modal } from "antd";
import { useEffect, useState } from "react";
import { onSignedOut } from "../api/client.ts";
import { forgetPerson, sessionQuery, useSession } from "../api/session.ts";
import { useLanguage } from "../language/locale.tsx";
import { SignInForm } from "../pages/sign-in/sign-in-form.tsx";

/** When the session has ended the page stays as it is, with all that was typed, below this dialog. */
export function SignInAgain() {
  const { t } = useLanguage();
  const client = useQueryClient();
  const { user } = useSession();
  const [isOut, setOut] = useState(false);
  useEffect(() => onSignedOut(() => setOut(true)), []);
  const back = () => {
    const now = client.getQueryData(sessionQuery.queryKey);
    if (now && now.user.id !== user.id) {
      forgetPerson();
      globalThis.location.assign("/work");
      return;
    }
    setOut(false);
    void client.invalidateQueries();
  };
  return (
    <Modal open={isOut} footer={null} closable={false} keyboard={false} mask={{ closable: false }} title={t("session.again")} width={400}>
      <p className="muted" style={{ marginBottom: 12 }}>
        {t("session.againWhy")}
      </p>
      <SignInForm name={user.name} onDone={back} />
    </Modal>
  );
}
