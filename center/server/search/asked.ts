import { YuejianError } from "@yuejian/contracts";
import { SEARCH_LONGEST } from "@yuejian/contracts/api";
import { type AskedPiece, askedPieces } from "@yuejian/data";
import { hasControlCharacters } from "@yuejian/identifiers";

const MOST_PIECES = 12;

/** What is looked for. SEARCH_INVALID, with what to do about it */
export function readQuestion(query: string): readonly AskedPiece[] {
  const invalid = (zh: string, en: string): YuejianError =>
    new YuejianError("SEARCH_INVALID", { reason: en, reason_zh: zh, reason_en: en });
  if (query.length > SEARCH_LONGEST)
    throw invalid(
      `检索词有 ${query.length} 个字符，最多 ${SEARCH_LONGEST} 个；请只写要找的词`,
      `there are ${query.length} characters, at most ${SEARCH_LONGEST} are taken; write only the words to be found`,
    );
  if (hasControlCharacters(query))
    throw invalid("检索词里有控制字符；请重新输入", "there are control characters in it; type the words anew");
  if (query.trim() === "") throw invalid("没有检索词；请输入要找的词", "there is nothing to look for; type the words to be found");
  const pieces = askedPieces(query);
  if (pieces.length === 0)
    throw invalid("只有标点符号；请输入文字或数字", "there are only punctuation marks; type letters, characters or digits");
  if (pieces.length > MOST_PIECES)
    throw invalid(`有 ${pieces.length} 个词，最多 ${MOST_PIECES} 个`, `there are ${pieces.length} words, at most ${MOST_PIECES} are taken`);
  return pieces;
}
