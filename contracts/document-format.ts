/** How a Word file sets its text, so far as a format of documents is about it. */
export interface DocumentFormat {
  readonly sections: readonly DocumentSection[];
  /** One for each paragraph of the text. */
  readonly paragraphs: readonly ParagraphFormat[];
  /** A header or footer shows the number of the page. */
  readonly hasPageNumber: boolean;
  /** A header shows something beside the number of the page. */
  readonly hasHeader: boolean;
}

/** Millimetres; null: the file does not say. */
export interface DocumentSection {
  readonly width: number | null;
  readonly height: number | null;
  readonly top: number | null;
  readonly bottom: number | null;
  readonly left: number | null;
  readonly right: number | null;
  /** From line to line of the grid; null: there is no grid. */
  readonly linePitch: number | null;
}

export interface ParagraphFormat {
  /** Font of most of its Chinese characters, and their size in points; null: the file does not say. */
  readonly font: string | null;
  readonly points: number | null;
  readonly alignment: string | null;
  /** Points from line to line where they are fixed; null: by the font or grid. */
  readonly linePoints: number | null;
  readonly isInTable: boolean;
  /** Of most of its characters, as RRGGBB; null: nobody chose one, so it is black unless a table says otherwise. */
  readonly color: string | null;
  /** Borders above and below, by their colours; null: none. */
  readonly lineAbove: string | null;
  readonly lineBelow: string | null;
  /** What is drawn or pictured and hangs on it. */
  readonly drawn: readonly DrawnShape[];
}

/** A line with its colour (null: not told as one), or something in which anything may stand: a picture, a box. */
export type DrawnShape = { readonly kind: "line"; readonly color: string | null } | { readonly kind: "other" };
