"""Everything the first article reports is found within two clicks, in English and in Arabic."""

import pytest

FACTS = {
    "en": {
        "dates and place": ["4–5 July 2017", "Astana, Kazakhstan"],
        "guarantors and host": ["Russia", "Iran", "Türkiye", "Kazakhstan"],
        "people": [
            "Bashar al-Jaafari",
            "Sergei Vershinin",
            "Hossein Jaberi Ansari",
            "Alexander Lavrentiev",
            "Kairat Abdrakhmanov",
        ],
        "offices": ["Middle East and North Africa Department", "Special Presidential Envoy", "Foreign Minister"],
        "agencies": ["Sputnik", "Kazinform"],
        "sessions": [
            "Syria-Russia consultation",
            "Syria-Iran consultation",
            "Russia-Iran bilateral",
            "First guarantor technical-expert session",
            "Second guarantor technical-expert session",
            "higher-level format after lunch",
            "5 July",
        ],
        "what was said": [
            "can only come tomorrow",
            "de-escalation zones and their borders",
            "memorandum on four zones",
        ],
        "the memorandum": ["Memorandum on the creation of de-escalation areas", "Idlib governorate", "Eastern Ghouta"],
        "earlier rounds": ["Astana 1", "Astana 2", "Astana 3", "Astana 4"],
    },
    "ar": {
        "dates and place": ["٤–٥ تموز ٢٠١٧", "أستانا، كازاخستان"],
        "guarantors and host": ["روسيا", "إيران", "تركيا", "كازاخستان"],
        "people": ["بشار الجعفري", "سيرغي فيرشينين", "حسين جابري أنصاري", "لافرنتييف", "عبد الرحمانوف"],
        "agencies": ["سبوتنيك", "كازينفورم"],
        "sessions": [
            "تشاوري سوري روسي",
            "تشاوري سوري إيراني",
            "ثنائي روسي إيراني",
            "الجلسة الأولى للخبراء",
            "الجلسة الثانية للخبراء",
            "صيغة موسعة",
            "صباح ٥ تموز",
        ],
        "what was said": ["النتيجة المحددة", "مناطق تخفيف التوتر وحدودها", "مذكرة المناطق الأربع"],
        "the memorandum": ["مذكرة إنشاء مناطق تخفيف"],
    },
}


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_the_sidebar_holds_every_fact_of_the_seed(open_page, lang):
    page = open_page(f"lang={lang}")
    told = page.inner_text("#meeting-sidebar")
    missing = [f"{kind}: {words}" for kind, several in FACTS[lang].items() for words in several if words not in told]
    assert not missing


def test_the_contracts_hooks_name_each_row(open_page):
    page = open_page()
    sidebar = page.locator("#meeting-sidebar")
    assert sidebar.locator("[data-session]").count() == 10
    assert {"syr", "rus", "irn", "tur", "kaz"} <= {
        sidebar.locator("[data-delegation]").nth(n).get_attribute("data-delegation")
        for n in range(sidebar.locator("[data-delegation]").count())
    }
    assert sidebar.locator('[data-document="memo-2017-05-04"]').count() == 1
    assert sidebar.locator("[data-statement]").count() == 11
    assert sidebar.locator('[data-article="art-001"]').count() == 1


def test_from_the_article_one_click_shows_why_it_is_here(open_page):
    page = open_page()
    article = page.locator('#meeting-sidebar [data-article="art-001"]')
    article.locator("summary").click()
    joins = article.locator("[data-join]")
    told = {joins.nth(n).get_attribute("data-join") for n in range(joins.count())}
    assert {f"zone:{zone}:via-document" for zone in ("idlib", "north-homs", "eastern-ghouta", "south")} <= told
    assert {f"state:{state}:names-state" for state in ("rus", "irn", "tur", "syr", "kaz")} <= told
    assert "meeting:astana-5:names-meeting" in told


def test_the_four_zones_stand_on_the_map_by_name_and_number(open_page):
    page = open_page()
    chips = page.locator("#chips .zone-chip")
    assert [chips.nth(n).locator(".number").inner_text() for n in range(4)] == ["1", "2", "3", "4"]
    assert [chips.nth(n).get_attribute("data-zone") for n in range(4)] == [
        "idlib",
        "north-homs",
        "eastern-ghouta",
        "south",
    ]


def test_the_inset_shows_who_met_where(open_page):
    page = open_page()
    page.wait_for_selector("#inset svg")
    inset = page.inner_html("#inset")
    for words in ("Russia", "Iran", "Türkiye", "Astana"):
        assert words in inset
    assert page.locator("#inset .guarantor").count() == 3
    assert page.locator("#inset .host").count() == 1
