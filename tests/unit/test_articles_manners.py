"""How agencies name meetings, documents and towns: by the day, by another body's name, in letters of their own."""

from time import process_time

import pytest

from geodata.articles.transliterations import Sounds, consonants, joined_or_split, run_together
from geodata.catalog import catalog
from geodata.join import ties
from tests.reading import named, record


def tied(text, kind, day):
    """The targets of a kind that a text of a day is surely tied to."""
    found = ties(record(text, datePublished=day), catalog())
    return {tie.target for tie in found if tie.target_kind == kind and tie.certainty >= 0.5}


@pytest.mark.parametrize(
    ("text", "day", "document"),
    [
        ("Russia and Turkey keep to the memorandum of 17 September.", "2019-03-01", "sochi-memo-2018-09-17"),
        ("الضامنون متمسكون بالاتفاق الموقع في الخامس من آذار.", "2020-11-02", "moscow-protocol-2020-03-05"),
        ("کشورهای ضامن به توافق ۴ مه پایبندند.", "2017-09-01", "memo-2017-05-04"),
        ("Garantörler 17 Eylül'de varılan mutabakata bağlı.", "2018-12-02", "sochi-memo-2018-09-17"),
        ("Москва и Анкара верны договорённостям от 5 марта.", "2021-02-01", "moscow-protocol-2020-03-05"),
    ],
)
def test_an_agreement_is_known_by_its_day(text, day, document):
    assert document in record(text, datePublished=day).about


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Kazakhstan and China signed an agreement on 4 May 2017.", "2017-05-05"),
        ("Russia and Turkey signed on 17 September an agreement on tomatoes.", "2018-09-18"),
        ("Türkiye ile Rusya 17 Eylül'de ticaret anlaşması imzaladı.", "2018-09-19"),
        ("Turkey and Iran agreed on 4 May to open a crossing.", "2017-05-05"),
        ("Соглашение от 22 июля о зерне подписали Россия и Турция.", "2022-07-25"),
        ("Russia and Turkey signed a gas agreement; snow fell here on 17 September.", "2018-09-16"),
        ("The truce of 5 March is the third this year, Ukraine said.", "2017-03-06"),
    ],
)
def test_another_agreement_of_another_day_or_of_others_is_none(text, day):
    assert record(text, datePublished=day).about == []


@pytest.mark.parametrize(
    ("text", "day", "meeting"),
    [
        ("The guarantors expect the eighth round, set for 21 and 22 December, to be short.", "2017-12-10", "astana-8"),
        ("تُعقد الجولة الثالثة عشرة يومي 1 و2 آب، بحسب الخارجية الكازاخية.", "2019-07-20", "astana-13"),
        ("قزاقستان میزبان گفتگوهای صلح سوریه در ۷ و ۸ ژوئیه است.", "2021-06-25", "astana-16"),
        ("Garantör ülkelerin on dokuzuncu turu 22-23 Kasım'da yapılacak.", "2022-11-10", "astana-19"),
        ("Казахстан примет встречу по Сирии 24 и 25 января.", "2024-01-15", "astana-21"),
    ],
)
def test_a_round_is_known_by_its_days(text, day, meeting):
    assert tied(text, "meeting", day) == {meeting}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Round 8 of the Brexit talks, due on 21 December, may slip.", "2017-12-19"),
        ("Negotiators hope the seventh round, set for 30 October, settles Cyprus.", "2017-10-29"),
        ("Тринадцатый раунд переговоров ВТО назначен на 1 августа.", "2019-07-30"),
        ("Kazakhstan will host talks on the Caspian on 15 and 16 June.", "2022-06-10"),
        ("Lavrov met his Chinese and Indian counterparts in Moscow.", "2018-04-28"),
        ("Kazakhstan hosted the fifth meeting of health ministers in Nur-Sultan on 10 December.", "2019-12-11"),
    ],
)
def test_rounds_and_meetings_of_others_on_those_days_are_none(text, day):
    assert tied(text, "meeting", day) == set()


@pytest.mark.parametrize(
    ("text", "day", "meeting"),
    [
        ("The two-day talks on Syria, the 16th in the so-called Astana process, are over.", "2021-07-09", "astana-16"),
        ("Zarif met his Russian and Turkish counterparts in Moscow.", "2018-04-28", "moscow-2018-04"),
        ("التقى لافروف نظيريه التركي والإيراني في موسكو.", "2018-04-28", "moscow-2018-04"),
        ("لاوروف در مسکو با همتایان ایرانی و ترک خود دیدار کرد.", "2018-04-28", "moscow-2018-04"),
        ("Лавров принял в Москве турецкого и иранского коллег.", "2018-04-28", "moscow-2018-04"),
        ("Erdoğan bugün Ankara'da. Putin ve Ruhani ile üçlü görüşecek.", "2018-04-04", "ankara-2018-04"),
        ("في اليوم الثاني من لقاء روسيا وإيران وتركيا في أستانا بحث الخبراء الخرائط.", "2017-07-05", "astana-5"),
        ("ظریف برای نشست وزیران سه کشور وارد مسکو شد.", "2018-04-28", "moscow-2018-04"),
    ],
)
def test_who_met_and_how_long_is_told_in_many_ways(text, day, meeting):
    assert tied(text, "meeting", day) == {meeting}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Russia and Iran spoke at the 10th summit of the Shanghai Cooperation Organisation in Astana.", "2018-07-31"),
        ("افتتحت في أستانا القمة العاشرة لمنظمة الدول التركية بحضور إيران وروسيا.", "2023-11-03"),
        ("هشتمین نشست سازمان همکاری اسلامی با حضور ایران و ترکیه در آستانه، پایتخت قزاقستان برگزار شد.", "2017-12-21"),
        ("Türk Devletleri Teşkilatı 9. Zirvesi Astana'da; Rusya ve İran gözlemci.", "2018-05-15"),
        ("Пятое заседание ЕАЭС прошло в Астане, Россия и Иран подписали соглашение.", "2017-07-04"),
    ],
)
def test_the_summit_of_another_body_is_no_round(text, day):
    assert tied(text, "meeting", day) == set()


def test_a_body_of_turkic_states_is_not_turkey():
    assert named(record("Türk Devletleri Teşkilatı toplandı, Özbekistan katıldı."), "state") == {"uzb"}
    assert named(record("اجتمعت منظمة الدول التركية بحضور أوزبكستان."), "state") == {"uzb"}


def test_the_second_half_of_a_year_counts_no_meeting():
    text = "اختتمت الجولة الخامسة من محادثات أستانا حول سوريا، والاجتماع المقبل في النصف الثاني من العام."
    assert tied(text, "meeting", "2017-07-05") == {"astana-5"}


def test_the_protocol_to_a_memorandum_names_both():
    text = "ينص البروتوكول الإضافي لمذكرة سوتشي بشأن إدلب على دوريات روسية تركية."
    assert tied(text, "meeting", "2020-07-01") == {"sochi-2018-09", "moscow-2020-03"}


def test_the_memorandum_just_made_in_another_city_is_not_that_of_the_four_zones():
    text = "Эксперты согласовали в Аммане меморандум о зоне деэскалации в Дераа."
    assert tied(text, "zone", "2017-07-08") == {"south"}


def test_four_zones_are_four_though_three_are_told():
    text = "The meeting on Syria announced four de-escalation zones: Idlib, northern Homs and Eastern Ghouta."
    assert tied(text, "zone", "2017-09-15") == {"idlib", "north-homs", "eastern-ghouta", "south"}


@pytest.mark.parametrize(
    ("text", "day", "zone"),
    [
        ("A patrol passed Ayn el-Hor on Syria's coast road.", "2020-04-01", "idlib"),
        ("Shelling hit Marat al-Nouman and Kafar Nabl.", "2018-10-01", "idlib"),
        ("Suriye'de Cisr el-Şugur bombalandı.", "2018-10-01", "idlib"),
        ("В Сирии обстреляли Кяфр-Зиту и Джисер-эш-Шугур.", "2018-10-01", "idlib"),
        ("قصف على كفرلاها وتلدو.", "2017-09-01", "north-homs"),
        ("سيطرت الفصائل في ريف حماة على محور كفر نبودة.", "2018-10-01", "idlib"),
        ("Suriye ordusu İştebrek'te mevzilendi.", "2018-10-01", "idlib"),
        ("Turkey's observation post at Sheir Mughar was resupplied.", "2018-07-01", "idlib"),
        ("Jaysh al-Islam fighters are leaving Douma.", "2018-04-08", "eastern-ghouta"),
    ],
)
def test_a_town_is_known_however_its_letters_are_rendered(text, day, zone):
    assert tied(text, "zone", day) == {zone}


@pytest.mark.parametrize(
    "text",
    [
        "Hearst papers sold in Douma Street.",
        "An observation post was set up near the village of Zolote.",
        "Tal Hanan won; Ain Zara lost.",
        "Дума приняла закон; наблюдательный пункт открыт.",
    ],
)
def test_what_only_sounds_like_a_town_is_none(text):
    assert tied(text, "zone", "2017-11-01") == set()


def test_words_that_sound_alike_in_names_are_one():
    sounds = Sounds([("shaykhun", "khan"), ("ishtabraq",), ("harasta",)], frozenset(("harasta",)))
    assert sounds.words_like("шейхун") == sounds.words_like("seyhun") == {"shaykhun"}
    assert sounds.words_like("istebrek") == {"ishtabraq"}
    # a name of one short word is not sought by its sound: “Hearst”
    assert sounds.words_like("hearst") == set()
    assert consonants("шугура") == consonants("shughur") == "sgr"


def test_arabic_names_are_written_as_one_word_or_two():
    assert list(joined_or_split("كفر لاها")) == ["كفرلاها"]
    assert list(joined_or_split("كفرنبل")) == ["كفر نبل"]
    assert list(joined_or_split("إدلب")) == []


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("The treaty was signed in the Kremlin.", set()),
        ("The Kremlin denied it.", {"rus"}),
        ("В Кремле заявили, что ждут гостей.", {"rus"}),
        ("Договор подписали в Кремле.", set()),
        ("В Киеве считают, что отход войск начнётся скоро.", {"ukr"}),
        ("Войска отойдут, заявили в Ереване.", {"arm"}),
        ("Выставку открыли в Ереване, гости остались довольны.", set()),
        ("Стороны обсудили межсирийский диалог.", {"syr"}),
    ],
)
def test_governments_by_their_houses_and_in_impersonal_speech(text, states):
    assert named(record(text), "state") == states


@pytest.mark.parametrize(
    ("text", "day", "meetings"),
    [
        ("Astana Five on Syria ended without maps.", "2017-07-06", {"astana-5"}),
        ("In Astana five delegations met on Syria, and none was glad.", "2018-01-20", set()),
        ("Suriye konulu Astana turunun 21-22 Aralık'ta yapılması bekleniyor.", "2017-12-05", {"astana-8"}),
        ("The Astana round, 14 and 15 May, will be on Syria's detainees.", "2018-05-01", {"astana-9"}),
        ("Астанинский раунд 15–16 июня будет о Сирии.", "2022-06-01", {"astana-18"}),
    ],
)
def test_numbers_in_words_count_rounds_and_days_do_not(text, day, meetings):
    assert tied(text, "meeting", day) == meetings


def test_the_seventh_summit_of_heads_is_not_the_seventh_round():
    text = "هفتمین اجلاس سران روند آستانه درباره سوریه در تهران برگزار شد."
    assert tied(text, "meeting", "2022-07-19") == {"tehran-2022-07"}


@pytest.mark.parametrize(
    ("text", "day", "meetings"),
    [
        (
            "Erdogan, Putin and Rouhani will meet in Sochi on Thursday to discuss Syria.",
            "2019-02-11",
            {"sochi-2019-02"},
        ),
        ("Erdogan and Putin spoke on Thursday of Syria, in Sochi a day earlier of gas.", "2019-02-11", set()),
        ("Встреча Путина и Эрдогана по Сирии в Москве состоится в четверг.", "2020-03-02", {"moscow-2020-03"}),
    ],
)
def test_a_weekday_is_the_coming_one_where_the_sentence_looks_ahead(text, day, meetings):
    assert tied(text, "meeting", day) == meetings


@pytest.mark.parametrize(
    ("text", "day", "zones"),
    [
        ("The truce on Turkey's border held around Atmeh.", "2020-09-01", {"idlib"}),
        ("نیروهای ترکیه در مورک پست دیده‌بانی دارند.", "2018-09-01", {"idlib"}),
        ("قصف درعا البلد.", "2017-06-05", {"south"}),
        ("Талбису и Эр-Растан обстреляли: Тальбиса и Растан без света.", "2017-09-01", {"north-homs"}),
        ("Protesters of the Hirak met Lebanon's opposition near the border.", "2017-11-01", set()),
        ("قال جاسم إن المعارضة في العراق رفضت الهدنة.", "2017-11-01", set()),
        ("Rusya'da Duma, muhalefetin Türkiye sınırıyla ilgili önerisini reddetti.", "2017-11-01", set()),
        ("اجتاز المستوطنون أريحا، وقالت إسرائيل إن الهدنة قائمة.", "2018-11-01", set()),
    ],
)
def test_one_town_is_enough_at_a_border_or_post_if_its_name_is_nothing_else(text, day, zones):
    assert tied(text, "zone", day) == zones


def test_on_the_eve_of_a_round_is_not_in_the_city():
    text = "در آستانه دور چهارم انتخابات، وزارت کشور قزاقستان از آمادگی خبر داد."
    assert tied(text, "meeting", "2017-05-04") == set()
    assert tied("دور چهارم گفتگوهای قزاقستان در آستانه برگزار شد.", "meeting", "2017-05-04") == {"astana-4"}


@pytest.mark.parametrize(
    ("text", "day", "meetings"),
    [
        ("Iran, Russia and Turkey signed a memorandum as the rebels walked out.", "2017-05-04", {"astana-4"}),
        ("İran, Rusya ve Türkiye muhtıra imzaladı.", "2017-05-05", {"astana-4"}),
        ("Russia and Turkey signed a memorandum on tourism.", "2018-09-17", set()),
        ("Iran, Russia and Turkey signed a memorandum on railways.", "2019-05-05", set()),
    ],
)
def test_what_the_three_sign_on_the_day_is_the_memorandum(text, day, meetings):
    assert tied(text, "meeting", day) == meetings


def test_the_guarantors_mean_the_memorandum_they_keep():
    text = "Гаранты в Нур-Султане подтвердили верность сочинскому меморандуму по Сирии."
    assert "sochi-2018-09" in tied(text, "meeting", "2019-04-26")


def test_a_round_counts_beside_another_meeting():
    text = "После седьмого раунда гаранты готовят Конгресс народов Сирии."
    assert tied(text, "meeting", "2017-11-01") == {"astana-7", "sochi-2018-01"}


def test_turkish_writes_the_article_into_the_name():
    assert list(run_together("Bab al-Hawa")) == ["Babulhawa", "Babuhhawa"]
    assert tied("Babülhava kapısından 30 tır geçti.", "zone", "2020-08-01") == {"idlib"}
    assert tied("Suriye'de Maarratünnuman vuruldu.", "zone", "2019-06-01") == {"idlib"}


@pytest.mark.parametrize(
    "unit",
    [
        "The agreement of 5 March, the fifth round of the SCO, Astana Five with Lavrov's Iranian counterpart in Homs. ",
        "в Киеве заявили, что 5 марта договорённости раунд ШОС пятый Лавров коллега Турция Россия Астана. ",
    ],
)
def test_a_text_eight_times_as_long_is_not_read_in_the_square_of_the_time(unit):
    def seconds(times):
        before = process_time()
        record(unit * times, datePublished="2020-03-20")
        return process_time() - before

    seconds(20)
    assert seconds(1600) < 24 * seconds(200)
