import type { Text } from "@yuejian/contracts";
import { type FormEvent, useState } from "react";
import { ApiError } from "../api/client.ts";
import { useLanguage } from "../language/locale.tsx";

interface Properties {
  readonly signIn: (name: string, password: string) => Promise<void>;
  readonly onDone: () => Promise<void>;
}

/** On the page itself, so that nobody leaves what is on the device. */
export function SignIn({ signIn, onDone }: Properties) {
  const { t, text } = useLanguage();
  const [problem, setProblem] = useState<Text | null>(null);
  const enter = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    setProblem(null);
    try {
      const [name, password] = [given.get("name"), given.get("password")];
      if (typeof name !== "string" || typeof password !== "string") return;
      await signIn(name, password);
      await onDone();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setProblem(error.text);
    }
  };
  return (
    <form className="field-card" onSubmit={(event) => void enter(event)}>
      {problem && (
        <p className="field-notice" role="alert">
          {text(problem)}
        </p>
      )}
      <label>
        {t("session.name")}
        <input name="name" autoComplete="username" autoCapitalize="none" required />
      </label>
      <label>
        {t("session.password")}
        <input name="password" type="password" autoComplete="current-password" required />
      </label>
      <button type="submit" className="primary">
        {t("session.signIn")}
      </button>
    </form>
  );
}
