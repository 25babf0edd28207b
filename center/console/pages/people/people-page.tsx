import { BUSINESS_LINES, ROLES } from "@yuejian/contracts";
import type { AccountView } from "@yuejian/contracts/api";
import { Button } from "antd";
import { useState } from "react";
import { useAccounts } from "../../api/accounts.ts";
import { useSession } from "../../api/session.ts";
import { FilterBar, FilterSearch } from "../../kit/filter-bar.tsx";
import { PageHeader, Section } from "../../kit/layout.tsx";
import type { ListColumn } from "../../kit/list-column.ts";
import { ListTable } from "../../kit/list-table.tsx";
import { useShortOfficeName } from "../../kit/offices.ts";
import { PageState } from "../../kit/page-state.tsx";
import { usePageTitle } from "../../kit/page-title.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { PersonForm } from "./person-form.tsx";
import { ResetDialog, SuspendDialog } from "./person-steps.tsx";

interface Open {
  readonly step: "change" | "suspend" | "reset";
  readonly account: AccountView;
}

/** Accounts for those who manage them: who may sign in, as what, and whose work is affected. */
export function PeoplePage() {
  const { t, text, format } = useLanguage();
  const accounts = useAccounts();
  const { user: me } = useSession();
  const officeName = useShortOfficeName();
  const [words, setWords] = useState("");
  const [isAdding, setAdding] = useState(false);
  const [open, setOpen] = useState<Open | null>(null);
  usePageTitle(t("nav.people"));
  const end = () => setOpen(null);
  const fits = ({ name, displayName, role, office }: AccountView) =>
    `${name} ${displayName} ${text(ROLES[role])} ${officeName(office)}`.toLowerCase().includes(words.trim().toLowerCase());
  const columns: readonly ListColumn<AccountView>[] = [
    {
      key: "person",
      title: t("people.displayName"),
      width: 230,
      render: ({ id, displayName, name, mayChange }) => (
        <>
          {displayName} <span className="muted">{name}</span>
          {!mayChange && (
            <>
              {" "}
              <span className="tag quiet">{t(id === me.id ? "people.own" : "people.ofHome")}</span>
            </>
          )}
        </>
      ),
    },
    { key: "role", title: t("people.role"), width: 170, render: ({ role }) => text(ROLES[role]) },
    { key: "office", title: t("people.office"), width: 140, render: ({ office }) => officeName(office) },
    {
      key: "lines",
      title: t("people.lines"),
      render: ({ businessLines }) =>
        businessLines.length === Object.keys(BUSINESS_LINES).length
          ? t("people.allLines")
          : businessLines.map((line) => text(BUSINESS_LINES[line])).join(" · ") || "—",
    },
    {
      key: "state",
      title: t("people.state"),
      width: 150,
      render: ({ isDisabled, lockedUntil, mustSetPassword }) => {
        if (isDisabled) return <span className="tag quiet">{t("people.suspended")}</span>;
        if (lockedUntil !== null) return <span className="tag attention">{t("people.locked", { at: format.time(lockedUntil) })}</span>;
        return mustSetPassword ? t("people.mustSet") : t("people.inUse");
      },
    },
    {
      key: "steps",
      title: "",
      width: 250,
      render: (account) =>
        account.mayChange ? (
          <div className="bar" style={{ margin: 0, flexWrap: "nowrap" }}>
            <Button size="small" onClick={() => setOpen({ step: "change", account })}>
              {t("people.change")}
            </Button>
            <Button size="small" onClick={() => setOpen({ step: "reset", account })}>
              {t("people.reset")}
            </Button>
            <Button size="small" type="text" onClick={() => setOpen({ step: "suspend", account })}>
              {t(account.isDisabled ? "people.restore" : "people.suspend")}
            </Button>
          </div>
        ) : null,
    },
  ];
  return (
    <>
      <PageHeader
        title={t("nav.people")}
        about={t("people.about")}
        actions={
          <Button type="primary" onClick={() => setAdding(true)}>
            {t("people.add")}
          </Button>
        }
      />
      <FilterBar>
        <FilterSearch label={t("people.displayName")} value={words} onSearch={(given) => setWords(given ?? "")} />
      </FilterBar>
      <PageState query={accounts}>
        {({ items }) => {
          const shown = items.filter(fits);
          return (
            <Section title={t("people.count", { n: shown.length })} flush>
              <ListTable label={t("nav.people")} columns={columns} items={shown} idOf={({ id }) => id} />
            </Section>
          );
        }}
      </PageState>
      {isAdding && <PersonForm account={null} onEnd={() => setAdding(false)} />}
      {open?.step === "change" && <PersonForm account={open.account} onEnd={end} />}
      {open?.step === "suspend" && <SuspendDialog account={open.account} onEnd={end} />}
      {open?.step === "reset" && <ResetDialog account={open.account} onEnd={end} />}
    </>
  );
}
