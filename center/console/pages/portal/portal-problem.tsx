import { ApiError } from "../../api/client.ts";
import { useLanguage } from "../../language/locale.tsx";

/** What went wrong, to somebody outside: these refusals say themselves what to do. */
export function PortalProblem({ error }: { readonly error: Error }) {
  const { t, text } = useLanguage();
  return (
    <div className="notice attention" role="alert">
      <strong>{error instanceof ApiError ? text(error.text) : t("state.unexpected", { what: error.message })}</strong>
    </div>
  );
}
