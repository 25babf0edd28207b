/** A folder chosen with all that is in it; hidden files are left out. */
export function FolderChoice({ label, onFiles }: { readonly label: string; readonly onFiles: (files: readonly File[]) => void }) {
  return (
    <label className="file-drop">
      <input
        type="file"
        className="visually-hidden"
        multiple
        aria-label={label}
        ref={(input) => input?.setAttribute("webkitdirectory", "")}
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])].filter(({ name }) => !name.startsWith(".")));
          event.target.value = "";
        }}
      />
      {label}
    </label>
  );
}
