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
            "договорённость договорились": "nothing that was signed",
            "согласие согласие": "how far two people agree",
            "договор": "the title that the paper has in Russian",
        },
        "alliance": {"союз": "in general; союзничество is that of the treaties", "ОДКБ": "the alliance named"},
        "anno-hegirae": {"хиджра": "in the name of the calendar"},
        "claim": {
            "требование претензия притязание ходатайство доводы требовать": "what is demanded of another",
            "объявляет считают принадлежит приписывает хан": "the verb, said by what is claimed",
            "суждение": "what the sentence goes on to call it",
            "неподтверждённое": "unverified, as a noun",
            "рассказам говорят называет делает": "what people tell",
        },
        "cooperation": {"взаимодействие Россотрудничество": "of rescuers; the name of an agency"},
        "declaration": {"провозглашение объявление заявление": "an act that is no declaration by its title"},
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
        "old-style": {"ст": "short, beside a date"},
        "peoples-commissariat": {"наркомат": "short"},
        "protocol": {"церемониал": "ceremony"},
        "verdict": {"приговор": "of a court"},
    },
    "kk": {
        "agreement": {
            "сәйкестік бірдей": "how far two people agree",
            "шарты жүйесімен": "the title that the paper has",
        },
        "alliance": {"одақ": "in general; одақтастық is that of the treaties", "ұйым ҰҚШҰ": "the alliance named"},
        "anno-hegirae": {"һижра": "in the name of the calendar"},
        "claim": {
            "талап өтініш уәж": "what is demanded of another",
            "өзінікі ханымын жатады санайды": "the verb, said by what is claimed",
            "дейді айтады айтатынын телиді сөздерде": "the verb: says",
            "пікір": "what the sentence goes on to call it",
        },
        "cooperation": {"Россотрудничество": "the name of an agency"},
        "declaration": {"жариялаған мәлімдеме": "an act that is no declaration by its title"},
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
        "test-range": {"полигон": "short, where the name says which"},
        "verdict": {"қорытынды": "short, where it is clear of what", "үкім": "of a court"},
    },
}
# Messages in which a term is rightly not said: what is said instead.
ELSEWHERE = {
    "events: title_{} of gladyshev-khiva-1740, ": "the title does not say who was khan",
    "events: title_{} of karakum-assembly-1710, ": "the title has the name of the assembly",
    "events: title_{} of caspian-seabed-agreement-1998, ": "the title of the paper, without its purpose",
}


def stem(word: str) -> str:
    """The letters that a word keeps with other endings: three of five, and three at least."""
    return word[: max(3, -(-len(word) * 3 // 5))].lower()


def renderings(term: str) -> list[list[str]]:
    """The stems of each way to say a term: what stands in brackets, or after a semicolon, is another."""
    ways = [*re.sub(r"\([^)]*\)", " ", term).split(";"), *re.findall(r"\(([^)]*)\)", term)]
    stems = [[stem(word) for word in re.findall(r"\w+", way) if len(word) > 2] for way in ways]
    return [each for each in stems if each]


def english(term: str) -> re.Pattern:
    """What a term is known by in English: without what stands in brackets, or by the abbreviation there."""
    plain = " ".join(re.sub(r"\([^)]*\)", " ", term).split())
    short = re.search(r"\(([A-Z]\w*[A-Z]\w*)\)", term)
    return re.compile(rf"\b(?i:{re.escape(plain)}(?:e?s)?)\b" + (rf"|\b{short[1]}\b" if short else ""))


@cache
def terms(language: str) -> list[tuple[str, re.Pattern, list[list[str]]]]:
    """Id, English and renderings of each term, those of ALSO among them."""
    rows = tables.read("glossary").reset_index().to_dict("records")
    return [
        (
            row["id"],
            english(row["term_en"]),
            renderings(row[f"term_{language}"])
            + [each for way in ALSO[language].get(row["id"], {}) for each in also(row["id"], way)],
        )
        for row in rows
    ]


def also(term: str, way: str) -> list[list[str]]:
    """Of a way in ALSO: the words are one rendering if the term has several words, else each is one."""
    words = [stem(word) for word in way.split()]
    return [words] if term in {"emergency-committee", "entry-into-force", "national-delimitation"} else [[each] for each in words]


def has(text: str, way: list[str]) -> bool:
    return all(re.search(rf"\b{re.escape(each)}", text) for each in way)


def named(message: said.Said, language: str) -> list[str]:
    """The terms of a message that its translation does not have."""
    words = said.prose(message.english)
    ids = set(re.findall(r"\{glossary\}`(?:[^`<]*<)?([\w-]+)>?`", message.english))
    text = message.text.lower().replace("\u00ad", "")
    wrong = []
    for id, pattern, ways in terms(language):
        found = pattern.search(words)
        kept = found and re.search(rf"\b{re.escape(found[0].lower())}\b", text)  # a name or code stays English
        if (found or id in ids) and not kept and not any(has(text, way) for way in ways):
            wrong.append(id)
    return wrong


def left(language: str) -> list[tuple[str, str, str]]:
    """(term, place, translation) of every message without the rendering of its term."""
    return [
        (term, message.place, message.text)
        for message in said.texts(language)
        if not message.place.startswith("glossary: ")
        for term in named(message, language)
    ]
