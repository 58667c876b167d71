"""Words of the course in its three languages: English, Kazakh, Russian.

`label` gives the name of a closed-list value (a verdict, a kind, a topic …); `date_words`
gives what `dates.display` needs to say a date; `words` gives what a widget says, from a table
in words/. Titles and names of things are data and live in the tables; what stands here is the
vocabulary that they share.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

LANGUAGES = ("en", "kk", "ru")
WORDS = Path(__file__).parent / "words"

# list -> value -> (English, Kazakh, Russian). The lists are those of data/datapackage.json.
_LABELS: dict[str, dict[str, tuple[str, str, str]]] = {
    "verdict": {
        "confirmed": ("confirmed", "расталды", "подтверждено"),
        "imprecise": ("imprecise", "дәл емес", "неточно"),
        "differs": ("differs", "сәйкес келмейді", "расходится"),
        "unverified": ("unverified", "расталмаған", "не подтверждено"),
        "evaluative": ("evaluative", "бағалауыш", "оценочное"),
    },
    "event_kind": {
        "treaty": ("treaty or agreement", "шарт немесе келісім", "договор или соглашение"),
        "declaration": (
            "declaration, statement or memorandum",
            "декларация, мәлімдеме немесе меморандум",
            "декларация, заявление или меморандум",
        ),
        "law": ("law or decree", "заң немесе жарлық", "закон или указ"),
        "programme": ("programme or plan", "бағдарлама немесе жоспар", "программа или план"),
        "meeting": ("meeting or visit", "кездесу немесе сапар", "встреча или визит"),
        "embassy": ("embassy", "елшілік", "посольство"),
        "oath": ("oath", "ант", "присяга"),
        "election": ("election", "сайлау", "выборы"),
        "recognition": ("recognition", "тану", "признание"),
        "founding": ("founding", "құрылу", "основание"),
        "naming": ("renaming", "қайта атау", "переименование"),
        "dissolution": (
            "end of a state or rule",
            "мемлекеттің немесе биліктің жойылуы",
            "прекращение существования государства или власти",
        ),
        "uprising": ("uprising", "көтеріліс", "восстание"),
        "implementation": ("implementation", "іске асыру", "осуществление"),
        "culture": ("cultural event", "мәдени іс-шара", "культурное событие"),
        "dispute": ("dispute", "дау", "спор"),
        "accident": ("accident", "апат", "авария"),
    },
    "topic": {
        "economy": ("trade and economy", "сауда және экономика", "торговля и экономика"),
        "energy": ("fuel and energy", "отын және энергетика", "топливо и энергетика"),
        "culture": ("culture and society", "мәдениет және қоғам", "культура и общество"),
        "transport": ("transport and communication", "көлік және коммуникация", "транспорт и коммуникации"),
        "security": ("security", "қауіпсіздік", "безопасность"),
        "space": ("space", "ғарыш", "космос"),
        "statehood": ("statehood", "мемлекеттілік", "государственность"),
        "diplomacy": ("diplomacy", "дипломатия", "дипломатия"),
        "border": ("border", "шекара", "граница"),
        "integration": ("integration", "интеграция", "интеграция"),
    },
    "support": {
        "full": (
            "a source supports the event and its date",
            "дереккөз оқиғаны да, оның күнін де растайды",
            "источник подтверждает событие и дату",
        ),
        "context": (
            "sources support the context only",
            "дереккөздер тек жалпы жағдайды растайды",
            "источники подтверждают лишь контекст",
        ),
        "none": ("no acceptable source was found", "жарамды дереккөз табылмады", "приемлемый источник не найден"),
    },
    "claim_kind": {
        "date": ("date", "күн", "дата"),
        "number": ("number", "сан", "число"),
        "person": ("person", "тұлға", "лицо"),
        "document": ("document", "құжат", "документ"),
        "list": ("list", "тізім", "перечень"),
        "period": ("period", "кезең", "период"),
        "name": ("name", "атау", "название"),
        "quotation": ("quotation", "дәйексөз", "цитата"),
        "fact": ("fact", "факт", "факт"),
        "plan": ("plan", "жоспар", "план"),
        "judgement": ("judgement", "пікір", "суждение"),
    },
    "calendar": {
        "gregorian": ("Gregorian (New Style)", "григориан (жаңа стиль)", "григорианский (новый стиль)"),
        "julian": ("Julian (Old Style)", "юлиан (ескі стиль)", "юлианский (старый стиль)"),
        "hijri": ("Islamic (AH)", "һижра", "мусульманский (хиджра)"),
    },
    "document_type": {
        "treaty": ("treaty", "шарт", "договор"),
        "agreement": ("agreement", "келісім", "соглашение"),
        "protocol": ("protocol", "хаттама", "протокол"),
        "memorandum": ("memorandum", "меморандум", "меморандум"),
        "declaration": ("declaration", "декларация", "декларация"),
        "statement": ("statement", "мәлімдеме", "заявление"),
        "law": ("law or decree", "заң немесе жарлық", "закон или указ"),
        "charter": ("charter", "жарғы немесе грамота", "устав или грамота"),
        "programme": ("programme or plan", "бағдарлама немесе жоспар", "программа или план"),
    },
    "document_force": {
        "binding": ("binding between states", "мемлекеттер үшін міндетті", "обязательный для государств"),
        "political": ("political, not binding", "саяси, заңдық күші жоқ", "политический, без юридической силы"),
        "domestic": ("act of one state", "бір мемлекеттің актісі", "акт одного государства"),
        "unknown": ("not established", "анықталмаған", "не установлено"),
    },
    "title_status": {
        "official": ("official", "ресми", "официальное"),
        "rendering": ("rendering", "аударма", "перевод"),
    },
    "principle_record": {
        "found": ("found in the text", "мәтінде бар", "есть в тексте"),
        "not-found": ("text read, not found", "мәтін оқылды, табылмады", "текст прочитан, не найдено"),
        "not-checked": ("not checked", "тексерілмеді", "не проверено"),
    },
    "interest_whose": {
        "kazakhstan": ("Kazakhstan", "Қазақстан", "Казахстан"),
        "russia": ("Russia", "Ресей", "Россия"),
        "both": ("both", "екеуі", "обе стороны"),
    },
    "interest_form": {
        "aim": ("aim", "мақсат", "цель"),
        "interest": ("interest", "мүдде", "интерес"),
        "maxim": ("maxim", "нақыл сөз", "изречение"),
    },
    "interest_evidence": {
        "record": ("a record of the thing was seen", "ол туралы дерек қаралды", "свидетельство просмотрено"),
        "not-found": ("looked for, not found", "ізделді, табылмады", "искали, не нашли"),
        "not-looked": ("nobody looked", "ешкім іздемеді", "никто не искал"),
        "not-testable": (
            "cannot be tested as it stands",
            "бұл күйінде тексеруге келмейді",
            "в таком виде не проверить",
        ),
    },
    "scheme_author": {
        "essay": ("the essay", "эссе", "эссе"),
        "course": ("this course", "осы курс", "этот курс"),
    },
    "certainty": {
        "seen": ("a source was seen", "дереккөз қаралды", "источник просмотрен"),
        "mixed": ("partly from general knowledge", "ішінара жалпы білімнен", "частично по общим сведениям"),
        "knowledge": ("from general knowledge", "жалпы білімнен", "по общим сведениям"),
    },
    "essay_mention": {
        "named": ("named in the essay", "эсседе аталған", "назван в эссе"),
        "unnamed": ("meant but not named", "меңзелген, бірақ аты аталмаған", "подразумевается, но не назван"),
        "no": ("not in the essay", "эсседе жоқ", "нет в эссе"),
    },
    "institution_kind": {
        "state": ("state", "мемлекет", "государство"),
        "organ": ("organ of a state", "мемлекеттік орган", "государственный орган"),
        "organisation": ("international organisation", "халықаралық ұйым", "международная организация"),
        "company": ("consortium", "консорциум", "консорциум"),
    },
    "place_kind": {
        "city": ("city or town", "қала", "город"),
        "site": ("site", "нысан", "объект"),
        "region": ("region", "өңір", "местность"),
    },
    "reference_kind": {
        "primary": ("sources and records", "деректер мен жазбалар", "источники и документы"),
        "registry": ("official registers", "ресми тізілімдер", "официальные реестры"),
        "archive": ("text archives", "мәтін мұрағаттары", "архивы текстов"),
        "scholarship": ("scholarship", "ғылыми еңбектер", "научные работы"),
        "reference": (
            "reference works and legal databases",
            "анықтамалықтар мен құқықтық базалар",
            "справочники и правовые базы",
        ),
        "press": ("press", "баспасөз", "пресса"),
    },
    "reference_seen": {
        "yes": ("seen", "қаралған", "просмотрено"),
        "partly": ("seen in part only", "ішінара ғана қаралған", "просмотрено лишь отчасти"),
        "no": ("not seen", "қаралмаған", "не просмотрено"),
    },
    "checked": {
        "seen": ("seen", "қаралған", "просмотрено"),
        "partly": ("seen in part only", "ішінара ғана қаралған", "просмотрено лишь отчасти"),
        "knowledge": (
            "cited from knowledge, not seen",
            "қаралмаған, жадтан келтірілген",
            "не просмотрено, приведено по памяти",
        ),
    },
}


def label(list_name: str, value: str, language: str = "en") -> str:
    """The name of a closed-list value, such as "расходится" for ("verdict", "differs", "ru").

    Raises KeyError naming the list or the value if there is none.
    """
    if list_name not in _LABELS:
        raise KeyError(f"no list {list_name!r}: expected one of {', '.join(_LABELS)}")
    if value not in _LABELS[list_name]:
        raise KeyError(f"no value {value!r} in {list_name}: expected one of {', '.join(_LABELS[list_name])}")
    return _LABELS[list_name][value][_position(language)]


def values(list_name: str) -> tuple[str, ...]:
    """The values of a closed list, in the order in which they are shown."""
    return tuple(_LABELS[list_name])


def lists() -> tuple[str, ...]:
    """The names of all closed lists."""
    return tuple(_LABELS)


@cache
def _words(section: str) -> dict[str, tuple[str, ...]]:
    """Key -> texts in the order of LANGUAGES, from words/<section>.csv. Raises ValueError for a faulty row."""
    found = {}
    with (WORDS / f"{section}.csv").open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.reader(file), start=1):
            if len(row) != 1 + len(LANGUAGES) or not all(row) or row[0] in found:
                raise ValueError(
                    f"words/{section}.csv, row {number}: expected a new key and a text in each of "
                    f"{', '.join(LANGUAGES)}, found {row}"
                )
            found[row[0]] = tuple(row[1:])
    if found.pop("key", ()) != LANGUAGES:
        raise ValueError(f"words/{section}.csv, row 1: expected the columns key,{','.join(LANGUAGES)}")
    return found


def words(section: str, language: str = "en") -> dict[str, str]:
    """Key -> text of what a widget says, from the table words/<section>.csv.

    A text may have places for values, such as ``{n}``. Raises ValueError for a faulty row, naming it.
    """
    position = _position(language)
    return {key: texts[position] for key, texts in _words(section).items()}


def whole_number(value: int, language: str = "en") -> str:
    """A whole number as the language writes it: 7,591 in English, 7 591 in Kazakh and Russian."""
    _position(language)
    return f"{value:,}" if language == "en" else f"{value:,}".replace(",", "\u00a0")


def sections() -> tuple[str, ...]:
    """The names of all tables of words."""
    return tuple(sorted(path.stem for path in WORDS.glob("*.csv")))


def _position(language: str) -> int:
    if language not in LANGUAGES:
        raise ValueError(f"unknown language {language!r}: expected one of {', '.join(LANGUAGES)}")
    return LANGUAGES.index(language)


@dataclass(frozen=True)
class DateWords:
    """The words with which one language says a date.

    months: twelve names standing alone. qualified(sign, precision, text), day_month(day, month), in_year(within, year),
    unit(precision, year), unit_pair(precision, first, last, join),
    onwards(year, month, day, unit), old_style(text), hijri(year): see `dates`.
    """

    months: tuple[str, ...]
    alternative: str
    qualified: Callable[[str, str, str], str]
    day_month: Callable[[object, int], str]
    in_year: Callable[[str, str], str]
    unit: Callable[[str, str], str]
    unit_pair: Callable[[str, str, str, str], str]
    onwards: Callable[[str, int | None, int | None, str], str]
    old_style: Callable[[str], str]
    hijri: Callable[[str], str]


def date_words(language: str) -> DateWords:
    """The `DateWords` of a language (``en``, ``kk``, ``ru``)."""
    return (_english(), _kazakh(), _russian())[_position(language)]


def _century(year: str) -> int:
    """17XX -> 18: the digits of an EDTF century are those of its years."""
    return int(year[:2]) + 1


def _roman(year: str) -> str:
    """17XX -> XVIII."""
    left, numeral = _century(year), ""
    for value, letters in (
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ):
        numeral += letters * (left // value)
        left %= value
    return numeral


def _english() -> DateWords:
    months = tuple("January February March April May June July August September October November December".split())

    def ordinal(number: int) -> str:
        ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th") if number not in (11, 12, 13) else "th"
        return f"{number}{ending}"

    def unit(precision: str, year: str) -> str:
        if precision == "century":
            return f"{ordinal(_century(year))} century"
        return f"{year[:3]}0s" if precision == "decade" else year

    def unit_pair(precision: str, first: str, last: str, join: str) -> str:
        tight = join.replace(" – ", "–")
        if precision == "century":
            return f"{ordinal(_century(first))}{tight}{ordinal(_century(last))} centuries"
        return unit(precision, first) + (tight if precision == "year" else join) + unit(precision, last)

    def qualified(sign: str, precision: str, text: str) -> str:
        article = "the " if sign and precision in ("decade", "century") else ""
        return {"": "", "?": "perhaps ", "~": "about ", "%": "perhaps about "}[sign] + article + text

    def in_year(within: str, year: str) -> str:
        return f"{within} {year}"

    def day_month(day: object, month: int) -> str:
        return f"{day} {months[month - 1]}"

    def onwards(year: str, month: int | None, day: int | None, shown_unit: str) -> str:
        if not month:
            return f"{shown_unit} onwards"
        return in_year(day_month(day, month) if day else months[month - 1], year) + " onwards"

    return DateWords(
        months=months,
        alternative=" or ",
        qualified=qualified,
        day_month=day_month,
        in_year=in_year,
        unit=unit,
        unit_pair=unit_pair,
        onwards=onwards,
        old_style=lambda text: f" ({text} Old Style)",
        hijri=lambda year: f" ({year} AH)",
    )


def _russian() -> DateWords:
    months = tuple("январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь".split())
    genitive = tuple("января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split())

    def unit(precision: str, year: str) -> str:
        if precision == "century":
            return f"{_roman(year)} в."
        return f"{year[:3]}0-е гг." if precision == "decade" else f"{year} г."

    def unit_pair(precision: str, first: str, last: str, join: str) -> str:
        tight = join.replace(" – ", "–")
        if precision == "century":
            return f"{_roman(first)}{tight}{_roman(last)} вв."
        if precision == "decade":
            return f"{first[:3]}0-е{join}{last[:3]}0-е гг."
        return f"{first}{tight}{last} гг."

    def qualified(sign: str, precision: str, text: str) -> str:
        if sign in ("~", "%"):  # «около» asks for the genitive
            text = text.replace("-е гг.", "-х гг.")
            if precision == "month":
                name, _, rest = text.partition(" ")
                text = f"{genitive[months.index(name)]} {rest}" if name in months else text
        about = "примерно " if text.startswith("с ") else "ок. "  # «около» does not stand before a preposition
        return {"": "", "?": "возможно, ", "~": about, "%": f"возможно, {about}"}[sign] + text

    def in_year(within: str, year: str) -> str:
        return f"{within} {year} г."

    def day_month(day: object, month: int) -> str:
        return f"{day} {genitive[month - 1]}"

    def onwards(year: str, month: int | None, day: int | None, shown_unit: str) -> str:
        if month:
            return "с " + in_year(day_month(day, month) if day else genitive[month - 1], year)
        return "с " + shown_unit.replace("-е гг.", "-х гг.")

    return DateWords(
        months=months,
        alternative=" или ",
        qualified=qualified,
        day_month=day_month,
        in_year=in_year,
        unit=unit,
        unit_pair=unit_pair,
        onwards=onwards,
        old_style=lambda text: f" ({text} ст. ст.)",
        hijri=lambda year: f" ({year} г. хиджры)",
    )


def _kazakh() -> DateWords:
    months = tuple("қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан".split())
    ablative = tuple(
        "қаңтардан ақпаннан наурыздан сәуірден мамырдан маусымнан "
        "шілдеден тамыздан қыркүйектен қазаннан қарашадан желтоқсаннан".split()
    )

    def unit(precision: str, year: str) -> str:
        if precision == "century":
            return f"{_roman(year)} ғасыр"
        return f"{year[:3]}0-жылдар" if precision == "decade" else f"{year} жыл"

    def unit_pair(precision: str, first: str, last: str, join: str) -> str:
        tight = join.replace(" – ", "–")
        if precision == "century":
            return f"{_roman(first)}{tight}{_roman(last)} ғасырлар"
        if precision == "decade":
            return f"{first[:3]}0{tight}{last[:3]}0-жылдар"
        return f"{first}{tight}{last} жылдар"

    def in_year(within: str, year: str) -> str:
        return f"{year} жылғы {within}"

    def day_month(day: object, month: int) -> str:
        return f"{day} {months[month - 1]}"

    def onwards(year: str, month: int | None, day: int | None, shown_unit: str) -> str:
        if month:
            return in_year(f"{day} {ablative[month - 1]}" if day else ablative[month - 1], year) + " бастап"
        return f"{shown_unit}дан бастап"

    return DateWords(
        months=months,
        alternative=" немесе ",
        qualified=lambda sign, _, text: (
            {"": "", "?": "бәлкім, ", "~": "шамамен ", "%": "бәлкім, шамамен "}[sign] + text
        ),
        day_month=day_month,
        in_year=in_year,
        unit=unit,
        unit_pair=unit_pair,
        onwards=onwards,
        old_style=lambda text: f" (ескіше {text})",
        hijri=lambda year: f" (һижраның {year} жылы)",
    )
