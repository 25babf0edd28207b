import { ROLES } from "@yuejian/contracts";
import { Button, Select } from "antd";
import { useState } from "react";
import { useSession, useUsers } from "../../api/session.ts";
import { useShortOfficeName } from "../../kit/offices.ts";
import { ErrorNotice } from "../../kit/page-state.tsx";
import { useLanguage } from "../../language/locale.tsx";
import type { ActionForm } from "./action-form.ts";

interface PersonChoiceProperties {
  /** Whose people stand first. */
  readonly office?: string;
  /** Has it already. */
  readonly except?: string | null;
  readonly value: string | null;
  readonly onChange: (user: string) => void;
}

/** Chooses a colleague by name, role or office. */
export function PersonChoice({ office, except, value, onChange }: PersonChoiceProperties) {
  const { t, text } = useLanguage();
  const { user: me } = useSession();
  const users = useUsers();
  const officeName = useShortOfficeName();
  const near = office ?? me.office;
  const people = (users.data?.items ?? [])
    .filter((user) => !user.isDisabled && user.id !== except)
    .toSorted((left, right) => Number(right.office === near) - Number(left.office === near));
  const options = people.map((user) => ({
    value: user.id,
    label: `${user.displayName} · ${text(ROLES[user.role])} · ${officeName(user.office)}`,
  }));
  return (
    <>
      {users.error && <ErrorNotice error={users.error} />}
      <Select
        showSearch={{ optionFilterProp: "label" }}
        options={options}
        value={value}
        onChange={onChange}
        loading={users.isPending}
        placeholder={t("lead.assignee")}
        aria-label={t("lead.assignee")}
        style={{ width: "100%" }}
      />
    </>
  );
}

interface AssignProperties extends ActionForm {
  readonly office: string;
  readonly assignee: string | null;
}

export function AssignForm({ office, assignee, send, isSending, isBlocked }: AssignProperties) {
  const { t } = useLanguage();
  const { user: me } = useSession();
  const [chosen, setChosen] = useState<string | null>(null);
  return (
    <>
      <PersonChoice office={office} except={assignee} value={chosen} onChange={setChosen} />
      <div className="bar" style={{ margin: 0 }}>
        <Button
          type="primary"
          disabled={!chosen || isBlocked}
          loading={isSending}
          onClick={() => chosen && send({ action: "assign", assignee: chosen }, () => setChosen(null))}
        >
          {t("lead.assign")}
        </Button>
        {assignee !== me.id && (
          <Button disabled={isBlocked || isSending} onClick={() => send({ action: "assign", assignee: me.id }, () => setChosen(null))}>
            {t("lead.assignMe")}
          </Button>
        )}
      </div>
    </>
  );
}
