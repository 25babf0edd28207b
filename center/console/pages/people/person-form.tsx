import { BUSINESS_LINES, type BusinessLine, ROLES, type Role } from "@yuejian/contracts";
import type { AccountView } from "@yuejian/contracts/api";
import { Input, Modal, Select } from "antd";
import { useState } from "react";
import { useAddAccount, useChangeAccount } from "../../api/accounts.ts";
import { useSession } from "../../api/session.ts";
import { ErrorNotice } from "../../kit/page-state.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { HeldWork } from "./person-steps.tsx";

interface FormProperties {
  /** Null: a new one. */
  readonly account: AccountView | null;
  readonly onEnd: () => void;
}

/** An account is added with its first password, or changed with a reason. */
export function PersonForm({ account, onEnd }: FormProperties) {
  const { t, text } = useLanguage();
  const { offices, user: me } = useSession();
  const [name, setName] = useState("");
  const [displayName, setDisplayName] = useState(account?.displayName ?? "");
  const [role, setRole] = useState<Role>(account?.role ?? "procurator");
  const [office, setOffice] = useState(account?.office ?? me.office);
  const [businessLines, setLines] = useState<BusinessLine[]>(account?.businessLines ?? []);
  const [last, setLast] = useState("");
  const add = useAddAccount();
  const change = useChangeAccount();
  const step = account ? change : add;
  const person = { displayName: displayName.trim(), role, office, businessLines };
  const isComplete = person.displayName !== "" && (account ? last.trim() !== "" : name !== "" && last.length >= 10);
  const send = () => {
    const onSuccess = onEnd;
    if (account) change.mutate({ id: account.id, seen: account.changedAt, reason: last.trim(), ...person }, { onSuccess });
    else add.mutate({ name: name.trim(), password: last, ...person }, { onSuccess });
  };
  const words = <Key extends string>(table: Readonly<Record<Key, { zh: string; en: string }>>) =>
    (Object.keys(table) as Key[]).map((value) => ({ value, label: text(table[value]) }));
  return (
    <Modal
      open
      title={account ? t("people.changeTitle", { name: account.displayName }) : t("people.addTitle")}
      okText={t("action.confirm")}
      cancelText={t("action.cancel")}
      okButtonProps={{ disabled: !isComplete, loading: step.isPending }}
      onOk={send}
      onCancel={onEnd}
    >
      <div className="stack">
        {step.error && <ErrorNotice error={step.error} />}
        {!account && (
          <div className="field">
            <label htmlFor="person-name">{t("people.name")}</label>
            <Input id="person-name" maxLength={32} value={name} onChange={(event) => setName(event.target.value)} />
            <span className="muted">{t("people.nameHint")}</span>
          </div>
        )}
        <div className="field">
          <label htmlFor="person-display-name">{t("people.displayName")}</label>
          <Input id="person-display-name" maxLength={64} value={displayName} onChange={(event) => setDisplayName(event.target.value)} />
        </div>
        <div className="field">
          <label htmlFor="person-role">{t("people.role")}</label>
          <Select id="person-role" value={role} options={words(ROLES)} onChange={setRole} />
        </div>
        <div className="field">
          <label htmlFor="person-office">{t("people.office")}</label>
          <Select
            id="person-office"
            value={office}
            options={offices.map((each) => ({ value: each.id, label: text(each.name) }))}
            onChange={setOffice}
          />
        </div>
        <div className="field">
          <label htmlFor="person-lines">{t("people.lines")}</label>
          <Select id="person-lines" mode="multiple" value={businessLines} options={words(BUSINESS_LINES)} onChange={setLines} />
        </div>
        {account && <HeldWork account={account} />}
        <div className="field">
          <label htmlFor="person-last">{t(account ? "caseField.reason" : "people.firstPassword")}</label>
          {account ? (
            <Input.TextArea id="person-last" rows={3} maxLength={500} value={last} onChange={(event) => setLast(event.target.value)} />
          ) : (
            <Input.Password
              id="person-last"
              maxLength={256}
              autoComplete="new-password"
              value={last}
              onChange={(event) => setLast(event.target.value)}
            />
          )}
        </div>
      </div>
    </Modal>
  );
}
