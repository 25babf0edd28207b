import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isoDate } from "./calendar.ts";
import { normaliseLabel } from "./characters.ts";
import { excelSerialDate, readDate, readMonth } from "./dates.ts";

const read = (text: string) => readDate(normaliseLabel(text));

describe("dates", () => {
  it.each([
    "2024-03-05",
    "2024-3-5",
    "2024/03/05",
    "2024/3/5",
    "2024.3.5",
    "2024. 3. 5",
    "20240305",
    "2024年3月5日",
    "2024年03月05号",
    "2024 年 3 月 5 日",
    "二〇二四年三月五日",
    "二○二四年三月五日",
    "贰零贰肆年叁月伍日",
    "２０２４年３月５日",
    "２０２４－０３－０５",
    "2024-03-05 14:30",
    "2024-03-05 14:30:59.123",
    "2024-03-05T14:30:00+08:00",
    "2024/3/5 0:00:00",
    "2024年3月5日14时30分",
    "2024年3月5日 下午 2:30",
    "20240305143000",
    "202403051430",
    "5 March 2024",
    "5th Mar 2024",
    "March 5, 2024",
    "Mar. 5, 2024",
    "05-Mar-2024",
  ])("%s is 2024-03-05", (text) => {
    expect(read(text)).toEqual({ value: "2024-03-05" });
  });

  it.each([
    ["二〇一九年十二月三十一日", "2019-12-31"],
    ["二○二○年十月廿三日", "2020-10-23"],
    ["2024-02-29", "2024-02-29"],
    ["2000/2/29", "2000-02-29"],
  ])("%s is %s", (text, expected) => {
    expect(read(text)).toEqual({ value: expected });
  });

  it.each([
    "2023-02-29",
    "1900-02-29",
    "2024-02-30",
    "20241132",
    "2024-13-01",
    "2024年4月31日",
    "2024/0/5",
    "2024-03-05 25:00",
    "3024-03-05",
    "0024-03-05",
    "二〇二四年二月三十日",
  ])("%s is a date that does not exist", (text) => {
    expect(read(text)).toEqual({ code: "date-impossible" });
  });

  it.each([
    "3/5/2024",
    "05.03.2024",
    "24-3-5",
    "2024年3月",
    "2024-03",
    "202403",
    "45356",
    "2024",
    "Mar-24",
    "明天",
    "2024/03-05",
    "2024-03-05Z",
    "2024-03-05T20:00:00Z",
    "2024-03-05 2024-03-06",
    "民国113年3月5日",
    "20240305x",
    "2024-003-05",
  ])("%s cannot be read for certain and is refused", (text) => {
    expect(read(text)).toEqual({ code: "date-unreadable" });
  });

  it("with day and month in figures first are read only in the order the column proved", () => {
    expect(readDate("3/5/2024", "month-day-year")).toEqual({ value: "2024-03-05" });
    expect(readDate("3/5/2024", "day-month-year")).toEqual({ value: "2024-05-03" });
    expect(readDate("3/25/2024", "day-month-year")).toEqual({ code: "date-impossible" });
  });

  it("of any day are read back from every form", () => {
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(1900, 0, 1) / 86_400_000, max: Date.UTC(2100, 0, 1) / 86_400_000 }), (days) => {
        const date = new Date(days * 86_400_000);
        const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
        const iso = isoDate(year, month, day);
        const han = (text: string) => text.replaceAll(/\d/g, (digit) => "〇一二三四五六七八九".charAt(Number(digit)));
        const small = (value: number) =>
          value < 10
            ? han(String(value))
            : `${value < 20 ? "" : han(String(Math.floor(value / 10)))}十${value % 10 === 0 ? "" : han(String(value % 10))}`;
        const forms = [
          iso,
          `${year}/${month}/${day}`,
          `${year}.${month}.${day}`,
          iso.replaceAll("-", ""),
          `${year}年${month}月${day}日`,
          `${han(String(year))}年${small(month)}月${small(day)}日`,
        ];
        for (const form of forms) {
          expect(readDate(form)).toEqual({ value: iso });
          expect(readMonth(form)).toEqual({ value: isoDate(year, month, 1) });
        }
        const serial = days + 25_569;
        if (serial > 60) expect(excelSerialDate(serial + 0.75)).toEqual({ value: iso });
        expect(excelSerialDate(serial - 1462, 1904)).toEqual(serial - 1462 < -1461 ? { code: "date-unreadable" } : excelSerialDate(serial));
      }),
    );
  });

  it("from serials know the days around the leap day that Excel invented", () => {
    expect(excelSerialDate(1)).toEqual({ value: "1900-01-01" });
    expect(excelSerialDate(59)).toEqual({ value: "1900-02-28" });
    expect(excelSerialDate(60)).toEqual({ code: "date-impossible" });
    expect(excelSerialDate(61)).toEqual({ value: "1900-03-01" });
    expect(excelSerialDate(0)).toEqual({ code: "date-unreadable" });
    expect(excelSerialDate(Number.NaN)).toEqual({ code: "date-unreadable" });
  });
});

describe("months", () => {
  it.each([
    "2024年3月",
    "2024年3月份",
    "2024-03",
    "2024/3",
    "2024.03",
    "202403",
    "二〇二四年三月",
    "March 2024",
    "Mar 2024",
    "2024-03-31",
    "20240331",
  ])("%s is March 2024", (text) => {
    expect(readMonth(normaliseLabel(text))).toEqual({ value: "2024-03-01" });
  });

  it("that do not exist are told from those that cannot be read", () => {
    expect(readMonth("202413")).toEqual({ code: "date-impossible" });
    expect(readMonth("2024")).toEqual({ code: "date-unreadable" });
    expect(readMonth("3月")).toEqual({ code: "date-unreadable" });
    expect(readMonth("Mar-24")).toEqual({ code: "date-unreadable" });
  });

  it("with short years are read where the column proved it and programs agree on the century", () => {
    expect(readMonth("Aug-16", "month-short-year")).toEqual({ value: "2016-08-01" });
    expect(readMonth("Aug-99", "month-short-year")).toEqual({ value: "1999-08-01" });
    expect(readMonth("Aug-45", "month-short-year")).toEqual({ code: "date-unreadable" });
  });
});
