/** Counted up when a file of another form is written: files of other forms are as good as missing. */
const FORM = 3;

/** Folder of the indexes of a dataset's batches, below the lake's. */
export function indexFolder(dataset: string): string {
  return `${dataset}/index`;
}

/** `batch`: a `storedName`. */
export function indexPath(dataset: string, batch: string): string {
  return `${indexFolder(dataset)}/${batch}.${FORM}.sqlite`;
}
