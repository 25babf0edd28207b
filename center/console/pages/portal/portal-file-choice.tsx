import type { PortalFile } from "@yuejian/contracts/api";
import { Checkbox } from "antd";
import { useLanguage } from "../../language/locale.tsx";

interface Properties {
  readonly files: readonly PortalFile[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

/** Which of the files that were sent belong to what is being said. */
export function PortalFileChoice({ files, chosen, onChange }: Properties) {
  const { t } = useLanguage();
  if (files.length === 0) return <p className="muted">{t("portal.noFiles")}</p>;
  return (
    <fieldset className="field" style={{ border: 0, margin: 0, padding: 0 }}>
      <legend>{t("portal.attach")}</legend>
      {files.map(({ id, name }) => (
        <div key={id}>
          <Checkbox
            checked={chosen.includes(id)}
            onChange={(event) => onChange(event.target.checked ? [...chosen, id] : chosen.filter((each) => each !== id))}
          >
            {name}
          </Checkbox>
        </div>
      ))}
    </fieldset>
  );
}
