import { Button } from "antd";
import { FileDrop } from "../../kit/file-drop.tsx";
import { useLanguage } from "../../language/locale.tsx";

export interface Along {
  readonly record: File | null;
  readonly others: readonly File[];
}

export const NOTHING_ALONG: Along = { record: null, others: [] };

interface Properties {
  readonly along: Along;
  readonly accept: string;
  readonly onChange: (change: (before: Along) => Along) => void;
}

/** Files that a document is compared with: other documents of its case, and what a file knows of it. */
export function SentAlong({ along: { record, others }, accept, onChange }: Properties) {
  const { t } = useLanguage();
  const add = (file: File) =>
    onChange((before) => ({ ...before, others: [...before.others.filter(({ name }) => name !== file.name), file] }));
  const drop = (file: File) => onChange((before) => ({ ...before, others: before.others.filter((other) => other !== file) }));
  return (
    <div className="sent-along">
      <FileDrop accept={accept} label={t("documents.others")} isMany onFile={add}>
        {t("documents.others")}
      </FileDrop>
      <FileDrop accept=".json" label={t("documents.record")} onFile={(file) => onChange((before) => ({ ...before, record: file }))}>
        {t("documents.record")}
      </FileDrop>
      {(record !== null || others.length > 0) && (
        <ul className="sent-files">
          {others.map((file) => (
            <Sent key={file.name} name={file.name} onRemove={() => drop(file)} />
          ))}
          {record && <Sent name={record.name} onRemove={() => onChange((before) => ({ ...before, record: null }))} />}
        </ul>
      )}
    </div>
  );
}

function Sent({ name, onRemove }: { readonly name: string; readonly onRemove: () => void }) {
  const { t } = useLanguage();
  return (
    <li>
      <span className="one-line">{name}</span>
      <Button size="small" type="text" aria-label={t("documents.remove", { name })} onClick={onRemove}>
        ×
      </Button>
    </li>
  );
}
