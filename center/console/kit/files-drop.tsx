import { type DragEvent, useState } from "react";

/** A file with where it lay in the folder that was chosen or dropped, else its name. */
export interface PlacedFile {
  readonly path: string;
  readonly file: File;
}

interface FilesDropProperties {
  readonly label: string;
  readonly accept?: string;
  /** Files dropped, or chosen one by one; folders with all that is in them. */
  readonly onFiles: (files: readonly PlacedFile[]) => void;
}

/** A place for many files and whole folders. */
export function FilesDrop({ label, accept, onFiles }: FilesDropProperties) {
  const [isOver, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    // Entries are there only as long as the event lasts: they are asked for first and read then.
    const entries = [...event.dataTransfer.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
    void Promise.all(entries.map(filesIn)).then((found) => onFiles(found.flat()));
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
        multiple
        accept={accept}
        aria-label={label}
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])].map(placed));
          event.target.value = "";
        }}
      />
      {label}
    </label>
  );
}

const placed = (file: File): PlacedFile => ({ path: file.webkitRelativePath || file.name, file });

/** All files of what was dropped, folders in folders too; one that cannot be opened is left out by the browser itself. */
async function filesIn(entry: FileSystemEntry): Promise<PlacedFile[]> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    return [{ path: entry.fullPath.replace(/^\//, ""), file }];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: PlacedFile[] = [];
  for (;;) {
    // A browser gives a hundred at a time.
    const entries = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (entries.length === 0) return found;
    for (const each of entries) found.push(...(await filesIn(each)));
  }
}
