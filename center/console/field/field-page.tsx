import type { FieldCheckView, Session } from "@yuejian/contracts/api";
import { type ReactNode, useEffect, useState } from "react";
import { post, remove, setCsrf } from "../api/client.ts";
import { useLanguage } from "../language/locale.tsx";
import type { MessageKey } from "../messages/index.ts";
import { CheckForm } from "./check-form.tsx";
import { DeviceKeyLine } from "./device-key-line.tsx";
import type { Draft } from "./device-store.ts";
import { forgetFieldPerson, type Person } from "./person.ts";
import { SignIn } from "./sign-in.tsx";
import { TaskList } from "./task-list.tsx";
import { type Connection, type Field, useField } from "./use-field.ts";

const CONNECTION_KEYS = {
  checking: "field.checking",
  online: "field.online",
  offline: "field.offline",
  "signed-out": "field.signedOut",
  password: "field.passwordFirst",
} as const satisfies Record<Connection, MessageKey>;

/** Tasks of the person who works on this telephone, with or without a network. */
export function FieldPage() {
  const { t, text } = useLanguage();
  const field = useField();
  const [opened, setOpened] = useOpened();
  const isPersistent = usePersistence();
  const { person, connection, tasks, drafts } = field;
  useEffect(() => {
    document.title = `${t("field.title")} · ${t("nav.product")}`;
  }, [t]);
  const draft = drafts.find(({ check }) => check === opened);
  const task = tasks?.items.find(({ id }) => id === opened) ?? draft?.task;
  const needsSignIn = connection === "signed-out" || (person === null && connection !== "checking" && connection !== "offline");
  return (
    <>
      <Header field={field} />
      <main className="field">
        <p className={`field-state ${connection}`} role="status">
          {t(CONNECTION_KEYS[connection])}
          {connection === "password" && <a href="/">{t("field.console")}</a>}
        </p>
        {!globalThis.isSecureContext && <Notice>{t("field.insecure")}</Notice>}
        {needsSignIn && <SignIn onDone={field.refresh} signIn={signIn} />}
        {person !== null && field.isRead && task && tasks ? (
          <CheckForm
            key={`${person.id} ${task.id}`}
            task={task}
            person={person}
            tasks={tasks}
            draft={draft ?? emptyDraft(task, person)}
            field={field}
            onEnd={() => setOpened(null)}
          />
        ) : (
          <>
            {draft?.problem && <Notice>{text(draft.problem)}</Notice>}
            {person !== null && <TaskList field={field} onOpen={setOpened} />}
            {person !== null && !isPersistent && <Notice>{t("field.notPersistent")}</Notice>}
            <p className="muted field-small">{t("field.privacy")}</p>
            {person !== null && <DeviceKeyLine />}
          </>
        )}
      </main>
    </>
  );
}

function Notice({ children }: { readonly children: ReactNode }) {
  return (
    <p className="field-notice" role="alert">
      {children}
    </p>
  );
}

function Header({ field: { person, connection } }: { readonly field: Field }) {
  const { t, locale, setLocale } = useLanguage();
  const leave = async () => {
    await remove("/api/session").catch(() => null);
    forgetFieldPerson();
    globalThis.location.reload();
  };
  return (
    <header className="field-header">
      <strong>{t("field.title")}</strong>
      <span className="field-person">{person?.name}</span>
      <button type="button" onClick={() => setLocale(locale === "zh" ? "en" : "zh")}>
        {locale === "zh" ? "English" : "中文"}
      </button>
      {person !== null && connection === "online" && (
        <button type="button" onClick={() => void leave()}>
          {t("field.signOut")}
        </button>
      )}
    </header>
  );
}

async function signIn(name: string, password: string): Promise<void> {
  setCsrf((await post<Session>("/api/session", { name, password })).csrf);
}

function emptyDraft(task: FieldCheckView, person: Person): Draft {
  return {
    person: person.id,
    check: task.id,
    task,
    finding: null,
    class: null,
    note: "",
    position: { state: "not-taken" },
    photos: [],
    signatures: [],
    bound: null,
    problem: null,
  };
}

/** The opened task stands in the address, so that a reload without a network comes back to it. */
function useOpened(): [string | null, (check: string | null) => void] {
  const [opened, setOpened] = useState<string | null>(() => globalThis.location.hash.slice(1) || null);
  useEffect(() => {
    const read = () => setOpened(globalThis.location.hash.slice(1) || null);
    globalThis.addEventListener("hashchange", read);
    return () => globalThis.removeEventListener("hashchange", read);
  }, []);
  return [
    opened,
    (check) => {
      globalThis.location.hash = check ?? "";
      globalThis.scrollTo(0, 0);
    },
  ];
}

/** Asks the browser not to clear what is kept when space runs short. */
function usePersistence(): boolean {
  const [isPersistent, setPersistent] = useState(true);
  useEffect(() => {
    const { storage } = navigator as Partial<Navigator>;
    void storage?.persist?.().then(setPersistent, () => setPersistent(false));
  }, []);
  return isPersistent;
}
