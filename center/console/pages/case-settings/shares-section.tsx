import type { CaseShares } from "@yuejian/contracts/api";
import { Button, InputNumber, Select } from "antd";
import { useState } from "react";
import { useCaseShares, useSetShare } from "../../api/case-settings.ts";
import { useMay, useUsers } from "../../api/session.ts";
import { Section } from "../../kit/layout.tsx";
import type { ListColumn } from "../../kit/list-column.ts";
import { ListTable } from "../../kit/list-table.tsx";
import { ErrorNotice, PageState } from "../../kit/page-state.tsx";
import { useLanguage } from "../../language/locale.tsx";

type Share = CaseShares["items"][number];

/** Who takes fewer cases than the others, or none. */
export function SharesSection() {
  const { t } = useLanguage();
  const shares = useCaseShares(true);
  const mayConfigure = useMay("case.configure");
  const columns: readonly ListColumn<Share>[] = [
    { key: "person", title: t("caseSettings.person"), render: ({ name }) => name },
    {
      key: "share",
      title: t("caseSettings.share"),
      width: 120,
      align: "right",
      render: ({ share }) => <span className="number">{share}</span>,
    },
  ];
  return (
    <Section title={t("caseSettings.shares")} hint={t("caseSettings.sharesHint")}>
      <div className="stack">
        <PageState query={shares} rows={2}>
          {({ items }) =>
            items.length === 0 ? (
              <p className="muted">{t("caseSettings.nobody")}</p>
            ) : (
              <ListTable label={t("caseSettings.shares")} columns={columns} items={items} idOf={({ user }) => user} />
            )
          }
        </PageState>
        {mayConfigure && <ShareForm />}
      </div>
    </Section>
  );
}

function ShareForm() {
  const { t } = useLanguage();
  const users = useUsers();
  const setting = useSetShare();
  const [user, setUser] = useState<string | null>(null);
  const [share, setShare] = useState<number | null>(100);
  const send = () => user !== null && share !== null && setting.mutate({ user, share }, { onSuccess: () => setUser(null) });
  return (
    <div className="bar" style={{ margin: 0 }}>
      <Select
        showSearch={{ optionFilterProp: "label" }}
        style={{ width: 240 }}
        aria-label={t("caseSettings.person")}
        placeholder={t("caseSettings.person")}
        value={user}
        options={(users.data?.items ?? []).map(({ id, displayName }) => ({ value: id, label: displayName }))}
        onChange={setUser}
      />
      <InputNumber min={0} max={200} precision={0} aria-label={t("caseSettings.share")} value={share} onChange={setShare} />
      <Button disabled={user === null || share === null} loading={setting.isPending} onClick={send}>
        {t("caseSettings.save")}
      </Button>
      {setting.error && <ErrorNotice error={setting.error} />}
    </div>
  );
}
