"""What short texts in five languages are about, and what only looks like it."""

import pytest

from tests.reading import named, record


@pytest.mark.parametrize(
    ("text", "meeting"),
    [
        ("Astana 5 ended on Wednesday; Syria's envoy was content.", "astana-5"),
        ("Astana-13 on Syria brought Iraq and Lebanon as observers.", "astana-13"),
        ("The fifth round of Astana talks opened with Russia, Iran and Turkey.", "astana-5"),
        ("Syria was the matter of the 5th Astana meeting.", "astana-5"),
        ("Nur-Sultan hosts the 13th International High-Level Meeting on Syria.", "astana-13"),
        ("The twenty-first round on Syria closed in Astana.", "astana-21"),
        ("انطلقت الجولة الخامسة من محادثات أستانا حول سوريا.", "astana-5"),
        ("ينطلق أستانا الخامس وسط خلافات حول خرائط سوريا.", "astana-5"),
        ("اختتم اجتماع أستانا ٩ حول سورية أعماله.", "astana-9"),
        ("اختتمت جولة أستانا الحادية عشرة حول سوريا.", "astana-11"),
        ("Астана-5 по Сирии завершилась без соглашения.", "astana-5"),
        ("В Астане начался пятый раунд переговоров по Сирии.", "astana-5"),
        ("Итоги пятой встречи по Сирии в Астане подвели в МИД.", "astana-5"),
        ("نشست آستانه ۵ درباره سوریه برگزار شد.", "astana-5"),
        ("پنجمین دور مذاکرات آستانه درباره سوریه آغاز شد.", "astana-5"),
        ("دور پنجم مذاکرات آستانه با حضور ایران و روسیه آغاز شد.", "astana-5"),
        ("Astana'da Suriye konulu beşinci tur başladı.", "astana-5"),
        ("Suriye konulu 11. Astana toplantısı düzenlenecek.", "astana-11"),
        ("At the Sochi summit on 17 September 2018 Russia and Turkey agreed on Idlib.", "sochi-2018-09"),
    ],
)
def test_a_meeting_is_known_however_it_is_called(text, meeting):
    assert [one for one in record(text).about if one[0] in "as" and one[-1].isdigit() and "memo" not in one] == [
        meeting
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Astana's leader took a stage of the Tour de France; the fifth round of talks on his contract waits.",
        "FC Astana 5-0 winners in the second round of the Europa League, the Kazakh football club said.",
        "The fifth round of Geneva talks on Syria ended; Astana was compared with it.",
        "In Astana 5 delegations met on Syria.",
        "Syria's envoy arrived in Astana 4 July 2017 for consultations.",
        "On the second day in Astana Syria's envoy had his first bilateral meeting.",
        "Велокоманда «Астана» выиграла пятый этап и второй тур кубка.",
        "فاز فريق أستانا في مباراة الجولة الخامسة من الدوري.",
        "دولت در آستانه دور پنجم رایزنی‌ها است و این روند ادامه دارد.",
        "در آستانه دور پنجم مذاکرات ژنو درباره سوریه، وزیر خارجه سخن گفت.",
    ],
)
def test_what_only_sounds_like_a_meeting_is_none(text):
    assert record(text).about == []


def test_the_cycling_team_is_no_place():
    assert named(record("Astana riders led the peloton at the Tour de France."), "place") == set()


@pytest.mark.parametrize(
    ("text", "zones"),
    [
        ("Syrian buses left northern Homs for Idlib province.", ["idlib", "north-homs"]),
        ("قصفت الطائرات الغوطة الشرقية وريف حمص الشمالي في سوريا.", ["north-homs", "eastern-ghouta"]),
        ("Военные вошли в Восточную Гуту и на юг Сирии.", ["eastern-ghouta", "south"]),
        ("Doğu Guta'da ve Humus'un kuzeyinde ateşkes sürüyor.", ["north-homs", "eastern-ghouta"]),
        ("آتش‌بس در غوطه شرقی و جنوب سوریه برقرار است.", ["eastern-ghouta", "south"]),
    ],
)
def test_zones_are_known_by_name_in_five_languages(text, zones):
    assert record(text).about == zones


@pytest.mark.parametrize(
    "text",
    [
        "The Syrian army controls the city of Homs.",
        "سيطر الجيش السوري على مدينة حمص.",
        "Сирийские военные вернулись в Хомс.",
    ],
)
def test_homs_alone_is_the_city_and_not_the_zone(text):
    found = record(text)
    assert (found.about, named(found, "place")) == ([], {"homs"})


@pytest.mark.parametrize(
    "text",
    [
        "Clashes near Homs, also spelt Al-Khums, east of Tripoli in Libya.",
        "اشتباكات قرب مدينة الخمس شرق طرابلس في ليبيا.",
        "طبق من الحمص، والحمص المسلوق مع الزيت.",
    ],
)
def test_al_khums_and_chickpeas_are_not_homs(text):
    assert named(record(text), "place") == set()


@pytest.mark.parametrize(
    "text",
    [
        "Russia and Ukraine discussed a memorandum on four de-escalation zones in Donbas.",
        "Меморандум о зонах деэскалации в Донбассе обсудили Россия и Украина.",
        "The ceasefire in Nagorno-Karabakh created de-escalation zones, said Turkey.",
    ],
)
def test_zones_in_another_war_are_not_ours(text):
    assert record(text).about == []


def test_the_memorandum_brings_its_four_zones_with_the_words_about_it():
    found = record("Syria welcomed the memorandum on creating four de-escalation zones.")
    assert found.about == ["memo-2017-05-04", "idlib", "north-homs", "eastern-ghouta", "south"]
    assert "memorandum" in found.provenance["fields"]["about"]["evidence"]["south"][0]


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("The Russian and Turkish ministers met; Iranians stayed away.", {"rus", "tur", "irn"}),
        ("اجتمع الوفدان الروسي والإيراني بالأتراك.", {"rus", "irn", "tur"}),
        ("Переговоры с турецкой стороной прошли без иранских дипломатов.", {"tur", "irn"}),
        ("Rusya'nın ve İran'ın heyetleri Türkiye'ye geldi.", {"rus", "irn", "tur"}),
        ("هیئت روسی با مقام‌های ترکیه و قزاقستان دیدار کرد.", {"rus", "tur", "kaz"}),
        ("She roasted a turkey and some georgia peaches for the guests.", set()),
        ("Michael Jordan scored again, and the fans were pleased with that.", set()),
        ("Lebanon, Tennessee, held its fair, and the town was full.", set()),
        ("Iran lost the World Cup qualifier after the goalkeeper was sent off.", set()),
        ("Ankara said it would not yield, and Moscow agreed with that.", {"tur", "rus"}),
        ("The envoys met in Moscow before the Ankara summit on Syria.", {"syr"}),
        ("قالت موسكو إن الخلاف بين أنقرة وطهران انتهى.", {"rus", "tur", "irn"}),
        ("اجتمع الوفدان بموسكو قبل قمة أنقرة.", set()),
        ("Анкара заявила, что в Москве всё согласовано.", {"tur"}),
        ("Moskova'da konuşan yetkili, Ankara'nın bunu kabul etmediğini söyledi.", {"tur"}),
        ("مسکو و تهران در آنکارا بر همکاری تأکید کردند.", {"rus", "irn"}),
    ],
)
def test_states_are_known_by_name_and_adjective(text, states):
    assert named(record(text), "state") == states


def test_a_surname_counts_after_the_full_name():
    assert named(record("Sedat Önal came. Önal left the meeting on time."), "person") == {"sedat-onal"}
    assert named(record("Önal left the meeting on time."), "person") == set()


def test_common_words_are_no_villages_without_a_word_for_town():
    assert named(record("فتح الباب أمام الزيارة في سوريا، والكرامة للثورة."), "place") == set()
    assert named(record("دخل الجيش السوري مدينة الباب."), "place") == {"al-bab"}


def test_towns_are_found_where_the_text_speaks_of_syria():
    found = record("Turkish troops in Syria set up posts in Morek, near Khan Shaykhun and Saraqib.")
    assert named(found, "place") == {"morek", "khan-shaykhun", "saraqib"}


def test_the_longer_name_wins_over_the_shorter():
    found = record("قالت وكالة الأنباء الكازاخستانية إن الوفد السوري وصل.")
    assert (named(found, "agency"), named(found, "state")) == ({"kazinform"}, {"syr"})


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Talks on Syria are held with the guarantors.", "en"),
        ("قال الوفد إن المحادثات حول سوريا مستمرة.", "ar"),
        ("وزیر خارجه گفت که این نشست برای صلح است.", "fa"),
        ("Görüşmeler bugün yapıldı ve anlaşma için çalışılıyor.", "tr"),
        ("Переговоры по Сирии прошли в Астане.", "ru"),
        ("Die Gespräche begannen am Dienstag ohne Ergebnis.", None),
        ("Переговори щодо Сирії відбулися без її учасників.", None),
        ("12345 !!! abc", None),
    ],
)
def test_the_language_is_known_or_left_open(text, language):
    assert record(text).inLanguage == language


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("The Syrian National Dialogue Congress in Sochi ended.", ["sochi-2018-01"]),
        ("Astana VII on Syria brought no deal.", ["astana-7"]),
        ("Round seven of the Astana process on Syria closed.", ["astana-7"]),
        ("The leaders discussed Syria at their Sochi summit in November 2017.", ["sochi-2017-11"]),
        ("The Sochi memorandum keeps Idlib calm.", ["sochi-memo-2018-09-17", "idlib"]),
        ("The Sochi memorandum on the strip east of the Euphrates in Syria holds.", []),
        ("توافق مسکو و آنکارا درباره ادلب پابرجاست.", ["idlib"]),
        ("Aid reached all four zones in Syria.", ["idlib", "north-homs", "eastern-ghouta", "south"]),
        ("Fighting spread to Western Ghouta in Syria.", []),
    ],
)
def test_meetings_and_documents_by_their_names(text, about):
    assert record(text).about == about


def test_a_round_without_a_place_is_of_the_day_of_the_text_or_none():
    text = "The fifth round of talks on Syria ended with the maps unfinished."
    assert record(text, datePublished="2017-07-05").about == ["astana-5"]
    assert record(text, datePublished="2017-03-30").about == []
    assert record(text).about == []


@pytest.mark.parametrize(
    "text",
    [
        "شام کے بارے میں مذاکرات کا نیا دور شروع ہوا اور وفود ابھی تک نہیں پہنچے۔",
        "گفتوگۆکانی ئاستانە سەبارەت بە سووریا لە ڕۆژی سێشەممە دەستیان پێکرد.",
        "Tərəflər atəşkəs məsələsini müzakirə etdilər və görüş üçün razılığa gəldilər.",
        "Преговорите за Сирия приключиха без споразумение между страните.",
        "Қазақстан астанасында Сирия бойынша кезекті келіссөздер өтті.",
    ],
)
def test_a_neighbouring_language_is_not_taken_for_one_of_ours(text):
    assert record(text).inLanguage is None


@pytest.mark.parametrize(
    ("text", "day", "meeting"),
    [
        ("ASTANA, July 4 – Delegations of the guarantors sat down behind closed doors.", "2017-07-04", "astana-5"),
        ("Putin received Erdogan and Rouhani in Sochi on Wednesday.", "2017-11-23", "sochi-2017-11"),
        ("The next talks on Syria will be held in Astana on October 30-31.", "2017-10-12", "astana-7"),
        ("قمة طهران: خلاف علني بين الروسي والتركي.", "2018-09-07", "tehran-2018-09"),
        ("Мартовский раунд в Астане повстанцы пропустили.", "2017-05-03", "astana-3"),
        ("Astana'daki önceki tur haritasız bitti, Suriye heyeti ayrıldı.", "2017-08-20", "astana-5"),
        ("در پایتخت قزاقستان نشست پنجم سوریه پایان یافت.", "2017-07-05", "astana-5"),
    ],
)
def test_the_day_of_a_text_says_which_meeting_it_is_on(text, day, meeting):
    assert meeting in record(text, datePublished=day).about


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Putin hosted Assad in Sochi and spoke of Syria.", "2017-11-21"),
        ("The Iranian pavilion drew crowds at the fair in Astana.", "2017-07-04"),
        ("В Москве согласовано перемирие в Карабахе.", "2020-10-10"),
        ("The fifth round of the championship is played in Astana.", "2017-07-04"),
    ],
)
def test_other_things_in_the_city_on_the_day_are_not_the_meeting(text, day):
    assert record(text, datePublished=day).about == []


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("Turkish coffee is served at the fair.", set()),
        ("Turkish Airlines flies to Astana.", set()),
        ("Iran's national team came home.", set()),
        ("The Iranian president-elect spoke.", {"irn"}),
        ("قال الرئيس الأمريكي المنتخب إنه سيسافر.", {"usa"}),
        ("В Вашингтоне и Аммане заявили, что довольны ходом дел в Сирии.", {"usa", "jor", "syr"}),
        ("Kyiv said its troops had pulled back.", {"ukr"}),
        ("أعلنت القاهرة أنها ترعى المحادثات.", {"egy"}),
        ("رفضت عمّان القرار.", {"jor"}),
    ],
)
def test_what_is_called_after_a_state_is_none_and_more_capitals_speak(text, states):
    assert named(record(text), "state") == states
