import { Button, Input, Modal, Tabs } from "antd";
import { useState } from "react";
import { useStartFarmland } from "../../api/farmland.ts";
import { useMay } from "../../api/session.ts";
import { useDraft } from "../../kit/draft.ts";
import { ErrorNotice } from "../../kit/page-state.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { SendImages } from "./send-images.tsx";

const FIELDS = [
  ["folder", "farmland.folder"],
  ["images", "farmland.images"],
  ["parcels", "farmland.parcelsFile"],
  ["approvals", "farmland.approvalsFile"],
  ["boundaries", "farmland.boundariesFile"],
] as const;

/** Starts a run over files that are sent, or that lie on the server's machine. */
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
  return (
    <Modal open title={t("farmland.start")} footer={null} width={760} onCancel={onClose}>
      <Tabs
        items={[
          { key: "send", label: t("farmland.sendTitle"), children: <SendImages onStarted={onClose} /> },
          { key: "paths", label: t("farmland.pathsTitle"), children: <NamePaths onStarted={onClose} /> },
        ]}
      />
    </Modal>
  );
}

/** Paths of files on the server's machine. */
function NamePaths({ onStarted }: { readonly onStarted: () => void }) {
  const { t } = useLanguage();
  const start = useStartFarmland();
  const [draft, setDraft, clear] = useDraft("farmland.run");
  const values = draft === "" ? {} : (JSON.parse(draft) as Record<string, string>);
  const given = Object.fromEntries(FIELDS.flatMap(([name]) => (values[name]?.trim() ? [[name, values[name].trim()]] : [])));
  const send = () =>
    start.mutate(given, {
      onSuccess: () => {
        clear();
        onStarted();
      },
    });
  return (
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
      <div className="bar" style={{ margin: 0 }}>
        <Button
          type="primary"
          className="push"
          disabled={(given["images"] === undefined) === (given["folder"] === undefined)}
          loading={start.isPending}
          onClick={send}
        >
          {t("farmland.startSubmit")}
        </Button>
      </div>
    </div>
  );
}
