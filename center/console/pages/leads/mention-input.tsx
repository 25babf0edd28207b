import { Mentions } from "antd";
import { useState } from "react";
import { useMentionable } from "../../api/lead-talk.ts";
import { useLanguage } from "../../language/locale.tsx";

interface MentionInputProperties {
  readonly id: string;
  readonly lead: string;
  readonly label: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly onSend?: () => void;
}

/** Text in which `@` offers the people who may read the lead. */
export function MentionInput({ id, lead, label, value, onChange, onSend }: MentionInputProperties) {
  const { t } = useLanguage();
  const [words, setWords] = useState<string | null>(null);
  const people = useMentionable(lead, words);
  return (
    <Mentions
      id={id}
      aria-label={label}
      placeholder={label}
      rows={3}
      maxLength={4000}
      value={value}
      onChange={onChange}
      onSearch={(search) => setWords(search)}
      loading={people.isFetching}
      notFoundContent={people.isFetching ? "…" : t("comments.noPerson")}
      filterOption={false}
      options={(people.data?.items ?? []).map(({ name, displayName }) => ({
        value: name,
        key: name,
        label: (
          <>
            {displayName} <span className="muted">@{name}</span>
          </>
        ),
      }))}
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) onSend?.();
      }}
    />
  );
}
