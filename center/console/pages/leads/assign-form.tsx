import { ROLES } from "@yuejian/contracts";
import { Button, Select } from "antd";
import { useState } from "react";
import { useSession, useUsers } from "../../api/session.ts";
import { useShortOfficeName } from "../../kit/offices.ts";
import { ErrorNotice } from "../../kit/page-state.tsx";
import { useLanguage } from "../../language/locale.tsx";
import type { ActionForm } from "./action-form.ts";

interface AssignProperties extends ActionForm {
  readonly office: string;
  readonly assignee: string | null;
}

export function AssignForm({ office, assignee, send, isSending, isBlocked }: AssignProperties) {
  const { t, text } = useLanguage();
  const { user: me } = useSession();
  const users = useUsers();
  const officeName = useShortOfficeName();
  const [chosen, setChosen] = useState<string | null>(null);
  const people = (users.data?.items ?? [])
    .filter((user) => !user.isDisabled && user.id !== assignee)
    .toSorted((left, right) => Number(right.office === office) - Number(left.office === office));
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
        value={chosen}
        onChange={setChosen}
        loading={users.isPending}
        placeholder={t("lead.assignee")}
        aria-label={t("lead.assignee")}
      />
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
