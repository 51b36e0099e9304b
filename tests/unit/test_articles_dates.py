"""The day of publication: by which rule, and when there is none."""

from datetime import date

import pytest

from geodata.articles.dates import from_solar
from tests.reading import record, why

OPENING = date(2017, 7, 4)


@pytest.mark.parametrize(
    "text",
    [
        "ASTANA, 4 July 2017 (TASS) - Talks on Syria are under way.",
        "Damascus, July 4, 2017 – Talks on Syria are under way.",
        "2017-07-04 - Talks on Syria are under way.",
        "دمشق-سانا 4 تموز 2017: تستمر المحادثات حول سوريا.",
        "الوقت - ٤ يوليو/تموز ٢٠١٧ - تستمر المحادثات حول سوريا.",
        "الجزائر - 4 جويلية 2017 - تستمر المحادثات حول سوريا.",
        "تهران - ایرنا - ۱۳ تیر ۱۳۹۶ - مذاکرات درباره سوریه ادامه دارد.",
        "Ankara - 4 Temmuz 2017 - Suriye görüşmeleri sürüyor.",
        "МОСКВА, 4 июля 2017 года. /ТАСС/. Переговоры по Сирии продолжаются.",
        "Talks go on\nPublished: 4 July 2017, 14:05\nThe parties meet again, said the host, and go on.",
    ],
)
def test_a_date_in_the_dateline_is_the_day(text):
    found = record(text)
    assert found.datePublished == OPENING
    assert why(found, "datePublished").startswith("the date stands in the dateline")


def test_a_dateline_without_a_year_takes_that_of_the_meeting_named():
    found = record("ASTANA, July 4 (TASS) - The fifth round of talks on Syria opened in Astana.")
    assert (found.datePublished, found.publisher) == (OPENING, "TASS")


@pytest.mark.parametrize(
    "text",
    [
        "Talks on Syria go on today, 4 July 2017, and the memorandum signed on 4 May 2017 is in force.",
        "The parties, who signed on 4 May 2017, met on Tuesday, 4 July 2017, about Syria.",
    ],
)
def test_a_date_beside_today_or_its_weekday_beats_that_of_a_past_event(text):
    assert record(text).datePublished == OPENING


@pytest.mark.parametrize(
    "text",
    [
        "Astana 5 on Syria opened today, Tuesday.",
        "اجتماع أستانا 5 حول سوريا ينطلق اليوم الثلاثاء.",
        "نشست آستانه ۵ درباره سوریه امروز سه‌شنبه آغاز شد.",
        "Suriye konulu 5. Astana toplantısı bugün (Salı) başladı.",
        "Сегодня, во вторник, начался пятый раунд переговоров по Сирии в Астане.",
    ],
)
def test_today_and_its_weekday_are_read_against_the_meeting(text):
    assert record(text).datePublished == OPENING


def test_a_contradictory_today_gives_no_day():
    found = record("Astana 5 on Syria opened today, Tuesday. Today, Wednesday, it goes on.")
    assert found.datePublished is None
    assert "more than one weekday" in why(found, "datePublished")


def test_today_without_a_meeting_gives_no_day():
    found = record("The ministers of Russia and Turkey met today, Tuesday.")
    assert found.datePublished is None
    assert "names no meeting" in why(found, "datePublished")


def test_the_arabic_for_on_tuesday_is_not_today():
    assert record("اجتمع الوفد في أستانا 5 حول سوريا يوم الثلاثاء.").datePublished is None


def test_the_date_of_a_document_is_never_the_day():
    assert record("The memorandum of 4 May 2017 on four de-escalation zones in Syria holds.").datePublished is None


def test_several_dates_of_events_give_no_day():
    text = "In Syria a truce began on 9 July 2017 and another on 22 July 2017, both after long talks."
    assert record(text).datePublished is None


def test_a_span_of_days_is_no_day():
    assert record("The talks on Syria will be held on 10-11 December 2019.").datePublished is None


def test_the_only_date_is_taken_with_less_confidence_and_says_so():
    found = record("The fifth round of Astana talks opened on 4 July 2017 with Russia, Iran and Turkey.")
    assert (found.datePublished, found.confidence) == (OPENING, "medium")
    assert "only date written out" in why(found, "datePublished")


def test_a_date_given_by_the_source_is_kept():
    found = record("ASTANA, 5 July 2017 - Talks on Syria.", datePublished="2017-07-04T10:00:00+06:00")
    assert (found.datePublished, why(found, "datePublished")) == (OPENING, "the source gives it")


def test_a_date_given_that_is_none_is_said_and_the_text_decides():
    found = record("ASTANA, 4 July 2017 - Talks on Syria.", datePublished="yesterday")
    assert found.datePublished == OPENING
    assert "no ISO day" in why(found, "datePublished")


def test_an_ambiguous_slash_date_in_english_is_no_date():
    assert record("04/07/2017 - Talks on Syria are held.").datePublished is None


@pytest.mark.parametrize(
    ("solar", "gregorian"),
    [
        ((1396, 1, 1), date(2017, 3, 21)),
        ((1396, 4, 13), date(2017, 7, 4)),
        ((1395, 12, 30), date(2017, 3, 20)),
        ((1399, 12, 30), date(2021, 3, 20)),
        ((1357, 11, 22), date(1979, 2, 11)),
        ((1396, 12, 30), None),
        ((1396, 13, 1), None),
    ],
)
def test_solar_hijri_dates(solar, gregorian):
    assert from_solar(*solar) == gregorian


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Astana 5 on Syria opened yesterday, Tuesday.", date(2017, 7, 5)),
        ("انطلق أستانا 5 حول سوريا أمس الثلاثاء.", date(2017, 7, 5)),
        ("Вчера, во вторник, открылась «Астана-5» по Сирии.", date(2017, 7, 5)),
        ("The envoys to Syria met yesterday, 4 July 2017, and parted.", date(2017, 7, 5)),
    ],
)
def test_yesterday_makes_the_text_one_of_the_day_after(text, day):
    found = record(text)
    assert found.datePublished == day
    assert "yesterday" in why(found, "datePublished")


def test_a_date_of_the_islamic_calendar_counts_with_its_sign_and_says_that_it_may_be_a_day_off():
    found = record("الرياض - 10 شوال 1438هـ: تستمر المحادثات حول سوريا.")
    assert (found.datePublished, found.confidence) == (OPENING, "medium")
    assert "may be a day off" in why(found, "datePublished")
    assert record("الرياض - 10 شوال 1438: تستمر المحادثات حول سوريا.").datePublished is None


def test_a_day_written_as_an_ordinal_is_read():
    assert record("موسكو - الخامس من آذار 2020 - تستمر المحادثات حول سوريا.").datePublished == date(2020, 3, 5)


@pytest.mark.parametrize("given", [{}, {"datePublished": "2087-07-04"}])
def test_a_day_in_the_future_is_none_and_said(given):
    found = record("MOSCOW, 4 July 2087 - Talks on Syria go on.", **given)
    assert found.datePublished is None
    assert "was there by" in why(found, "datePublished")
