import { BUSINESS_LINES, type BusinessLine } from "@yuejian/contracts";
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

interface OfficeProperties {
  /** Whose shares; undefined: the house's for all offices. */
  readonly office: string | undefined;
}

/** Who takes fewer cases than the others, or none, and who is versed in which lines; an office without its own takes the house's. */
export function SharesSection({ office }: OfficeProperties) {
  const { t, text } = useLanguage();
  const shares = useCaseShares(office);
  const mayConfigure = useMay("case.configure");
  const setting = useSetShare();
  const ofOffice = office === undefined ? {} : { office };
  const columns: readonly ListColumn<Share>[] = [
    { key: "person", title: t("caseSettings.person"), render: ({ name }) => name },
    {
      key: "share",
      title: t("caseSettings.share"),
      width: 110,
      align: "right",
      render: ({ share }) => <span className="number">{share}</span>,
    },
    {
      key: "expertise",
      title: t("caseSettings.expertise"),
      render: ({ expertise }) => expertise.map((line) => text(BUSINESS_LINES[line])).join(" · ") || "—",
    },
    {
      key: "from",
      title: t("caseSettings.who"),
      width: 130,
      render: ({ from }) => t(from === "office" ? "caseSettings.office" : "caseSettings.house"),
    },
    {
      key: "reset",
      title: "",
      width: 140,
      render: ({ user, from }) =>
        mayConfigure && (office === undefined || from === "office") ? (
          <Button size="small" type="text" onClick={() => setting.mutate({ user, share: null, ...ofOffice })}>
            {t(office === undefined ? "caseSettings.fullShare" : "caseSettings.reset")}
          </Button>
        ) : null,
    },
  ];
  return (
    <Section title={t("caseSettings.shares")} hint={t("caseSettings.sharesHint")}>
      <div className="stack">
        {setting.error && <ErrorNotice error={setting.error} />}
        <PageState query={shares} rows={2}>
          {({ items }) =>
            items.length === 0 ? (
              <p className="muted">{t("caseSettings.nobody")}</p>
            ) : (
              <ListTable label={t("caseSettings.shares")} columns={columns} items={items} idOf={({ user }) => user} />
            )
          }
        </PageState>
        {mayConfigure && <ShareForm office={office} />}
      </div>
    </Section>
  );
}

function ShareForm({ office }: OfficeProperties) {
  const { t, text } = useLanguage();
  const users = useUsers();
  const setting = useSetShare();
  const [user, setUser] = useState<string | null>(null);
  const [share, setShare] = useState<number | null>(100);
  const [expertise, setExpertise] = useState<BusinessLine[]>([]);
  const people = (users.data?.items ?? []).filter((each) => office === undefined || each.office === office);
  const lines = (Object.keys(BUSINESS_LINES) as BusinessLine[]).map((value) => ({ value, label: text(BUSINESS_LINES[value]) }));
  const send = () => {
    if (user === null || share === null) return;
    setting.mutate({ user, share, expertise, ...(office === undefined ? {} : { office }) }, { onSuccess: () => setUser(null) });
  };
  return (
    <div className="bar" style={{ margin: 0 }} data-form="share">
      <Select
        showSearch={{ optionFilterProp: "label" }}
        style={{ width: 240 }}
        aria-label={t("caseSettings.person")}
        placeholder={t("caseSettings.person")}
        value={user}
        options={people.map(({ id, displayName }) => ({ value: id, label: displayName }))}
        onChange={setUser}
      />
      <InputNumber min={0} max={200} precision={0} aria-label={t("caseSettings.share")} value={share} onChange={setShare} />
      <Select
        mode="multiple"
        style={{ width: 280 }}
        aria-label={t("caseSettings.expertise")}
        placeholder={t("caseSettings.expertise")}
        value={expertise}
        options={lines}
        onChange={setExpertise}
      />
      <Button disabled={user === null || share === null} loading={setting.isPending} onClick={send}>
        {t("caseSettings.save")}
      </Button>
      {setting.error && <ErrorNotice error={setting.error} />}
    </div>
  );
}
