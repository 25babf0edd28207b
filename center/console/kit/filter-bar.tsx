import { Input, type InputRef } from "antd";
import { type ReactNode, useEffect, useRef } from "react";
import { isTyping } from "./typing.ts";

/** Stands above a list. What is chosen in it lives in the address, so that back, reload and copied links work. */
export function FilterBar({ children }: { readonly children: ReactNode }) {
  return (
    <div className="bar" role="search">
      {children}
    </div>
  );
}

interface FilterSearchProperties {
  readonly value: string | undefined;
  readonly label: string;
  readonly onSearch: (words: string | undefined) => void;
}

/** Free text; `/` jumps to it, Escape leaves it. */
export function FilterSearch({ value, label, onSearch }: FilterSearchProperties) {
  const field = useRef<InputRef>(null);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== "/" || isTyping(event)) return;
      event.preventDefault();
      field.current?.focus({ cursor: "all" });
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);
  return (
    <Input.Search
      ref={field}
      key={value ?? ""}
      defaultValue={value ?? ""}
      placeholder={label}
      aria-label={label}
      allowClear
      style={{ width: 240 }}
      onSearch={(words) => onSearch(words.trim() || undefined)}
      onKeyDown={(event) => event.key === "Escape" && field.current?.blur()}
    />
  );
}
