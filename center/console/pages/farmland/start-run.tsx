import { Button, Input, Modal } from "antd";
import { useState } from "react";
import { useStartFarmland } from "../../api/farmland.ts";
import { useMay } from "../../api/session.ts";
import { useDraft } from "../../kit/draft.ts";
import { ErrorNotice } from "../../kit/page-state.tsx";
import { useLanguage } from "../../language/locale.tsx";

const FIELDS = [
  ["images", "farmland.images"],
  ["parcels", "farmland.parcelsFile"],
  ["approvals", "farmland.approvalsFile"],
  ["boundaries", "farmland.boundariesFile"],
] as const;

/** Starts a run over files on the server's machine. */
export function StartRun() {
  const { t } = useLanguage();
  const [isOpen, setOpen] = useState(false);
  if (!useMay("farmland.run")) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t("farmland.start")}</Button>
      {isOpen && <StartDialog onClose={() => setOpen(false)} />}
    </>
  );
}

function StartDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useLanguage();
  const start = useStartFarmland();
  const [draft, setDraft, clear] = useDraft("farmland.run");
  const values = draft === "" ? {} : (JSON.parse(draft) as Record<string, string>);
  const given = Object.fromEntries(FIELDS.flatMap(([name]) => (values[name]?.trim() ? [[name, values[name].trim()]] : [])));
  const send = () =>
    start.mutate(given, {
      onSuccess: () => {
        clear();
        onClose();
      },
    });
  return (
    <Modal
      open
      title={t("farmland.start")}
      okText={t("farmland.startSubmit")}
      cancelText={t("action.cancel")}
      okButtonProps={{ disabled: given["images"] === undefined, loading: start.isPending }}
      onOk={send}
      onCancel={onClose}
    >
      <div className="stack">
        <p className="muted">{t("farmland.startHint")}</p>
        {FIELDS.map(([name, title]) => (
          <div className="field" key={name}>
            <label htmlFor={`farmland-${name}`}>{t(title)}</label>
            <Input
              id={`farmland-${name}`}
              value={values[name] ?? ""}
              onChange={(event) => setDraft(JSON.stringify({ ...values, [name]: event.target.value }))}
            />
          </div>
        ))}
        {start.error && <ErrorNotice error={start.error} />}
      </div>
    </Modal>
  );
}
