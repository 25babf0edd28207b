import type { UseMutationResult } from "@tanstack/react-query";
import { Input, Modal } from "antd";
import { type ReactNode, useState } from "react";
import { useLanguage } from "../language/locale.tsx";
import { ErrorNotice } from "./page-state.tsx";

interface ReasonDialogProperties<Order> {
  readonly title: string;
  /** What the step does, before it is taken. */
  readonly children?: ReactNode;
  readonly step: Pick<UseMutationResult<unknown, Error, Order>, "isPending" | "error" | "mutate" | "reset">;
  readonly orderOf: (reason: string) => Order;
  /** The step was taken, or nobody wants it any more. */
  readonly onEnd: () => void;
}

/** Asks for the reason of a step that goes on the ledger, and takes it. */
export function ReasonDialog<Order>({ title, children, step, orderOf, onEnd }: ReasonDialogProperties<Order>) {
  const { t } = useLanguage();
  const [reason, setReason] = useState("");
  const close = () => {
    step.reset();
    onEnd();
  };
  return (
    <Modal
      open
      title={title}
      okText={t("action.confirm")}
      cancelText={t("action.cancel")}
      okButtonProps={{ disabled: reason.trim() === "", loading: step.isPending }}
      onOk={() => step.mutate(orderOf(reason.trim()), { onSuccess: onEnd })}
      onCancel={close}
    >
      <div className="stack">
        {children}
        <div className="field">
          <label htmlFor="reason-of-step">{t("caseField.reason")}</label>
          <Input.TextArea id="reason-of-step" rows={3} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
        </div>
        {step.error && <ErrorNotice error={step.error} />}
      </div>
    </Modal>
  );
}
