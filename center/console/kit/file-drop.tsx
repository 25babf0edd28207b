import { type DragEvent, type ReactNode, useState } from "react";

interface FileDropProperties {
  readonly accept: string;
  readonly label: string;
  readonly onFile: (file: File) => void;
  /** Several at once; `onFile` is called for each. */
  readonly isMany?: boolean;
  readonly children: ReactNode;
}

/** A place to drop a file on, or to choose it. */
export function FileDrop({ accept, label, onFile, isMany = false, children }: FileDropProperties) {
  const [isOver, setOver] = useState(false);
  const take = (files: FileList | null) => {
    for (const file of [...(files ?? [])].slice(0, isMany ? undefined : 1)) onFile(file);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
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
        multiple={isMany}
        aria-label={label}
        onChange={(event) => {
          take(event.target.files);
          event.target.value = "";
        }}
      />
      {children}
    </label>
  );
}
