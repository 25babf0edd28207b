import type { AccountReset, AccountView } from "@yuejian/contracts/api";
import { Modal, Typography } from "antd";
import { useState } from "react";
import { useAccount, useResetAccount, useSuspendAccount } from "../../api/accounts.ts";
import { ReasonDialog } from "../../kit/reason-dialog.tsx";
import { useLanguage } from "../../language/locale.tsx";

interface StepProperties {
  readonly account: AccountView;
  readonly onEnd: () => void;
}

/** What the person still has in hand, so that it is not left to nobody. */
export function HeldWork({ account }: { readonly account: AccountView }) {
  const { t } = useLanguage();
  const { data } = useAccount(account.id);
  const held = data?.held;
  if (!held || held.leads + held.cases + held.tasks + held.handledCases === 0) return null;
  const { leads, cases, tasks, handledCases: handled } = held;
  return <p data-held>{t("people.held", { leads, cases, tasks, handled })}</p>;
}

export function SuspendDialog({ account, onEnd }: StepProperties) {
  const { t } = useLanguage();
  const { id, displayName: name, isDisabled, changedAt: seen } = account;
  const step = useSuspendAccount(isDisabled);
  return (
    <ReasonDialog
      title={t(isDisabled ? "people.restoreTitle" : "people.suspendTitle", { name })}
      step={step}
      orderOf={(reason) => ({ id, seen, reason })}
      onEnd={onEnd}
    >
      {!isDisabled && (
        <>
          <p className="muted">{t("people.sessionsEnd")}</p>
          <HeldWork account={account} />
        </>
      )}
    </ReasonDialog>
  );
}

/** Takes the password away and shows the link once; it is kept nowhere. */
export function ResetDialog({ account, onEnd }: StepProperties) {
  const { t, format } = useLanguage();
  const { id, displayName: name, changedAt: seen } = account;
  const [made, setMade] = useState<AccountReset | null>(null);
  const step = useResetAccount();
  if (made)
    return (
      <Modal open title={t("people.linkTitle")} onCancel={onEnd} onOk={onEnd} cancelButtonProps={{ style: { display: "none" } }}>
        <p>{t("people.linkOnce", { at: format.time(made.expiresAt) })}</p>
        <Typography.Paragraph copyable code style={{ overflowWrap: "anywhere" }} data-link>
          {`${globalThis.location.origin}${made.path}`}
        </Typography.Paragraph>
      </Modal>
    );
  const taking = {
    ...step,
    mutate: (order: Parameters<typeof step.mutate>[0]) => step.mutate(order, { onSuccess: setMade }),
  };
  return (
    <ReasonDialog title={t("people.resetTitle", { name })} step={taking} orderOf={(reason) => ({ id, seen, reason })} onEnd={onEnd}>
      <p className="muted">{t("people.resetHow")}</p>
    </ReasonDialog>
  );
}
