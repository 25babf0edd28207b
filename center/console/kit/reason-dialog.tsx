import { Input, Modal } from "antd";
import { type ReactNode, useState } from "react";
import { useLanguage } from "../language/locale.tsx";
import { ErrorNotice } from "./page-state.tsx";

interface ReasonDialogProperties {
  readonly title: string;
  /** What the step does, before it is taken. */
  readonly children?: ReactNode;
  readonly isPending: boolean;
  readonly error: Error | null;
  readonly onSay: (reason: string) => void;
  readonly onClose: () => void;
}

/** Asks for the reason of a step that goes on the ledger. */
export function ReasonDialog({ title, children, isPending, error, onSay, onClose }: ReasonDialogProperties) {
  const { t } = useLanguage();
  const [reason, setReason] = useState("");
  return (
    <Modal
      open
      title={title}
      okText={t("action.confirm")}
      cancelText={t("action.cancel")}
      okButtonProps={{ disabled: reason.trim() === "", loading: isPending }}
      onOk={() => onSay(reason.trim())}
      onCancel={onClose}
    >
      <div className="stack">
        {children}
        <div className="field">
          <label htmlFor="reason-of-step">{t("caseField.reason")}</label>
          <Input.TextArea id="reason-of-step" rows={3} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
        </div>
        {error && <ErrorNotice error={error} />}
      </div>
    </Modal>
  );
}
