"""Terms of the Kazakh and the Russian edition: the glossary says how each is rendered, and every message follows it."""

import re
from functools import cache

import pytest

import said
from chronology import tables

# Other renderings of a term that are right, and where. A rendering is words of which the first letters are compared.
ALSO = {
    "ru": {
        "agreement": {
            "согласие": "how far two people agree",
            "договор": "the title that the paper has in Russian",
        },
        "alliance": {"союз": "in general; союзничество is that of the treaties", "ОДКБ": "the alliance named"},
        "anno-hegirae": {"мусульманского": "the calendar, in an adjective"},
        "claim": {
            "требование, претензия, притязание, ходатайство, доводы, требовать": "what is demanded of another",
            "объявляет, считают, принадлежит, приписывает, хан": "the verb, said by what is claimed",
            "суждение": "what the sentence goes on to call it",
            "рассказам, говорят, называет, делает": "what people tell",
        },
        "commonwealth-of-independent-states": {"содружество": "short"},
        "cooperation": {"взаимодействие, Россотрудничество": "of rescuers; the name of an agency"},
        "declaration": {"провозглашение, объявление, заявление": "an act that is no declaration by its title"},
        "delimitation": {
            "размежевание": "that of 1924, a term of its own",
            "разграничение": "the title that the papers on the Caspian have in Russian",
        },
        "emergency-committee": {"комитет должностных": "told in words before the name"},
        "khanate": {"хана": "the rank, not the state"},
        "lease-agreement": {"аренда": "one of several papers named together"},
        "national-delimitation": {"национальное размежевание": "short, in a title"},
        "non-interference": {"невмешательство": "short"},
        "oath-of-allegiance": {"присяга": "short"},
        "peoples-commissariat": {"наркомат": "short"},
        "protocol": {"церемониал": "ceremony"},
        "signatory": {"подписавший": "people, or what a source has"},
        "verdict": {"приговор": "of a court"},
    },
    "kk": {
        "agreement": {
            "сәйкестік, бірдей": "how far two people agree",
            "шарты, жүйесімен": "the title that the paper has",
        },
        "alliance": {"одақ": "in general; одақтастық is that of the treaties", "ұйым, ҰҚШҰ": "the alliance named"},
        "anno-hegirae": {"һижра": "in the name of the calendar"},
        "claim": {
            "талап, өтініш, уәж": "what is demanded of another",
            "өзінікі, ханымын, жатады, санайды": "the verb, said by what is claimed",
            "дейді, айтады, айтатынын, телиді, сөздерде, атайды": "the verb: says",
            "пікір": "what the sentence goes on to call it",
        },
        "commonwealth-of-independent-states": {"достастық": "short"},
        "cooperation": {"Россотрудничество": "the name of an agency"},
        "declaration": {"жариялаған, мәлімдеме": "an act that is no declaration by its title"},
        "declaration-of-state-sovereignty": {"декларация": "short"},
        "delimitation": {"межелеу": "that of 1924, a term of its own; the title of the papers on the Caspian"},
        "demarcation": {"шегендеу": "the word of the glossary in brackets"},
        "emergency-committee": {"комитеті лауазымды": "told in words before the name"},
        "entry-into-force": {"күшіне енген": "a verb", "күшіне енетін": "a verb"},
        "lease-agreement": {"жалға": "one of several papers named together"},
        "national-delimitation": {"ұлттық межелеу": "short, in a title"},
        "new-style": {"жаңаша": "an adverb, beside a day"},
        "non-interference": {"араласпау": "short"},
        "oath-of-allegiance": {"ант": "short"},
        "old-style": {"ескіше": "an adverb, beside a day"},
        "protocol": {"рәсім": "ceremony"},
        "signatory": {"қол қойғандар": "people, or what a source has"},
        "uyezd": {"уезі": "its д falls before an ending"},
        "test-range": {"полигон": "short, where the name says which"},
        "verdict": {"қорытынды": "short, where it is clear of what", "үкім": "of a court"},
    },
}
# Messages in which a term is rightly not said: what is said instead.
ELSEWHERE = {
    "words/timeline: old-style": "an abbreviation, beside a date",
    "events: title_{} of gladyshev-khiva-1740, ": "the title does not say who was khan",
    "events: title_{} of karakum-assembly-1710, ": "the title has the name of the assembly",
    "events: title_{} of caspian-seabed-agreement-1998, ": "the title of the paper, without its purpose",
    "chronology: events/note/kazhegeldin-detention-1999": "human rights are in the name of an organisation",
}


ROLE = re.compile(r"\{glossary\}`(?:[^`<]*<)?([\w-]+)>?`")
Term = tuple[str, re.Pattern, list[list[str]]]  # id, its English, its renderings


def stem(word: str) -> str:
    """The letters that a word keeps with other endings: three of five, three at least, all four of шарт."""
    kept = 4 if len(word) == 4 and word[-1] not in "аеёиоуыэюяьіәөү" else max(3, -(-len(word) * 3 // 5))
    return word[:kept].lower()


def renderings(term: str) -> list[list[str]]:
    """The stems of each way to say a term: what stands in brackets, or after a semicolon, is another."""
    ways = [*re.sub(r"\([^)]*\)", " ", term).split(";"), *re.findall(r"\(([^)]*)\)", term)]
    stems = [[stem(word) for word in re.findall(r"\w+", way) if len(word) > 2] for way in ways]
    return [each for each in stems if each]


def english(term: str) -> re.Pattern:
    """What a term is known by in English: without what stands in brackets, or by the abbreviation there."""
    plain = " ".join(re.sub(r"\([^)]*\)", " ", term).split())
    short = re.search(r"\(([A-Z]\w*[A-Z]\w*)\)", term)
    plural = re.escape(plain[:-1]) + "(?:y|ies)" if plain.endswith("y") else re.escape(plain) + "(?:e?s)?"
    return re.compile(rf"\b(?i:{plural})\b" + (rf"|\b{short[1]}\b" if short else ""))


@cache
def terms(language: str) -> list[Term]:
    """Id, English and renderings of each term, those of ALSO among them."""
    rows = tables.read("glossary").reset_index().to_dict("records")
    return [
        (
            row["id"],
            english(row["term_en"]),
            renderings(row[f"term_{language}"])
            + [each for way in ALSO[language].get(row["id"], {}) for each in listed(way)],
        )
        for row in rows
    ]


def listed(way: str) -> list[list[str]]:
    """The renderings of a line of ALSO."""
    return [each for words in way.split(", ") for each in renderings(words)]


@cache
def begins(stem: str) -> re.Pattern:
    return re.compile(rf"\b{re.escape(stem)}")


def has(text: str, way: list[str]) -> bool:
    return all(begins(each).search(text) for each in way)


def names(message: said.Said, term: Term) -> bool:
    """Whether the English of a message has a term, as a role or as a word, and it does not stay English."""
    id, pattern, _ways = term
    if id in ROLE.findall(message.english):
        return True
    found = pattern.search(said.prose(message.english))
    return bool(found) and found[0].lower() not in message.text.lower()  # a name or code does


def lacks(message: said.Said, ways: list[list[str]]) -> bool:
    text = message.text.lower().replace("\u00ad", "")
    return not any(has(text, way) for way in ways)


@cache
def named(language: str) -> list[tuple[Term, said.Said]]:
    """Each term with the messages that have it."""
    messages = [each for each in said.texts(language) if not each.place.startswith("glossary: ")]
    low = [said.prose(each.english).lower() + " ".join(ROLE.findall(each.english)) for each in messages]
    return [
        (term, message)
        for term, starts in ((each, beginnings(each)) for each in terms(language))
        for message, text in zip(messages, low)
        if any(start in text for start in starts) and names(message, term)
    ]


def beginnings(term: Term) -> list[str]:
    """What stands in a message that may have the term: it is looked for before the pattern, which takes longer."""
    row = tables.read("glossary").loc[term[0]]
    short = re.findall(r"\((\w+)\)", row.term_en)
    return [term[0], re.sub(r"\W*\(.*", "", row.term_en).lower()[:-1], *(each.lower() for each in short)]


def left(language: str) -> list[tuple[str, str, str]]:
    """(term, place, translation) of every message without the rendering of its term."""
    return [(term[0], each.place, each.text) for term, each in named(language) if lacks(each, term[2])]


def needless(language: str) -> list[tuple[str, str]]:
    """The renderings of ALSO without which every message is right all the same."""
    found = {(id, way) for id, ways in ALSO[language].items() for way in ways}
    for (id, _, ways), message in named(language):
        for way in ALSO[language].get(id, {}):
            if lacks(message, [each for each in ways if each not in listed(way)]):
                found.discard((id, way))
    return sorted(found)


@pytest.mark.parametrize("language", said.LANGUAGES)
def test_a_term_is_rendered_as_the_glossary_says(language):
    excused = {each.format(language) for each in ELSEWHERE}
    assert [each for each in left(language) if each[1] not in excused] == []


def test_another_rendering_is_found_and_an_inflected_one_is_none():
    message = said.Said("", "The {glossary}`charters <charter>` of two treaties", "")
    known = {each[0]: each for each in terms("ru")}

    def wrong(text: str) -> list[str]:
        here = message._replace(text=text)
        return [id for id in ("charter", "treaty") if names(here, known[id]) and lacks(here, known[id][2])]

    assert wrong("{glossary}`Хартии <charter>` двух договоров") == ["charter"]
    assert wrong("Уставы, приложенные к двум договорам") == []
    assert wrong("Две грамоты и два соглашения") == ["treaty"]
    assert not names(message, known["khan"])
    assert english("State Committee (GKChP)").search("by the GKChP") and not english("khan").search("a khanate")


@pytest.mark.parametrize("language", said.LANGUAGES)
def test_no_other_rendering_stands_there_for_nothing(language):
    """An exception that is no longer needed goes."""
    assert needless(language) == []


def test_no_message_is_excused_for_nothing():
    found = {place for language in said.LANGUAGES for _, place, _ in left(language)}
    for place in ELSEWHERE:
        assert found & {place.format(language) for language in said.LANGUAGES}, place
