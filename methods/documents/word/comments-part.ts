import { strFromU8, strToU8 } from "fflate";
import { escapeXml, wordPrefix } from "./prefix.ts";
import type { WordParts } from "./unpack-word.ts";

export interface WordComment {
  readonly id: number;
  readonly text: string;
}

const NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments";
const CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** The members with the comments added to the part of comments, which is made where there is none. */
export function addComments(
  { members, main }: WordParts,
  { comments, author, at }: { readonly comments: readonly WordComment[]; readonly author: string; readonly at: Date },
): Record<string, Uint8Array> {
  const folder = main.slice(0, main.lastIndexOf("/") + 1);
  const relationsName = `${folder}_rels/${main.slice(folder.length)}.rels`;
  const relations =
    textOf(members, relationsName) ??
    `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>`;
  const standing = targetOf(relations);
  const name = standing === null ? free(members, folder) : standing.startsWith("/") ? standing.slice(1) : folder + standing;
  const part = textOf(members, name);
  const added = { ...members };
  if (part === null) {
    added[name] = strToU8(`${HEAD}<w:comments xmlns:w="${NAMESPACE}">${written("w:")}</w:comments>`);
    added["[Content_Types].xml"] = strToU8(
      (textOf(members, "[Content_Types].xml") ?? "").replace(
        /<\/(?:\w+:)?Types>\s*$/,
        (end) => `<Override PartName="/${name}" ContentType="${CONTENT_TYPE}"/>${end}`,
      ),
    );
    if (standing === null) {
      const id = `rIdComments${[...relations.matchAll(/\bId="/g)].length + 1}`;
      added[relationsName] = strToU8(
        opened(relations, "Relationships").replace(
          /<\/(?:\w+:)?Relationships>\s*$/,
          (end) => `<Relationship Id="${id}" Type="${RELATION}" Target="${name.slice(folder.length)}"/>${end}`,
        ),
      );
    }
  } else {
    const prefix = wordPrefix(part);
    added[name] = strToU8(opened(part, `${prefix}comments`).replace(/<\/(?:[\w.-]+:)?comments>\s*$/, (end) => written(prefix) + end));
  }
  return added;

  function written(p: string): string {
    const by = `${p}author="${escapeXml(author)}" ${p}date="${at.toISOString().slice(0, 19)}Z"`;
    const paragraphs = (text: string): string =>
      text
        .split("\n")
        .map((line) => `<${p}p><${p}r><${p}t xml:space="preserve">${escapeXml(line)}</${p}t></${p}r></${p}p>`)
        .join("");
    return comments.map(({ id, text }) => `<${p}comment ${p}id="${id}" ${by}>${paragraphs(text)}</${p}comment>`).join("");
  }
}

const textOf = (members: Readonly<Record<string, Uint8Array>>, name: string): string | null =>
  members[name] ? strFromU8(members[name]) : null;

/** An element that is closed in itself gets an end to write before. */
const opened = (xml: string, name: string): string => xml.replace(new RegExp(`<${name}\\b([^>]*)/>\\s*$`), `<${name}$1></${name}>`);

function targetOf(relations: string): string | null {
  const found = /<(?:\w+:)?Relationship\b[^>]*\/relationships\/comments"[^>]*>/.exec(relations)?.[0];
  return found === undefined ? null : (/\bTarget="([^"]*)"/.exec(found)?.[1] ?? null);
}

function free(members: Readonly<Record<string, Uint8Array>>, folder: string): string {
  for (let number = 0; ; number += 1) {
    const name = `${folder}comments${number === 0 ? "" : number}.xml`;
    if (!members[name]) return name;
  }
}
