import { Select } from "antd";
import { useDeferredValue, useState } from "react";
import { useDocumentCases } from "../../api/documents.ts";
import { usePurpose } from "../../kit/purpose.tsx";
import { useLanguage } from "../../language/locale.tsx";

interface CaseChoiceProperties {
  readonly value: string | undefined;
  readonly onChange: (id: string) => void;
  /** Only cases of the business system. */
  readonly isHandledOnly?: boolean;
}

/** The case that a document is of, among those that one may open; a supervision case asks for a purpose first. */
export function CaseChoice({ value, onChange, isHandledOnly = false }: CaseChoiceProperties) {
  const { t, text } = useLanguage();
  const { purpose, ask } = usePurpose();
  const [words, setWords] = useState("");
  const found = useDocumentCases(useDeferredValue(words.trim()));
  const items = (found.data?.items ?? []).filter(({ kind }) => kind === "handled" || !isHandledOnly);
  const choose = (id: string | undefined) => {
    onChange(id ?? "");
    if (id?.startsWith("cas_") && purpose?.subject !== id) ask(id);
  };
  return (
    <Select
      id="document-case"
      style={{ width: 320 }}
      aria-label={t("documents.ofCase")}
      placeholder={t("documents.findCase")}
      allowClear
      showSearch={{ filterOption: false, onSearch: setWords }}
      loading={found.isFetching}
      notFoundContent={t("documents.noCase")}
      value={value ?? null}
      optionRender={({ data }) => (
        <div className="case-option">
          <span className="number">{data.label}</span>
          <span className="muted one-line">{data.about}</span>
        </div>
      )}
      options={items.map(({ id, number, title }) => ({ value: id, label: number, about: text(title) }))}
      onChange={choose}
    />
  );
}
