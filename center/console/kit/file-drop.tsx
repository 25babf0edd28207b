import { type DragEvent, type ReactNode, useState } from "react";

interface FileDropProperties {
  readonly accept: string;
  readonly label: string;
  readonly onFile: (file: File) => void;
  readonly children: ReactNode;
}

/** A place to drop one file on, or to choose it. */
export function FileDrop({ accept, label, onFile, children }: FileDropProperties) {
  const [isOver, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file) onFile(file);
  };
  return (
    <label
      className={isOver ? "file-drop over" : "file-drop"}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <input
        type="file"
        className="visually-hidden"
        accept={accept}
        aria-label={label}
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file) onFile(file);
          event.target.value = "";
        }}
      />
      {children}
    </label>
  );
}
